"""表册: the kinds of paper at the left, what one of them asks for at the right; made as a job that can be stopped."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QWidget

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.papers import Format, MadePaper, PaperKind
from ui.confirming import or_second
from ui.context import Context
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.pages.papers.presenter import Asked, Missing, PapersPresenter
from ui.paper import PaperDialog
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Check, Choice, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import column
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import Remark, heading
from ui.widgets.table import Table
from ui.widgets.work_bar import WorkBar

_FILES = {Format.PDF: "PDF 文件 (*.pdf)", Format.WORD: "Word 文件 (*.docx)", Format.WORKBOOK: "Excel 文件 (*.xlsx)"}


class PapersPage(Page):
    """Makes any paper or ledger: PDF to look at and print, Word and Excel to keep."""

    name = "papers"
    title = "表册"
    icon = "archive"
    concerns = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = PapersPresenter(context.desk)
        self._model = PagedModel[PaperKind](self._columns(), lambda _offset, _limit: None)
        self._kind: PaperKind | None = None
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Making, and stopping what takes long."""
        return (
            Command("生成表册", "Ctrl+Return|Ctrl+Enter", "文件", self._make),
            Command("停止生成", "Ctrl+Shift+X", "文件", self._bar.stop),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a kind of paper."""
        names = [kind.name for kind in self._presenter.kinds]
        if target in names:
            self._table.choose(names.index(target))
        self._table.setFocus()

    def refresh(self) -> None:
        """The kinds never change; only the first time is there anything to show."""
        if self._kind is None:
            self._model.reset(len(self._presenter.kinds), self._presenter.kinds)
            self._table.choose(0)

    # -- building

    @staticmethod
    def _columns() -> tuple[Column[PaperKind], ...]:
        return (
            Column[PaperKind]("名称", lambda kind: kind.title, second=lambda kind: kind.subject.value),
            Column[PaperKind]("按什么生成", lambda kind: kind.subject.value, 14, lambda _kind: "soft"),
        )

    def _build(self) -> None:
        self._table = Table(self.context.style, "表册列表", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self._enter_fields)
        left = QWidget()
        column(heading("表册"), self._table, gap=3, parent=left).setContentsMargins(
            space(5), space(4), space(2), space(4)
        )
        column(sides(left, self._right(), (5, 5)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style = self.context.style
        self._title = plain("", "heading")
        self._numbers = TextLine("线索编号", hint="例如 第2026001号，几个编号之间用顿号隔开")
        self._chosen = Choice("从列表中选")
        self._year = Choice("年度", self._presenter.years())
        self._month = Choice("月份", self._presenter.months())
        self._internal = Check("内部版：含姓名和联系方式")
        self._purpose = TextLine("用途", hint="例如：月底核对", limit=60)
        self._issue = TextLine("期号", hint="不写则按月份", limit=4)
        self._format = Choice("文件格式")
        year, month = self._presenter.now()
        self._year.choose(year)
        self._month.choose(month)
        form = Form()
        self._by_number = form.add("线索编号", self._numbers, needed=True)
        self._from_list = form.add("范围", self._chosen)
        self._by_year = form.add("年度", self._year)
        self._by_month = form.add("月份", self._month)
        self._edition = form.add("版本", self._internal)
        self._why = form.add("用途", self._purpose)
        self._number = form.add("期号", self._issue)
        form.add("格式", self._format)
        self._fields = {Missing.NUMBERS: self._by_number, Missing.PURPOSE: self._why, Missing.ISSUE: self._number}
        self._go = button(style, "生成", self._make, kind="primary", icon="file-text", keys="Ctrl+Enter")
        self._bar = WorkBar(style, "生成进度", keys="Ctrl+Shift+X")
        self._format.currentIndexChanged.connect(self._name_button)
        self._kept = Remark(style, "ok")
        inside, holder, foot = QWidget(), QWidget(), FlowLayout(gap=2, to_end=True)
        column(self._title, form, self._bar, self._kept, None, gap=4, margin=4, parent=inside)
        foot.addWidget(self._go)
        column(Footed(inside, foot), None, gap=0, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        self._bar.rest()
        return holder

    # -- choosing

    def _choose(self, number: int) -> None:
        kind = self._model.line(number)
        if kind is None or kind is self._kind:
            return
        self._kind = kind
        needs = self._presenter.fields(kind)
        self._title.setText(kind.title)
        for field, shown in (
            (self._by_number, needs.numbers),
            (self._from_list, needs.listed),
            (self._by_year, needs.year),
            (self._by_month, needs.month),
            (self._edition, needs.internal),
            (self._why, needs.purpose),
            (self._number, needs.issue),
        ):
            field.show(shown=shown)
        self._format.offer(self._presenter.formats(kind))
        self._format.setCurrentIndex(0)
        self._internal.setChecked(False)
        self._mark({})
        self._kept.say("")
        if needs.listed:
            self.ask(lambda: self._presenter.choices(kind), self._offer)

    def _offer(self, choices: list[tuple[str, str]]) -> None:
        self._chosen.offer(choices)
        self._chosen.setCurrentIndex(0)

    def _enter_fields(self, _number: int) -> None:
        self.focusNextChild()

    def _name_button(self) -> None:
        rename(self._go, "生成并预览" if self._format.code == Format.PDF else "生成并存为文件", "Ctrl+Enter")

    def _mark(self, wrong: Mapping[Missing, str]) -> None:
        for fault, field in self._fields.items():
            field.wrong(wrong.get(fault, ""))

    # -- making

    def _make(self) -> None:
        if self._kind is None or self._bar.busy:
            return
        asked = Asked(
            self._kind, Format(self._format.code), self._numbers.text(), self._chosen.code, int(self._year.code),
            int(self._month.code), self._internal.isChecked(), self._purpose.text(), self._issue.text(),
        )  # fmt: skip
        wrong = self._presenter.wrong(asked)
        self._mark(wrong)
        if wrong:
            self._fields[next(iter(wrong))].control.setFocus()
        else:
            self._make_what(asked)

    def _make_what(self, asked: Asked) -> None:
        self._kept.say("")
        again = or_second(
            self, lambda second: self._make_what(replace(asked, second=second)), self.failed, self._bar.rest
        )
        self._bar.begin(
            self.context.jobs.long(
                self,
                lambda work: self._presenter.make(asked, work),
                lambda made: self._made(asked.form, made),
                again,
                self._bar.tell,
                lane=Lane.PAPER,
            )
        )

    def _made(self, form: Format, made: MadePaper) -> None:
        self._bar.rest()
        if form is Format.PDF:
            PaperDialog.present(self, self.context, Path(made.file_name).stem, made.data, done=self._table.setFocus)
            return
        keep_as_file(self, made.data, made.file_name, _FILES[form], self._kept.say)

    def failed(self, error: UserError) -> None:
        """Nothing was made; what was asked for stays in the fields."""
        self._bar.rest()
        super().failed(error)
