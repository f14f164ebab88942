"""3: finding in a large encrypted record, beside ripgrep over the plain text of it, and LIKE over the record itself.

What a person waits for is the first page; the exact number of all that was found may come after it, and is measured
apart from it.
"""

import json
import random
import subprocess
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import clue_ids, list_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, at_95, in_turn, milliseconds
from tests.bench.result import Fact, Findings, Ratio
from tests.builders import open_home

PAGE = 50
LENGTHS = (2, 3, 4)
COLUMNS = ("title", "analysis", "suggestions", "receiver", "name", "phone", "address", "provisional_number")
RARE = 0.001
LARGEST, LARGEST_TERMS, LARGEST_ROUNDS = 1_000_000, 3, 3
WHY = "一次查找至少 3 条查询、读出 50 行，约 1–2 ms；ripgrep 在小库里只是启动一个进程"
WHY_LARGE = (
    "先从全文索引读出各字对的位置来比对，再查出命中各条的次序（命中少时）或照列表次序一条条看过去（命中多时）；"
    "读到的每一页都要解密，超过一个连接的 8 MB 缓存还要再解密一次"
)
"""At 100,000 clues the slowest word takes 23 ms of the processor when nothing of it was read before, 8 ms when all of
it still is in memory, 14 ms when it does not quite fit."""
WHY_RARE = "LIKE 的时间随库增长，本程序的不随库增长：目标是为 100,000 条定的"
WHY_RARE_LARGE = "一次查找要 3 条查询，要查出命中各条的次序，还要读出首页的行并解密；读到的每一页都要解密"


@dataclass(frozen=True, slots=True)
class Looked:
    """One term, and in how many clues it stands: how long the first page, the first page with the number of all, and
    ripgrep took each time (ms)."""

    term: str
    page: tuple[float, ...]
    total: tuple[float, ...]
    theirs: tuple[float, ...]
    hits: int


def measure(ground: Ground) -> Findings:
    """Every class of terms; the same in the largest record, if there is one."""
    findings, count = Findings(), ground.scale.clues
    ripgrep = ground.peers.ripgrep
    if ripgrep is None:
        findings.missing.append(f"ripgrep：{ground.peers.problem}")
    with closing(homes.filled(ground.kept, ground.place / "record", count)) as desk:
        rounds, terms = min(ground.scale.rounds, 5), ground.scale.terms
        _measure(ground, desk, (count, terms, rounds), ripgrep, findings)
    findings.missing += filter(None, [homes.how_made(count)])
    if LARGEST in ground.scale.large:
        _measure_largest(ground, ripgrep, findings)
    return findings


def _measure_largest(ground: Ground, ripgrep: str | None, findings: Findings) -> None:
    """It is not copied: what is done here only reads."""
    if homes.rate_of(ground.kept, LARGEST) is None:
        rate = homes.rate_of(ground.kept, ground.scale.clues) or 1.0
        words = f"成批写入每秒 {rate:,.0f} 条，要 {LARGEST / rate / 60:,.0f} 分钟"
        findings.missing.append(f"{LARGEST:,} 条的库还没有做（{words}）：先用 dev.py bench full homes 做好，再量这一项")
        return
    # On the day on which it was written, when its passphrase was new.
    with closing(open_home(homes.template(ground.kept, LARGEST), homes.clock_of(0))) as desk:
        _measure(ground, desk, (LARGEST, LARGEST_TERMS, LARGEST_ROUNDS), ripgrep, findings)


