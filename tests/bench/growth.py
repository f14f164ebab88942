"""7: how what people wait for grows with the record: 0 is not at all, 1 is in proportion to it."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count
from math import log
from pathlib import Path
from statistics import median
from types import MappingProxyType

from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import find_clue, list_clues, workroom_today
from baixing_desktop.usecases.similar import rarity_here, similar_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, milliseconds
from tests.bench.result import Findings
from tests.builders import SetClock, new_home, open_home
from ui.pages.bench.presenter import BenchPresenter, office_sentence
from ui.pages.today.presenter import TodayPresenter

FRESH = 30_000_000
MOST = 0.5
"""An exponent beyond it would be felt when a district becomes a province."""
SOUGHT, ALIKE = "找 4 个字", "查重一条"
WHY = MappingProxyType(
    {
        "打开工作台": "推导口令、打开文件、核对结构",
        "列表首页 200 条和总数": "首页由索引给出，总数另外记着",
        "今日：数各项待办": "各项的数由索引给出或另外记着",
        "今日：整页": "各项的数由索引给出或另外记着",
        "打开一条": "按编号取出一条",
        "登记一条": "写一条和它的约 1,100 个字对，全文索引的层数随条数的对数",
        "工作台（区办）：整页": "各项的数由索引给出或另外记着",
        "工作台（区办）：状态栏": "各项的数由索引给出或另外记着",
    }
)
"""What each of those does that are not meant to grow."""
WHY_SOUGHT = "约六成时间是查出命中各条的次序，两成是读出并解密前 200 条的行，读各字对的位置只占两成；固定的部分很小"
"""At 100,000 clues, 90 hits, words that were not looked for before: 3.7 ms, 1.2 and 1.1."""
WHY_ALIKE = "1,000 条的库里 12 条候选多半一看就不像，从 10,000 条起几乎条条要逐字衡量；再往后不再增长"


def measure(ground: Ground) -> Findings:
    """The same acts in records of growing size."""
    findings, sizes = Findings(), ground.scale.growth
    taken, hits = dict[str, list[float]](), list[float]()
    for size in sizes:
        acts, held = _acts(ground, size)
        hits.append(held)
        for name, milliseconds_each in acts.items():
            taken.setdefault(name, []).append(milliseconds_each)
    span = "、".join(f"{size:,}" for size in sizes)
    for name, each in taken.items():
        what = f"{name}（{span} 条：{_in_a_row(each)} ms）"
        findings.at_most(what, slope(sizes, each), "次方", MOST, _why(name, hits))
    return findings


def _why(name: str, hits: Sequence[float]) -> str:
    if name == SOUGHT:
        return f"库越大命中越多（{_in_a_row(hits)} 条）：{WHY_SOUGHT}"
    if name == ALIKE:
        return WHY_ALIKE
    return f"{WHY[name]}：照设计不随条数增长，若未达到，不是机器在忙别的，就是程序退步了"


def _in_a_row(numbers: Sequence[float]) -> str:
    return " → ".join(f"{one:.3g}" for one in numbers)


def slope(sizes: Sequence[int], taken: Sequence[float]) -> float:
    """The exponent with which ``taken`` grows, by least squares over logarithms."""
    across, up = [log(size) for size in sizes], [log(one) for one in taken]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    part = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return part / sum((x - middle) ** 2 for x in across)


def _acts(ground: Ground, size: int) -> tuple[dict[str, float], float]:
    """How long each act takes, and how many clues have the words that were looked for."""
    place = ground.place / str(size)
    desk = homes.filled(ground.kept, place, size)
    clock = SetClock(desk.clock.now())
    desk.close()
    opening = _middle(ground.scale.rounds, lambda: open_home(place, clock, homes.OWN_PASSPHRASE).close())
    desk = open_home(place, clock, homes.OWN_PASSPHRASE)
    try:
        terms = _terms(ground)
        acts = _in(desk, terms, ground.scale.rounds)
        hits = median(list_clues(desk, ClueQuery(term, limit=1)).total for term in terms)
    finally:
        desk.close()
    office = _office(place.with_name(f"office-{size}"), size, ground.scale.rounds)
    return {"打开工作台": opening, **acts, **office}, hits


def _terms(ground: Ground) -> list[str]:
    """The same words for all sizes, out of clues that the smallest of these records has; each is looked for once."""
    dice, first = random.Random(13), range(ground.scale.rounds + 1)
    return [corpus.words_in(corpus.content(number).analysis, 4, dice) for number in first]


def _office(place: Path, size: int, rounds: int) -> dict[str, float]:
    """The first page of an office of as many clues, every one of them still to be screened: no office has more to do.

    They are put into the record as they are: their way here is another bench's matter.
    """
    desk = new_home(place, Face.OFFICE, "HZZX", SetClock())
    now, text = desk.now(), corpus.content(0)
    for start in range(0, size, homes.AT_ONCE):
        some = range(start, min(start + homes.AT_ONCE, size))
        with desk.store.writing(much=True) as tx, tx.clues.many_at_a_time():
            tx.clues.add_all([_received(number, text, now) for number in some])
    try:
        return {
            "工作台（区办）：整页": _middle(rounds, BenchPresenter(desk).counts),
            "工作台（区办）：状态栏": _middle(rounds, lambda: office_sentence(desk)),
        }
    finally:
        desk.close()


def _received(number: int, text: ClueContent, now: datetime) -> Clue:
    content = replace(text, analysis=text.analysis[: number % 50 + 1], suggestions="")
    return Clue(
        new_id(),
        "SY",
        content,
        now,
        now,
        office_state=OfficeState.RECEIVED,
        provisional_number=f"SY-2026-AAA-{number:06}",
    )


def _in(desk: Desk, terms: Sequence[str], rounds: int) -> dict[str, float]:
    numbers, rarity = count(FRESH), rarity_here(desk)
    words = iter(terms)
    newest = list_clues(desk, ClueQuery(limit=1)).items[0].id
    acts: dict[str, Callable[[], object]] = {
        "列表首页 200 条和总数": lambda: list_clues(desk, ClueQuery()),
        SOUGHT: lambda: list_clues(desk, ClueQuery(next(words))),
        "今日：数各项待办": lambda: workroom_today(desk),
        "今日：整页": TodayPresenter(desk).view,
        "打开一条": lambda: find_clue(desk, newest),
        ALIKE: lambda: similar_clues(desk, corpus.content(next(numbers)), rarity),
        "登记一条": lambda: register_clue(desk, corpus.content(next(numbers))),
    }
    return {name: _middle(rounds, act) for name, act in acts.items()}


def _middle(rounds: int, act: Callable[[], object]) -> float:
    act()
    return median(milliseconds(act) for _ in range(rounds))
