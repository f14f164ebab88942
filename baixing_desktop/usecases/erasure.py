"""Erasing what leads to a person, or all that was brought: one proposes, another decides (PIPL 47; safety P8)."""

from dataclasses import replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope, PersonRequest, RequestKind, Tombstone
from baixing_desktop.domain.rules.erasure import erasure_obstacle, may_decide
from baixing_desktop.domain.states import Action, ErasureState, Need, RequestState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import ERASURE
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError, VaultError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.erasing import erase_in, sweep, tell_erased
from baixing_desktop.usecases.officework import state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.requests import close_in
from baixing_desktop.usecases.sitting import second_person

_ANSWERED_BY_ERASING = frozenset({RequestKind.ERASE, RequestKind.WITHDRAW_CONSENT})


@intention
def erasures(desk: Desk, *, decided: bool = False) -> tuple[Erasure, ...]:
    """The proposals that wait for a second person, oldest first; or also what was ``decided``, newest first."""
    with desk.store.reading() as tx:
        if decided:
            return tx.of(Erasure).where(order="-proposed_at")
        return tx.of(Erasure).where(state=ErasureState.PROPOSED, order="proposed_at")


@intention
def propose_erasure(
    desk: Desk, clue_id: str, scope: ErasureScope, ground: ErasureGround, reason: str
) -> tuple[Erasure, Changes]:
    """Propose it to a second person.

    Raises:
        IllegalActionError: ``ERASURE_NOT_POSSIBLE`` says why; ``ERASURE_PENDING``: it was proposed already.
        InputError: ``INPUT_MISSING``, ``WRONG_ROLE``.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="理由")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        clue = tx.clues.get(clue_id)
        _refuse_impossible(tx, clue, scope, ground)
        if tx.of(Erasure).count(clue_id=clue.id, state=ErasureState.PROPOSED):
            raise IllegalActionError("ERASURE_PENDING")
        who = desk.actor
        entry = Erasure(new_id(), clue.id, scope, ground, reason, desk.now(), who.name, who.id)
        tx.of(Erasure).add(entry)
        note(desk, tx, "propose_erasure", Kind.CLUE, clue.id, erasure=entry.id, scope=scope, ground=ground)
    return entry, _changes(entry)


@intention
def approve_erasure(desk: Desk, erasure: Erasure) -> tuple[Erasure, Changes]:
    """Erase, for good: here, in every backup that is put back, and at the workroom as soon as it hears of it.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        IllegalActionError: it is decided; ``ERASURE_NOT_POSSIBLE``: not any more.
        VaultError: ``SECOND_PERSON_SAME``: whoever proposed it does not decide it.
    """
    with desk.store.writing() as tx:
        current = _current(desk, tx, erasure)
        _refuse_impossible(tx, tx.clues.get(current.clue_id), current.scope, current.ground)
        entry = _decided(desk, tx, current, Action.APPROVE_ERASURE, "")
        decided = Tombstone(entry.clue_id, entry.scope, entry.ground, desk.now())
        stone = erase_in(desk, tx, decided)
        clue = tx.clues.get(entry.clue_id)
        tell_erased(tx, clue.unit, decided, state_of(clue), desk.now())
        for request in tx.of(PersonRequest).where(clue_id=entry.clue_id, state=RequestState.OPEN):
            if request.kind in _ANSWERED_BY_ERASING:
                close_in(desk, tx, request, Action.GRANT_REQUEST, label(entry.scope), Need.TEXT)
    sweep(desk, (stone,))
    return entry, _changes(entry)


@intention
def refuse_erasure(desk: Desk, erasure: Erasure, remark: str) -> tuple[Erasure, Changes]:
    """Do not erase; ``remark`` says why.

    Raises:
        ConflictError, VaultError: as :func:`approve_erasure`.
        IllegalActionError: it is decided, or no reason was given.
    """
    with desk.store.writing() as tx:
        entry = _decided(desk, tx, _current(desk, tx, erasure), Action.REFUSE_ERASURE, one_line(clean_text(remark)))
    return entry, _changes(entry)


@intention
def approve_on_the_spot(desk: Desk, erasure: Erasure, second: Confirmation) -> tuple[Erasure, Changes]:
    """A second person comes to this desk and approves with name and passphrase.

    Raises:
        VaultError: ``VAULT_WRONG_PASSPHRASE``, ``DOOR_LOCKED``, ``PERSON_DISABLED``, ``SECOND_PERSON_SAME``.
        ConflictError, IllegalActionError: as :func:`approve_erasure`, also when that person's post may not.
    """
    return approve_erasure(replace(desk, actor=second_person(desk, second)), erasure)


def _current(desk: Desk, tx: Transaction, erasure: Erasure) -> Erasure:
    current = tx.of(Erasure).get(erasure.id)
    if current.version != erasure.version:
        raise ConflictError("CHANGED_MEANWHILE", mine=erasure, current=current)
    if not may_decide(current.proposer, desk.actor.id):
        raise VaultError("SECOND_PERSON_SAME")
    return current


def _decided(desk: Desk, tx: Transaction, entry: Erasure, action: Action, remark: str) -> Erasure:
    given = frozenset({Need.REASON} if remark else ())
    decided = replace(
        entry,
        state=ERASURE.advance(entry.state, action, desk.role, given),
        decided_at=desk.now(),
        decided_by=desk.actor.name,
        decider=desk.actor.id,
        remark=remark,
        version=entry.version + 1,
    )
    tx.of(Erasure).save(decided)
    note(desk, tx, action, Kind.CLUE, entry.clue_id, erasure=entry.id, proposed_by=entry.proposer)
    return decided


def _refuse_impossible(tx: Transaction, clue: Clue, scope: ErasureScope, ground: ErasureGround) -> None:
    there = tx.erasing.tombstone(clue.id)
    reason = erasure_obstacle(state_of(clue), scope, ground)
    if there is not None and there.scope in {ErasureScope.ALL, scope}:
        reason = "这条线索已经删除过"
    if reason:
        raise IllegalActionError("ERASURE_NOT_POSSIBLE", reason=reason)


def _changes(entry: Erasure) -> Changes:
    return Changes.of(Kind.PRIVACY, entry.id) | Changes.of(Kind.CLUE, entry.clue_id)
