"""SM1: a clue in the workroom (seed 八(二)).

``printed`` and ``signed`` are no states; a later edit makes a signed paper stale (derived from content hashes).
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import ClueState as C
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import LIAISON, SYSTEM, row

CLUE_IN_WORKROOM: Machine[C] = Machine(
    "线索",
    (C.DRAFT, C.COMMUNITY_REGISTERED),
    (
        row(C.COMMUNITY_REGISTERED, A.REGISTER, C.REGISTERED, LIAISON, "content", "八(二)"),
        row(C.DRAFT, A.REGISTER, C.REGISTERED, LIAISON, "content", "八(二)"),
        row(C.REGISTERED, A.REOPEN_DRAFT, C.DRAFT, LIAISON, "", "八(二)"),
        row(C.REGISTERED, A.SEAL, C.SEALED, LIAISON, "", "八(二)"),
        row(C.SEALED, A.SUBMIT, C.SUBMITTED, LIAISON, "", "八(二)"),
        # The batch is reopened before it left: the log then tells the office that the submission was withdrawn.
        row(C.SEALED, A.UNSEAL, C.REGISTERED, LIAISON, "", "八(二)"),
        row(C.SUBMITTED, A.WITHDRAW, C.REGISTERED, LIAISON, "reason", "八(二)"),
        # A receipt can overtake the note that the batch was sent (USB and network cross).
        row(C.SEALED, A.ACKNOWLEDGE, C.ACKNOWLEDGED, SYSTEM, "", "八(二)"),
        row(C.SUBMITTED, A.ACKNOWLEDGE, C.ACKNOWLEDGED, SYSTEM, "", "八(二)"),
        # A workstation that is enrolled anew sends again, in its new log, what was never confirmed in the old one;
        # and what was confirmed, if the office lost it since: it was restored from an older backup.
        row(C.SEALED, A.REISSUE, C.REGISTERED, SYSTEM, "", "八(二)"),
        row(C.SUBMITTED, A.REISSUE, C.REGISTERED, SYSTEM, "", "八(二)"),
        row(C.ACKNOWLEDGED, A.REISSUE, C.REGISTERED, SYSTEM, "", "八(二)"),
        row(C.ACKNOWLEDGED, A.RETURN_FOR_MORE, C.RETURNED, SYSTEM, "reason", "八(二)"),
        row(C.RETURNED, A.REOPEN_DRAFT, C.DRAFT, LIAISON, "", "八(二)"),
        # The office erased it: there is nothing left to work on here.
        row(C.DRAFT, A.ERASE, C.ACKNOWLEDGED, SYSTEM, "", "个人信息保护法第四十七条"),
        row(C.REGISTERED, A.ERASE, C.ACKNOWLEDGED, SYSTEM, "", "个人信息保护法第四十七条"),
        row(C.RETURNED, A.ERASE, C.ACKNOWLEDGED, SYSTEM, "", "个人信息保护法第四十七条"),
    ),
)
