"""SM8–SM11 and commendation: topics, premium clues, incentives, pilots (seed 七, 八(一), 八(五)2, 九, 附件2)."""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import CommendationState as N
from baixing_desktop.domain.states import IncentiveState as I
from baixing_desktop.domain.states import PilotState as P
from baixing_desktop.domain.states import PilotTopicState as C
from baixing_desktop.domain.states import PremiumState as M
from baixing_desktop.domain.states import TopicState as T
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import FILING, OFFICE, PROPOSERS, row

_CANCELLABLE = (T.SUGGESTED, T.APPROVED, T.PUBLISHED)

_PREMIUM_BACK = (
    (M.SELECTED, M.SHORTLISTED),
    (M.NOT_SELECTED, M.SHORTLISTED),
    (M.REPORTED, M.SELECTED),
    (M.REPORTED, M.REPORTED),
    (M.USED, M.REPORTED),
)
_WORD_BACK = ((I.FED_BACK, I.DUE), (I.REWARDED, I.FED_BACK), (I.NOT_REWARDED, I.FED_BACK))
_PILOT_BACK = (
    (P.SUBMITTED_TO_MEETING, P.PROPOSED),
    (P.APPROVED, P.SUBMITTED_TO_MEETING),
    (P.RUNNING, P.APPROVED),
    (P.EXTENDED, P.RUNNING),
    (P.ENDED, P.RUNNING),
    (P.ENDED, P.EXTENDED),
)
"""What was entered wrongly is taken back step by step and entered again (decision 37). Whether an ended pilot had been
extended says its record; of several extensions only the last day is kept, so all of them go."""

TOPIC: Machine[T] = Machine(
    "选题",
    (T.SUGGESTED,),
    (
        row(T.SUGGESTED, A.APPROVE_TOPIC, T.APPROVED, OFFICE, "", "八(一)1"),
        row(T.APPROVED, A.PUBLISH, T.PUBLISHED, OFFICE, "date", "八(一)2"),
        row(T.PUBLISHED, A.CLOSE_TOPIC, T.CLOSED, OFFICE, "date", "八(一)2"),
        *(row(state, A.CANCEL_TOPIC, T.CANCELLED, OFFICE, "reason", "八(一)1") for state in _CANCELLABLE),
        # Whatever the workrooms heard of, they hear of again as it stands; only what was published stays so.
        row(T.APPROVED, A.TAKE_BACK, T.SUGGESTED, OFFICE, "", "八(一)1"),
        row(T.CLOSED, A.TAKE_BACK, T.PUBLISHED, OFFICE, "", "八(一)2"),
        *(row(T.CANCELLED, A.TAKE_BACK, state, OFFICE, "", "八(一)1") for state in _CANCELLABLE),
    ),
)

PILOT_TOPIC: Machine[C] = Machine(
    "试点议题",
    (C.PROPOSED,),
    (
        row(C.PROPOSED, A.SELECT, C.SELECTED, FILING, "", "附件2"),
        row(C.SELECTED, A.DESELECT, C.PROPOSED, FILING, "reason", "附件2"),
        row(C.SELECTED, A.APPROVE_PILOT, C.APPROVED, OFFICE, "meeting date", "九(一)4"),
        row(C.APPROVED, A.TAKE_BACK, C.SELECTED, OFFICE, "", "九(一)4"),
    ),
)

