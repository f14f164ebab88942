"""The columns of the clue list for each face, and which of them one wants to see."""

from collections.abc import Callable, Sequence

from baixing_desktop.clock import local
from baixing_desktop.domain.lists import ClueOrder, ClueSummary
from baixing_desktop.domain.units import Face
from ui.pages.wording import state_tone, state_words
from ui.widgets.paged import Column

TITLE = "title"
_USUAL = {
    Face.WORKROOM: ("number", "state", "who", "changed"),
    Face.OFFICE: ("number", "state", "unit", "changed"),
}

ORDERS = (
    (ClueOrder.CHANGED, "最近变动"),
    (ClueOrder.NUMBER, "编号"),
    (ClueOrder.TITLE, "标题"),
    (ClueOrder.STATE, "状态"),
    (ClueOrder.RECEIVED, "收到日期"),
    (ClueOrder.SOURCE, "来源"),
    (ClueOrder.UNIT, "来自"),
)
"""What the lines can go by; the first is the usual one."""

FALLING = frozenset({ClueOrder.CHANGED, ClueOrder.RECEIVED})
"""These begin with the newest."""


def all_columns(unit_name: Callable[[str], str], source_name: Callable[[str], str]) -> dict[str, Column[ClueSummary]]:
    """Every column there is, by its name, in the order in which they stand."""

    def soft(_c: ClueSummary) -> str:
        return "soft"

    return {
        "number": Column("编号", lambda c: c.number, 10, key=ClueOrder.NUMBER),
        TITLE: Column(
            "标题",
            lambda c: c.title or "（还没有标题）",
            second=lambda c: f"{c.number}　{state_words(c)}　{local(c.updated_at):%m-%d %H:%M}",
            key=ClueOrder.TITLE,
        ),
        "state": Column("状态", state_words, 6, state_tone, key=ClueOrder.STATE),
        "who": Column("反映人", lambda c: c.masked_name or "匿名", 4, soft),
        "unit": Column("来自", lambda c: unit_name(c.unit), 7, soft, key=ClueOrder.UNIT),
        "source": Column("来源", lambda c: source_name(c.source), 9, soft, key=ClueOrder.SOURCE),
        "received": Column(
            "收到日期", lambda c: f"{c.received_on:%Y-%m-%d}" if c.received_on else "", 6, soft, key=ClueOrder.RECEIVED
        ),
        "changed": Column("最近变动", lambda c: f"{local(c.updated_at):%m-%d %H:%M}", 6, soft, key=ClueOrder.CHANGED),
    }


def chosen_columns(face: Face, kept: str) -> tuple[str, ...]:
    """The names of the columns that are wanted; ``kept`` is what stands in the preferences, empty for the usual."""
    return tuple(kept.split(",")) if kept else _USUAL[face]


def shown(columns: dict[str, Column[ClueSummary]], wanted: Sequence[str]) -> tuple[Column[ClueSummary], ...]:
    """The wanted columns, the title always among them."""
    return tuple(column for name, column in columns.items() if name == TITLE or name in wanted)
