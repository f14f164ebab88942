"""SM2: a batch, in the workroom that sends it and in the office that takes it in; a table that is imported is a batch
too (seed 八(二)).

Trying again always means the same batch: nothing takes effect twice.
"""

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import BatchState as B
from baixing_desktop.domain.states import ImportState as T
from baixing_desktop.domain.states import InboundState as I
from baixing_desktop.domain.workflow.machine import Machine
from baixing_desktop.domain.workflow.rows import DESK, LIAISON, OFFICE, SYSTEM, row

BATCH: Machine[B] = Machine(
    "批次",
    (B.OPEN,),
    (
        row(B.OPEN, A.SEAL, B.SEALED, LIAISON, "", "八(二)"),
        row(B.SEALED, A.UNSEAL, B.OPEN, LIAISON, "", "八(二)"),
        row(B.SEALED, A.EXPORT, B.EXPORTED, LIAISON, "", "八(二)"),
        row(B.EXPORTED, A.EXPORT, B.EXPORTED, LIAISON, "", "八(二)"),
        row(B.SEALED, A.ACKNOWLEDGE, B.RECEIPTED, SYSTEM, "", "八(二)"),
        row(B.EXPORTED, A.ACKNOWLEDGE, B.RECEIPTED, SYSTEM, "", "八(二)"),
    ),
)

INBOUND_BATCH: Machine[I] = Machine(
    "收到的批次",
    (I.RECEIVED,),
    (
        row(I.RECEIVED, A.IMPORT, I.IMPORTED, SYSTEM, "", "八(二)"),
        row(I.RECEIVED, A.IMPORT, I.PARTLY_IMPORTED, SYSTEM, "reason", "八(二)"),
        row(I.PARTLY_IMPORTED, A.IMPORT, I.IMPORTED, SYSTEM, "", "八(二)"),
        row(I.RECEIVED, A.REFUSE_BATCH, I.DAMAGED, SYSTEM, "reason", "八(二)"),
        row(I.RECEIVED, A.REFUSE_BATCH, I.WRONG_KEY, SYSTEM, "reason", "八(二)"),
        row(I.RECEIVED, A.REFUSE_BATCH, I.VERSION_TOO_NEW, SYSTEM, "reason", "八(二)"),
        row(I.DAMAGED, A.RETRY, I.RECEIVED, DESK, "", "八(二)"),
        row(I.WRONG_KEY, A.RETRY, I.RECEIVED, DESK, "", "八(二)"),
        row(I.VERSION_TOO_NEW, A.RETRY, I.RECEIVED, DESK, "", "八(二)"),
        row(I.IMPORTED, A.GIVE_RECEIPT, I.RECEIPTED, SYSTEM, "", "八(二)"),
        row(I.PARTLY_IMPORTED, A.GIVE_RECEIPT, I.PARTLY_IMPORTED, SYSTEM, "", "八(二)"),
    ),
)

_WHO = LIAISON | OFFICE

IMPORTED_TABLE: Machine[T] = Machine(
    "导入的表格",
    (T.TAKEN_IN,),
    (
        # What somebody has worked on stays: then only a part is taken back.
        row(T.TAKEN_IN, A.WITHDRAW, T.TAKEN_BACK, _WHO, "reason", "八(二)"),
        row(T.TAKEN_IN, A.WITHDRAW, T.PARTLY_TAKEN_BACK, _WHO, "reason", "八(二)"),
        row(T.TAKEN_BACK, A.RESUME, T.TAKEN_IN, _WHO, "", "八(二)"),
        row(T.PARTLY_TAKEN_BACK, A.RESUME, T.TAKEN_IN, _WHO, "", "八(二)"),
    ),
)
