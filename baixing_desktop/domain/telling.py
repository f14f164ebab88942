"""反馈群众: what the workroom told the citizen, when and how, and what he thinks of it (seed 八(四)1, 八(五)2).

For the database:

* ``Telling``: rows are never changed; ``unreachable`` has a note; ``satisfaction`` needs somebody who was reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.progress import ProgressStep, Published, Step

ANSWERS = (Step.REPLIED, Step.DECLINED)
"""The news that a citizen waits for: an answer, or that the suggestion is not taken up and where to turn instead."""
WORTH_TELLING = (*ANSWERS, Published.RESPONDED)
"""What a citizen is told of: an answer, and where its handler spoke of it in public."""
TAKES_BACK = (Step.REDONE, Step.RECONSIDERED)
"""After these an answer before them holds no longer."""


def news_to_tell(steps: Sequence[ProgressStep]) -> ProgressStep | None:
    """The last of ``steps``, oldest first, that a citizen may be told of; None while there is no answer that holds."""
    answer = answer_to_tell(steps)
    holds = published_now(steps)
    return holds if answer and holds and steps.index(holds) > steps.index(answer) else answer


def answer_to_tell(steps: Sequence[ProgressStep]) -> ProgressStep | None:
    """The last answer among ``steps``, oldest first; None while there is none that holds."""
    for step in reversed(steps):
        if step.step in TAKES_BACK:
            return None
        if step.step in ANSWERS:
            return step
    return None


def published_now(steps: Sequence[ProgressStep]) -> ProgressStep | None:
    """The last of ``steps``, oldest first, that tells of public responses; None if nothing of them holds."""
    last = next((step for step in reversed(steps) if step.published), None)
    return last if last and last.published is Published.RESPONDED else None


@dataclass(frozen=True, slots=True)
class Telling:
    """One talk with the citizen about the office's news ``about`` of the moment ``news_at``; ``person`` told it,
    ``note`` is what was said or tried. Of a public response ``about`` names the answer that it belongs to.
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
