"""Names, numbers and what is asked again and again about claims and proposals."""

from baixing_desktop.domain.rules.claiming import Stage
from baixing_desktop.usecases import (
    claim_board,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.filing import FilingNumber
from baixing_desktop.usecases.reading import timeline

SECOND = "提案委周"
NUMBER = FilingNumber(16, 12, 5)


def stages(desk: Desk) -> dict[Stage, int]:
    return {stage: count for stage, count in claim_board.stage_counts(desk).items() if count}


def told(desk: Desk, clue_id: str) -> list[str]:
    return [entry.text for entry in timeline(desk, clue_id)]
