"""A year of the whole district, played through the program; what was done is kept beside it, to be counted by hand.

110 clues become what the 110 of the pilot became (47 forwarded, 32 proposals, 7 speeches, 3 for the city, the rest
kept), spread over 18 workrooms and twelve months by dice.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from pathlib import Path
from random import Random

from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Source
from baixing_desktop.domain.kinds import OutputKind
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face, Unit, UnitKind
from baixing_desktop.usecases import casework, city, curating, filing, gathering, outputs
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import SetClock, clue_content, new_home
from tests.sync.helpers import enrol_by_hand, exchange_by_hand
from tests.usecases.programme import cultivated, general, submitted

YEAR = 2027
SESSION = (16, 7)
"""Term and session of the plenary whose proposals these become."""
LATE_DAYS = 62


class Fate(Enum):
    """What becomes of a clue."""

    FORWARDED = 47
    PROPOSAL = 32
    SPEECH = 7
    CITY = 3
    RETAINED = 21


@dataclass
class Done:
    """A clue of the year, and what was done with it."""

    number: int
    unit: str
    month: int
    fate: Fate
    source: str
    id: str = ""
    handler: str = ""
    late: bool = False
    filed: bool = False
    told_on: date | None = None
    outcome: Outcome | None = None
    satisfaction: Satisfaction | None = None


@dataclass
class Year:
    """The parties and what they did."""

    office: Desk
    rooms: dict[str, Desk]
    clock: SetClock
    done: list[Done] = field(default_factory=list[Done])
    nil: set[tuple[str, int]] = field(default_factory=set[tuple[str, int]])
    _waiting: dict[date, list[Callable[[], None]]] = field(default_factory=lambda: defaultdict(list))

    def close(self) -> None:
        """Everybody goes home."""
        for desk in (self.office, *self.rooms.values()):
            desk.close()

    def play(self) -> None:
        """Twelve months: workrooms register and report, the office works, handlers answer, citizens are told."""
        dice = Random(YEAR)  # noqa: S311 - dice, not a secret
        self.done += planned(dice, list(self.rooms), self.office)
        for month in range(1, 13):
            self._until(date(YEAR, month, 10))
            self._collect(month, dice)
            self._until(date(YEAR, month, 12))
            ours = [one for one in self.done if one.month == month]
            for fate, act in _ACTS.items():
                act(self, [one for one in ours if one.fate is fate])
        self._until(date(YEAR, 12, 30))
        for room in self.rooms.values():
            exchange_by_hand(self.office, room)

    def _until(self, day: date) -> None:
        """Let the days pass; on each, what was put off until then is done."""
        for due in sorted(due for due in self._waiting if due <= day):
            self._stand(due)
            for act in self._waiting.pop(due):
                act()
        self._stand(day)

    def _stand(self, day: date) -> None:
        self.clock.forward(seconds=(datetime.combine(day, time(2), UTC) - self.clock.moment).total_seconds())

    def later(self, days: int, act: Callable[[], None]) -> None:
        """Put something off; what falls behind the year is never done."""
        self._waiting[self.office.today() + timedelta(days)].append(act)

    def _collect(self, month: int, dice: Random) -> None:
        for unit, room in self.rooms.items():
            ours = [one for one in self.done if (one.unit, one.month) == (unit, month)]
            for one in ours:
                content = clue_content(one.number, source=Source(one.source), received_on=room.today())
                one.id = register_clue(room, content)[0].id
            if ours:
                exchange_by_hand(self.office, room)
            elif dice.random() < 0.5:
                # It travels with the next clues, or at the end of the year.
                gathering.report_nil(room, YEAR, month, "当月没有群众反映。")
                self.nil.add((unit, month))


def district(folder: Path) -> Year:
    """A new office with its 18 workrooms, all enrolled, at the end of the year before."""
    clock = SetClock(datetime(YEAR - 1, 12, 30, 2, tzinfo=UTC))
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    rooms: dict[str, Desk] = {}
    for unit in office.reference.units_of(UnitKind.WORKROOM):
        rooms[unit.code] = new_home(folder / unit.code, Face.WORKROOM, unit.code, clock)
        enrol_by_hand(office, rooms[unit.code])
    return Year(office, rooms, clock)


def planned(dice: Random, units: Sequence[str], office: Desk) -> list[Done]:
    """The clues of the year, by month: which unit takes each down, and what will become of it."""
    fates = [fate for fate in Fate for _ in range(fate.value)]
    dice.shuffle(fates)
    sources, handlers = sorted(office.reference.sources), [unit.code for unit in _departments(office)]
    months = sorted(dice.randint(1, 12) for _ in fates)
    return [
        Done(number, dice.choice(units), month, fate, dice.choice(sources), handler=dice.choice(handlers))
        for number, (month, fate) in enumerate(zip(months, fates, strict=True), 1)
    ]


def _departments(office: Desk) -> list[Unit]:
    return [unit for unit in office.reference.units.values() if unit.kind is UnitKind.DEPARTMENT][:6]


def _retain(year: Year, clues: Sequence[Done]) -> None:
    for one in clues:
        curating.accept_and_retain(year.office, one.id, "已有类似措施，留作参考。")


def _route(year: Year, clues: Sequence[Done], route: Route) -> None:
    for one in clues:
        casework.accept_clue(year.office, one.id)
        casework.classify_clue(year.office, one.id, route)


def _forward(year: Year, clues: Sequence[Done]) -> None:
    """Every third handler answers too late; of the answers every kind comes, and not everybody is content."""
    _route(year, clues, Route.DISTRICT_URGENT)
    for one in clues:
        one.late = one.number % 3 == 0
        today = year.office.today()
        letter, _ = casework.draft_forwarding(year.office, one.id, one.handler, limited=True)
        casework.issue_forwarding(year.office, letter.id, today)
        casework.record_received(year.office, letter.id, today)
        casework.record_take_over(year.office, letter.id, today)
        year.later(LATE_DAYS if one.late else 26, lambda one=one, letter=letter.id: _answer(year, one, letter))


def _answer(year: Year, one: Done, letter: str) -> None:
    today = year.office.today()
    one.outcome = list(Outcome)[one.number % 3]
    promised = today + timedelta(90) if one.outcome is Outcome.PLANNED else None
    casework.record_reply(year.office, letter, one.outcome, "已安排办理。", today, promised_on=promised)
    year.later(3, lambda: _tell(year, one, letter))


def _tell(year: Year, one: Done, letter: str) -> None:
    today = year.office.today()
    one.told_on = today
    one.satisfaction = (Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED)[one.number % 2]
    contact = CitizenContact(ContactChannel.PHONE, today, "陈办", "", one.satisfaction)
    casework.record_contact(year.office, letter, contact)
    casework.close_forwarding(year.office, letter)


def _propose(year: Year, clues: Sequence[Done]) -> None:
    """Four of five are filed."""
    office = year.office
    committee = replace(office, actor=replace(office.actor, post=Role.PROPOSAL_COMMITTEE))
    general(office, *(one.id for one in clues))
    for one, claim in zip(clues, cultivated(office, [one.id for one in clues]), strict=True):
        proposal = submitted(office, [claim])
        one.filed = one.number % 5 != 0
        if one.filed:
            term, session = SESSION
            number = filing.FilingNumber(term, filing.next_filing_number(office, term, session), session)
            filing.file_proposal(committee, proposal.id, number, office.today())
        else:
            filing.not_file(committee, proposal.id, "属于部门日常工作，已有安排。", office.today())


def _speak(year: Year, clues: Sequence[Done]) -> None:
    _route(year, clues, Route.DISTRICT_CORE)
    committee = year.office.reference.units_of(UnitKind.COMMITTEE)[0].code
    for one in clues:
        today = year.office.today()
        speech, _ = outputs.begin_output(year.office, one.id, OutputKind.PLENARY_SPEECH, "", committee, today)
        outputs.deliver_output(year.office, speech.id, today, "区政协全体会议")


def _to_the_city(year: Year, clues: Sequence[Done]) -> None:
    _route(year, clues, Route.CITY_EXPRESS)
    for one in clues:
        report, _ = city.begin_city_report(year.office, one.id, "", year.office.today())
        city.send_city_report(year.office, report.id, year.office.today())


_ACTS: dict[Fate, Callable[[Year, Sequence[Done]], None]] = {
    Fate.FORWARDED: _forward,
    Fate.PROPOSAL: _propose,
    Fate.SPEECH: _speak,
    Fate.CITY: _to_the_city,
    Fate.RETAINED: _retain,
}
