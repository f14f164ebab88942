"""批次交接清单: what goes from a workroom to the office in one batch, to be signed on both sides (A3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_HEADINGS = (
    Heading("序号", 10, Kind.COUNT, centre=True),
    Heading("临时编号", 40),
    Heading("标题", 58),
    Heading("反映人", 16, centre=True),
    Heading("附件数", 12, Kind.COUNT, centre=True),
    Heading("内容校验码", 22, centre=True),
)


@dataclass(frozen=True, slots=True)
class ManifestLine:
    """One clue: its provisional number, title, the ``masked`` name, how many files, the content hash."""

    number: str
    title: str
    masked: str
    files: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One batch with its lines; ``first_day`` and ``last_day`` bound the dates of the clues in it."""

    batch_number: str
    unit: str
    sealed_on: date
    first_day: date | None
    last_day: date | None
    lines: Sequence[ManifestLine]


def manifest_ledger(paper: Manifest, taken: Taken) -> Ledger:
    """批次交接清单 as a ledger."""
    days = f"{day_words(paper.first_day, blank=False)}至{day_words(paper.last_day, blank=False)}"
    span = f"\n起止日期：{days}" if paper.first_day and paper.last_day else ""
    return Ledger(
        title="“百姓提案”线索批次交接清单",
        left=f"批次号：{paper.batch_number}    {paper.unit}{span}",
        right=f"共 {len(paper.lines)} 份",
        headings=_HEADINGS,
        rows=[
            (number, line.number, line.title, line.masked, line.files, line.content_hash[:8])
            for number, line in enumerate(paper.lines, 1)
        ],
        taken=taken,
        below=(
            f"封装日期：{day_words(paper.sealed_on)}。内容校验码与线索标准格式表上二维码所含的校验码相同，可逐份核对。",
        ),
        signs=("移交人：", "接收人：", "日期："),
    )
