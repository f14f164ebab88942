"""5: from the start of the process to a window that can be used, beside an empty window and Anki's."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench import homes
from tests.bench.ground import Ground
from tests.bench.result import Fact, Findings, Ratio, Spread

WINDOWS = Path(__file__).with_name("windows.py")
PATIENCE = 120
WHY = (
    "空窗口的时间里九成是导入 PySide6，少不了；本程序另用的处理器时间约与它的全部相当：三分之一是 PySide6 造所用的 "
    "Qt 类型和枚举类（单是 Qt 这个名字就占八分之一），三分之一是导入约 90 个模块，"
    "三分之一是建窗口和卡片、装字体和样式、画出来"
)
"""Of the processor's time: 100 ms for the bare window (9 Python, 87 PySide6, 4 itself); 105 ms more for the program:
imports 69 (Qt's names 35: ``Qt`` itself 14, the network's types 4, those of style, fonts and fields 8; others 34),
application, translation and single window 3, fonts and style 6, window 11, card 13, painting 3. Saved until now: 300
names of QStyle and 130 of kinds of widgets and objects that nothing needed (18), the command list, the manual and its
search, sockets, ciphers and identities, which are loaded when they are used (14)."""
ROOT = Path(__file__).resolve().parents[2]


def measure(ground: Ground) -> Findings:
    """Cold processes, warm disk."""
    findings = Findings()
    home = ground.place / "desk"
    homes.filled(ground.kept, home, ground.scale.desk).close()
    marks: dict[str, list[dict[str, float]]] = {"bare": [], "program": []}
    for turn in range(ground.scale.rounds + 1):
        for kind, taken in marks.items():
            started = _start(kind, home)
            if turn:
                taken.append(started)
    bare = tuple(one["shown"] for one in marks["bare"])
    for mark, what, goal in (
        ("shown", "启动到窗口第一次画出", 1.3),
        ("usable", "启动到可以输入口令", 1.3),
    ):
        ours = tuple(one[mark] for one in marks["program"])
        findings.ratios.append(Ratio(what, ours, "空的 QMainWindow", bare, goal=goal, why=WHY))
    worked, least = (tuple(one["processor"] for one in marks[kind]) for kind in ("program", "bare"))
    findings.ratios.append(Ratio("同上，用的处理器时间", worked, "空的 QMainWindow", least))
    memory = Spread.of([one["megabytes"] for one in marks["program"]])
    findings.facts.append(Fact("可以输入口令时的内存", memory.middle, "MB"))
    findings.missing.append("aqt（Anki 的窗口）：没有装，要带一个浏览器内核，约 300 MB")
    return findings


def _start(kind: str, home: Path) -> dict[str, float]:
    """When each mark was reached (ms from before the process was asked for)."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BAIXING_KEYRING": "off"}
    environment["BENCH_BEGUN"] = repr(time.monotonic())
    line = [sys.executable, "-P", str(WINDOWS), kind, str(home)]
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(line, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE)
    return json.loads(done.stdout.strip().splitlines()[-1])
