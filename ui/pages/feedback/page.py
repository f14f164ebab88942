"""反馈群众: who waits for news at the left, the news and the record of telling it at the right."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueList, ClueSummary
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.rules.telling import TellingFault
from baixing_desktop.domain.telling import Telling
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.wording import contact_words
from ui.context import Context
from ui.pages.feedback.presenter import FeedbackPresenter, FeedbackView, Told
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import clear, column, line, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table

_NOT_ASKED = ""


class FeedbackPage(Page):
    """After each record the next citizen comes to the front."""

    name = "feedback"
    title = "反馈群众"
    icon = "message-square"
    concerns = frozenset({Kind.CLUE, Kind.PROGRESS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = FeedbackPresenter(context.desk)
        self._model = PagedModel[ClueSummary](self._columns(), lambda _offset, _limit: None)
        self._view: FeedbackView | None = None
        self._wanted = ""
        self._busy = False
        self._unfinished: dict[str, Told] = {}
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Recording, and looking up how the citizen is reached."""
        return (
            Command("记下已告知", "Ctrl+Return|Ctrl+Enter", "办理", self._record),
            Command("显示联系方式", "F9", "办理", self._reveal),
            Command("下一位", "Ctrl+Down", "前往", lambda: self._table.step(1)),
            Command("上一位", "Ctrl+Up", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """An identity shows that clue."""
        self._wanted = target or self._wanted
        if target:
            self.refresh()
        self._table.setFocus()

    def refresh(self) -> None:
        """Read who waits."""
        self.ask(self._presenter.waiting, self._show_list)

    # -- building

    def _columns(self) -> tuple[Column[ClueSummary], ...]:
        return (
            Column[ClueSummary]("反映人", lambda c: c.masked_name, 5),
            Column[ClueSummary]("标题", lambda c: c.title, second=lambda c: f"{c.masked_name}　{c.number}"),
            Column[ClueSummary]("编号", lambda c: c.number, 10, lambda _c: "soft"),
        )

    def _build(self) -> None:
        style = self.context.style
        self._table = Table(style, "待告知的反映人", self._model)
        self._table.chosen.connect(self._choose)
        left = QWidget()
        column(heading("反馈群众", note="有了答复，请转告反映人"), self._table, gap=3, parent=left).setContentsMargins(
            space(5), space(4), space(2), space(4)
        )
        splitter = sides(left, self._detail(), (5, 6))
        empty = EmptyState(
            style, "message-square", "没有要告知的反映人", "区办公室的答复和不予采用的决定到了以后，会列在这里。"
        )
        self._whole = stacked(splitter, empty)
        column(self._whole, gap=0, parent=self)

    def _detail(self) -> QWidget:
        style = self.context.style
        self._number, self._title = plain("", "soft"), selectable("", "heading")
        self._news, self._detail_words = plain("", "strong", wrap=True), selectable()
        self._published, self._published_words = plain("", "strong", wrap=True), selectable()
        self._contact = selectable()
        self._show_contact = button(style, "显示联系方式", self._reveal, kind="quiet", icon="eye", keys="F9")
        self._before = QVBoxLayout()
        inside, holder = QWidget(), QWidget()
        person = row(gap=2)
        person.addWidget(self._contact, 1)
        person.addWidget(self._show_contact)
        column(
            self._number, self._title, 1, self._news, self._detail_words, self._published, self._published_words,
            person, self._before, line(), plain("记下告知情况", "heading"), self._form(), None,
            gap=2, margin=4, parent=inside,
        )  # fmt: skip
        done = button(style, "记下已告知", self._record, kind="primary", icon="check", keys="Ctrl+Enter")
        column(Footed(inside, row(None, done)), None, gap=0, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        return holder

    def _form(self) -> Form:
        self._channel = Choice("告知方式", [(c, label(c)) for c in ContactChannel])
        self._day = DateField("告知日期", self.context.desk.today())
        self._person = TextLine("告知人", limit=30)
        self._satisfaction = Choice("反映人意见", [(_NOT_ASKED, "没有表示"), *((s, label(s)) for s in Satisfaction)])
        self._remark = TextArea("联系经过", hint="反映人怎么说；联系不上时写明经过", least=2, most=6)
        form = Form()
        form.add("方式", self._channel, needed=True)
        self._fields = {
            TellingFault.DAY_TO_COME: form.add("日期", self._day, needed=True),
            TellingFault.NOBODY: form.add("告知人", self._person, needed=True),
        }
        form.add("反映人意见", self._satisfaction)
        self._fields[TellingFault.NOTHING_TRIED] = form.add("经过", self._remark)
        self._channel.currentIndexChanged.connect(self._allow_opinion)
        return form

    # -- showing

    def _show_list(self, found: ClueList) -> None:
        self._model.reset(len(found.items), found.items)
        self._whole.setCurrentIndex(0 if found.items else 1)
        if not found.items:
            self._view = None
            return
        ids = [item.id for item in found.items]
        wanted = self._wanted or (self._view.item.clue.id if self._view else "")
        self._wanted = ""
        self._table.choose(ids.index(wanted) if wanted in ids else 0)

    def _choose(self, number: int) -> None:
        item = self._model.line(number)
        if item is not None:
            self.ask(lambda: self._presenter.view(item.id), self._show)

    def _show(self, view: FeedbackView) -> None:
        chosen = self._model.line(self._table.currentIndex().row())
        if chosen is None or chosen.id != view.item.clue.id:
            return
        clue = view.item.clue
        before = self._view.item.clue.id if self._view else ""
        if before and before != clue.id:
            self._unfinished[before] = self._told()
        self._view, self._busy = view, False
        self._number.setText(clue.number)
        self._title.setText(clue.content.title)
        self._news.setText(f"{view.when}　{view.news}")
        self._detail_words.setText(view.detail)
        self._detail_words.setVisible(bool(view.detail))
        self._published.setText(view.published)
        self._published_words.setText(view.published_words)
        for text in (self._published, self._published_words):
            text.setVisible(bool(view.published))
        self._put_contact(clue.content.contributor, masked=True)
        clear(self._before)
        for sentence in view.before:
            self._before.addWidget(plain(f"告知过：{sentence}", "small", wrap=True))
        if before != clue.id:
            self._begin(self._unfinished.pop(clue.id, None))

    def _put_contact(self, person: Contributor, *, masked: bool) -> None:
        self._contact.setText("匿名，没有留联系方式" if person.anonymous else contact_words(person))
        self._show_contact.setVisible(masked and bool(person.known))

    def _begin(self, unfinished: Told | None) -> None:
        told = unfinished or self._presenter.blank()
        self._channel.choose(told.channel)
        self._day.put(told.told_on)
        self._person.setText(told.person)
        self._satisfaction.setCurrentIndex(self._satisfaction.findData(told.satisfaction or _NOT_ASKED))
        self._remark.setPlainText(told.remark)
        self._mark({})

    def _allow_opinion(self) -> None:
        self._satisfaction.setEnabled(self._channel.code != ContactChannel.UNREACHABLE)

    def _mark(self, wrong: Mapping[TellingFault, str]) -> None:
        for fault, field in self._fields.items():
            field.wrong(wrong.get(fault, ""))

    # -- acting

    def _reveal(self) -> None:
        view = self._view
        if view is not None:

            def shown(person: Contributor) -> None:
                if self._view is view:
                    self._put_contact(person, masked=False)

            self.ask(lambda: self._presenter.reveal(view.item.clue.id), shown)

    def _told(self) -> Told:
        opinion = self._satisfaction.code
        return Told(
            ContactChannel(self._channel.code or ContactChannel.PHONE),
            self._day.day,
            self._person.text(),
            Satisfaction(opinion) if opinion else None,
            self._remark.toPlainText(),
        )

    def _record(self) -> None:
        view = self._view
        if view is None or self._busy:
            return
        told = self._told()
        wrong = self._presenter.wrong(told, self.context.desk.today())
        self._mark(wrong)
        if wrong:
            self._fields[next(iter(wrong))].control.setFocus()
            return

        self._busy = True

        def recorded(_telling: Telling) -> None:
            self._view = None
            self.context.frame.notice(f"已记下：{view.item.clue.content.title}。")
            self._table.setFocus()

        self.act(lambda: self._presenter.record(view.item.clue.id, told), recorded)

    def failed(self, error: UserError) -> None:
        """What was written stays and can be tried again."""
        self._busy = False
        super().failed(error)