PREMIUM: Machine[M] = Machine(
    "精品",
    (M.NOMINATED,),
    (
        row(M.NOMINATED, A.SHORTLIST, M.SHORTLISTED, PROPOSERS, "", "九(三)3"),
        row(M.NOMINATED, A.NOT_SELECT, M.NOT_SELECTED, PROPOSERS, "reason", "九(三)3"),
        row(M.SHORTLISTED, A.SELECT, M.SELECTED, OFFICE, "date", "九(一)5"),
        row(M.SHORTLISTED, A.NOT_SELECT, M.NOT_SELECTED, OFFICE, "reason", "九(一)5"),
        row(M.SELECTED, A.REPORT, M.REPORTED, OFFICE, "addressee date", "九(一)5"),
        row(M.REPORTED, A.REPORT, M.REPORTED, OFFICE, "addressee date", "八(三)2"),
        row(M.REPORTED, A.USE, M.USED, OFFICE, "use date", "八(三)2"),
        # Entered wrongly (decision 48): whoever may take the step takes it back.
        row(M.SHORTLISTED, A.TAKE_BACK, M.NOMINATED, PROPOSERS, "", "九(三)3"),
        row(M.NOT_SELECTED, A.TAKE_BACK, M.NOMINATED, PROPOSERS, "", "九(三)3"),
        *(row(now, A.TAKE_BACK, before, OFFICE, "", "九(一)5") for now, before in _PREMIUM_BACK),
    ),
)

INCENTIVE: Machine[I] = Machine(
    "激励反馈",
    (I.DUE, I.NOT_APPLICABLE),
    (
        row(I.DUE, A.FEED_BACK, I.FED_BACK, OFFICE, "form date", "八(五)2"),
        row(I.FED_BACK, A.REWARD, I.REWARDED, OFFICE, "reward date", "八(五)2"),
        row(I.FED_BACK, A.NOT_REWARD, I.NOT_REWARDED, OFFICE, "reason", "八(五)2"),
        *(row(now, A.TAKE_BACK, before, OFFICE, "reason", "八(五)2") for now, before in _WORD_BACK),
    ),
)

PILOT: Machine[P] = Machine(
    "试点",
    (P.PROPOSED,),
    (
        row(P.PROPOSED, A.SUBMIT_TO_MEETING, P.SUBMITTED_TO_MEETING, OFFICE, "meeting", "九(一)4"),
        row(P.SUBMITTED_TO_MEETING, A.APPROVE_PILOT, P.APPROVED, OFFICE, "meeting date", "九(一)4"),
        row(P.SUBMITTED_TO_MEETING, A.SEND_BACK, P.PROPOSED, OFFICE, "reason", "九(一)4"),
        row(P.APPROVED, A.START, P.RUNNING, OFFICE, "date", "七"),
        row(P.RUNNING, A.EXTEND, P.EXTENDED, OFFICE, "date", "七"),
        row(P.EXTENDED, A.EXTEND, P.EXTENDED, OFFICE, "date", "七"),
        row(P.RUNNING, A.END, P.ENDED, OFFICE, "date", "七"),
        row(P.EXTENDED, A.END, P.ENDED, OFFICE, "date", "七"),
        *(row(now, A.TAKE_BACK, before, OFFICE, "reason", "七") for now, before in _PILOT_BACK),
    ),
)

COMMENDATION: Machine[N] = Machine(
    "表彰人选",
    (N.NOMINATED,),
    (
        row(N.NOMINATED, A.SELECT, N.CHOSEN, FILING, "", "九(二)3"),
        row(N.NOMINATED, A.NOT_SELECT, N.NOT_CHOSEN, FILING, "reason", "九(二)3"),
        row(N.CHOSEN, A.COMMEND, N.APPROVED, OFFICE, "meeting date", "八(五)2"),
        row(N.APPROVED, A.ANNOUNCE, N.TOLD, FILING, "date", "八(五)2"),
        row(N.CHOSEN, A.TAKE_BACK, N.NOMINATED, FILING, "reason", "九(二)3"),
        row(N.NOT_CHOSEN, A.TAKE_BACK, N.NOMINATED, FILING, "reason", "九(二)3"),
        row(N.APPROVED, A.TAKE_BACK, N.CHOSEN, OFFICE, "reason", "八(五)2"),
        row(N.TOLD, A.TAKE_BACK, N.APPROVED, FILING, "reason", "八(五)2"),
    ),
)
