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

WINDOWS, ANKI = (Path(__file__).with_name(name) for name in ("windows.py", "anki_window.py"))
PATIENCE = 120
USABLE = "启动到可以输入口令"
WINDOW = "aqt（Anki 的窗口）"
HOW = "，要带一个浏览器内核，约 620 MB；dev.py bench full starting 会装上，装过以后 quick 也比"
WHY_ANKI = "本程序这段时间的一半是导入 PySide6、画出一个空窗口，少不了；另一半见“空的 QMainWindow”那一行"
OF_THE_DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")
"""What leads to the person's own desktop: an Anki that runs there must not hear of this one."""
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
    findings, marks = Findings(), dict[str, list[dict[str, float]]]()
    home = ground.place / "desk"
    homes.filled(ground.kept, home, ground.scale.desk).close()
    kinds = ("bare", "program", *(["anki"] if _anki_there(ground, findings) else []))
    for turn in range(ground.scale.rounds + 1):
        for kind in kinds:
            started = _start_anki(ground) if kind == "anki" else _start(kind, home)
            if turn:
                marks.setdefault(kind, []).append(started)
    bare, usable = _each(marks["bare"], "shown"), _each(marks["program"], "usable")
    findings.ratios += [
        Ratio(what, _each(marks["program"], mark), "空的 QMainWindow", bare, goal=1.3, why=WHY)
        for mark, what in (("shown", "启动到窗口第一次画出"), ("usable", USABLE))
    ]
    worked, least = (_each(marks[kind], "processor") for kind in ("program", "bare"))
    findings.ratios.append(Ratio("同上，用的处理器时间", worked, "空的 QMainWindow", least))
    if "anki" in marks:
        shown, listed = (_each(marks["anki"], mark) for mark in ("shown", "listed"))
        findings.ratios += [
            Ratio(USABLE, usable, f"{WINDOW}：第一次画出", shown, goal=0.25, why=WHY_ANKI),
            Ratio(USABLE, usable, f"{WINDOW}：牌组列表已在窗口里", listed),
        ]
    memory = Spread.of(_each(marks["program"], "megabytes"))
    findings.facts.append(Fact("可以输入口令时的内存", memory.middle, "MB"))
    if "anki" in marks:
        findings.facts.append(
            Fact(f"{WINDOW}的内存，不算浏览器内核的进程", Spread.of(_each(marks["anki"], "megabytes")).middle, "MB")
        )
    return findings


def _anki_there(ground: Ground, findings: Findings) -> bool:
    """Whether Anki's window can be opened; if not, it is told why."""
    problem = ground.peers.window.problem
    if problem:
        findings.missing.append(f"{WINDOW}：{problem}{HOW}")
        return False
    try:
        _start_anki(ground)
    except subprocess.CalledProcessError as error:
        # A library of the system that its browser needs is named in the last line.
        findings.missing.append(f"{WINDOW}：装了，打不开：{' '.join(error.stderr.strip().splitlines()[-1:])}")
        return False
    except subprocess.TimeoutExpired:
        findings.missing.append(f"{WINDOW}：装了，{PATIENCE} 秒还没有打开")
        return False
    return True


def _each(marks: list[dict[str, float]], mark: str) -> tuple[float, ...]:
    return tuple(one[mark] for one in marks)


def _start(kind: str, home: Path) -> dict[str, float]:
    """When each mark was reached (ms from before the process was asked for)."""
    environment = {**os.environ, "BAIXING_KEYRING": "off", "PYTHONPATH": str(ROOT)}
    return _run([sys.executable, "-P", str(WINDOWS), kind, str(home)], environment)


def _start_anki(ground: Ground) -> dict[str, float]:
    """The same of Anki's window, whose library is made at the first time; nothing is left outside of ``ground``."""
    own = ground.place / "anki"
    environment = {name: value for name, value in os.environ.items() if name not in OF_THE_DESKTOP}
    for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        folder = own / name.lower()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        environment[name] = str(folder)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Its browser refuses to work for root in a sandbox.
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return _run([str(ground.peers.window.python), "-P", str(ANKI), str(own / "library")], environment)


def _run(line: list[str], environment: dict[str, str]) -> dict[str, float]:
    environment |= {"QT_QPA_PLATFORM": "offscreen", "BENCH_BEGUN": repr(time.monotonic())}
    done = subprocess.run(line, env=environment, check=True, capture_output=True, text=True, timeout=PATIENCE)
    return json.loads(done.stdout.strip().splitlines()[-1])
