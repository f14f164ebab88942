"""The shelves of the screening page: what waits, and what was put aside and can be taken up again (SM3)."""

from collections.abc import Callable
from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.states import Action, OfficeState
from baixing_desktop.usecases import curating, withdrawals
from baixing_desktop.usecases.desk import Desk

Again = Callable[[Desk, Clue, str], tuple[Clue, Changes]]


@dataclass(frozen=True, slots=True)
class Shelf:
    """Clues of some ``states``. ``again`` takes one up again, by the ``action`` of the table; ``question`` asks why, or
    is empty where no reason is needed.
    """

    name: str
    title: str
    states: tuple[OfficeState, ...]
    nothing: str
    action: Action = Action.ACCEPT
    words: str = "受理并编号"
    question: str = ""
    again: Again | None = None


WAITING = Shelf("to_screen", "待审核", (OfficeState.RECEIVED, OfficeState.SCREENING), "没有待审核的线索")
SHELVES = (
    WAITING,
    Shelf(
        "retained",
        "留存",
        (OfficeState.RETAINED,),
        "没有留存的线索",
        Action.TAKE_UP_AGAIN,
        "重新启用",
        again=lambda desk, clue, _: curating.take_up_clue(desk, clue.id, version=clue.version),
    ),
    Shelf(
        "declined",
        "不予采用",
        (OfficeState.DECLINED,),
        "没有不予采用的线索",
        Action.RECONSIDER,
        "重新审核",
        "为什么重新审核？",
        lambda desk, clue, reason: curating.reconsider_clue(desk, clue.id, reason, version=clue.version),
    ),
    Shelf(
        "concluded",
        "已办结",
        (OfficeState.CONCLUDED,),
        "没有已办结的线索",
        Action.REOPEN,
        "重新办理",
        "为什么重新办理？",
        lambda desk, clue, reason: curating.reopen_clue(desk, clue.id, reason, version=clue.version),
    ),
    Shelf(
        "withdrawn",
        "已撤回",
        (OfficeState.WITHDRAWN,),
        "没有已撤回的线索",
        Action.RESUME,
        "恢复办理",
        "谁要求恢复办理？",
        lambda desk, clue, reason: withdrawals.resume_clue(desk, clue.id, reason, version=clue.version),
    ),
)
