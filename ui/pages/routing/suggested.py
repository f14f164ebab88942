"""建议: what the office would choose by its earlier decisions, why and how sure; taken over only by a person."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.suggesting import Advice, Learned, Suggestions, learn_decisions, suggestions_for
from baixing_desktop.work import Work
from ui.context import Context
from ui.jobs import Lane
from ui.pages.routing.presenter import CaseView, Step
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import clear, column
from ui.widgets.work_bar import WorkBar

SUREST = 0.95
PATIENT_MS = 300
"""Learning is spoken of only when it takes longer (desk.md 9)."""
_ASKED = (Step.CLASSIFY, Step.DRAFT)
Take = Callable[[str], object]


class Adviser:
    """Learns and suggests; touches the store, so call it in one lane of the background. Nothing of it is kept."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._learned = Learned()

    def suggest(self, clue_id: str, work: Work) -> Suggestions:
        """What the decisions up to now suggest.

        Raises:
            UserError: ``CANCELLED``.
        """
        self._learned = learn_decisions(self._desk, self._learned, work)
        return suggestions_for(self._desk, clue_id, self._learned)


class SuggestedCard(QFrame):
    """The suggestion for the step at hand; hidden when there is none. ``take`` chooses it in the form below."""

    def __init__(self, context: Context, take: Take) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self._context, self._take = context, take
        self._adviser = Adviser(context.desk)
        self._asked = ("", Step.NONE)
        self._stopped = False
        self._since = QElapsedTimer()
        self._work = WorkBar(context.style, "参考以往决定的进度")
        self._body = QVBoxLayout()
        self._body.setSpacing(space(1))
        column(self._body, self._work, gap=1, margin=3, parent=self)
        self.hide()

    def look(self, case: CaseView) -> None:
        """Ask for this clue; what was said of another one goes away at once."""
        asked = (case.clue.clue.id, case.step)
        if asked == self._asked and self.isVisible():
            return
        self._asked = asked
        self.hide()
        if not self._work.busy:
            self._ask()

    def _ask(self) -> None:
        """One at a time: what is asked for meanwhile comes next, and learning goes on for it."""
        asked = self._asked
        if asked[1] not in _ASKED or self._stopped or not may(self._context.desk, "suggesting.suggestions_for"):
            return
        self._since.start()
        clear(self._body)
        self._work.begin(
            self._context.jobs.long(
                self,
                lambda work: self._adviser.suggest(asked[0], work),
                lambda found: self._show(asked, found),
                self._failed,
                self._tell,
                lane=Lane.STUDY,
            )
        )

    def _tell(self, done: int, total: int, what: str) -> None:
        self._work.tell(done, total, what)
        if self._asked[1] in _ASKED and self._since.hasExpired(PATIENT_MS):
            self.show()

    def _failed(self, error: UserError) -> None:
        self._work.rest()
        if error.code != "CANCELLED":
            self._context.frame.problem(error)
            return
        self._stopped = True
        clear(self._body)
        self._body.addWidget(plain("没有参考以往的决定，所以没有建议。", "small", wrap=True))
        foot = FlowLayout(gap=2)
        foot.addWidget(button(self._context.style, "再参考一次", self._resume))
        self._body.addLayout(foot)
        self.setVisible(self._asked[1] in _ASKED)

    def _resume(self) -> None:
        self._stopped = False
        self._ask()

    def _show(self, asked: tuple[str, Step], found: Suggestions) -> None:
        self._work.rest()
        if asked != self._asked:
            self.hide()
            self._ask()
            return
        advice = found.route if asked[1] is Step.CLASSIFY else found.handler
        clear(self._body)
        if advice is not None:
            self._put(advice, asked[1])
        self.setVisible(advice is not None)

    def _put(self, advice: Advice, step: Step) -> None:
        reference = self._context.desk.reference
        name = label(Route(advice.code)) if step is Step.CLASSIFY else reference.unit_name(advice.code)
        self._body.addWidget(plain(f"建议：{name}", "strong", wrap=True))
        for words in reasons(advice, [reference.unit_name(code) for code in advice.committees]):
            self._body.addWidget(plain(words, "small", wrap=True))
        foot = FlowLayout(gap=2)
        chosen = button(self._context.style, "选这一项", lambda: self._take(advice.code))
        chosen.setAccessibleName(f"选这一项：{name}")
        foot.addWidget(chosen)
        self._body.addLayout(foot)


def how_sure(advice: Advice) -> str:
    """``把握约 80%``; measured, not even the surest guesses are right more often than :data:`SUREST`."""
    return f"把握约 {advice.confidence:.0%}" if advice.confidence < SUREST else f"把握 {SUREST:.0%} 以上"


def reasons(advice: Advice, committees: list[str]) -> list[str]:
    """Why, how sure, and that it is for a person to decide, in sentences."""
    words = f"文中“{'”“'.join(advice.words)}”常见于这样处理的线索。" if advice.words else "用词与这样处理的线索相近。"
    said = [f"{how_sure(advice)}，参考以往 {advice.of} 次决定。", words]
    said += [f"以往同样处理：{clue.number}　{clue.title}" for clue in advice.earlier]
    if committees:
        said.append(f"对口专委会：{'、'.join(committees)}")
    return said
