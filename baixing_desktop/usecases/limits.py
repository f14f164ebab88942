"""How the one month for the reply (seed 八(四)1) is counted here: the Civil Code's month unless the office decides for
30 days or for working days (domain decision 4).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import LimitRule
from baixing_desktop.domain.rules.deadlines import REPLY_LIMIT, LimitPolicy, reply_due
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

REPLY_SETTING = "reply.limit_rule"

COUNTED: Mapping[LimitRule, str] = MappingProxyType(
    {
        LimitRule.CALENDAR_MONTH: "按自然月",
        LimitRule.DAYS: f"按 {REPLY_LIMIT.days} 天",
        LimitRule.WORKING_DAYS: f"按 {REPLY_LIMIT.working_days} 个工作日",
    }
)
"""Each way to count, in words."""


def reply_limit_in(tx: Transaction) -> LimitPolicy:
    """The way that holds for who takes over from now on."""
    kept = tx.settings.value(REPLY_SETTING)
    return LimitPolicy(LimitRule(kept)) if kept else REPLY_LIMIT


def due_from(desk: Desk, tx: Transaction, line: Forwarding, start: date) -> date | None:
    """The last day for the reply of a line that is its handler's since ``start``; None without a limit."""
    return reply_due(start, desk.reference.calendar, reply_limit_in(tx)) if line.limited else None


@intention
def reply_limit(desk: Desk) -> LimitPolicy:
    """How the month is counted now."""
    with desk.store.reading() as tx:
        return reply_limit_in(tx)


@intention
def set_reply_limit(desk: Desk, rule: LimitRule) -> tuple[LimitRule, Changes]:
    """Count by ``rule`` for every take-over from now on; returns what it was. A limit that runs already stays.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = reply_limit_in(tx).rule
        tx.settings.put(REPLY_SETTING, rule.value, desk.now(), desk.actor.name)
        note(desk, tx, "set_reply_limit", "setting", REPLY_SETTING, before=before.value, after=rule.value)
    return before, Changes.of(Kind.SETTING, REPLY_SETTING) | Changes.of(Kind.FORWARDING, REPLY_SETTING)
