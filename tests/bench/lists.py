"""5: a long list in the window, out of the encrypted record, beside Qt's own model over a plain file of its lines."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from baixing_desktop.clock import stamp
from baixing_desktop.domain.units import Face
from baixing_desktop.ids import new_id
from baixing_desktop.store.tables.clues import clue
from tests.bench import corpus, homes
from tests.bench.ground import Ground
from tests.bench.result import Fact, Findings, Ratio
from tests.builders import PASSPHRASE, SetClock, new_home

SCROLLING = Path(__file__).with_name("scrolling.py")
ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 600
STEPS = 300
PORTION = 5000
BYTES_EACH = 9_000
"""Room on the disk for one clue: its row in both records, and the copy that is kept."""
FRAME_MS = 16.7
WHY_FIRST = "新进程第一次读列表要编译三条查询、造出 128 行，约 9 ms，以后每页约 2 ms；每格由本程序自己画"
WHY_SCROLL = "每格由本程序自己画；读下一页 128 行时，与画的线程争用解释器"
MEMORY_MB = 40
WHY_MEMORY = "另有加密库读过的页（一个连接至多 8 MB）、读列表用的查询和至多 24 页读出的行（每页 128 行）"


def measure(ground: Ground) -> Findings:
    """Each size in processes of its own, one after the other."""
    findings = Findings()
    for size in ground.scale.lists:
        free = shutil.disk_usage(ground.place).free
        if free < size * BYTES_EACH:
            findings.missing.append(f"{size:,} 条的列表：磁盘只剩 {free / 1e9:.1f} GB")
            continue
        _measure(ground, size, findings)
    findings.missing.append("列表里的线索是直接写入加密库的，没有索引、记录和报送；列表只读这张表")
    return findings


def _measure(ground: Ground, size: int, findings: Findings) -> None:
    home = _kept(ground, size)
    lines = {"ours": ("ours", str(home), PASSPHRASE), "qt": ("qt", str(home / "plain.db"), "")}
    taken: dict[str, list[dict[str, float]]] = {name: [] for name in lines}
    for counts in ground.scale.turns:
        for name, line in lines.items():
            told = _run(line, min(STEPS, size // 100))
            if counts:
                taken[name].append(told)

    def each(name: str, mark: str) -> tuple[float, ...]:
        return tuple(one[mark] for one in taken[name])

    peer = "QSqlTableModel（C++，明文 SQLite）"
    what = f"{size:,} 条的列表"
    for mark, words, goal, why in (
        ("first", "第一次画出", 2.5, WHY_FIRST),
        ("scroll", "滚动一格，95% 在此以内", 1.5, WHY_SCROLL),
    ):
        ours, theirs = each("ours", mark), each("qt", mark)
        findings.ratios.append(Ratio(f"{what}：{words}", ours, peer, theirs, goal=goal, why=why))
    findings.facts.append(Fact(f"{what}：第一次画出", median(each("ours", "first")), "ms"))
    findings.at_most(f"{what}：滚动一格，95% 在此以内", median(each("ours", "scroll")), "ms", FRAME_MS, WHY_SCROLL)
    findings.facts.append(Fact(f"{what}：跳到任意处并读出，95% 在此以内", median(each("ours", "jump")), "ms"))
    extra = [own - other for own, other in zip(each("ours", "megabytes"), each("qt", "megabytes"), strict=True)]
    findings.at_most(f"{what}：比 QSqlTableModel 多用的内存", median(extra), "MB", MEMORY_MB, WHY_MEMORY)
    findings.facts.append(Fact(f"{what}：滚动之后列表用的内存", median(each("ours", "megabytes")), "MB"))


def _run(line: tuple[str, str, str], steps: int) -> dict[str, float]:
    """What one process told about its list."""
    kind, place, secret = line
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BAIXING_KEYRING": "off", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-P", str(SCROLLING), kind, place, str(steps)],
        env=environment,
        input=secret,
        check=True,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def _kept(ground: Ground, size: int) -> Path:
    """A home with ``size`` clues, and the lines of its list in a plain file; a large one is kept between runs."""
    if size < homes.KEPT_FROM:
        return _make(ground.place / f"lists-{size}", size)
    home = ground.kept / f"lists-{size}-{homes.edition()}"
    if not home.exists():
        half = home.with_name(f"{home.name}.{os.getpid()}.half")
        shutil.rmtree(half, ignore_errors=True)
        _make(half, size).rename(home)
    return home


def _make(home: Path, size: int) -> Path:
    desk = new_home(home, Face.WORKROOM, "SY", SetClock())
    rows = (_row(number) for number in range(size))
    with closing(desk), closing(sqlite3.connect(home / "plain.db")) as plain:
        plain.execute("CREATE TABLE clue (number, title, state, who, changed)")
        plain.execute("CREATE INDEX by_change ON clue (changed DESC)")
        while portion := list(islice(rows, PORTION)):
            with desk.store.writing() as tx:
                tx.connection.execute(insert(clue), portion)
            with plain:
                plain.executemany("INSERT INTO clue VALUES (?, ?, ?, ?, ?)", _shown(portion))
    return home


def _shown(rows: list[dict[str, object]]) -> Iterator[tuple[str, ...]]:
    """What the list shows of each row."""
    for row in rows:
        masked, changed = f"{str(row['name'])[:1]}某", row["updated_at"]
        assert isinstance(changed, datetime)
        yield str(row["provisional_number"]), str(row["title"]), "已登记", masked, stamp(changed)


def _row(number: int) -> dict[str, object]:
    content = corpus.content(number)
    person, entered = content.contributor, datetime(2026, 1, 2, 1, tzinfo=UTC) + timedelta(seconds=number)
    return {
        "id": new_id(), "unit": "SY", "workroom_state": "registered", "revision": 1, "version": 1,
        "provisional_number": f"SY-2026-AAA-{number:07d}-0", "created_at": entered, "updated_at": entered,
        "typist": "测试员", "title": content.title, "source_category": "WORKROOM", "receiver": content.receiver,
        "received_on": content.received_on, "anonymous": False, "name": person.name, "phone": person.phone,
        "address": person.address, "consent_collect": True, "consent_handover": False, "consent_publicity": False,
        "notice": "1", "analysis": content.analysis, "suggestions": content.suggestions,
    }  # fmt: skip
