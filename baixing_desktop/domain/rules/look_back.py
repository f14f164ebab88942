"""Which replies come back for 回头看, and what a look-back was before its last step (seed 八(四)3; SM7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.states import LookBackState
from baixing_desktop.domain.supervision import LookBack

_OVER = frozenset({LookBackState.COMPLETED, LookBackState.NOT_DONE})


def eligible(reply: HandlerReply, earlier: Iterable[LookBack], today: date) -> bool:
    """列入计划办理、规定期限内尚未落实到位: planned (B), the promised date passed, not completed, not rejected,
    and no look-back of it is under way, has ended, or was continued to a later date.
    """
    if reply.outcome is not Outcome.PLANNED or reply.completed_on or reply.rejected_on:
        return False
    if reply.promised_on is None or reply.promised_on >= today:
        return False
    return not any(look.reply_id == reply.id for look in earlier)


def back_on_list(look: LookBack, today: date) -> bool:
    """A continued one is listed again once its new date has passed."""
    return look.state is LookBackState.CONTINUED and look.new_promised_on is not None and look.new_promised_on < today


def is_over(look: LookBack) -> bool:
    """Whether nothing more follows."""
    return look.state in _OVER


def has_method(look: LookBack) -> bool:
    """At least one of 听取汇报, 查阅资料, 走访座谈, 现场勘查."""
    return look.heard or look.read or look.visited or look.inspected


def has_joint_office(look: LookBack) -> bool:
    """区政协办公室联合区委办公室、区政府办公室: at least one of the two takes part."""
    return look.with_party_office or look.with_government_office


def listed_again(look: LookBack, state: LookBackState, today: date) -> LookBack:
    """The next round of one whose new day has passed: what was found so far stays, nothing is checked yet."""
    return replace(
        _unmarked(look),
        state=state,
        promised_on=look.new_promised_on or look.promised_on,
        listed_on=today,
        round=look.round + 1,
        scheduled_on=None,
        new_promised_on=None,
        reason="",
        version=look.version + 1,
    )


def with_findings(look: LookBack, on: date, findings: str) -> str:
    """What was found by now: a later round is added below the ones before, with its number and day."""
    if not look.findings:
        return findings
    return f"{look.findings}\n{_heading(look, on)}{findings}"


def look_before(look: LookBack) -> LookBack | None:
    """The look-back as it was before its last step, apart from its version; None where that is not kept.

    Of several days that were set only the last one is kept, so all that was arranged goes; one that came back on the
    list keeps neither day nor methods of the round before.
    """
    match look.state:
        case LookBackState.SCHEDULED:
            return replace(look, state=LookBackState.LISTED, scheduled_on=None, reason="")
        case LookBackState.CHECKED:
            unchecked = replace(_unmarked(look), state=LookBackState.SCHEDULED)
            return replace(unchecked, findings=_without_last(look))
        case LookBackState.COMPLETED:
            return replace(look, state=LookBackState.CHECKED)
        case LookBackState.CONTINUED:
            return replace(look, state=LookBackState.CHECKED, new_promised_on=None, reason="")
        case LookBackState.NOT_DONE:
            return replace(look, state=LookBackState.CHECKED, reason="")
        case _:
            return None


def _unmarked(look: LookBack) -> LookBack:
    return replace(
        look,
        checked_on=None,
        heard=False,
        read=False,
        visited=False,
        inspected=False,
        with_party_office=False,
        with_government_office=False,
    )


def _without_last(look: LookBack) -> str:
    """What was found in the rounds before this one."""
    heading = f"\n{_heading(look, look.checked_on)}" if look.checked_on else ""
    return look.findings.partition(heading)[0] if heading and heading in look.findings else ""


def _heading(look: LookBack, on: date) -> str:
    return f"第{look.round}次检查（{on.isoformat()}）："
