"""7: how what people wait for grows with the record: 0 is not at all, 1 is in proportion to it."""

from collections.abc import Callable, Sequence
from itertools import count
from math import log
from statistics import median

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import find_clue, list_clues, workroom_today
from baixing_desktop.usecases.similar import rarity_here, similar_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, milliseconds
from tests.bench.result import Fact, Findings
from tests.builders import SetClock, open_home

FRESH = 30_000_000
MOST = 0.5
"""An exponent beyond it would be felt when a district becomes a province."""


def measure(ground: Ground) -> Findings:
    """The same acts in records of growing size."""
    findings, sizes = Findings(), ground.scale.growth
    taken: dict[str, list[float]] = {}
    for size in sizes:
        for name, milliseconds_each in _acts(ground, size).items():
            taken.setdefault(name, []).append(milliseconds_each)
    for name, each in taken.items():
        exponent = slope(sizes, each)
        shown = " → ".join(f"{one:.3g}" for one in each)
        span = "、".join(f"{size:,}" for size in sizes)
        findings.facts.append(
            Fact(f"{name}（{span} 条：{shown} ms）", exponent, "次方", f"≤ {MOST:g}", exponent <= MOST)
        )
    return findings


def slope(sizes: Sequence[int], taken: Sequence[float]) -> float:
    """The exponent with which ``taken`` grows, by least squares over logarithms."""
    across, up = [log(size) for size in sizes], [log(one) for one in taken]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    part = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return part / sum((x - middle) ** 2 for x in across)


def _acts(ground: Ground, size: int) -> dict[str, float]:
    place = ground.place / str(size)
    desk = homes.filled(ground.kept, place, size)
    clock = SetClock(desk.clock.now())
    desk.close()
    opening = _middle(ground.scale.rounds, lambda: open_home(place, clock, homes.OWN_PASSPHRASE).close())
    desk = open_home(place, clock, homes.OWN_PASSPHRASE)
    try:
        return {"打开工作台": opening, **_in(desk, size, ground.scale.rounds)}
    finally:
        desk.close()


def _in(desk: Desk, size: int, rounds: int) -> dict[str, float]:
    numbers, rarity = count(FRESH), rarity_here(desk)
    term = corpus.content(size // 2).analysis[5:9]
    newest = list_clues(desk, ClueQuery(limit=1)).items[0].id
    acts: dict[str, Callable[[], object]] = {
        "列表首页 200 条和总数": lambda: list_clues(desk, ClueQuery()),
        "找 4 个字": lambda: list_clues(desk, ClueQuery(term)),
        "今日": lambda: workroom_today(desk),
        "打开一条": lambda: find_clue(desk, newest),
        "查重一条": lambda: similar_clues(desk, corpus.content(next(numbers)), rarity),
        "登记一条": lambda: register_clue(desk, corpus.content(next(numbers))),
    }
    return {name: _middle(rounds, act) for name, act in acts.items()}


def _middle(rounds: int, act: Callable[[], object]) -> float:
    act()
    return median(milliseconds(act) for _ in range(rounds))
