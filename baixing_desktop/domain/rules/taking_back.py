"""Which step of a handler's line was the last one, and where taking it back leads (SM4).

Whoever entered a wrong day, a wrong answer or a talk that never was takes the step back and enters it again. A letter
that went out stays out: its number is given (seed 八(三)1).
"""

from dataclasses import dataclass

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.states import ForwardingState as F


@dataclass(frozen=True, slots=True)
class Trail:
    """What happened on a line beside its state.

    ``refused``: its take-over is a return that was refused. ``rejected``: the handler has it again, after an answer
    that was put aside; ``told_all``: of that answer every contributor had been told. ``told``: somebody was told of the
    answer in force. ``more_time``: more time was asked for since the handler has it.
    """

    refused: bool = False
    rejected: bool = False
    told_all: bool = False
    told: bool = False
    more_time: bool = False


_BACK = {
    F.RECEIVED: F.ISSUED,
    F.RETURN_REQUESTED: F.RECEIVED,
    F.CONTACTED: F.REPLIED,
    F.EVALUATED: F.REPLIED,
    F.CLOSED: F.CONTACTED,
}


def state_before(line: Forwarding, trail: Trail) -> F | None:
    """The state before the last step; None where nothing can be taken back."""
    match line.state:
        case F.TAKEN_OVER:
            return _before_take_over(trail)
        case F.NOTED | F.WAIVED:
            return F.TAKEN_OVER if line.taken_over_on else F.RECEIVED if line.received_on else F.ISSUED
        case F.REPLIED:
            return F.REPLIED if trail.told else F.TAKEN_OVER
        case _:
            return _BACK.get(line.state)


def _before_take_over(trail: Trail) -> F | None:
    if trail.more_time:
        return None
    if trail.rejected:
        return F.CONTACTED if trail.told_all else F.REPLIED
    return F.RETURN_REQUESTED if trail.refused else F.RECEIVED
