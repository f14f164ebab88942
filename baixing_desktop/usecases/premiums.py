"""精品: nominated, shortlisted, selected, reported and used (seed 八(三)2, 九(一)5, 九(三)3; SM9).

Every act raises, besides what it names:
    IllegalActionError: the table has no such row, or something is not given.
    InputError: ``INPUT_INVALID``: a day is in the future or before the step before.
    NotFoundError: no such item or clue.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import PremiumUse, ReportTarget
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.outputs import Premium, PremiumReport
from baixing_desktop.domain.states import Action, Need, OfficeState, PremiumState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import PREMIUM
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text, office_clue, state_of
from baixing_desktop.usecases.outputs import clues_named
from baixing_desktop.usecases.permissions import intention

_IN_LIBRARY = (
    OfficeState.ACCEPTED,
    OfficeState.RETAINED,
    OfficeState.CLASSIFIED,
    OfficeState.ROUTED,
    OfficeState.CONCLUDED,
    OfficeState.ARCHIVED,
)
_OVER = frozenset({PremiumState.USED, PremiumState.NOT_SELECTED})


@dataclass(frozen=True, slots=True)
class PremiumView:
    """A premium item, its clue, and to whom it was reported, oldest first."""

    item: Premium
    clue: ClueSummary
    reports: tuple[PremiumReport, ...]


@intention
def premiums(desk: Desk, *, over: bool = False) -> tuple[PremiumView, ...]:
    """Items under way, the oldest first; or those used or not selected, the latest first."""
    with desk.store.reading() as tx:
        states = [state for state in PremiumState if (state in _OVER) is over]
        items = tx.of(Premium).where(state=states, order="-nominated_on" if over else "nominated_on")
        known = clues_named(tx, [item.clue_id for item in items])
        reports = list(tx.of(PremiumReport).of_many("premium_id", [item.id for item in items], order="on"))
    return tuple(
        PremiumView(item, known[item.clue_id], tuple(one for one in reports if one.premium_id == item.id))
        for item in items
    )


@intention
def may_be_nominated(desk: Desk, year: int) -> tuple[ClueSummary, ...]:
    """Clues of the library that nobody nominated in ``year`` yet."""
    with desk.store.reading() as tx:
        taken = {item.clue_id for item in tx.of(Premium).where(year=year)}
        ids = [one for one in tx.listing.ids(ClueQuery(office_states=_IN_LIBRARY, at_hand=True)) if one not in taken]
        return tuple(one for one in clues_named(tx, ids).values() if not one.withdrawn)


@intention
def nominate_premium(
    desk: Desk, clue_id: str, year: int, committee: str, on: date, grounds: str = ""
) -> tuple[Premium, Changes]:
    """提名精品 of a year by ``committee`` (a unit code; seed 九(三)3).

    Raises:
        IllegalActionError: ``ACTION_BARRED``: not accepted, or nominated in that year already.
    """
    desk.reference.unit(committee, UnitKind.COMMITTEE, role="推荐专委会")
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        if state_of(clue) not in _IN_LIBRARY:
            raise IllegalActionError("ACTION_BARRED", action="提名精品", reason="这条线索没有受理", todo="请先受理")
        if tx.of(Premium).count(clue_id=clue.id, year=year):
            raise IllegalActionError(
                "ACTION_BARRED", action="提名精品", reason=f"{year} 年已经提名过", todo="请在名单里查看"
            )
        not_after(on, desk.today(), "提名日期")
        item = Premium(
            new_id(),
            clue.id,
            year,
            committee,
            PREMIUM.begin(PremiumState.NOMINATED),
            on,
            desk.actor.name,
            clean_text(grounds).strip(),
        )
        tx.of(Premium).add(item)
        note(desk, tx, "nominate_premium", Kind.PREMIUM, item.id, clue=clue.id, year=year, committee=committee)
    return item, Changes.of(Kind.PREMIUM, item.id)


@intention
def shortlist_premium(desk: Desk, item_id: str) -> tuple[Premium, Changes]:
    """入围."""
    return _moved(desk, item_id, Action.SHORTLIST, frozenset())


@intention
def select_premium(desk: Desk, item_id: str, on: date) -> tuple[Premium, Changes]:
    """选定 by the office (seed 九(一)5)."""
    return _moved(desk, item_id, Action.SELECT, frozenset({Need.DATE}), on, selected_on=on)


@intention
def not_select_premium(desk: Desk, item_id: str, reason: str) -> tuple[Premium, Changes]:
    """不选用, with the reason."""
    reason, given = given_text(reason, Need.REASON)
    return _moved(desk, item_id, Action.NOT_SELECT, given, reason=reason)


@intention
def report_premium(
    desk: Desk, item_id: str, target: ReportTarget, on: date, letter: str = ""
) -> tuple[PremiumReport, Changes]:
    """登记报送 to the district's leaders or the city CPPCC; ``letter`` is the number of the covering letter.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: reported there on that day already.
    """
    with desk.store.writing() as tx:
        if tx.of(PremiumReport).count(premium_id=item_id, target=target, on=on):
            raise IllegalActionError("ACTION_BARRED", action="登记报送", reason="这一天已经登记过", todo="请核对日期")
        item = _move(desk, tx, item_id, Action.REPORT, frozenset({Need.ADDRESSEE, Need.DATE}), on)
        report = PremiumReport(new_id(), item.id, target, on, one_line(clean_text(letter)) or None)
        tx.of(PremiumReport).add(report)
    return report, Changes.of(Kind.PREMIUM, item.id)


@intention
def use_premium(desk: Desk, item_id: str, use: PremiumUse, on: date) -> tuple[Premium, Changes]:
    """登记使用: one of the five uses at city level (seed 八(三)2)."""
    return _moved(desk, item_id, Action.USE, frozenset({Need.USE, Need.DATE}), on, use=use, used_on=on)


@intention
def take_back_premium(desk: Desk, item_id: str, *, version: int) -> tuple[Premium, Changes]:
    """撤回上一步登记: 入围, 选定, 不选用, the report of the last day or the use; of one that was only nominated the
    nomination (decision 0048).

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: something else was done since.
    """
    with desk.store.writing() as tx:
        found = tx.of(Premium).get(item_id)
        office_clue(tx, found.clue_id, None)
        if found.version != version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        if found.state is PremiumState.NOMINATED:
            tx.of(Premium).remove(found)
            note(desk, tx, Action.TAKE_BACK, Kind.PREMIUM, found.id, was=found.state.value, state="")
            return found, Changes.of(Kind.PREMIUM, found.id)
        if found.state is PremiumState.REPORTED:
            last = tx.of(PremiumReport).where(premium_id=found.id, order="on")[-1]
            return _unreported(desk, tx, found, last)
        return _taken_back(desk, tx, found, _before(tx, found))


@intention
def take_back_premium_report(desk: Desk, report: PremiumReport) -> tuple[Premium, Changes]:
    """Take back :func:`report_premium`: exactly this report, as long as nothing followed from it.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: the item was used since, or the report is not there any more.
    """
    with desk.store.writing() as tx:
        found = tx.of(Premium).get(report.premium_id)
        office_clue(tx, found.clue_id, None)
        if found.state is not PremiumState.REPORTED:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        return _unreported(desk, tx, found, report)


def _unreported(desk: Desk, tx: Transaction, item: Premium, report: PremiumReport) -> tuple[Premium, Changes]:
    left = tx.of(PremiumReport).count(premium_id=item.id) > 1
    tx.of(PremiumReport).remove(report)
    return _taken_back(desk, tx, item, replace(item, state=PremiumState.REPORTED if left else PremiumState.SELECTED))


def _taken_back(desk: Desk, tx: Transaction, found: Premium, before: Premium) -> tuple[Premium, Changes]:
    state = PREMIUM.advance(found.state, Action.TAKE_BACK, desk.role, target=before.state)
    item = replace(before, state=state, version=found.version + 1)
    tx.of(Premium).save(item)
    note(desk, tx, Action.TAKE_BACK, Kind.PREMIUM, item.id, was=found.state.value, state=state.value)
    return item, Changes.of(Kind.PREMIUM, item.id)


def _before(tx: Transaction, item: Premium) -> Premium:
    """The item before its last step, apart from its version."""
    match item.state:
        case PremiumState.SHORTLISTED:
            return replace(item, state=PremiumState.NOMINATED)
        case PremiumState.SELECTED:
            return replace(item, state=PremiumState.SHORTLISTED, selected_on=None)
        case PremiumState.USED:
            return replace(item, state=PremiumState.REPORTED, use=None, used_on=None)
        case _:
            return replace(item, state=_before_not_selected(tx, item), reason="")


def _before_not_selected(tx: Transaction, item: Premium) -> PremiumState:
    """Whether it had been shortlisted says the trail, which keeps every state; what is put away there was nominated."""
    states = [entry.detail["state"] for entry in tx.audit.of_object(item.id) if "state" in entry.detail]
    shortlisted = states[-2:-1] == [PremiumState.SHORTLISTED.value]
    return PremiumState.SHORTLISTED if shortlisted else PremiumState.NOMINATED


def _moved(
    desk: Desk, item_id: str, action: Action, given: frozenset[Need], on: date | None = None, **changed: object
) -> tuple[Premium, Changes]:
    with desk.store.writing() as tx:
        item = _move(desk, tx, item_id, action, given, on, **changed)
    return item, Changes.of(Kind.PREMIUM, item.id)


def _move(
    desk: Desk,
    tx: Transaction,
    item_id: str,
    action: Action,
    given: frozenset[Need],
    on: date | None = None,
    **changed: object,
) -> Premium:
    found = tx.of(Premium).get(item_id)
    office_clue(tx, found.clue_id, None)
    state = PREMIUM.advance(found.state, action, desk.role, given)
    if on is not None:
        not_before(on, found.selected_on or found.nominated_on, "日期")
        not_after(on, desk.today(), "日期")
    item = replace(found, state=state, version=found.version + 1, **changed)  # pyright: ignore[reportArgumentType] - its fields
    tx.of(Premium).save(item)
    note(desk, tx, action, Kind.PREMIUM, item.id, state=state.value)
    return item
