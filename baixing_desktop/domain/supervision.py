"""Supervision, key items and look-back (seed 八(四)2–3, 九(二)4; SM6, SM7).

For the database:

* ``Supervision``: concerns a forwarding or a proposal (at least one); from ``held`` on there are form and date.
* ``FollowUp``: rows are never changed.
* ``KeyItem``: one row per proposal and year; from ``confirmed`` on there is a leader.
* ``LookBack``: one row per reply that is neither completed nor not_done; ``scheduled`` has a date; ``checked`` and
  later have at least one of the four methods and at least one joint office.
"""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import SupervisionForm
from baixing_desktop.domain.states import KeyItemState, LookBackState, SupervisionState


@dataclass(frozen=True, slots=True)
class Supervision:
    """督办: one act of supervision in one of the four forms."""

    id: str
    state: SupervisionState
    planned_on: date
    subject: str
    forwarding_id: str | None = None
    proposal_id: str | None = None
    key_item_id: str | None = None
    consultation_id: str | None = None
    form: SupervisionForm | None = None
    held_on: date | None = None
    place: str = ""
    participants: str = ""
    findings: str = ""
    done_on: date | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One step after a supervision: what was promised or done since."""

    id: str
    supervision_id: str
    on: date
    text: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class KeyItem:
    """重点提案: a candidate that a meeting confirms and a leader supervises."""

    id: str
    proposal_id: str
    year: int
    state: KeyItemState
    proposed_on: date
    grounds: str = ""
    leader: str = ""
    meeting: str = ""
    confirmed_on: date | None = None
    reported_on: date | None = None
    report: str = ""
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class LookBack:
    """回头看: the CPPCC's office with the two district offices checks what was promised by ``promised_on``.

    The four methods of seed 八(四)3: ``heard`` 听取汇报, ``read`` 查阅资料, ``visited`` 走访座谈 and
    ``inspected`` 现场勘查.
    """

    id: str
    reply_id: str
    promised_on: date
    state: LookBackState
    listed_on: date
    round: int = 1
    scheduled_on: date | None = None
    checked_on: date | None = None
    heard: bool = False
    read: bool = False
    visited: bool = False
    inspected: bool = False
    with_party_office: bool = False
    with_government_office: bool = False
    findings: str = ""
    new_promised_on: date | None = None
    reason: str = ""
    version: int = 1
