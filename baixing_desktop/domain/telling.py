"""反馈群众: what the workroom told the citizen, when and how, and what he thinks of it (seed 八(四)1, 八(五)2).

For the database:

* ``Telling``: rows are never changed; ``unreachable`` has a note; ``satisfaction`` needs somebody who was reached.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.progress import Step

WORTH_TELLING = (Step.REPLIED, Step.DECLINED)
"""The news that a citizen waits for: an answer, or that the suggestion is not taken up and where to turn instead."""


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
