"""宣传报道: the reports at the left, one of them at the right; the year's ledger with one press."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.kinds import MediaLevel
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.papers import Format, MadePaper
from baixing_desktop.usecases.publicising import ReportForm, ReportView
from ui.pages.compendium.making import Making
from ui.pages.encouragement.presenter import EncouragementPresenter, options
from ui.pages.encouragement.view import View
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Choice, DateField, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.words import numbers, say_day


class PublicityPanel(View):
    """``page`` runs its jobs."""

    def __init__(self, page: Page, presenter: EncouragementPresenter) -> None:
        super().__init__()
        self._page, self._presenter = page, presenter
        self._today = page.context.desk.today()
        self._known: ReportView | None = None
        self._wanted = ""
        self._busy = self._held = False
        self._model = PagedModel[ReportView](self._columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list, or the first field when nothing is written down yet."""
        (self._table if self._model.rowCount() else self._medium).setFocus()

    def step(self, step: int) -> None:
        """The report below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Read again."""
        self._page.ask(self._presenter.reports, self._show)

    def show_record(self, record_id: str) -> None:
        """Choose this report when the list is read next."""
        self._wanted = record_id

    def begin(self) -> None:
        """A new report."""
        self._put(None)
        self._medium.setFocus()

    def save(self) -> None:
        """Write it down."""
        form = self._typed()
        wrong = [(self._medium_field, form.medium, "请写媒体名称。"), (self._title_field, form.title, "请写标题。")]
        for field, words, advice in wrong:
            field.wrong("" if words else advice)
        missing = [field for field, words, _advice in wrong if not words]
        if missing:
            missing[0].control.setFocus()
            return
        if self._busy or not self._presenter.publicises:
            return
        self._busy = True
        known = self._known

        def saved(view: ReportView) -> None:
            self._busy = False
            self._wanted, self._known, self._begun = view.kept.id, view, form
            self._table.setFocus()
            self._page.context.frame.notice(f"已登记{view.kept.medium}的报道。")

        self._page.act(lambda: self._presenter.save(form, known), saved)

    def remove(self) -> None:
        """Take it out."""
        known = self._known
        if known is None or not self._presenter.publicises:
            return

        def removed(was: ReportView) -> None:
            self._known, self._begun = None, self._typed()
            self._page.context.frame.notice(
                "已删除这篇报道。",
                lambda: self._page.act(lambda: self._presenter.save(was.form, None), lambda _view: None),
            )

        self._page.act(lambda: self._presenter.remove_report(known), removed)

    def make(self, form: Format) -> None:
        """宣传报道台账 of this year."""
        make = self._presenter.ledger("publicity", self._today.year, form)

        def made(paper: MadePaper) -> None:
            self._making.give(paper, form, self._table)

        self._making.make(make, made, self._page.failed)

    def print(self) -> None:
        """The ledger, to look at and print."""
        self.make(Format.PDF)

    def book(self) -> None:
        """The ledger as a workbook."""
        self.make(Format.WORKBOOK)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def rest(self) -> None:
        """Something failed: it may be tried again."""
        self._busy = False

    # -- building

    def _columns(self) -> tuple[Column[ReportView], ...]:
        def second(view: ReportView) -> str:
            one = view.kept
            return f"{say_day(one.on, self._today)}　{one.medium}　{label(one.level)}　{'、'.join(view.clues)}"

        return (Column[ReportView]("报道", lambda view: view.kept.title, second=second),)

    def _build(self) -> None:
        style = self._page.context.style
        self._table = Table(style, "宣传报道", self._model)
        self._table.chosen.connect(self._choose)
        self._lists = stacked(self._table)
        self._lists.addWidget(
            EmptyState(style, "message-square", "还没有宣传报道", "媒体报道了“百姓提案”，记下来，年底可以出台账。")
        )
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(button(style, "记一篇报道", self.begin, icon="plus", keys="Ctrl+Shift+N"))
        flow.addWidget(button(style, "打印台账", self.print, icon="printer", keys="Ctrl+P"))
        flow.addWidget(button(style, "台账存为 Excel", self.book, keys="Ctrl+Shift+E"))
        self._making = Making(self._page)
        left = QWidget()
        body = column(tools, self._making, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(gap=0, parent=self).addWidget(sides(left, self._editor(), (5, 5)), 1)

    def _editor(self) -> QWidget:
        style = self._page.context.style
        self._head = plain("新的报道", "heading")
        self._day = DateField("报道日期", self._today)
        self._medium = TextLine("媒体", hint="例如：广州日报", limit=60)
        self._level = Choice("级别", options(MediaLevel))
        self._title = TextLine("报道标题", limit=120)
        self._link = TextLine("链接或版面", hint="例如：A5版", limit=300)
        self._clues = TextLine("相关线索", hint="线索编号，几个之间用顿号隔开", limit=200)
        form = Form()
        form.add("日期", self._day)
        self._medium_field = form.add("媒体", self._medium, needed=True)
        form.add("级别", self._level)
        self._title_field = form.add("标题", self._title, needed=True)
        form.add("链接或版面", self._link)
        form.add("相关线索", self._clues)
        self._save = button(style, "登记报道", self.save, kind="primary", icon="save", keys="Ctrl+S")
        self._drop = button(style, "删除", self.remove, kind="quiet", keys="Ctrl+D")
        inside, holder = QWidget(), QWidget()
        column(self._head, form, None, gap=4, margin=4, parent=inside)
        box = Footed(inside, row(self._drop, None, self._save))
        column(box, None, gap=0, parent=holder).setContentsMargins(space(2), 0, 0, 0)
        self._put(None)
        for made in (self._save, self._drop):
            made.setEnabled(self._presenter.publicises)
        return holder

    # -- showing

    def _show(self, views: tuple[ReportView, ...]) -> None:
        typed = self._typed() != self._begun
        self._model.reset(len(views), views)
        self._lists.setCurrentIndex(0 if views else 1)
        wanted = self._wanted or (self._known.kept.id if self._known else "")
        self._wanted = ""
        places = [number for number, view in enumerate(views) if view.kept.id == wanted]
        # What somebody is writing stays, whatever is read anew beside it.
        self._held = typed
        if views and (places or (self._known is None and not typed)):
            self._table.choose(places[0] if places else 0)
        elif not views and not typed:
            self._put(None)
        self._held = False

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is not None and not self._held:
            self._put(view)

    def _put(self, view: ReportView | None) -> None:
        self._known = view
        form = view.form if view else ReportForm(self._today, "", MediaLevel.DISTRICT, "")
        self._head.setText("这篇报道" if view else "新的报道")
        self._day.put(form.on)
        self._medium.setText(form.medium)
        self._level.choose(form.level.value)
        self._title.setText(form.title)
        self._link.setText(form.link)
        self._clues.setText("、".join(form.clues))
        self._drop.setVisible(view is not None)
        rename(self._save, "保存修改" if view else "登记报道", "Ctrl+S")
        for field in (self._medium_field, self._title_field):
            field.wrong("")
        self._begun = self._typed()

    def _typed(self) -> ReportForm:
        return ReportForm(
            self._day.day, self._medium.text().strip(), MediaLevel(self._level.code), self._title.text().strip(),
            self._link.text(), numbers(self._clues.text()),
        )  # fmt: skip
