"""SM4: one handler's line of a forwarding or an assignment, and requests for more time (seed 八(三), 八(四)1).

“Overdue” and “on time” are derived. What the rows cannot say stands in ``domain/rules/handling.py``:
the lead waits for its co-handlers, dissatisfaction leads to one redo, study letters may end at the reply.
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import ExtensionState as E
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import FILING, row

_WITH_THE_HANDLER = (F.ISSUED, F.RECEIVED, F.TAKEN_OVER)
_GONE_OUT = tuple(state for state in F if state not in (F.DRAFTED, F.APPROVED, F.CANCELLED))
_STEPS_BACK = (
    (F.RECEIVED, F.ISSUED),
    (F.RETURN_REQUESTED, F.RECEIVED),
    (F.REASSIGNED, F.RETURN_REQUESTED),
    (F.TAKEN_OVER, F.RECEIVED),
    (F.TAKEN_OVER, F.RETURN_REQUESTED),
    (F.TAKEN_OVER, F.REPLIED),
    (F.TAKEN_OVER, F.CONTACTED),
    # A request for more time, or the answer to it: the handler has it before and after.
    (F.TAKEN_OVER, F.TAKEN_OVER),
    *((ended, before) for ended in (F.NOTED, F.WAIVED) for before in (F.RECEIVED, F.TAKEN_OVER)),
    (F.WAIVED, F.ISSUED),
    (F.REPLIED, F.TAKEN_OVER),
    (F.REPLIED, F.REPLIED),
    (F.CONTACTED, F.REPLIED),
    (F.EVALUATED, F.REPLIED),
    (F.CLOSED, F.CONTACTED),
)
_ANSWERED = (F.REPLIED, F.CONTACTED, F.EVALUATED, F.CLOSED)

FORWARDING: Machine[F] = Machine(
    "转送件",
    (F.DRAFTED,),
    (
        row(F.DRAFTED, A.APPROVE, F.APPROVED, FILING, "handler", "八(三)1"),
        row(F.APPROVED, A.REVISE, F.DRAFTED, FILING, "reason", "八(三)1"),
        row(F.DRAFTED, A.CANCEL, F.CANCELLED, FILING, "reason", "八(三)1"),
        row(F.APPROVED, A.CANCEL, F.CANCELLED, FILING, "reason", "八(三)1"),
        row(F.APPROVED, A.ISSUE, F.ISSUED, FILING, "letter date", "八(三)1"),
        row(F.ISSUED, A.RECEIVE, F.RECEIVED, FILING, "date", "八(四)1"),
        row(F.RECEIVED, A.TAKE_OVER, F.TAKEN_OVER, FILING, "date", "八(四)1"),
        row(F.RECEIVED, A.REQUEST_RETURN, F.RETURN_REQUESTED, FILING, "reason", "八(四)1"),
        row(F.RETURN_REQUESTED, A.GRANT_RETURN, F.REASSIGNED, FILING, "handler", "八(四)1"),
        row(F.RETURN_REQUESTED, A.REFUSE_RETURN, F.TAKEN_OVER, FILING, "reason date", "八(四)1"),
        row(F.TAKEN_OVER, A.REQUEST_EXTENSION, F.TAKEN_OVER, FILING, "reason date", "八(四)1"),
        *(row(state, A.REMIND, state, FILING, "date", "八(四)2") for state in _WITH_THE_HANDLER),
        *(row(state, A.WAIVE, F.WAIVED, FILING, "reason", "八(四)1") for state in _WITH_THE_HANDLER),
        row(F.RECEIVED, A.NOTE_ONLY, F.NOTED, FILING, "date", "八(三)1"),
        row(F.TAKEN_OVER, A.NOTE_ONLY, F.NOTED, FILING, "date", "八(三)1"),
        row(F.TAKEN_OVER, A.REPLY, F.REPLIED, FILING, "outcome text date", "八(四)1"),
        row(F.REPLIED, A.REJECT_REPLY, F.TAKEN_OVER, FILING, "reason", "八(四)1"),
        # One record per contributor of merged clues; the last one moves on.
        row(F.REPLIED, A.CONTACT, F.REPLIED, FILING, "contact date", "八(四)1"),
        row(F.REPLIED, A.CONTACT, F.CONTACTED, FILING, "contact date", "八(四)1"),
        row(F.CONTACTED, A.EVALUATE, F.EVALUATED, FILING, "satisfaction", "八(四)1"),
        row(F.EVALUATED, A.EVALUATE, F.EVALUATED, FILING, "satisfaction", "八(四)1"),
        # A citizen may say at once, when told, that nothing is solved.
        row(F.CONTACTED, A.REDO, F.TAKEN_OVER, FILING, "reason", "八(四)1"),
        row(F.EVALUATED, A.REDO, F.TAKEN_OVER, FILING, "reason", "八(四)1"),
        # Closing asks for the contact, not for an opinion: many citizens give none.
        row(F.CONTACTED, A.CLOSE, F.CLOSED, FILING, "", "八(四)1"),
        row(F.EVALUATED, A.CLOSE, F.CLOSED, FILING, "", "八(四)1"),
        # Done again and still not to the citizen's satisfaction (``domain/rules/handling.py`` decides which it is).
        row(F.CONTACTED, A.CLOSE_ANYWAY, F.CLOSED, FILING, "reason", "八(四)1"),
        row(F.EVALUATED, A.CLOSE_ANYWAY, F.CLOSED, FILING, "reason", "八(四)1"),
        # A step that was entered wrongly is taken back and entered again; ``rules/taking_back.py`` says where it leads.
        # A letter that went out cannot be taken back: its number is given.
        *(row(now, A.TAKE_BACK, before, FILING, "reason", "八(四)1") for now, before in _STEPS_BACK),
        # What stands beside the steps is put right whatever became of the letter.
        *(row(state, A.UNREMIND, state, FILING, "reason", "八(四)2") for state in _GONE_OUT),
        # 承办单位通过公开渠道回应: it changes nothing of the letter, and may come long after it was closed.
        *(row(state, A.RESPOND, state, FILING, "text date", "八(四)2") for state in _ANSWERED),
        *(row(state, A.CORRECT_ISSUE, state, FILING, "reason date", "八(三)1") for state in _GONE_OUT),
    ),
)

EXTENSION: Machine[E] = Machine(
    "延期申请",
    (E.REQUESTED,),
    (
        row(E.REQUESTED, A.GRANT_EXTENSION, E.GRANTED, FILING, "date", "八(四)1"),
        row(E.REQUESTED, A.REFUSE_EXTENSION, E.REFUSED, FILING, "reason", "八(四)1"),
        # An answer that was entered wrongly: the request is open again.
        *(row(answered, A.TAKE_BACK, E.REQUESTED, FILING, "reason", "八(四)1") for answered in (E.GRANTED, E.REFUSED)),
    ),
)
