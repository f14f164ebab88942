"""改标记: the office judges a clue anew: how urgent, important or universal it is, its theme (八(二), 八(三)1; F33)."""

from dataclasses import asdict, dataclass, fields

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.states import Action
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.gathering import change_context
from baixing_desktop.usecases.officework import office_clue, state_of
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class Marked:
    """What a clue bore and what it bears now; giving back ``before`` undoes it."""

    clue_id: str
    before: Marks
    after: Marks


@intention
def change_marks(desk: Desk, clue_id: str, marks: Marks, *, was: Marks) -> tuple[Marked, Changes]:
    """改标记 of a clue that was accepted: ``marks`` take the place of ``was``, what its form showed.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: it bears others than ``was`` by now.
        IllegalActionError: the table has no such row, or ``CLUE_WITHDRAWN``.
        InputError: ``INPUT_INVALID``: a theme that the reference data has not.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    require_theme(desk.reference, marks)
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        CLUE_IN_OFFICE.advance(state_of(clue), Action.MARK, desk.role)
        require_marks(tx, clue, was)
        if marks == was:
            return Marked(clue_id, was, was), Changes()
        change_context(tx, clue_id, **asdict(marks))
        note(desk, tx, Action.MARK, Kind.CLUE, clue_id, was=[*_told(was)], now=[*_told(marks)])
    return Marked(clue_id, was, marks), Changes.of(Kind.CLUE, clue_id)


def marks_of(tx: Transaction, clue_id: str) -> Marks:
    """The marks that a clue bears."""
    return Marks.of(next(iter(tx.of(ClueContext).where(clue_id=clue_id)), None))


def require_marks(tx: Transaction, clue: Clue, was: Marks) -> None:
    """The clue still bears the marks that somebody saw.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    if marks_of(tx, clue.id) != was:
        raise ConflictError("CHANGED_MEANWHILE", current=clue)


def require_theme(reference: Reference, marks: Marks) -> None:
    """The theme is one of the reference data, or none is given.

    Raises:
        InputError: ``INPUT_INVALID``: it is not.
    """
    if marks.theme and marks.theme not in reference.themes:
        raise InputError("INPUT_INVALID", field="主题", reason="不在列表里")


def _told(marks: Marks) -> list[str]:
    """The marks as the trail keeps them: their names, and the code of the theme."""
    given = (one.name if (value := getattr(marks, one.name)) is True else value for one in fields(marks))
    return [str(one) for one in given if one]
