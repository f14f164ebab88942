"""What the CPPCC makes of clues, reports to the city, and compiles (seed 八(二), 八(三), 九; SM9).

For the database:

* ``Output``: ``delivered_on`` and ``dropped_on`` exclude each other and are not before ``started_on``.
* ``CityReport``: ``result_on`` needs ``reported_on``.
* ``Premium``: one row per clue and year; ``reported`` and ``used`` have ``selected_on``; ``used`` has a use.
* ``PremiumReport``: one row per premium, target and day.
* ``Compendium``: issue numbers are unique within a year.
* ``CompendiumItem``: ``position`` from 1 without gaps; one row per compendium and clue.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.kinds import CityReportKind, CompendiumEdition, OutputKind, PremiumUse, ReportTarget
from baixing_desktop.domain.states import PremiumState


@dataclass(frozen=True, slots=True)
class Output:
    """An output of a clue; a clue may have several, each is counted. ``committee`` is a unit code."""

    id: str
    clue_id: str
    kind: OutputKind
    title: str
    started_on: date
    committee: str | None = None
    consultation_id: str | None = None
    delivered_on: date | None = None
    addressee: str = ""
    result: str = ""
    dropped_on: date | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class CityReport:
    """直通车 or yearly recommendation to the city CPPCC, and what the city made of it (seed 八(三)2)."""

    id: str
    clue_id: str
    kind: CityReportKind
    title: str
    started_on: date
    committee: str | None = None
    departments: str = ""
    reported_on: date | None = None
    letter_number: str | None = None
    result_on: date | None = None
    result: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Premium:
    """精品 of a year (seed 九(三)3: every committee makes at least one)."""

    id: str
    clue_id: str
    year: int
    committee: str
    state: PremiumState
    nominated_on: date
    nominated_by: str
    grounds: str = ""
    proposal_id: str | None = None
    selected_on: date | None = None
    use: PremiumUse | None = None
    used_on: date | None = None
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class PremiumReport:
    """A premium item reported to the district's leaders or the city CPPCC."""

    id: str
    premium_id: str
    target: ReportTarget
    on: date
    letter_number: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class Compendium:
    """线索汇编: one issue over a period (seed 八(二))."""

    id: str
    year: int
    issue: int
    title: str
    period_from: date
    period_to: date
    edition: CompendiumEdition
    made_at: datetime
    made_by: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class CompendiumItem:
    """A clue in an issue, with the theme it stood under."""

    id: str
    compendium_id: str
    clue_id: str
    position: int
    theme: str = ""
    version: int = 1
