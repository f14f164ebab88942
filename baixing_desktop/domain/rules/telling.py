"""What must be written down when a citizen was told (seed 八(四)1: 沟通协商; SM4 contacted)."""

from datetime import date
from enum import StrEnum

from baixing_desktop.domain.outcomes import ContactChannel


class TellingFault(StrEnum):
    """What is missing or wrong in the record of a telling."""

    NOBODY = "nobody"
    DAY_TO_COME = "day_to_come"
    NOTHING_TRIED = "nothing_tried"


def telling_faults(
    channel: ContactChannel, told_on: date, person: str, note: str, today: date
) -> tuple[TellingFault, ...]:
    """What still stops the record: somebody told it, on a day up to today; 无法联系 says what was tried."""
    found = {
        TellingFault.NOBODY: not person.strip(),
        TellingFault.DAY_TO_COME: told_on > today,
        TellingFault.NOTHING_TRIED: channel is ContactChannel.UNREACHABLE and not note.strip(),
    }
    return tuple(fault for fault, there in found.items() if there)
