"""The lines of the list, before, while it is considered, and after; and what became of all of them."""

from collections.abc import Mapping, Sequence

from baixing_desktop.clock import local
from baixing_desktop.domain.together import DEED_WORDS, Fate, Line, Outcome, Settled
from ui.colleagues import Colleagues
from ui.together.ticks import Shown

_TONES = {Fate.DONE: "ok", Fate.FAILED: "bad", Fate.LEFT: "warn"}


def considered(line: Line, *, ticked: bool) -> Shown:
    """What would become of it, or why it is left out."""
    words = "　".join(filter(None, (line.held or line.will, line.advice, line.number)))
    tone = ("warn" if line.may else "bad") if line.held else "soft"
    return Shown(line.clue_id, line.title, words, tone, ticked, line.may)


def settled(outcomes: Sequence[Outcome], left_out: Sequence[Line]) -> list[Shown]:
    """What became of each, and of those that were left out that they were."""
    return [
        *(_after(one.line, one.words, _TONES[one.fate], done=one.fate is Fate.DONE) for one in outcomes),
        *(_after(line, f"没有办：{line.held or '没有勾选'}", "soft") for line in left_out),
    ]


def open_elsewhere(colleagues: Colleagues | None, ids: Sequence[str]) -> Mapping[str, str]:
    """By clue, who else has it open just now, in words."""
    found: dict[str, str] = {}
    if colleagues is None:
        return found
    for clue_id in ids:
        others = "、".join(f"{one.actor}（{local(one.since):%H:%M} 起）" for one in colleagues.beside(clue_id))
        if others or colleagues.in_another_window(clue_id):
            found[clue_id] = f"{others or '您在另一个窗口'}正打开着这一条"
    return found


def settled_words(settled: Settled, *, back: bool) -> str:
    """``已受理 11 条``, or that so many were taken back."""
    words, done = DEED_WORDS[settled.together.deed], len(settled.of(Fate.DONE))
    return f"已撤销{words} {done} 条" if back else f"已{words} {done} 条"


def rest_words(settled: Settled) -> str:
    """What became of the others, in sentences; empty when all are done."""
    failed, left = len(settled.of(Fate.FAILED)), len(settled.of(Fate.LEFT))
    said = [f"没有办成 {failed} 条，原因写在左边。"] if failed else []
    said += [f"停下时还有 {left} 条没有办到，没有改动。"] if left else []
    return "".join(said)


def _after(line: Line, words: str, tone: str, *, done: bool = False) -> Shown:
    return Shown(line.clue_id, line.title, f"{words}　{line.number}", tone, done, may=False)
