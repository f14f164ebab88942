"""典型案例: the cases at the left, one of them as it is told at the right; the page it becomes, and the year's list."""

from collections.abc import Callable, Mapping
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.clock import local
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.period import year_period
from baixing_desktop.usecases import showcasing
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.showcasing import CaseForm, CaseView
from baixing_desktop.work import Work
from ui.asking import Answers, Ask, AskDialog
from ui.pages.compendium.making import Making
from ui.pages.encouragement.view import View
from ui.records import Manner, RecordsPanel
from ui.shell.page import Page
from ui.widgets.buttons import button
from ui.widgets.layouts import column
from ui.widgets.paged import Column
from ui.widgets.states import EmptyState
from ui.words import numbers, say_day

_ALL, _NAMED, _UNNAMED = "all", "named", "unnamed"
_SHELVES = ((_ALL, "全部"), (_NAMED, "署名的"), (_UNNAMED, "不署名的"))
_NOTHING = "还没有可以做成案例的线索：要已答复、已办结或已立案，并且反映人同意公开宣传。"


class CasesPresenter:
    """Touches the store; call what reads and writes in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.writes = may(desk, "showcasing.save_case")

    def cases(self) -> tuple[CaseView, ...]:
        """All of them."""
        return showcasing.cases(self._desk)

    def fit(self) -> tuple[ClueSummary, ...]:
        """The clues a case may be made of."""
        return showcasing.may_become_cases(self._desk)

    def begun(self, clue_id: str) -> Answers:
        """The first draft, from the record."""
        return answers_of(showcasing.prefilled_case(self._desk, clue_id))

    def drafts(self, view: CaseView) -> tuple[CaseView, ...]:
        """Every draft of a case, the newest first."""
        return showcasing.case_drafts(self._desk, view.kept.clue_id)

    def draft_words(self, view: CaseView) -> str:
        """``第2稿　11月3日　梁同志　老旧小区装上了路灯``."""
        draft = view.kept
        day = say_day(local(draft.at).date(), self._desk.today())
        gone = "" if draft.shown else "（删除）"
        return f"第{draft.ordinal}稿{gone}　{day}　{draft.actor}　{draft.title}"

    @staticmethod
    def on_shelf(view: CaseView, wanted: str) -> bool:
        """Whether it names its contributor."""
        return wanted == _ALL or bool(view.kept.credit) is (wanted == _NAMED)

    @staticmethod
    def text(view: CaseView) -> str:
        """What is searched."""
        one = view.kept
        return " ".join(
            (one.title, one.said, one.done, one.result, view.number, *view.also, *view.merged, *view.proposals)
        )

    def story(self, view: CaseView) -> str:
        """What the record adds to the case, and which draft this is."""
        one = view.kept
        merged = f"并案 {'、'.join(view.merged)}。" if view.merged else ""
        proposals = f"提案 {'、'.join(view.proposals)}。" if view.proposals else ""
        media = f"媒体报道 {len(view.media)} 篇。" if view.media else "没有登记媒体报道。"
        draft = f"第 {one.ordinal} 稿，{one.actor}，{say_day(local(one.at).date(), self._desk.today())}。"
        number = "、".join((view.number, *view.also))
        return f"线索 {number}。{merged}{proposals}{media}\n{draft}"

    def asks(self) -> tuple[Ask, ...]:
        """The fields of a case."""
        return (
            Ask("number", "线索编号", needed=True, hint="按“编一个案例”选，自动写好初稿"),
            Ask("title", "案例标题", needed=True, hint="例如：老旧小区装上了路灯"),
            Ask("said", "群众怎么说", needed=True, long=True),
            Ask("done", "怎样办理", needed=True, long=True),
            Ask("result", "办成了什么", needed=True, long=True),
            Ask("on", "日期", day=self._desk.today()),
            Ask("also", "还讲到的线索", hint="没有可不填；多条用顿号分开，例如：第2026003号、第2026008号"),
            Ask("credit", "署名依据", hint="不署名不用写；例如：11月3日电话征得本人同意"),
        )

    def answers(self, view: CaseView | None) -> Answers:
        """A case as the form shows it."""
        return answers_of(view.form if view else CaseForm("", "", "", "", "", self._desk.today()))

    def save(self, got: Answers, known: CaseView | None) -> tuple[CaseView, Changes]:
        """登记典型案例, or a further draft."""
        form = CaseForm(
            got["number"], got["title"], got["said"], got["done"], got["result"], date.fromisoformat(got["on"]),
            got["credit"], numbers(got["also"]),
        )  # fmt: skip
        return showcasing.save_case(self._desk, form, known)

    def remove(self, view: CaseView) -> tuple[CaseView, Changes]:
        """删除典型案例."""
        return showcasing.remove_case(self._desk, view)

    def restore(self, view: CaseView) -> tuple[object, Changes]:
        """The case again, as a further draft."""
        return showcasing.save_case(self._desk, view.form)

    def paper(self, view: CaseView, form: Format) -> Callable[[Work], MadePaper]:
        """The page of a case."""
        request = PaperRequest(ids=(view.kept.clue_id,))
        return lambda work: make_paper(paper_kind("showcase"), self._desk, form, request, work)

    def ledger(self, form: Format) -> Callable[[Work], MadePaper]:
        """典型案例目录 of this year."""
        request = PaperRequest(period=year_period(self._desk.today().year))
        return lambda work: make_paper(paper_kind("showcases"), self._desk, form, request, work)


def answers_of(form: CaseForm) -> Mapping[str, str]:
    """What was filled in, as a form answers it."""
    return {
        "number": form.number,
        "title": form.title,
        "said": form.said,
        "done": form.done,
        "result": form.result,
        "on": form.on.isoformat(),
        "also": "、".join(form.also),
        "credit": form.credit,
    }


class CaseRecords(RecordsPanel[CaseView]):
    """A new case begins with the choice of a clue."""

    def __init__(self, page: Page, presenter: CasesPresenter, making: "CasesPanel", empty: EmptyState) -> None:
        self._presenter, self._home = presenter, page
        style = page.context.style
        tools = [
            button(style, "打印目录", making.print_list, icon="printer", keys="Ctrl+Shift+R"),
            button(style, "目录存为 Excel", making.book, keys="Ctrl+Shift+E"),
        ]
        beside = [
            button(style, "打印这个案例", making.print, icon="printer", keys="Ctrl+P"),
            button(style, "存为 Word", making.word, keys="Ctrl+Shift+W"),
            button(style, "取回早先的文稿", making.earlier, keys="Ctrl+Shift+H"),
        ]
        super().__init__(page, _manner(page, presenter), empty, tools, beside)

    def begin(self) -> None:
        """编一个案例: of which clue?"""
        if self._presenter.writes:
            self._home.ask(self._presenter.fit, self._choose_clue)

    def _choose_clue(self, found: tuple[ClueSummary, ...]) -> None:
        if not found:
            self._home.context.frame.notice(_NOTHING)
            return
        options = tuple((one.number, one.title) for one in found)
        ids = {one.number: one.id for one in found}
        ask = Ask("clue", "哪一条线索", options=options, find=True, needed=True, hint="输入编号或标题的一部分")

        def go(got: Answers) -> None:
            self._home.ask(lambda: self._presenter.begun(ids[got["clue"]]), lambda draft: self.fill(draft, None))

        AskDialog.present(self._home, "把哪一条线索编成案例？", (ask,), "写出初稿", go)


class CasesPanel(View):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._presenter = page, CasesPresenter(page.context.desk)
        self._making = Making(page)
        hint = "按上面的按钮选一条办成了的线索，系统写出初稿，改好就是一页典型案例。"
        empty = EmptyState(page.context.style, "file-text", "还没有典型案例", hint)
        self._records = CaseRecords(page, self._presenter, self, empty)
        column(self._making, gap=2, parent=self).addWidget(self._records, 1)

    def focus(self) -> None:
        """The list."""
        self._records.focus()

    def seek(self) -> None:
        """The search."""
        self._records.seek()

    def step(self, step: int) -> None:
        """The case below or above."""
        self._records.step(step)

    def refresh(self) -> None:
        """Read again."""
        self._records.refresh()

    def show_record(self, record_id: str) -> None:
        """Choose the case of this clue when the list is read next."""
        self._records.show_record(record_id)

    def begin(self) -> None:
        """编一个案例."""
        self._records.begin()

    def save(self) -> None:
        """Keep what is written."""
        self._records.save()

    def remove(self) -> None:
        """Take the chosen case out."""
        self._records.remove()

    def rest(self) -> None:
        """Something failed: what was typed stays."""
        self._records.rest()

    def print(self) -> None:
        """The page of the chosen case, to look at and print."""
        self._make_page(Format.PDF)

    def word(self) -> None:
        """The same as a Word file."""
        self._make_page(Format.WORD)

    def print_list(self) -> None:
        """典型案例目录 of this year."""
        self._make(self._presenter.ledger(Format.PDF), Format.PDF)

    def book(self) -> None:
        """典型案例目录 as a workbook."""
        self._make(self._presenter.ledger(Format.WORKBOOK), Format.WORKBOOK)

    def stop(self) -> None:
        """Stop what is being made."""
        self._making.stop()

    def earlier(self) -> None:
        """Let an earlier draft stand in the fields; nothing is kept before it is saved."""
        view = self._records.chosen
        if view is None or not self._presenter.writes:
            return

        def choose(drafts: tuple[CaseView, ...]) -> None:
            kept = {str(one.kept.ordinal): one for one in drafts}
            options = tuple((key, self._presenter.draft_words(one)) for key, one in kept.items())

            def go(got: Answers) -> None:
                self._records.fill(answers_of(kept[got["draft"]].form), view)

            ask = Ask("draft", "用哪一稿", str(drafts[0].kept.ordinal), options=options, needed=True)
            AskDialog.present(self._page, f"“{view.kept.title}”的历次文稿", (ask,), "放进右边", go)

        self._page.ask(lambda: self._presenter.drafts(view), choose)

    def _make_page(self, form: Format) -> None:
        view = self._records.chosen
        if view is not None:
            self._make(self._presenter.paper(view, form), form)

    def _make(self, make: Callable[[Work], MadePaper], form: Format) -> None:
        self._making.make(make, lambda paper: self._making.give(paper, form, self._records), self._page.failed)


def _numbers(view: CaseView) -> str:
    """The number of its clue; of several the first and how many there are."""
    more = len(view.also)
    return f"{view.number}等{more + 1}条" if more else view.number


def _manner(page: Page, presenter: CasesPresenter) -> Manner[CaseView]:
    today = page.context.desk.today()
    return Manner[CaseView](
        thing="典型案例", name="典型案例", new="编一个案例",
        columns=(
            Column[CaseView]("案例", lambda view: view.kept.title, second=_numbers),
            Column[CaseView]("线索编号", _numbers, 9, lambda _view: "soft"),
            Column[CaseView]("日期", lambda view: say_day(view.kept.on, today), 6, lambda _view: "soft"),
        ),
        read=presenter.cases, key=lambda view: view.kept.clue_id, text=presenter.text,
        words=lambda view: view.kept.title, story=presenter.story, shelves=_SHELVES, on_shelf=presenter.on_shelf,
        asks=presenter.asks, answers=presenter.answers, save=presenter.save, remove=presenter.remove,
        restore=presenter.restore, may_write=presenter.writes,
    )  # fmt: skip
