"""直通车 and 荐市: what the district reports to the city CPPCC, and what came back (seed 八(三)2).

Every act raises, besides what it names:
    IllegalActionError: the clue is withdrawn, or its route or the report's state does not allow it.
    InputError: ``INPUT_INVALID``: a day is in the future or before the step before; ``INPUT_MISSING``.
    NotFoundError: no such clue or report.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import CityReportKind, LetterKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import CityReport
from baixing_desktop.domain.rules.numbering import LETTER_ORGAN, letter_number
from baixing_desktop.domain.states import Action
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import office_clue
from baixing_desktop.usecases.outputs import clues_named, on_route, require_not_concluded, route_back, route_on
from baixing_desktop.usecases.permissions import intention

CITY = "市政协"
"""To whom all of these go (seed 八(三)2)."""
_KINDS = {Route.CITY_EXPRESS: CityReportKind.EXPRESS, Route.CITY_PREMIUM: CityReportKind.PREMIUM}


@dataclass(frozen=True, slots=True)
class CityView:
    """A report to the city with the clue it is about; ``may_conclude``: the city answered, and nothing else is left to
    do about the clue.
    """

    report: CityReport
    clue: ClueSummary
    may_conclude: bool = False


@intention
def city_reports(desk: Desk, *, over: bool = False) -> tuple[CityView, ...]:
    """Reports without an answer of the city and those whose clue is not concluded yet, the oldest first; or the rest,
    the latest first.
    """
    with desk.store.reading() as tx:
        every = tx.of(CityReport).where(order="-started_on" if over else "started_on")
        open_ones = {clue.id for clue in on_route(tx, *_KINDS)}
        waiting = {one.clue_id for one in every if one.result_on is None}
        ready = {one.id for one in every if one.clue_id in open_ones - waiting}
        found = [one for one in every if (one.result_on is not None and one.id not in ready) is over]
        known = clues_named(tx, [one.clue_id for one in found])
    return tuple(CityView(one, known[one.clue_id], one.id in ready) for one in found)


@intention
def clues_for_city(desk: Desk) -> tuple[ClueSummary, ...]:
    """Clues whose route leads to the city CPPCC and that nobody wrote a report about yet."""
    with desk.store.reading() as tx:
        clues = on_route(tx, *_KINDS)
        reported = {one.clue_id for one in tx.of(CityReport).of_many("clue_id", [clue.id for clue in clues])}
    return tuple(clue for clue in clues if clue.id not in reported)


@intention
def begin_city_report(
    desk: Desk, clue_id: str, title: str, started_on: date, *, committee: str | None = None, departments: str = ""
) -> tuple[CityReport, Changes]:
    """起草报市材料: with which committee and departments the matter is studied; the kind follows from the route.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the route does not lead there, or a report is under way.
    """
    if committee:
        desk.reference.unit(committee, UnitKind.COMMITTEE, role="牵头专委会")
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        route = tx.casework.last_routes([clue.id]).get(clue.id)
        kind = _KINDS.get(route) if route else None
        if kind is None:
            words = label(route) if route else "还没有分类"
            raise IllegalActionError("ACTION_BARRED", action="报送市政协", reason=f"分类是{words}", todo="请重新分类")
        if any(one.result_on is None for one in tx.of(CityReport).where(clue_id=clue.id)):
            raise IllegalActionError(
                "ACTION_BARRED", action="再起草一份", reason="已有一份报市材料", todo="请先登记市里的结果"
            )
        not_after(started_on, desk.today(), "开始日期")
        route_on(desk, tx, clue)
        report = CityReport(
            new_id(),
            clue.id,
            kind,
            one_line(clean_text(title)) or clue.content.title,
            started_on,
            committee or None,
            one_line(clean_text(departments)),
        )
        tx.of(CityReport).add(report)
        note(desk, tx, "begin_city_report", Kind.CITY_REPORT, report.id, clue=clue.id, form=kind.value)
    return report, Changes.of(Kind.CITY_REPORT, report.id) | Changes.of(Kind.CLUE, clue.id)


@intention
def send_city_report(desk: Desk, report_id: str, on: date) -> tuple[CityReport, Changes]:
    """报送市政协: takes the next letter number of the year.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it was sent already.
    """
    with desk.store.writing() as tx:
        found = tx.of(CityReport).get(report_id)
        office_clue(tx, found.clue_id, None)
        if found.reported_on:
            raise IllegalActionError("ACTION_BARRED", action="再报送一次", reason="已经报送", todo="请登记市里的结果")
        not_before(on, found.started_on, "报送日期")
        not_after(on, desk.today(), "报送日期")
        number = _number(desk, tx, found, on)
        report = replace(found, reported_on=on, letter_number=number, version=found.version + 1)
        tx.of(CityReport).save(report)
        note(desk, tx, "send_city_report", Kind.CITY_REPORT, report.id, clue=report.clue_id)
    return report, Changes.of(Kind.CITY_REPORT, report.id) | Changes.of(Kind.LETTER, report.id)


@intention
def record_city_result(desk: Desk, report_id: str, on: date, result: str) -> tuple[CityReport, Changes]:
    """登记市里的结果.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it was not sent yet, or was answered already.
    """
    result = clean_text(result).strip()
    if not result:
        raise InputError("INPUT_MISSING", fields="结果")
    with desk.store.writing() as tx:
        found = tx.of(CityReport).get(report_id)
        if found.reported_on is None or found.result_on:
            reason = "已经登记过结果" if found.result_on else "还没有报送"
            raise IllegalActionError("ACTION_BARRED", action="登记结果", reason=reason, todo="请查看这份材料")
        not_before(on, found.reported_on, "结果日期")
        not_after(on, desk.today(), "结果日期")
        report = replace(found, result_on=on, result=result, version=found.version + 1)
        tx.of(CityReport).save(report)
        note(desk, tx, "record_city_result", Kind.CITY_REPORT, report.id, clue=report.clue_id)
    return report, Changes.of(Kind.CITY_REPORT, report.id)


@intention
def take_back_city_report(desk: Desk, report_id: str, *, version: int) -> tuple[CityReport, Changes]:
    """撤回上一步登记: what the city made of it; of one that was not sent yet that it was begun (decision 0048).

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: something else was done since.
        IllegalActionError: ``ACTION_BARRED``: it was sent, its letter number is given; or the clue was concluded.
    """
    with desk.store.writing() as tx:
        found = tx.of(CityReport).get(report_id)
        clue = office_clue(tx, found.clue_id, None)
        require_not_concluded(clue, "撤回上一步登记")
        if found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        note(desk, tx, Action.TAKE_BACK, Kind.CITY_REPORT, found.id, clue=clue.id)
        touched = Changes.of(Kind.CITY_REPORT, found.id) | Changes.of(Kind.CLUE, clue.id)
        if found.reported_on is None:
            tx.of(CityReport).remove(found)
            route_back(desk, tx, clue)
            return found, touched
        if found.result_on is None:
            raise IllegalActionError(
                "ACTION_BARRED",
                action="撤回“报送市政协”",
                reason=f"函号 {found.letter_number or ''} 已经编定，材料已经报送",
                todo="请和市政协联系，结果登记在“登记市里结果”",
            )
        report = replace(found, result_on=None, result="", version=found.version + 1)
        tx.of(CityReport).save(report)
    return report, touched


def _number(desk: Desk, tx: Transaction, report: CityReport, on: date) -> str:
    serial = tx.system.next_number(LETTER_ORGAN, on.year)
    tx.of(LetterEntry).add(
        LetterEntry(
            new_id(),
            LETTER_ORGAN,
            on.year,
            serial,
            LetterKind.CITY,
            CITY,
            report.title,
            on,
            desk.now(),
            desk.actor.name,
            report.id,
        )
    )
    return letter_number(LETTER_ORGAN, on.year, serial)
