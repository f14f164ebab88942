"""SM6 and SM7: supervision, key items supervised by a leader, and look-back (seed 八(四)2–3, 九(二)4)."""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import KeyItemState as K
from baixing_desktop.domain.states import LookBackState as L
from baixing_desktop.domain.states import SupervisionState as S
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import FILING, OFFICE, PROPOSALS, PROPOSERS, row

_BACK = (
    (S.HELD, S.PLANNED),
    (S.FOLLOWED_UP, S.HELD),
    (S.FOLLOWED_UP, S.FOLLOWED_UP),
    (S.DONE, S.FOLLOWED_UP),
    (S.CALLED_OFF, S.PLANNED),
)
_KEY_ITEM = (
    (K.CONFIRMED, K.CANDIDATE),
    (K.SUPERVISED, K.CONFIRMED),
    (K.SUPERVISED, K.SUPERVISED),
    (K.REPORTED, K.SUPERVISED),
)
_LOOK_BACK = (
    (L.SCHEDULED, L.LISTED),
    # Another day was set: at once the former day comes back, later all that was arranged goes.
    (L.SCHEDULED, L.SCHEDULED),
    (L.CHECKED, L.SCHEDULED),
    (L.COMPLETED, L.CHECKED),
    (L.CONTINUED, L.CHECKED),
    # Listed again: only at once, the new round keeps nothing of the last one.
    (L.LISTED, L.CONTINUED),
)

SUPERVISION: Machine[S] = Machine(
    "督办",
    (S.PLANNED,),
    (
        row(S.PLANNED, A.HOLD, S.HELD, PROPOSERS, "form participants findings date", "八(四)2"),
        row(S.PLANNED, A.CALL_OFF, S.CALLED_OFF, PROPOSERS, "reason", "八(四)2"),
        row(S.HELD, A.FOLLOW_UP, S.FOLLOWED_UP, PROPOSERS, "text date", "八(四)2"),
        row(S.FOLLOWED_UP, A.FOLLOW_UP, S.FOLLOWED_UP, PROPOSERS, "text date", "八(四)2"),
        row(S.FOLLOWED_UP, A.FINISH, S.DONE, PROPOSERS, "date", "八(四)2"),
        # Entered wrongly, a step is taken back and entered again (decision 37); nobody outside was told of it.
        *(row(now, A.TAKE_BACK, before, PROPOSERS, "", "八(四)2") for now, before in _BACK),
    ),
)

KEY_ITEM: Machine[K] = Machine(
    "重点提案",
    (K.CANDIDATE,),
    (
        row(K.CANDIDATE, A.CONFIRM, K.CONFIRMED, FILING, "leader meeting date", "九(二)4"),
        row(K.CANDIDATE, A.DROP, K.DROPPED, PROPOSALS, "reason", "九(二)4"),
        row(K.CONFIRMED, A.SUPERVISE, K.SUPERVISED, FILING, "date findings", "九(二)4"),
        row(K.SUPERVISED, A.SUPERVISE, K.SUPERVISED, FILING, "date findings", "九(二)4"),
        row(K.SUPERVISED, A.REPORT, K.REPORTED, FILING, "date", "九(二)4"),
        *(row(now, A.TAKE_BACK, before, FILING, "", "九(二)4") for now, before in _KEY_ITEM),
        row(K.DROPPED, A.TAKE_BACK, K.CANDIDATE, PROPOSALS, "", "九(二)4"),
    ),
)

LOOK_BACK: Machine[L] = Machine(
    "回头看",
    (L.LISTED,),
    (
        row(L.LISTED, A.SCHEDULE, L.SCHEDULED, FILING, "date", "八(四)3"),
        row(L.SCHEDULED, A.SCHEDULE, L.SCHEDULED, FILING, "date reason", "八(四)3"),
        row(L.SCHEDULED, A.CHECK, L.CHECKED, FILING, "method offices date findings", "八(四)3"),
        row(L.CHECKED, A.COMPLETE, L.COMPLETED, FILING, "", "八(四)3"),
        row(L.CHECKED, A.CONTINUE, L.CONTINUED, FILING, "date", "八(四)3"),
        row(L.CONTINUED, A.LIST, L.LISTED, FILING, "", "八(四)3"),
        row(L.CHECKED, A.ESCALATE, L.NOT_DONE, OFFICE, "reason", "八(四)3"),
        *(row(now, A.TAKE_BACK, before, FILING, "", "八(四)3") for now, before in _LOOK_BACK),
        row(L.NOT_DONE, A.TAKE_BACK, L.CHECKED, OFFICE, "", "八(四)3"),
    ),
)
