"""The sense of 评选表彰."""

from collections.abc import Callable, Sequence
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.encouragement import Nomination
from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.commending import Placed
from baixing_desktop.domain.states import Action, CommendationState
from baixing_desktop.domain.workflow import COMMENDATION
from baixing_desktop.usecases.commending import (
    Given,
    NominationView,
    advance_nomination,
    nominate,
    nominations,
    put_back_nomination,
    withdraw_nomination,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.merit_sheet import merit_sheet
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.work import Work
from ui.asking import Answers, Ask
from ui.pages.encouragement.merits import YEARS_BACK
from ui.words import say_day

STEPS = (Action.SELECT, Action.COMMEND, Action.ANNOUNCE, Action.NOT_SELECT)
_AT_ONCE = "登记后随即撤销"
KINDS = tuple((kind.value, label(kind)) for kind in CommendationKind)


class ChoosingPresenter:
    """Touches the store; call what reads and writes in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._today = desk.today()
        self.names = may(desk, "commending.nominate")
        self.decides = may(desk, "commending.advance_nomination")
        self.years = tuple((str(self._today.year - back), f"{self._today.year - back}年") for back in range(YEARS_BACK))

    def nominations(self, year: int) -> tuple[NominationView, ...]:
        """Everything nominated in the year."""
        return nominations(self._desk, year)

    def year_of(self, nomination_id: str) -> str:
        """The year of a nomination; empty when it is of none of these years."""
        years = (
            year for year, _words in self.years if any(v.kept.id == nomination_id for v in self.nominations(int(year)))
        )
        return next(years, "")

    def sheet(self, year: int, kind: str) -> tuple[Placed, ...]:
        """The score sheet of one kind."""
        return merit_sheet(self._desk, year, CommendationKind(kind))

    def nominate(self, year: int, kind: str, one: Placed, grounds: str) -> tuple[Nomination, Changes]:
        """提名."""
        return nominate(self._desk, year, CommendationKind(kind), one.merit.target, grounds)

    def withdraw(self, one: Nomination) -> tuple[Nomination, Changes]:
        """The nomination out again."""
        return withdraw_nomination(self._desk, one)

    def put_back(self, one: Nomination) -> tuple[Nomination, Changes]:
        """The nomination in again."""
        return put_back_nomination(self._desk, one)

    # -- for the list of nominations

    def second(self, view: NominationView) -> str:
        """Kind and state."""
        return f"{label(view.kept.kind)}　{label(view.kept.state)}"

    def story(self, view: NominationView) -> str:
        """Figures, grounds and what happened."""
        one, today = view.kept, self._today
        parts = [one.figures + "。", f"推荐理由：{one.grounds}。" if one.grounds else ""]
        parts.append(f"{say_day(one.nominated_on, today)}由{one.nominated_by}提名。")
        if one.decided_on is not None:
            parts.append(f"{say_day(one.decided_on, today)}{one.meeting}审定。")
        if one.told_on is not None:
            parts.append(f"{say_day(one.told_on, today)}告知。")
        if one.reason not in ("", _AT_ONCE) and one.state in (
            CommendationState.NOMINATED,
            CommendationState.NOT_CHOSEN,
        ):
            parts.append(f"理由：{one.reason}。")
        return "\n".join(filter(None, parts))

    def may_step(self, view: NominationView, action: Action) -> bool:
        """Whether table and post allow it now."""
        return self.decides and COMMENDATION.may(view.kept.state, action, self._desk.role)

    def can_go_back(self, view: NominationView) -> bool:
        """Whether the nomination or its last step can be taken back."""
        if view.kept.state is CommendationState.NOMINATED:
            return self.names
        return self.may_step(view, Action.TAKE_BACK)

    def asks(self, action: Action) -> Sequence[Ask]:
        """What a step asks for."""
        match action:
            case Action.COMMEND:
                return (
                    Ask("meeting", "会议", needed=True, hint="例如：区政协十六届主席会议"),
                    Ask("on", "会议日期", day=self._today),
                )
            case Action.ANNOUNCE:
                return (Ask("on", "告知日期", day=self._today),)
            case Action.NOT_SELECT | Action.TAKE_BACK:
                return (Ask("reason", "理由", needed=True),)
            case _:
                return ()

    def step(self, view: NominationView, action: Action, got: Answers) -> tuple[Nomination, Changes]:
        """Take the step."""
        on = date.fromisoformat(got["on"]) if got.get("on") else None
        given = Given(got.get("meeting", ""), on, got.get("reason", ""))
        return advance_nomination(self._desk, view.kept, action, given)

    def undo(self, made: Nomination) -> tuple[Nomination, Changes]:
        """The step back that was taken a moment ago."""
        return advance_nomination(self._desk, made, Action.TAKE_BACK, Given(reason=_AT_ONCE))

    # -- papers

    def paper(self, name: str, year: int, form: Format, second: Confirmation | None) -> Callable[[Work], MadePaper]:
        """评选情况表 or 表彰名单."""
        request = PaperRequest(period=year_period(year), purpose="评选表彰", second=second)
        return lambda work: make_paper(paper_kind(name), self._desk, form, request, work)


def place_words(place: int) -> str:
    """``第 2``."""
    return f"第 {place}"
