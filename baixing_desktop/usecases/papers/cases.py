"""Reading case files: one clue, or all of a period, with what the office did about them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from baixing_desktop.clock import local
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.statistics import CaseFile
from baixing_desktop.errors import IllegalActionError, NotFoundError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.papers.kinds import Counter
from baixing_desktop.usecases.phrasing import as_worded, editions_in_force, worded
from baixing_desktop.usecases.standing import require_standing

_WORKROOM_WORDS = "政协委员工作室"


def case_file(tx: Transaction, clue: Clue) -> CaseFile:
    """One clue with its last classification and its letters."""
    return _files(tx, (clue,))[0]


def cases_of(tx: Transaction, period: Period | None) -> list[CaseFile]:
    """All case files whose day lies in ``period``, by number; drafts are nobody's business but the typist's."""
    found = (clue for clue in tx.clues.several(tx.listing.ids(ClueQuery())) if clue.revision or clue.office_state)
    return _files(tx, tuple(clue for clue in found if period is None or _day_of(clue) in period))


def cases_named(tx: Transaction, ids: Sequence[str]) -> list[CaseFile]:
    """The case files of these clues, in this order; those that are gone are left out."""
    return _files(tx, tx.clues.several(ids))


def in_our_words(tx: Transaction, cases: Iterable[CaseFile], at: datetime | None = None) -> list[CaseFile]:
    """The same case files in the office's wording, for what is handed on or published; ``at``: as it was then."""
    listed = list(cases)
    editions = editions_in_force(tx, [case.clue.id for case in listed], at)
    return [replace(case, clue=as_worded(case.clue, editions.get(case.clue.id))) for case in listed]


def _files(tx: Transaction, clues: tuple[Clue, ...]) -> list[CaseFile]:
    ids = [clue.id for clue in clues]
    routes, letters = tx.casework.last_routes(ids), tx.casework.forwardings_of(ids)
    contexts = {context.clue_id: context for context in tx.of(ClueContext).of_many("clue_id", ids)}
    return [
        CaseFile(
            clue,
            routes.get(clue.id),
            letters.get(clue.id, ()),
            (context and context.theme) or "",
            (context and context.topic_id) or "",
            (context and context.community) or "",
        )
        for clue in clues
        for context in [contexts.get(clue.id)]
    ]


def _day_of(clue: Clue) -> object:
    return clue.content.received_on or local(clue.created_at).date()


def named_case(counter: Counter) -> CaseFile:
    """The case of the clue (by identity or number) or letter (by identity) that was asked for.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    return case_file(counter.tx, counter.tx.clues.get(_clue_id(counter)))


def named_line(counter: Counter) -> tuple[Clue, Forwarding]:
    """The clue, as the office words it, and its letter that were asked for; of several letters the newest.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
        IllegalActionError: there is no letter about the clue yet, or the clue is withdrawn: no further copy goes out.
    """
    case = named_case(counter)
    require_standing(counter.tx, case.clue)
    named = [line for line in case.forwardings if line.id == counter.request.id]
    lines = named or list(case.forwardings)
    if not lines:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state="还没有转送件", action="打印这种纸", possible="拟转送函"
        )
    return worded(counter.tx, case.clue), lines[-1]


def _clue_id(counter: Counter) -> str:
    try:
        return counter.tx.casework.forwarding(counter.request.id).clue_id
    except NotFoundError:
        return counter.request.id


def street_of(counter: Counter, unit: str) -> str:
    """The street of a workroom, the name of any other unit."""
    return counter.desk.reference.unit_name(unit).removesuffix(_WORKROOM_WORDS)
