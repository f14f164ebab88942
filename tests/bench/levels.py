"""What a district, a city and a province would ask of one record: a simulation fed by figures measured in the same run.

The office's service is measured as it is: what its processor works for a question that brings nothing and for each clue
that comes, and how many bytes stay. Then the last afternoon of a month is played through, question by question: one
writer takes them in the order in which they come (Lindley's recursion: each waits for what the one before it waited and
took, less the time between them). The demand is that of domain.md A1.1.
"""

import random
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sync.automatic import POLL_SECONDS
from sync.transport import ANSWER_SECONDS
from tests.bench.ground import Ground, at_95
from tests.bench.result import Fact, Findings
from tests.bench.senders import Sent, program
from tests.builders import open_home

AFTERNOON_S = 4 * 3600.0
LAST_AFTERNOON = 0.6
"""Part of a month's clues that is reported on its last afternoon."""
OBSERVED, QUOTA, CAMPAIGN = 6.5, 2, 10
"""Clues a month: of a district as observed, of a workroom by the quota; a campaign is so many times the quota."""
FULL_USE = 0.7
"""A writer that is used more keeps people waiting at the next surge."""
LEAST_MS = 0.01
"""Less than the system's clock of processors can tell."""


@dataclass(frozen=True, slots=True)
class Level:
    """``senders`` synchronise with one office; below it are so many districts and workrooms."""

    name: str
    senders: int
    districts: int
    workrooms: int


LEVELS = (
    Level("区：18 个工作室", 18, 1, 18),
    Level("市：1,000 个工作室直接报送", 1000, 11, 1000),
    Level("市：11 个区办公室转报", 11, 11, 1000),
    # 122 counties and districts are in Guangdong; workrooms in proportion to the city's.
    Level("省：122 个区县办公室转报", 122, 122, 11_000),
)


@dataclass(frozen=True, slots=True)
class Costs:
    """Processor of the office for a question, for the first after a batch (both sides compare all answers) and for a
    clue (ms); bytes that a clue leaves, and needs on the line."""

    question_ms: float
    comparing_ms: float
    clue_ms: float
    kept: float
    index: float
    line: float

    def work_s(self, brought: int, *, compares: bool) -> float:
        """How long the office works (s) at a question with which so many clues come."""
        return ((self.comparing_ms if compares else self.question_ms) + brought * self.clue_ms) / 1000


@dataclass(frozen=True, slots=True)
class Played:
    """One afternoon: how long those waited who brought something (95 % at most so many seconds), the writer's use."""

    wait_s: float
    use: float


def measure(ground: Ground) -> Findings:
    """Measure the service, then play."""
    findings = Findings()
    costs = _costs(ground, findings)
    most = (FULL_USE * AFTERNOON_S * 1000) / costs.clue_ms
    findings.facts += [
        Fact("一个写入者在一个下午里收得下（用到七成，不算询问）", most, "条"),
        Fact("一个写入者经得起这么多工作室的自动询问（用到七成）", FULL_USE * _pace() * 1000 / costs.question_ms, "个"),
    ]
    for level in LEVELS:
        for what, monthly in demands(level):
            played = play(level.senders, monthly, costs, random.Random(17))
            year = 12 * monthly * costs.kept / 1e9
            why = f"写入者用到 {played.use:.1%}：问一次 {costs.question_ms:.3g} ms，收一条 {costs.clue_ms:.3g} ms"
            words = f"{level.name}，{what}（每月 {monthly:,.0f} 条；写入者用到 {played.use:.1%}；"
            words += f"一年 {year:.2g} GB，十年 {10 * year:.2g} GB）：月末下午报送等待，95% 在此以内"
            findings.at_most(words, played.wait_s, "秒", ANSWER_SECONDS, why)
    return findings


def demands(level: Level) -> Iterator[tuple[str, float]]:
    """What a month may bring: a name, and how many clues."""
    yield "如已观察到的", OBSERVED * level.districts
    yield "照配额", float(QUOTA * level.workrooms)
    yield f"集中征集（配额的 {CAMPAIGN} 倍）", float(QUOTA * CAMPAIGN * level.workrooms)


def play(senders: int, monthly: float, costs: Costs, dice: random.Random) -> Played:
    """The last afternoon of a month with ``monthly`` clues: all ask at the program's own pace and bring what is new."""
    jobs = sorted(_questions(senders, monthly, dice))
    waits, wait, before, work = list[float](), 0.0, 0.0, 0.0
    used = 0.0
    for moment, brought, compares in jobs:
        wait = max(0.0, wait + work - (moment - before))
        before, work = moment, costs.work_s(brought, compares=compares)
        used += work / AFTERNOON_S
        if brought:
            waits.append(wait + work)
    return Played(at_95(waits) if waits else 0.0, used)


def _questions(senders: int, monthly: float, dice: random.Random) -> Iterator[tuple[float, int, bool]]:
    """When each question comes (s), how many clues it brings, and whether it is the first since some came: then both
    sides compare."""
    registered: list[list[float]] = [[] for _ in range(senders)]
    rate, moment = monthly * LAST_AFTERNOON / AFTERNOON_S, 0.0
    while (moment := moment + dice.expovariate(rate)) < AFTERNOON_S:
        registered[dice.randrange(senders)].append(moment)
    for own in registered:
        moment, brought, grown = dice.random() * POLL_SECONDS, 0, False
        while moment < AFTERNOON_S:
            known = bisect_right(own, moment)
            yield moment, known - brought, known == brought and grown
            brought, grown = known, known > brought
            moment += POLL_SECONDS * (0.5 + dice.random() / 2)


def _pace() -> float:
    """Seconds between two questions of one sender, on average."""
    return POLL_SECONDS * 0.75


def _costs(ground: Ground, findings: Findings) -> Costs:
    place, full, first, idle = ground.place / "program", list[Sent](), list[Sent](), list[Sent]()
    record, each = place / "office" / "record.db", ground.scale.sent
    with program(ground, place) as sender:
        sender.send(far=False, first=True)
        before = record.stat().st_size
        for _ in range(ground.scale.rounds):
            sender.write(each)
            for kind in (full, first, idle):
                kind.append(sender.send(far=True))
        kept = (record.stat().st_size - before) / (each * ground.scale.rounds)
    question, comparing = (max(LEAST_MS, median(one.server or one.ms for one in some)) for some in (idle, first))
    clue = max(LEAST_MS, (median(one.server or one.ms for one in full) - question) / each)
    costs = Costs(question, comparing, clue, kept, _index(place / "office"), median(one.carried for one in full) / each)
    findings.facts += [
        Fact("办公室一边用的处理器时间：询问一次，什么也不送", costs.question_ms, "ms"),
        Fact("办公室一边用的处理器时间：报送之后和每天的第一次询问，两边核对", costs.comparing_ms, "ms"),
        Fact(f"办公室一边用的处理器时间：收一条（一批 {each:,} 条）", costs.clue_ms, "ms"),
        Fact("一条线索在办公室的加密库里占", costs.kept / 1000, "kB"),
        Fact("其中全文索引", costs.index / 1000, "kB"),
        Fact("一条线索在线路上占", costs.line / 1000, "kB"),
    ]
    return costs


def _index(home: Path) -> float:
    """Bytes of the search index through the number of clues."""
    with closing(open_home(home)) as office, office.store.reading() as tx:
        ask = tx.connection.exec_driver_sql
        size = ask("SELECT sum(length(block)) FROM clue_fts_data").scalar_one()
        return size / ask("SELECT count(*) FROM clue").scalar_one()
