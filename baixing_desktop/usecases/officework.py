"""What every act of the office on a clue or a handler's line shares: reading, deciding, writing, telling."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.handling import Assignment
from baixing_desktop.domain.kinds import HandlerPart, LetterKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.handling import barred, settled
from baixing_desktop.domain.rules.numbering import LETTER_ORGAN, letter_number
from baixing_desktop.domain.rules.routing import ROUTES
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, FORWARDING
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import bars_on
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.standing import require_standing


def office_clue(tx: Transaction, clue_id: str, version: int | None) -> Clue:
    """The clue as the office has it now.

    Every act on a clue reads it here, and so does every act on a handler's line (:func:`change_line`).

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` was given and is no longer the current one.
        IllegalActionError: ``CLUE_WITHDRAWN``.
        InputError: ``WRONG_ROLE``: this is no office.
        NotFoundError: no such clue.
    """
    require_face(tx.system.installation(), Face.OFFICE)
    clue = tx.clues.get(clue_id)
    if version is not None and clue.version != version:
        raise ConflictError("CHANGED_MEANWHILE", current=clue)
    require_standing(tx, clue)
    return clue


def begun_here(unit: str, typist: str, content: ClueContent, number: str, now: datetime) -> Clue:
    """A clue that begins in the office, not written yet: it waits to be screened like one that was reported."""
    return Clue(
        new_id(),
        unit,
        content,
        now,
        now,
        typist=typist,
        revision=1,
        office_state=CLUE_IN_OFFICE.begin(OfficeState.RECEIVED),
        provisional_number=number,
        content_hash=content_hash(content),
    )


def is_own(tx: Transaction, clue: Clue) -> bool:
    """Whether the office took the clue down itself: there is no workroom that could be asked for more."""
    return clue.unit == tx.system.installation().unit


def require_workroom(tx: Transaction, clue: Clue) -> None:
    """Refuse to ask for more where nobody else could give it.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the office took the clue down itself.
    """
    if is_own(tx, clue):
        raise IllegalActionError(
            "ACTION_BARRED", action="退回补充", reason="这条线索是区办登记的", todo="请受理后修改整理稿"
        )


def state_of(clue: Clue) -> OfficeState:
    """Where the clue stands in the office."""
    return clue.office_state or OfficeState.RECEIVED


def next_state(
    desk: Desk,
    clue: Clue,
    action: Action,
    given: frozenset[Need] = frozenset(),
    *,
    target: OfficeState | None = None,
) -> OfficeState:
    """Where ``action`` leads; a clue that nobody has looked at yet is taken up first.

    Raises:
        IllegalActionError: the table has no such row, or something is not given.
    """
    state = state_of(clue)
    if state is OfficeState.RECEIVED and action is not Action.SCREEN:
        state = CLUE_IN_OFFICE.advance(state, Action.SCREEN, desk.role)
    return CLUE_IN_OFFICE.advance(state, action, desk.role, given, target=target)


def save_clue(desk: Desk, tx: Transaction, changed: Clue) -> Clue:
    """Write ``changed``, which still bears the version that was read."""
    clue = replace(changed, version=changed.version + 1, updated_at=desk.now())
    tx.clues.save(clue, expected=changed.version)
    return clue


def news(desk: Desk, clue: Clue, step: Step) -> ProgressStep:
    """A step as the workroom will hear it; facts are added with :func:`dataclasses.replace`."""
    return ProgressStep(clue.id, step, desk.now(), state_of(clue))


def tell(tx: Transaction, clue: Clue, step: ProgressStep) -> None:
    """Put ``step`` into the stream of the clue's unit."""
    tx.casework.tell(clue.unit, step)


def given_text(text: str, need: Need) -> tuple[str, frozenset[Need]]:
    """A text on one line, and that it was given, if it was."""
    text = one_line(clean_text(text))
    return text, frozenset({need} if text else ())


def change_line(
    desk: Desk, forwarding_id: str, action: Action, change: Callable[[Transaction, Forwarding], Forwarding]
) -> tuple[Forwarding, Changes]:
    """One act on a handler's line: ``change`` decides and adds what belongs to it, all in one transaction."""
    with desk.store.writing() as tx:
        entity = change_line_in(desk, tx, forwarding_id, action, change)
    return entity, Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, entity.clue_id)


def change_line_in(
    desk: Desk,
    tx: Transaction,
    forwarding_id: str,
    action: Action,
    change: Callable[[Transaction, Forwarding], Forwarding],
) -> Forwarding:
    """:func:`change_line` as part of something larger."""
    found = tx.casework.forwarding(forwarding_id)
    office_clue(tx, found.clue_id, None)
    entity = replace(change(tx, found), version=found.version + 1)
    tx.casework.save_forwarding(entity, expected=found.version)
    note(desk, tx, action, Kind.FORWARDING, entity.id, clue=entity.clue_id, state=entity.state.value)
    return entity


def require_not_barred(desk: Desk, tx: Transaction, clue_id: str, action: str, *handlers: str) -> None:
    """Refuse to hand a clue on to a unit that it, or one merged into it, complains about: at every step that does so.

    Raises:
        IllegalActionError: ``ACTION_BARRED``, with the names of the units (safety P17).
    """
    found = barred(handlers, (bar.unit for bar in bars_on(tx, clue_id)))
    if found:
        names = "、".join(desk.reference.unit_name(code) for code in found)
        raise IllegalActionError(
            "ACTION_BARRED",
            action=action,
            reason=f"线索反映的就是{names}，不得转给被反映的单位",
            todo="请另选承办单位",
        )


def clue_to_forward(desk: Desk, tx: Transaction, clue_id: str, *handlers: str) -> Clue:
    """The clue, if a letter to these handlers may be drafted now.

    Raises:
        IllegalActionError: its route goes by no letter, one is under way, or a handler must not get it (safety P17).
        InputError, NotFoundError: a handler is no such unit.
    """
    for handler in handlers:
        desk.reference.unit(handler, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="承办单位")
    clue = office_clue(tx, clue_id, None)
    if state_of(clue) is not OfficeState.ROUTED:
        CLUE_IN_OFFICE.advance(state_of(clue), Action.ROUTE, desk.role)
    route = tx.casework.classifications(clue.id)[-1].route
    if not ROUTES[route].by_letter:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state=label(route), action="转送", possible="重新分类"
        )
    if not all(settled(line) for line in tx.casework.forwardings(clue.id)):
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state="已拟转送函", action="再拟一份", possible="发函"
        )
    require_not_barred(desk, tx, clue.id, "转送", *handlers)
    return clue


def draft_lines(
    desk: Desk, tx: Transaction, whole: Assignment, parts: Sequence[tuple[str, HandlerPart]], *, limited: bool
) -> tuple[Forwarding, ...]:
    """Begin an act of 转送 or 交办 with a line for each handler and its part; ``limited`` asks for the reply within a
    month of take-over (seed 八(四)1).
    """
    tx.of(Assignment).add(whole)
    lines = tuple(
        Forwarding(
            new_id(),
            whole.clue_id,
            handler,
            FORWARDING.begin(ForwardingState.DRAFTED),
            desk.now(),
            limited,
            kind=whole.kind,
            part=part,
            assignment_id=whole.id,
        )
        for handler, part in parts
    )
    for line in lines:
        tx.casework.add_forwarding(line)
    return lines


def register_letter(
    desk: Desk, tx: Transaction, kind: LetterKind, addressee: str, subject: str, on: date, object_id: str
) -> str:
    """Take the next number of the year from the letter register; ``addressee`` is a unit code."""
    serial = tx.system.next_number(LETTER_ORGAN, on.year)
    tx.of(LetterEntry).add(
        LetterEntry(
            new_id(),
            LETTER_ORGAN,
            on.year,
            serial,
            kind,
            desk.reference.unit_name(addressee),
            subject,
            on,
            desk.now(),
            desk.actor.name,
            object_id,
        )
    )
    return letter_number(LETTER_ORGAN, on.year, serial)


def next_line_state(
    desk: Desk, entity: Forwarding, action: Action, *given: Need, target: ForwardingState | None = None
) -> ForwardingState:
    """Where ``action`` leads a handler's line.

    Raises:
        IllegalActionError: the table has no such row, or something is not given.
    """
    return FORWARDING.advance(entity.state, action, desk.role, frozenset(given), target=target)
