"""The columns of the clue list for each face."""

from collections.abc import Callable

from baixing_desktop.clock import local
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.units import Face
from ui.pages.wording import state_tone, state_words
from ui.widgets.table import Column


def columns(face: Face, unit_name: Callable[[str], str]) -> tuple[Column[ClueSummary], ...]:
    """Number, title, state, then what matters at this desk."""
    number = Column[ClueSummary]("编号", lambda c: c.number, 10)
    title = Column[ClueSummary](
        "标题",
        lambda c: c.title or "（还没有标题）",
        second=lambda c: f"{c.number}　{state_words(c)}　{local(c.updated_at):%m-%d %H:%M}",
    )
    state = Column[ClueSummary]("状态", state_words, 6, state_tone)
    who = Column[ClueSummary]("反映人", lambda c: c.masked_name or "匿名", 4, lambda _c: "soft")
    unit = Column[ClueSummary]("来自", lambda c: unit_name(c.unit), 7, lambda _c: "soft")
    day = Column[ClueSummary]("最近变动", lambda c: f"{local(c.updated_at):%m-%d %H:%M}", 6, lambda _c: "soft")
    return (number, title, state, unit if face is Face.OFFICE else who, day)
