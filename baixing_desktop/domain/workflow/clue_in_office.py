"""SM3: a clue in the office (seed 八(二)–(四)).

What the rows cannot say stands in ``domain/rules/merging.py``: a merge needs an accepted master.
A part split off begins as received; the clue it came from stays where it is. A clue that is withdrawn leaves the
merge it was part of, and its parts are withdrawn with it (``usecases/withdrawals.py``).
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import OfficeState as O
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import DESK, FILING, OFFICE, PROPOSALS, PROPOSERS, SYSTEM, row

_ANYWHERE = tuple(state for state in O if state is not O.WITHDRAWN)
_ALONE = tuple(state for state in _ANYWHERE if state is not O.MERGED)
_MERGEABLE = (O.SCREENING, O.ACCEPTED, O.RETAINED, O.CLASSIFIED)
_EDITABLE = (O.SCREENING, O.ACCEPTED, O.RETAINED, O.CLASSIFIED, O.ROUTED)
_JUDGED = (O.ACCEPTED, O.RETAINED, O.CLASSIFIED, O.ROUTED, O.CONCLUDED)

CLUE_IN_OFFICE: Machine[O] = Machine(
    "线索",
    (O.RECEIVED,),
    (
        row(O.RECEIVED, A.SCREEN, O.SCREENING, DESK, "", "八(二)"),
        row(O.SCREENING, A.ACCEPT, O.ACCEPTED, DESK, "", "八(二)"),
        # Accepted by mistake; the formal number stays with the clue.
        row(O.ACCEPTED, A.UNACCEPT, O.SCREENING, DESK, "reason", "八(二)"),
        row(O.SCREENING, A.RETURN_FOR_MORE, O.RETURNED, DESK, "reason", "八(二)"),
        row(O.SCREENING, A.DECLINE, O.DECLINED, DESK, "reason referral notice", "八(二)"),
        row(O.DECLINED, A.RECONSIDER, O.SCREENING, OFFICE, "reason", "八(二)"),
        *(row(state, A.MERGE, O.MERGED, DESK, "master", "八(二)") for state in _MERGEABLE),
        # Undoing leads back to the state before the merge, which the merge link keeps.
        *(row(O.MERGED, A.UNDO_MERGE, state, DESK | SYSTEM, "", "八(二)") for state in _MERGEABLE),
        row(O.SCREENING, A.SPLIT, O.SCREENING, DESK, "parts", "八(二)"),
        row(O.ACCEPTED, A.SPLIT, O.ACCEPTED, DESK, "parts", "八(二)"),
        *(row(state, A.EDIT, state, DESK, "text", "八(二)") for state in _EDITABLE),
        *(row(state, A.BAR, state, DESK, "", "八(三)1") for state in (O.RECEIVED, *_EDITABLE)),
        # A new revision of a returned clue comes in with the next batch.
        row(O.RETURNED, A.RECEIVE_AGAIN, O.RECEIVED, SYSTEM, "", "八(二)"),
        row(O.RECEIVED, A.RECEIVE_AGAIN, O.RECEIVED, SYSTEM, "", "八(二)"),
        # The citizen may take back a clue at any time; that wins over all work of the office (safety 4.6). Going on
        # with it leads back to where it stood, which the withdrawal keeps; handed in again it begins anew.
        *(row(state, A.WITHDRAW, O.WITHDRAWN, SYSTEM, "", "八(二)") for state in _ANYWHERE),
        *(row(O.WITHDRAWN, A.RESUME, state, OFFICE, "reason", "八(二)") for state in _ALONE),
        row(O.WITHDRAWN, A.RECEIVE_AGAIN, O.RECEIVED, SYSTEM, "", "八(二)"),
        row(O.ACCEPTED, A.RETAIN, O.RETAINED, DESK, "reason", "八(二)"),
        row(O.RETAINED, A.TAKE_UP_AGAIN, O.ACCEPTED, DESK, "", "八(二)"),
        row(O.ACCEPTED, A.CLASSIFY, O.CLASSIFIED, DESK, "route", "八(三)"),
        # Classified by mistake, and nothing was built on it; the classification stays readable.
        row(O.CLASSIFIED, A.TAKE_BACK, O.ACCEPTED, DESK, "reason", "八(三)"),
        row(O.CLASSIFIED, A.CLASSIFY, O.CLASSIFIED, DESK, "route reason", "八(三)"),
        row(O.ROUTED, A.CLASSIFY, O.CLASSIFIED, DESK, "route reason", "八(三)"),
        # What is judged of it decides no step; figures of the year count it even after it is concluded.
        *(row(state, A.MARK, state, DESK, "", "八(三)1") for state in _JUDGED),
        # Who sends the letter, or closes the last one, moves the clue with it.
        row(O.CLASSIFIED, A.ROUTE, O.ROUTED, DESK | FILING, "", "八(三)"),
        # The one output or report to the city that moved it on was begun by mistake, and nothing else leads it on.
        row(O.ROUTED, A.TAKE_BACK, O.CLASSIFIED, DESK | PROPOSERS, "", "八(三)"),
        # Not chosen among the general ones, or its proposal was not filed: it stays in the library.
        row(O.CLASSIFIED, A.RETAIN, O.RETAINED, DESK | PROPOSALS, "reason", "八(三)1"),
        row(O.ROUTED, A.RETAIN, O.RETAINED, DESK, "reason", "八(三)1"),
        row(O.ROUTED, A.CONCLUDE, O.CONCLUDED, DESK | FILING, "", "八(四)1"),
        row(O.CONCLUDED, A.REOPEN, O.ROUTED, OFFICE, "reason", "八(四)"),
        # It was concluded, or kept, with a proposal whose last step is taken back (SM5).
        row(O.CONCLUDED, A.TAKE_BACK, O.CLASSIFIED, DESK | FILING, "reason", "八(四)1"),
        row(O.RETAINED, A.TAKE_BACK, O.CLASSIFIED, PROPOSALS, "reason", "八(三)1"),
        row(O.CONCLUDED, A.ARCHIVE, O.ARCHIVED, DESK, "", "九(一)6"),
    ),
)
