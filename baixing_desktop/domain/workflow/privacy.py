"""Requests about personal data, and their erasure by two people (PIPL 47, 50; safety P7, P8).

That the second person is another one than the first is no matter of roles: ``rules/erasure.py`` decides it.
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import ErasureState as E
from baixing_desktop.domain.states import RequestState as R
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import DESK, row

PERSON_REQUEST: Machine[R] = Machine(
    "个人信息请求",
    (R.OPEN,),
    (
        row(R.OPEN, A.GRANT_REQUEST, R.GRANTED, DESK, "text date", "个人信息保护法第五十条"),
        row(R.OPEN, A.REFUSE_REQUEST, R.REFUSED, DESK, "reason date", "个人信息保护法第五十条"),
    ),
)

ERASURE: Machine[E] = Machine(
    "删除建议",
    (E.PROPOSED,),
    (
        row(E.PROPOSED, A.APPROVE_ERASURE, E.DONE, DESK, "", "个人信息保护法第四十七条"),
        row(E.PROPOSED, A.REFUSE_ERASURE, E.REFUSED, DESK, "reason", "个人信息保护法第四十七条"),
    ),
)
