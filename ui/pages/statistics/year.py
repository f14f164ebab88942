"""年度: what a year closed with, what goes on in the next, and the archive of the year in one file."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.people import Confirmation
from baixing_desktop.usecases.archiving import ARCHIVE_KIND, Archived, archive_name, archive_year
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.years import YearLine, YearState, year_state
from baixing_desktop.work import Work
from ui.choosing import choose_name
from ui.confirming import or_second
from ui.jobs import Lane
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.widgets.work_bar import WorkBar

_YEARS_BACK = 5
_REDACTED, _INTERNAL = "redacted", "internal"
_CLOSED, _OPEN = "closed", "open"
_EDITIONS = ((_REDACTED, "公开版：不含联系方式"), (_INTERNAL, "内部版：含姓名和联系方式"))
_HOLDS = (
    "纸面、表格、数字和校验清单存成一个压缩文件，以后可以核对有没有改动。内部版还收入台账、表彰名单、"
    "线索的附件和签了字的纸，不加密，请妥善保管。"
)
_GOES_ON = (
    "没有办完的接着办，编号和期限不变，不用结转。新的一年，线索编号、函号和汇编期号从 1 开始，"
    "配额按新的一年计，认领期由办公室另定。"
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A package that was asked for."""

    year: int
    path: Path
    internal: bool
    purpose: str
    second: Confirmation | None = None


class YearPanel(QWidget):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        this = page.context.desk.today().year
        self._year = narrowing(
            Choice("年度", [(str(year), f"{year}年") for year in range(this, this - _YEARS_BACK, -1)])
        )
        self._year.choose(str(this))
        self._year.currentIndexChanged.connect(self.refresh)
        self._open = PagedModel[YearLine](_columns("今天还在办"), lambda _offset, _limit: None)
        self._closed = PagedModel[YearLine](_columns("全年"), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """Choosing a year comes first."""
        self._year.setFocus()

    def refresh(self) -> None:
        """Count again."""
        year = int(self._year.code)
        self._page.ask(lambda: year_state(self._page.context.desk, year), self._show)

    def step(self, step: int) -> None:
        """The figure below or above."""
        (self._figures if self._tabs.chosen == _CLOSED else self._still).step(step)

    def archive(self) -> None:
        """Ask where, then write the package of the year."""
        if self._bar.busy or not self._make.isEnabled():
            return
        internal, purpose = self._edition.code == _INTERNAL, self._purpose.text().strip()
        self._why.wrong("请写明用途。" if internal and not purpose else "")
        if internal and not purpose:
            self._purpose.setFocus()
            return
        year, preferences = int(self._year.code), self._page.context.preferences

        def keep(chosen: str) -> None:
            preferences.folder = str(Path(chosen).parent)
            self._write(_Wanted(year, Path(chosen), internal, purpose))

        name = Path(preferences.folder) / archive_name(year, internal=internal)
        choose_name(self._page, "年度档案存为", name, ARCHIVE_KIND, keep)

    def stop(self) -> None:
        """Stop writing; nothing is left of it."""
        self._bar.stop()

    # -- building

    def _build(self) -> None:
        style = self._page.context.style
        self._figures = Table(style, "全年数字", self._closed)
        self._still = Table(style, "还在办的", self._open)
        self._tabs = Tabs("看哪些", ((_CLOSED, "全年"), (_OPEN, "接着办的")))
        self._tabs.picked.connect(self._look)
        self._stack = stacked(self._figures, self._still)
        left, holder = QWidget(), QWidget()
        body = column(row(self._year, self._tabs, None), gap=2, parent=left)
        body.addWidget(self._stack, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        goes_on = card()
        column(plain("转入新的一年", "heading"), plain(_GOES_ON, "soft", wrap=True), gap=3, margin=4, parent=goes_on)
        column(self._archive_card(), goes_on, None, gap=3, parent=holder)
        column(gap=0, parent=self).addWidget(sides(left, Scrolled(holder), (5, 5)), 1)

    def _archive_card(self) -> QWidget:
        style = self._page.context.style
        self._edition = Choice("版本", _EDITIONS)
        self._edition.choose(_REDACTED)
        self._edition.currentIndexChanged.connect(self._turn)
        self._purpose = TextLine("用途", hint="例如：年度归档", limit=60)
        form = Form(stacked=True)
        form.add("版本", self._edition)
        self._why = form.add("用途", self._purpose, needed=True)
        self._make = button(style, "生成年度档案", self.archive, kind="primary", icon="archive", keys="Ctrl+Shift+A")
        self._make.setEnabled(may(self._page.context.desk, "archiving.archive_year"))
        self._bar = WorkBar(style, "生成进度", stop="停止生成")
        said = plain(_HOLDS, "soft", wrap=True)
        box = card()
        column(
            plain("年度档案", "heading"), said, form, row(self._bar, None, self._make, gap=2),
            gap=3, margin=4, parent=box,
        )  # fmt: skip
        self._turn()
        self._rest()
        return box

    # -- showing

    def _look(self, name: str) -> None:
        self._tabs.choose(name)
        self._stack.setCurrentWidget(self._figures if name == _CLOSED else self._still)

    def _turn(self) -> None:
        self._why.show(shown=self._edition.code == _INTERNAL)
        self._why.wrong("")

    def _show(self, found: YearState) -> None:
        if str(found.year) != self._year.code:
            return
        self._closed.reset(len(found.closed), found.closed)
        self._open.reset(len(found.open), found.open)
        self._figures.choose(0)
        self._still.choose(0)

    # -- the package

    def _write(self, wanted: _Wanted) -> None:
        desk = self._page.context.desk

        def make(work: Work) -> Archived:
            return archive_year(
                desk, wanted.year, wanted.path, internal=wanted.internal, purpose=wanted.purpose,
                second=wanted.second, work=work,
            )  # fmt: skip

        self._make.setEnabled(False)
        failed = or_second(self._page, partial(self._again, wanted), self._page.failed, self._rest)
        jobs = self._page.context.jobs
        self._bar.begin(jobs.long(self._page, make, self._made, failed, self._bar.tell, lane=Lane.PAPER))

    def _again(self, wanted: _Wanted, second: Confirmation) -> None:
        self._write(_Wanted(wanted.year, wanted.path, wanted.internal, wanted.purpose, second))

    def _made(self, made: Archived) -> None:
        self._rest()
        lacking = f"有 {len(made.lacking)} 个附件没有收到或已经损坏，名单见“说明.txt”。" if made.lacking else ""
        self._page.context.frame.notice(f"已存为 {made.path}，共 {made.files} 个文件。{lacking}")

    def _rest(self) -> None:
        self._bar.rest()
        self._make.setEnabled(may(self._page.context.desk, "archiving.archive_year"))


def _columns(heading: str) -> tuple[Column[YearLine], ...]:
    return (
        Column[YearLine]("事项", lambda line: line.name, second=lambda line: line.words),
        Column[YearLine](heading, lambda line: str(line.count), 7),
    )
