"""反馈群众: what the workroom told the citizen, when and how, and what he thinks of it (seed 八(四)1, 八(五)2).

For the database:

* ``Telling``: rows are never changed; ``unreachable`` has a note; ``satisfaction`` needs somebody who was reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.progress import ProgressStep, Step

WORTH_TELLING = (Step.REPLIED, Step.DECLINED)
"""The news that a citizen waits for: an answer, or that the suggestion is not taken up and where to turn instead."""
_TAKES_BACK = (Step.REDONE, Step.RECONSIDERED)
OVERTAKES = (Step.CONTACTED, *_TAKES_BACK)
"""What leaves nothing to tell of the news before it: the citizen heard it from the office, or it holds no longer."""


def news_to_tell(steps: Sequence[ProgressStep]) -> ProgressStep | None:
    """The last of ``steps``, oldest first, that a citizen may be told of; None while there is nothing that holds."""
    for step in reversed(steps):
        if step.step in _TAKES_BACK:
            return None
        if step.step in WORTH_TELLING:
            return step
    return None


@dataclass(frozen=True, slots=True)
class Telling:
    """One talk with the citizen about the office's news ``about`` of the moment ``news_at``; ``person`` told it,
    ``note`` is what was said or tried.
    """

    id: str
    clue_id: str
    about: Step
    news_at: datetime
    channel: ContactChannel
    told_on: date
    person: str
    recorded_at: datetime
    satisfaction: Satisfaction | None = None
    note: str = ""
    version: int = 1
