"""3: finding in a large encrypted record, beside ripgrep over the plain text of it, and LIKE over the record itself."""

import json
import random
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import clue_ids, list_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, at_95, in_turn, milliseconds
from tests.bench.result import Findings, Ratio

PAGE = 50
LENGTHS = (2, 3, 4)
COLUMNS = ("title", "analysis", "suggestions", "receiver", "name", "phone", "address", "provisional_number")
RARE = 0.001
WHY = "总数要准，命中的每一条都要在索引里查到（每条约 0.01 ms）：命中上万条的词因此慢"


@dataclass(frozen=True, slots=True)
class Looked:
    """One term: how long the program and ripgrep took each time (ms), and in how many clues it stands."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    hits: int


def measure(ground: Ground) -> Findings:
    """Every class of terms."""
    findings = Findings()
    with closing(homes.filled(ground.kept, ground.place / "record", ground.scale.clues)) as desk:
        _measure(ground, desk, findings)
    return findings


def _measure(ground: Ground, desk: Desk, findings: Findings) -> None:
    ripgrep, dump = ground.peers.ripgrep, ground.place / "dump.jsonl"
    if ripgrep is None:
        findings.missing.append(f"ripgrep：{ground.peers.problem}")
    _dump(desk, dump)
    dice, rounds = random.Random(3), min(ground.scale.rounds, 5)
    wrong = 0
    scanned: list[Ratio] = []
    for length in LENGTHS:
        looked: list[Looked] = []
        for _ in range(ground.scale.terms):
            term = corpus.words_in(corpus.content(dice.randrange(ground.scale.clues)).analysis, length, dice)
            like, seconds = _like(desk, term)
            wrong += set(clue_ids(desk, ClueQuery(term))) != like
            query = ClueQuery(term, limit=PAGE)
            ours, theirs = _beside(desk, query, ripgrep, dump, rounds)
            looked.append(Looked(ours, theirs, len(like)))
            if len(like) <= max(1, ground.scale.clues * RARE):
                scanned.append(Ratio("", (min(ours),), "", (seconds,)))
        _tell(findings, f"找 {length} 个字的词：首页 {PAGE} 条和总数", looked, known=ripgrep is not None)
    if scanned:
        ours, theirs = (tuple(part) for part in zip(*((r.ours[0], r.theirs[0]) for r in scanned), strict=True))
        findings.ratios.append(Ratio("找少见的词", ours, "同一加密库上的 LIKE", theirs, goal=1 / 1000))
    findings.at_most("查到的与 LIKE 不一致的词", wrong, f"个（共 {len(LENGTHS) * ground.scale.terms} 个）", 0)


def _beside(
    desk: Desk, query: ClueQuery, ripgrep: str | None, dump: Path, rounds: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    if ripgrep is None:
        (ours,) = in_turn(rounds, lambda: list_clues(desk, query))
        return ours, ()
    line = [ripgrep, "--no-config", "-F", "-i", "-j1", "-c", query.text, str(dump)]
    ours, theirs = in_turn(
        rounds,
        lambda: list_clues(desk, query),
        lambda: subprocess.run(line, check=False, stdout=subprocess.DEVNULL),
    )
    return ours, theirs


def _tell(findings: Findings, what: str, looked: list[Looked], *, known: bool) -> None:
    hits = sorted(one.hits for one in looked)
    what = f"{what}（命中 {hits[0]}–{hits[-1]}）"
    if known:
        ours = tuple(at_95(one.ours) for one in looked)
        theirs = tuple(at_95(one.theirs) for one in looked)
        findings.ratios.append(Ratio(what, ours, "ripgrep 搜明文", theirs, goal=1 / 5, why=WHY))


def _dump(desk: Desk, path: Path) -> None:
    """The plain text of the record, one clue a line."""
    with desk.store.reading() as tx, path.open("w", encoding="utf-8") as file:
        # Names come from this file.
        for row in tx.connection.exec_driver_sql(f"SELECT {', '.join(COLUMNS)} FROM clue"):  # noqa: S608
            file.write(json.dumps(list(row), ensure_ascii=False) + "\n")


def _like(desk: Desk, term: str) -> tuple[set[str], float]:
    """The identities by LIKE over all columns, and how long that took (ms)."""
    where, found = " OR ".join(f"{name} LIKE ?" for name in COLUMNS), set[str]()

    def look() -> None:
        with desk.store.reading() as tx:
            pattern = tuple(f"%{term}%" for _ in COLUMNS)
            found.update(tx.connection.exec_driver_sql(f"SELECT id FROM clue WHERE {where}", pattern).scalars())  # noqa: S608

    return found, milliseconds(look)
