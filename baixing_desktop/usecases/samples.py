"""Sample clues of our own writing, for the demonstration and the self-test."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from baixing_desktop.domain.clue import ClueContent, Consents, Contributor, Source
from resources import reference_text


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample clue and the workroom it belongs to."""

    unit: str
    content: ClueContent


def sample_clues(today: date) -> tuple[Sample, ...]:
    """The samples, received on the days before ``today``."""
    rows = cast("list[dict[str, Any]]", json.loads(reference_text("samples.json"))["clues"])
    return tuple(Sample(row["unit"], _content(row, today)) for row in rows)


def _content(row: dict[str, Any], today: date) -> ClueContent:
    anonymous = row["anonymous"]
    person = Contributor(True) if anonymous else Contributor(False, row["name"], row["phone"], row["address"])
    return ClueContent(
        title=row["title"],
        analysis=row["analysis"],
        suggestions=row["suggestions"],
        source=Source(row["source"], row["occasion"]),
        receiver=row["receiver"],
        received_on=today + timedelta(days=row["received_on_offset_days"]),
        contributor=person,
        consents=Consents(collect=not anonymous),
    )
