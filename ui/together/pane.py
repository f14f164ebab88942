"""一起办理: tick clues, choose what is done, see what would become of each, do it, see what became, take it back.

One pane for every page where clues wait; the rules are those of ``usecases/together.py``.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.together import Line, Settled, Together
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.together import do_together, foresee, may_take_back, take_back_together
from baixing_desktop.work import Work
from ui.jobs import Lane
from ui.shell.page import Page
from ui.text import plain
from ui.together.cards import ChooseCard, Foot, Offer, PreviewCard, Question, ResultCard, Stage
from ui.together.lines import considered, open_elsewhere, rest_words, settled_words
from ui.together.lines import settled as after
from ui.together.ticks import Shown, TickModel, TickTable
from ui.widgets.buttons import button
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.one_of import OneOf
from ui.widgets.sides import sides
from ui.widgets.work_bar import WorkBar

Advise = Callable[[Together, Sequence[Line], Work], Sequence[Line]]
"""Adds to the lines what earlier decisions suggest."""


class TogetherPane(QWidget):
    """``offers`` are the ways of ``page``; ``close`` leads back to one clue at a time."""

    def __init__(
        self,
        page: Page,
        offers: Sequence[Offer],
        close: Callable[[], object],
        advise: Advise | None = None,
        edges: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        super().__init__()
        self._page, self._offers, self._advise = page, offers, advise
        self._stage = Stage.CHOOSING
        self._clues: tuple[ClueSummary, ...] = ()
        self._ticked: set[str] = set()
        self._lines: tuple[Line, ...] = ()
        self._chosen: set[str] = set()
        self._place = ""
        self._shown: list[Shown] = []
        self._together: Together | None = None
        self._settled: Settled | None = None
        self._asked: Question | None = None
        self._build(close)
        self.setContentsMargins(*edges)

    # -- for the page

    def put(self, clues: Sequence[ClueSummary], place: str | None = None) -> None:
        """These wait at ``place`` (None: where they did before); what was ticked stays ticked."""
        self._clues = tuple(clues)
        if place is not None and place != self._place:
            self._place = place
            self._choose.offer(self._offers, place)
            self.begin()
        self._ticked &= {clue.id for clue in clues}
        if self._stage in (Stage.CHOOSING, Stage.ASKING):
            self._list([self._of_clue(clue) for clue in clues])

    def begin(self) -> None:
        """Somebody comes to choose."""
        if self._stage is not Stage.WORKING:
            self._choose_again()

    def take(self, name: str) -> None:
        """Choose the way called ``name``."""
        offer = next((one for one in self._offers if one.name == name and one.at(self._place)), None)
        if offer is not None and self._stage in (Stage.CHOOSING, Stage.ASKING):
            self._take(offer)

    def focus(self) -> None:
        """Where one works."""
        self._table.setFocus()

    def tick_all(self) -> None:
        """Tick every line that may be, or none when all are."""
        self._tick(range(len(self._shown)), None)

    def step(self, step: int) -> None:
        """The line below or above."""
        self._table.step(step)

    def confirm(self) -> None:
        """The primary button of where one is."""
        if self._stage is Stage.ASKING and self._asked is not None:
            self._asked.confirm()
        elif self._stage is Stage.CHOOSING:
            here = [one for one in self._offers if one.at(self._place)]
            if len(here) == 1:
                self._take(here[0])
        elif self._stage is Stage.FORESEEN:
            self._do()
        elif self._stage is Stage.SETTLED:
            self._choose_again()

    def escape(self) -> bool:
        """One step back; False where there is none."""
        if self._stage is Stage.WORKING:
            self._work.stop()
        elif self._stage is Stage.CHOOSING:
            return False
        else:
            self._choose_again()
        return True

    def decide(self, together: Together) -> None:
        """What is to be done is known: see what would become of each."""
        ids = [clue.id for clue in self._clues if clue.id in self._ticked]
        if not ids or self._stage is Stage.WORKING:
            return
        self._together, self._chosen, elsewhere = together, set(ids), open_elsewhere(self._page.context.colleagues, ids)
        desk, advise = self._page.context.desk, self._advise

        def look(work: Work) -> Sequence[Line]:
            lines = foresee(desk, together, ids, work, elsewhere=elsewhere)
            return advise(together, lines, work) if advise else lines

        self._run(look, self._show_lines)

    # -- building

    def _build(self, close: Callable[[], object]) -> None:
        style = self._page.context.style
        self._count = plain("", "soft")
        self._model = TickModel()
        self._table = TickTable(style, "一起办理的线索", self._model, self._tick)
        self._work = WorkBar(style, "一起办理的进度", keys="Esc")
        self._choose = ChooseCard(style, self._offers, self._take)
        self._preview, self._result = PreviewCard(), ResultCard()
        self._cards = OneOf()
        forms = [one.how.form for one in self._offers if isinstance(one.how, Question)]
        for each in (self._choose, *forms, self._preview, self._result, self._work):
            self._cards.add(each)
        beside, inside = card(), QWidget()
        column(self._cards, None, gap=0, margin=4, parent=inside)
        self._foot = Foot(style, self.confirm, self._choose_again, self._undo)
        self._foot.hide()
        column(Scrolled(inside), self._foot, gap=0, parent=beside)
        one_by_one = button(style, "逐条办理", close, keys="Esc")
        head = row(plain("一起办理", "heading"), self._count, None, one_by_one, gap=3)
        body = column(head, gap=2, parent=self)
        body.addWidget(sides(self._table, beside, (6, 5)), 1)

    # -- the list

    def _of_clue(self, clue: ClueSummary) -> Shown:
        unit = self._page.context.desk.reference.unit_name(clue.unit)
        return Shown(clue.id, clue.title, f"{clue.number}　{unit}", ticked=clue.id in self._ticked)

    def _list(self, shown: list[Shown]) -> None:
        same = [one.id for one in shown] == [one.id for one in self._shown]
        here = max(self._table.currentIndex().row(), 0)
        self._shown = shown
        if same and self._model.rowCount() == len(shown):
            self._model.renew(shown)
        else:
            self._model.reset(len(shown), shown)
            if shown:
                self._table.choose(min(here, len(shown) - 1))
        ticked = sum(one.ticked for one in shown)
        self._count.setText(f"共 {len(shown)} 条，已勾选 {ticked} 条" if shown else "没有等着办的线索")
        if self._stage is Stage.FORESEEN and self._together is not None:
            undoable = may_take_back(self._page.context.desk, self._together.deed)
            self._preview.put(self._together, ticked, len(shown) - ticked, undoable=undoable)
            self._foot.foresee(self._together, ticked)

    def _tick(self, rows: Sequence[int], ticked: bool | None) -> None:
        if self._stage not in (Stage.CHOOSING, Stage.ASKING, Stage.FORESEEN):
            return
        meant = [self._shown[one] for one in rows if self._shown[one].may]
        on = not all(one.ticked for one in meant) if ticked is None else ticked
        ids = {one.id for one in meant}
        self._ticked = self._ticked | ids if on else self._ticked - ids
        self._choose.complain("")
        if self._stage is Stage.FORESEEN:
            self._consider()
        else:
            self.put(self._clues)

    def _consider(self) -> None:
        self._list([considered(line, ticked=line.clue_id in self._ticked) for line in self._lines])

    # -- going on

    def _turn(self, stage: Stage, shown: QWidget) -> None:
        self._stage = stage
        self._cards.show_one(shown)
        if stage in (Stage.CHOOSING, Stage.WORKING):
            self._foot.hide()

    def _choose_again(self) -> None:
        if self._stage is Stage.FORESEEN:
            self._ticked = set(self._chosen)
        self._turn(Stage.CHOOSING, self._choose)
        self.put(self._clues)
        self._choose.complain("")
        self._table.setFocus()

    def _take(self, offer: Offer) -> None:
        if not self._ticked:
            self._turn(Stage.CHOOSING, self._choose)
            self._choose.complain("请先勾选至少一条线索。")
            self._table.setFocus()
        elif isinstance(offer.how, Together):
            self.decide(offer.how)
        else:
            self._asked = offer.how
            self._turn(Stage.ASKING, offer.how.form)
            self._foot.ask()
            offer.how.begin()

    def _show_lines(self, lines: Sequence[Line]) -> None:
        self._lines = tuple(lines)
        self._ticked = {line.clue_id for line in lines if line.may and not line.held}
        self._turn(Stage.FORESEEN, self._preview)
        self._consider()
        (self._foot.go if self._ticked else self._foot.back).setFocus()

    def _do(self) -> None:
        together, lines = self._together, [line for line in self._lines if line.clue_id in self._ticked]
        if together is None or not lines or self._stage is not Stage.FORESEEN:
            return
        desk = self._page.context.desk
        self._run(lambda work: do_together(desk, together, lines, work), partial(self._done, back=False))

    def _undo(self) -> None:
        if (settled := self._settled) is None:
            return
        if self._stage is Stage.WORKING:
            # The way back was used up by asking for it: it is offered again.
            self._page.context.frame.notice("正在办理，停下以后再撤销。", self._undo)
            return
        desk = self._page.context.desk
        self._run(lambda work: take_back_together(desk, settled, work), partial(self._done, back=True))

    def _done(self, found: tuple[Settled, Changes], *, back: bool) -> None:
        settled, changes = found
        self._settled = settled if settled.undoable else None
        self._ticked.clear()
        self._turn(Stage.SETTLED, self._result)
        treated = {one.line.clue_id for one in settled.outcomes}
        left_out = [] if back else [line for line in self._lines if line.clue_id not in treated]
        self._list(after(settled.outcomes, left_out))
        self._count.setText(settled_words(settled, back=back))
        self._result.put(settled, back=back)
        self._foot.settle(undoable=settled.undoable and not back)
        frame = self._page.context.frame
        undo = self._undo if settled.undoable and not back else None
        frame.notice(f"{settled_words(settled, back=back)}。{rest_words(settled)}", undo)
        if settled.trouble is not None:
            frame.problem(settled.trouble)
        self._foot.go.setFocus()
        self._page.context.hub.announce(changes)

    # -- the work

    def _run(self, task: Callable[[Work], object], done: Callable[..., object]) -> None:
        before = self._stage
        self._turn(Stage.WORKING, self._work)

        def finished(found: object) -> None:
            self._work.rest()
            done(found)

        def failed(error: UserError) -> None:
            self._work.rest()
            self._failed(error, before)

        jobs = self._page.context.jobs
        self._work.begin(jobs.long(self._page, task, finished, failed, self._work.tell, lane=Lane.NETWORK))

    def _failed(self, error: UserError, before: Stage) -> None:
        shown = {Stage.FORESEEN: self._preview, Stage.SETTLED: self._result}.get(before)
        if shown is None:
            self._choose_again()
        else:
            self._turn(before, shown)
            self._foot.show()
        if before is Stage.FORESEEN:
            self._consider()
        if error.code != "CANCELLED":
            self._page.context.frame.problem(error)
