"""Who may act."""

from enum import StrEnum


class Role(StrEnum):
    """Who may act (seed 六, 九). ``SYSTEM`` is the program itself when a batch or receipt arrives.

    The three administrators keep the program, not the record: no row of any transition table is theirs
    (safety 2.1 D1–D7 keeps them apart from each other too).
    """

    LIAISON = "liaison"
    OFFICE = "office"
    TRIAGE = "triage_group"
    COMMITTEE = "committee"
    PROPOSAL_COMMITTEE = "proposal_committee"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    SYSTEM = "system"
