"""The sense of the page 激励与宣传."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.encouragement import Incentive, Invitation, Participation
from baixing_desktop.domain.kinds import InvitationKind, MediaLevel, OpinionChannel, ParticipationStage, RewardKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.states import Action, IncentiveState
from baixing_desktop.domain.workflow import INCENTIVE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import (
    IncentiveView,
    feed_back,
    incentives,
    not_reward,
    reward,
    take_back_incentive,
    take_up_adopted,
)
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.publicising import ReportForm, ReportView, remove_report, reports, save_report
from baixing_desktop.usecases.taking_part import (
    Parts,
    invite,
    parts_of,
    record_part,
    remove_invitation,
    remove_part,
    settle_invitation,
)
from baixing_desktop.work import Work
from ui.asking import Answers
from ui.words import say_day

DUE, TOLD, ALL = "due", "told", "all"
SHELVES = ((DUE, "待反馈"), (TOLD, "待定激励"), (ALL, "全部"))


def options(
    kind: type[OpinionChannel | RewardKind | ParticipationStage | InvitationKind | MediaLevel],
) -> tuple[tuple[str, str], ...]:
    """Code and words of every member."""
    return tuple((one.value, label(one)) for one in kind)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One line of how somebody took part: a stage or an invitation."""

    kept: Participation | Invitation
    words: str
    on: date

    @property
    def is_open(self) -> bool:
        """An invitation of which it is not known yet whether the person came."""
        return isinstance(self.kept, Invitation) and self.kept.attended is None


class EncouragementPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.invites = may(desk, "taking_part.invite")
        self.publicises = may(desk, "publicising.save_report")

    # -- incentives

    def take_up(self) -> tuple[int, Changes]:
        """Whoever is owed word since the page was last looked at."""
        if not may(self._desk, "encouraging.take_up_adopted"):
            return 0, Changes()
        return take_up_adopted(self._desk)

    def all(self) -> tuple[IncentiveView, ...]:
        """All incentives."""
        return incentives(self._desk)

    @staticmethod
    def on_shelf(views: tuple[IncentiveView, ...], shelf: str) -> tuple[IncentiveView, ...]:
        """Those that wait for word, for a decision, or all."""
        wanted = {DUE: IncentiveState.DUE, TOLD: IncentiveState.FED_BACK}.get(shelf)
        return tuple(view for view in views if wanted is None or view.kept.state is wanted)

    def may_do(self, view: IncentiveView, action: Action) -> bool:
        """Whether the table and the post allow it now."""
        return INCENTIVE.may(view.kept.state, action, self._desk.role)

    def standing(self, view: IncentiveView) -> str:
        """``待反馈，12月23日前（已过 3 天）``."""
        one, today = view.kept, self._desk.today()
        words = label(one.state)
        if one.state is IncentiveState.DUE and one.due_on is not None:
            days = (one.due_on - today).days
            late = f"，已过 {-days} 天" if days < 0 else f"，还有 {days} 天"
            return f"{words}，{say_day(one.due_on, today)}前{late}"
        if one.state is IncentiveState.REWARDED and one.reward is not None:
            return f"{words}：{label(one.reward)}"
        return words

    def story(self, view: IncentiveView) -> str:
        """What happened so far, in sentences."""
        one, today = view.kept, self._desk.today()
        parts = [f"{say_day(one.adopted_on, today)}采用，{one.adopted_as}"]
        if one.fed_back_on is not None and one.channel is not None:
            parts.append(f"{say_day(one.fed_back_on, today)}以{label(one.channel)}反馈")
        if one.decided_on is not None:
            what = label(one.reward) if one.reward else f"不予激励（{one.reason}）"
            parts.append(f"{say_day(one.decided_on, today)}{what}")
        return "；".join([*parts, *filter(None, [one.note])]) + "。"

    def feed_back(self, view: IncentiveView, got: Answers) -> tuple[Incentive, Changes]:
        """Word was given."""
        on = date.fromisoformat(got["on"])
        channel = OpinionChannel(got["channel"])
        return feed_back(self._desk, view.kept.id, channel, on, got["note"], version=view.kept.version)

    def reward(self, view: IncentiveView, got: Answers) -> tuple[Incentive, Changes]:
        """A reward was given."""
        on = date.fromisoformat(got["on"])
        return reward(self._desk, view.kept.id, RewardKind(got["reward"]), on, got["note"], version=view.kept.version)

    def not_reward(self, view: IncentiveView, got: Answers) -> tuple[Incentive, Changes]:
        """No reward."""
        return not_reward(self._desk, view.kept.id, got["reason"], version=view.kept.version)

    def take_back(self, one: Incentive, reason: str) -> tuple[Incentive, Changes]:
        """The last step goes."""
        return take_back_incentive(self._desk, one.id, reason, version=one.version)

    def letter(self, view: IncentiveView, work: Work) -> MadePaper:
        """采用反馈单 for the contributor."""
        made = make_paper(
            paper_kind("thanks"), self._desk, Format.PDF, PaperRequest((view.kept.clue_id,), purpose="反馈反映人"), work
        )
        return replace(made, file_name=f"采用反馈单 {view.number}.pdf")

    # -- taking part

    def parts(self, clue_id: str) -> tuple[PartLine, ...]:
        """How the contributor took part: invitations that wait for an answer, then the newest first."""
        found: Parts = parts_of(self._desk, clue_id)
        stages = [PartLine(one, f"参与{label(one.stage)}" + _behind(one.note), one.on) for one in found.stages]
        invited = [PartLine(one, _invited(one), one.on) for one in found.invitations]
        return tuple(sorted((*stages, *invited), key=lambda line: (line.is_open, line.on), reverse=True))

    def record_part(self, clue_id: str, got: Answers) -> tuple[Participation, Changes]:
        """Took part in a stage."""
        stage, on = ParticipationStage(got["stage"]), date.fromisoformat(got["on"])
        return record_part(self._desk, clue_id, stage, on, got["note"])

    def invite(self, clue_id: str, got: Answers) -> tuple[Invitation, Changes]:
        """Invited to something."""
        kind, on = InvitationKind(got["kind"]), date.fromisoformat(got["on"])
        return invite(self._desk, clue_id, kind, got["occasion"], on)

    def settle(self, line: PartLine, *, attended: bool) -> tuple[Invitation, Changes]:
        """Came or not."""
        if not isinstance(line.kept, Invitation):
            raise TypeError("not an invitation")
        return settle_invitation(self._desk, line.kept, attended=attended)

    def remove(self, line: PartLine) -> tuple[PartLine, Changes]:
        """Take a line out."""
        if isinstance(line.kept, Invitation):
            return line, remove_invitation(self._desk, line.kept)[1]
        return line, remove_part(self._desk, line.kept)[1]

    def restore(self, line: PartLine) -> tuple[object, Changes]:
        """Put back what was taken out."""
        one = line.kept
        if isinstance(one, Invitation):
            return invite(self._desk, one.clue_id, one.kind, one.occasion, one.on)
        return record_part(self._desk, one.clue_id, one.stage, one.on, one.note)

    # -- publicity

    def reports(self) -> tuple[ReportView, ...]:
        """What the media brought."""
        return reports(self._desk)

    def save(self, form: ReportForm, known: ReportView | None) -> tuple[ReportView, Changes]:
        """Write a report down."""
        return save_report(self._desk, form, known)

    def remove_report(self, view: ReportView) -> tuple[ReportView, Changes]:
        """Take a report out."""
        return remove_report(self._desk, view)

    def ledger(self, name: str, year: int, form: Format) -> Callable[[Work], MadePaper]:
        """宣传报道台账 or 激励反馈台账 of a year."""
        request = PaperRequest(period=year_period(year))
        return lambda work: make_paper(paper_kind(name), self._desk, form, request, work)


def _behind(note: str) -> str:
    return f"（{note}）" if note else ""


def _invited(one: Invitation) -> str:
    came = {None: "待确认", True: "已参加", False: "没有参加"}[one.attended]
    return f"邀请参加{label(one.kind)}：{one.occasion}，{came}"
