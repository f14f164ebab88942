"""认领目录 (提案参考选题目录): the clues offered for claiming before the plenary (seed 八(二)3, 九(二)5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.text import one_line
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_GIST = 120
"""要点: so many characters of the suggestions."""

_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("编号", 28, centre=True),
    Heading("标题", 50),
    Heading("要点", 74),
    Heading("来源街道", 22, centre=True),
    Heading("对口专委会", 26, centre=True),
    Heading("建议主办单位", 28),
    Heading("认领人", 20),
    Heading("认领日期", 20, Kind.DAY),
)


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One clue on offer, without anybody's name but the claimant's."""

    number: str
    title: str
    suggestions: str
    street: str = ""
    committee: str = ""
    handler: str = ""
    claimed_by: str = ""
    claimed_on: date | None = None


def catalogue_ledger(lines: Sequence[CatalogueLine], period: str, taken: Taken) -> Ledger:
    """认领目录 as a ledger; ``period`` is such as ``2026年度``."""
    return Ledger(
        title="“百姓提案”提案参考选题目录",
        left=f"{period}    供提案主体认领，进一步调研后提出提案",
        right=f"共 {len(lines)} 条",
        headings=_HEADINGS,
        rows=[
            (
                number,
                line.number,
                line.title,
                _gist(line.suggestions),
                line.street,
                line.committee,
                line.handler,
                line.claimed_by,
                line.claimed_on,
            )
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )


def _gist(text: str) -> str:
    flat = one_line(text)
    return flat if len(flat) <= _GIST else f"{flat[:_GIST]}……"
