"""4: saving one clue, and importing many, beside the barest database that keeps its word."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count, pairwise
from pathlib import Path

from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.own_clues import Origin, OwnForm, register_own
from tests.bench import corpus, homes
from tests.bench.ground import Ground, in_turn
from tests.bench.result import Findings, Ratio

Row = tuple[str, str, str, str, str, str, str]
WHY_TRUNCATE = (
    "工作室的记录只有一个文件（TRUNCATE 日志，断电不丢，不会漏拷旁边的文件），一次保存落盘 5 次，WAL 只要 1 次；"
    "其余约七成是加密和全文索引（改三十多页），三成是 Python"
)
WHY_JOURNALLED = "日志方式相同；改的是三十多页（登记记录、操作记录、全文索引），每页加密、校验、先进日志；对方改一两页"
WHY_WAL = "登记记录、操作记录和全文索引改三十多页，每页加密并校验；对方只写一行、不加密"
WHY_IMPORT = (
    "每条另写登记记录、导入记录、操作记录（链接）和约 1,100 个词的全文索引，一半以上的时间是索引；executemany 只写一行"
)
WHY_INDEXED = "每条另写登记记录、导入记录和操作记录（链接），每页加密，改过的页先进日志"
FRESH = 10_000_000
"""Numbers of clues that no record holds yet."""
SAVES = 40


def measure(ground: Ground) -> Findings:
    """Save and import in a record of an ordinary desk."""
    findings, numbers = Findings(), count(FRESH)
    office = homes.filled(ground.kept, ground.place / "office", ground.scale.desk, Face.OFFICE)
    with closing(homes.filled(ground.kept, ground.place / "desk", ground.scale.desk)) as desk, closing(office):
        _one_clue(ground, desk, office, numbers, findings)
        _an_import(ground, desk, numbers, findings)
    return findings


def _one_clue(ground: Ground, desk: Desk, office: Desk, numbers: Iterator[int], findings: Findings) -> None:
    logged_once = "sqlite3 一次 fsync（WAL FULL）"
    logged, journalled = _bare(ground.place / "wal.db", "wal"), _bare(ground.place / "truncate.db", "truncate")
    acts = (
        lambda: register_clue(desk, corpus.content(next(numbers))),
        lambda: save_draft(desk, corpus.content(next(numbers))),
        lambda: _register_own(office, next(numbers)),
        lambda: _insert(logged, [_row(next(numbers))]),
        lambda: _insert(journalled, [_row(next(numbers))]),
    )
    register, draft, own, wal, truncate = in_turn(max(ground.scale.rounds, min(SAVES, ground.scale.desk // 10)), *acts)
    findings.ratios += [
        Ratio("登记一条线索（加密、索引、操作记录、落盘）", register, logged_once, wal, goal=5.0, why=WHY_TRUNCATE),
        Ratio("同上", register, "sqlite3 同样的日志方式（TRUNCATE FULL）", truncate, goal=5.0, why=WHY_JOURNALLED),
        Ratio("暂存一条草稿", draft, logged_once, wal, goal=5.0, why=WHY_TRUNCATE),
        Ratio("区办公室登记一条（WAL，一次 fsync）", own, logged_once, wal, goal=5.0, why=WHY_WAL),
    ]
    logged.close()
    journalled.close()


def _an_import(ground: Ground, desk: Desk, numbers: Iterator[int], findings: Findings) -> None:
    size = ground.scale.batch
    bare, indexed = _bare(ground.place / "many.db", "wal"), _bare(ground.place / "indexed.db", "wal")
    indexed.execute("CREATE VIRTUAL TABLE pairs USING fts5(body, content='', tokenize='ascii')")

    def block() -> range:
        start = next(numbers)
        for _ in range(size - 1):
            next(numbers)
        return range(start, start + size)

    def with_index() -> None:
        rows = [_row(number) for number in block()]
        with indexed:
            indexed.executemany("INSERT INTO clue VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            indexed.executemany("INSERT INTO pairs (body) VALUES (?)", ((_pairs("".join(row)),) for row in rows))

    ours, plain, floor = in_turn(
        min(ground.scale.rounds, 5),
        lambda: import_clues(desk, homes.plan(block().start, size), file_name="bench.csv"),
        lambda: _insert(bare, [_row(number) for number in block()]),
        with_index,
    )
    findings.ratios += [
        Ratio(f"导入 {size} 条", ours, "sqlite3 executemany（不加密、不索引）", plain, goal=1 / 0.6, why=WHY_IMPORT),
        Ratio("同上", ours, "sqlite3 executemany 加同样的全文索引", floor, goal=1 / 0.6, why=WHY_INDEXED),
    ]
    bare.close()
    indexed.close()


def _register_own(office: Desk, number: int) -> None:
    content = corpus.content(number)
    form = OwnForm(content.title, content.analysis, content.suggestions)
    register_own(office, form, Origin("ONLINE_DISTRICT", "", "", content.receiver, office.today()))


def _bare(path: Path, journal: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE")
    connection.execute(f"PRAGMA journal_mode={journal}")
    connection.execute("PRAGMA synchronous=FULL")
    names = "title, analysis, suggestions, receiver, name, phone, address"
    connection.execute(f"CREATE TABLE clue ({names})")
    return connection


def _insert(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    with connection:
        connection.executemany("INSERT INTO clue VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def _row(number: int) -> Row:
    content = corpus.content(number)
    person = content.contributor
    texts = (content.title, content.analysis, content.suggestions, content.receiver)
    return (*texts, person.name, person.phone, person.address)


def _pairs(text: str) -> str:
    return " ".join(map("".join, pairwise(text)))