def _measure(ground: Ground, desk: Desk, sizes: tuple[int, int, int], ripgrep: str | None, findings: Findings) -> None:
    count, terms, rounds = sizes
    dump, dice = ground.place / f"dump-{count}.jsonl", random.Random(3)
    _dump(desk, dump)
    wrong, rare = list[str](), list[tuple[float, float, int]]()
    for length in LENGTHS:
        looked: list[Looked] = []
        for _ in range(terms):
            term = corpus.words_in(corpus.content(dice.randrange(count)).analysis, length, dice)
            like, seconds = _like(desk, term)
            query = ClueQuery(term, limit=PAGE)
            wrong += [] if _agrees(desk, query, like) else [term]
            looked.append(Looked(term, *_beside(desk, query, ripgrep, dump, rounds), len(like)))
            if len(like) <= max(1, count * RARE):
                rare.append((median(looked[-1].page), seconds, len(like)))
        why = WHY if count < homes.WRITTEN_FROM else _why(desk, looked)
        _tell(findings, f"{count:,} 条里找 {length} 个字", looked, why, known=ripgrep is not None)
    if rare:
        ours, theirs, hits = zip(*rare, strict=True)
        what = f"{count:,} 条里找少见的词（{len(rare)} 个）：首页"
        like = f"LIKE 一次 {median(theirs):,.0f} ms，千分之一是 {median(theirs) / 1000:.2g} ms；"
        like += f"这些词各有 {min(hits):,}–{max(hits):,} 条命中，{WHY_RARE_LARGE}"
        why = WHY_RARE if count < homes.WRITTEN_FROM else like
        findings.ratios.append(Ratio(what, ours, "同一加密库上的 LIKE", theirs, goal=1 / 1000, why=why))
    unit, why = f"个（共 {len(LENGTHS) * terms} 个）", f"这不是快慢，是查错了：{'、'.join(wrong)}"
    findings.at_most(f"{count:,} 条：查到的与 LIKE 不一致的词", len(wrong), unit, 0, why)
    dump.unlink()


def _why(desk: Desk, looked: Sequence[Looked]) -> str:
    """What the slowest of these words is like."""
    one = max(looked, key=lambda one: median(one.page))
    pairs = [one.term[at : at + 2] for at in range(len(one.term) - 1)]
    held = {pair: list_clues(desk, ClueQuery(pair, limit=1)).total for pair in pairs}
    most = max(pairs, key=held.__getitem__)
    common = f"，其中“{most}”在 {held[most]:,} 条里" if len(pairs) > 1 else ""
    return f"最慢的是“{one.term}”（命中 {one.hits:,} 条{common}）：{WHY_LARGE}"


def _agrees(desk: Desk, query: ClueQuery, like: set[str]) -> bool:
    """All that is found, the first page of it and its number are what LIKE finds."""
    page = list_clues(desk, query)
    first = {line.id for line in page.items}
    return (
        set(clue_ids(desk, query)) == like
        and first <= like
        and (page.total, len(first))
        == (
            len(like),
            min(PAGE, len(like)),
        )
    )


def _beside(
    desk: Desk, query: ClueQuery, ripgrep: str | None, dump: Path, rounds: int
) -> tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]:
    first = replace(query, count_to=0)
    acts = [lambda: list_clues(desk, first), lambda: list_clues(desk, query)]
    if ripgrep is None:
        page, total = in_turn(rounds, *acts)
        return page, total, ()
    line = [ripgrep, "--no-config", "-F", "-i", "-j1", "-c", query.text, str(dump)]
    page, total, theirs = in_turn(rounds, *acts, lambda: subprocess.run(line, check=False, stdout=subprocess.DEVNULL))
    return page, total, theirs


def _tell(findings: Findings, what: str, looked: list[Looked], why: str, *, known: bool) -> None:
    """The 95 % of each round: of few terms the slowest."""
    hits = sorted(one.hits for one in looked)
    what = f"{what}（命中 {hits[0]:,}–{hits[-1]:,}）"
    page, total = _slow([one.page for one in looked]), _slow([one.total for one in looked])
    findings.facts.append(Fact(f"{what}：首页，一半在此以内", median(median(one.page) for one in looked), "ms"))
    findings.facts.append(Fact(f"{what}：首页和总数，一半在此以内", median(median(one.total) for one in looked), "ms"))
    if known:
        theirs, peer = _slow([one.theirs for one in looked]), "ripgrep 搜明文"
        findings.ratios += [
            Ratio(f"{what}：首页 {PAGE} 条，95% 在此以内", page, peer, theirs, goal=1 / 5, why=why),
            Ratio(f"{what}：首页和准确的总数，95% 在此以内", total, peer, theirs),
        ]


def _slow(each: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(at_95(together) for together in zip(*each, strict=True))


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
