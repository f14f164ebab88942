"""线索汇编 as a workbook: the same clues in the same order, one a line (seed 八(二))."""

from baixing_desktop.papers.layouts.compendium import CompendiumBook, CompendiumClue
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, LedgerRow, Taken

_OPEN = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("主题", 28),
    Heading("编号", 28, centre=True),
    Heading("标题", 50),
    Heading("情况分析", 90),
    Heading("具体建议", 90),
    Heading("来源", 34),
    Heading("日期", 22, Kind.DAY),
    Heading("并入", 34),
)
_INTERNAL = (Heading("反映人", 20, centre=True), Heading("联系方式", 50), Heading("办理进展", 60))


def compendium_ledger(book: CompendiumBook, taken: Taken) -> Ledger:
    """``book`` as a ledger; people and progress only in its internal edition."""
    lines = [(theme.title, clue) for theme in book.themes for clue in theme.clues]
    return Ledger(
        title=f"“百姓提案”线索汇编{book.issue}",
        left=f"{book.period}{'（内部资料  注意保存）' if book.internal else ''}",
        right=f"共 {book.count} 条",
        headings=(*_OPEN, *_INTERNAL) if book.internal else _OPEN,
        rows=[_row(number, theme, clue, internal=book.internal) for number, (theme, clue) in enumerate(lines, 1)],
        taken=taken,
        across=True,
        printed=False,
    )


def _row(number: int, theme: str, clue: CompendiumClue, *, internal: bool) -> LedgerRow:
    row: LedgerRow = (
        number,
        theme,
        clue.number,
        clue.title,
        clue.analysis,
        clue.suggestions,
        clue.source,
        clue.received_on,
        joined(clue.merged),
    )
    return (*row, clue.person, clue.contact, clue.progress) if internal else row
