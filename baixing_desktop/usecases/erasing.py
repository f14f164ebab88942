"""Carrying out an erasure, here and for good: in the record, in the attachments, in every backup that is put back."""

from collections.abc import Container, Iterable
from dataclasses import replace
from datetime import datetime

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.gathering import ClueContext, Session
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.proposals import Claim, Cultivation, Proposal
from baixing_desktop.domain.rules.erasure import ERASED_TITLE, erased_content
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.domain.screening import ClueEdition
from baixing_desktop.domain.states import Action, OfficeState, Role
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import CLUE_IN_WORKROOM
from baixing_desktop.store.incoming import Incoming
from baixing_desktop.store.place import EARLIER
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import proposals_on
from baixing_desktop.usecases.databases import INCOMING
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.erased_list import lists_of, read_lists, write_list
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reporting import report_session
from baixing_desktop.usecases.views import reword_views


def erase_in(desk: Desk, tx: Transaction, stone: Tombstone) -> Tombstone:
    """Erase in the record what ``stone`` says, inside the transaction of whatever decided it.

    Returns:
        The tombstone that is kept, with the attachments whose files :func:`sweep` then removes.
    """
    there = tx.erasing.tombstone(stone.clue_id)
    clue = tx.clues.find(stone.clue_id)
    blobs = (*(there.blobs if there else ()), *stone.blobs)
    if clue is None:
        # Of a clue of another workstation only what was told is here: who it leads to, nobody can tell.
        tx.erasing.wipe_told(stone.clue_id, lambda _: ERASED_TITLE, lambda words: words)
    else:
        blobs = (*blobs, *_wipe(desk, tx, clue, stone), *_judged_containers(tx, {clue.unit}))
        tx.erasing.squeeze_index()
        note(desk, tx, Action.ERASE, Kind.CLUE, clue.id, scope=stone.scope, ground=stone.ground)
    widest = there if there and there.covers(stone) else stone
    kept = replace(widest, blobs=tuple(dict.fromkeys(blobs)))
    tx.erasing.put(kept)
    return kept


def _judged_containers(tx: Transaction, units: Container[str]) -> tuple[str, ...]:
    """What came under a workstation's name beside its log is kept whole for people to judge (decision 16) and cannot be
    wiped clue by clue: once it was judged, it goes with the first clue of its unit that is erased. Returns what goes.
    """
    ours = {device.id for device in tx.reception.devices() if device.unit in units}
    judged = (fork.sha256 for fork in tx.forks.all() if fork.settled_at is not None and fork.device_id in ours)
    return tx.erasing.let_go(digest for digest in judged if tx.system.has_blob(digest))


def tell_erased(tx: Transaction, unit: str, stone: Tombstone, state: OfficeState, at: datetime) -> None:
    """Tell every workstation of the unit to erase the same."""
    step = ProgressStep(stone.clue_id, Step.ERASED, at, state, erased=stone.scope, ground=stone.ground)
    tx.casework.tell(unit, step)


def sweep(desk: Desk, stones: Iterable[Tombstone]) -> None:
    """Once the record says so for good: remove the files, write down outside the record what must not come back, and
    let go of the records from before upgrades, which have it still.
    """
    stones = tuple(stones)
    _remove(desk, stones)
    if stones:
        desk.store.forget_earlier(desk.home / EARLIER)


def _remove(desk: Desk, stones: tuple[Tombstone, ...]) -> None:
    if stones:
        for path in lists_of(desk.home):
            write_list(path, stones)
        with desk.store.reading() as tx:
            gone = [digest for stone in stones for digest in stone.blobs if not tx.system.has_blob(digest)]
        arriving = Incoming(desk.home / INCOMING, desk.vault.attachments)
        for digest in gone:
            desk.blobs.remove(digest)
            arriving.forget(digest)
        desk.store.settle()


@intention
def erase_again(desk: Desk) -> Changes:
    """Before anybody sits down: erase what the list outside the record names and the record still has, because it was
    restored or an erasure was cut off; and the other way round. An office that was restored lost what it told with it,
    and tells the workrooms again. A list that cannot be read is written anew from what the record and the other list
    know, and the trail hears of it.

    Raises:
        StoreError: it cannot be written.
    """
    listed, damaged = read_lists(*lists_of(desk.home))
    with desk.store.reading() as tx:
        known = {stone.clue_id: stone for stone in tx.erasing.tombstones()}
    undone = [stone for stone in listed if stone.clue_id not in known or not known[stone.clue_id].covers(stone)]
    if undone or damaged:
        with desk.store.writing() as tx:
            for path in damaged:
                note(desk, tx, "list_damaged", "erased_list", path.name)
            known |= {stone.clue_id: erase_in(desk, tx, stone) for stone in undone}
            _tell_again(desk, tx, undone)
    for path in damaged:
        write_list(path, ())
    _remove(desk, tuple(known.values()))
    _let_go_of_judged(desk, tuple(known))
    if undone:
        desk.store.forget_earlier(desk.home / EARLIER)
    return Changes.of(Kind.CLUE, *(stone.clue_id for stone in undone))


def _let_go_of_judged(desk: Desk, erased: tuple[str, ...]) -> None:
    """What was judged after the erasure goes now."""
    with desk.store.reading() as tx:
        if not any(fork.settled_at is not None and tx.system.has_blob(fork.sha256) for fork in tx.forks.all()):
            return
        clues = (tx.clues.find(clue_id) for clue_id in erased)
        units = {clue.unit for clue in clues if clue is not None}
    with desk.store.writing() as tx:
        gone = _judged_containers(tx, units)
        for digest in gone:
            note(desk, tx, Action.ERASE, Kind.BATCH, digest)
    for digest in gone:
        desk.blobs.remove(digest)


def _tell_again(desk: Desk, tx: Transaction, stones: Iterable[Tombstone]) -> None:
    """What the restored record does not know at all is told when a workroom sends it again."""
    if tx.system.installation().face is not Face.OFFICE:
        return
    for stone in stones:
        clue = tx.clues.find(stone.clue_id)
        if clue is not None:
            tell_erased(tx, clue.unit, stone, clue.office_state or OfficeState.RECEIVED, desk.now())


def _wipe(desk: Desk, tx: Transaction, clue: Clue, stone: Tombstone) -> tuple[str, ...]:
    """Wipe a clue that is here; returns the attachments that nothing names any more."""
    person, scope = clue.content.contributor, stone.scope

    def left(content: ClueContent) -> ClueContent:
        return erased_content(content, scope)

    had = [file.sha256 for file in clue.content.attachments]
    state = clue.workroom_state
    if state is not None and CLUE_IN_WORKROOM.may(state, Action.ERASE, Role.SYSTEM):
        state = CLUE_IN_WORKROOM.advance(state, Action.ERASE, Role.SYSTEM)
    empty = replace(
        clue,
        content=left(clue.content),
        workroom_state=state,
        return_reason=None,
        version=clue.version + 1,
        updated_at=desk.now(),
    )
    tx.clues.save(empty, expected=clue.version)
    for edition in tx.of(ClueEdition).where(clue_id=clue.id):
        texts = (edition.title, edition.analysis, edition.suggestions)
        if scope is ErasureScope.ALL:
            texts = (empty.content.title, "", "")
        else:
            texts = (redact_text(text, person) for text in texts)
        title, analysis, suggestions = texts
        worded = replace(edition, title=title, analysis=analysis, suggestions=suggestions, version=edition.version + 1)
        tx.of(ClueEdition).save(worded)
    _wipe_claims(tx, clue, scope)
    _wipe_session(desk, tx, clue, stone)
    _wipe_words(tx, clue, scope)
    papers = stone.ground is not ErasureGround.HANDED_OVER
    return tx.erasing.let_go((*had, *tx.erasing.wipe(clue.id, left, papers=papers)))


def _wipe_claims(tx: Transaction, clue: Clue, scope: ErasureScope) -> None:
    """What leads to the person goes out of claims, logs and proposals too; a proposal is its proposer's own paper and
    keeps the rest of its words (domain A2).
    """
    person = clue.content.contributor
    for claim in tx.of(Claim).where(clue_id=clue.id):
        gist = "" if scope is ErasureScope.ALL else redact_text(claim.gist, person)
        if gist != claim.gist:
            tx.of(Claim).save(replace(claim, gist=gist, version=claim.version + 1))
    for entry in tx.of(Cultivation).where(clue_id=clue.id):
        text = redact_text(entry.text, person)
        if text != entry.text:
            tx.of(Cultivation).save(replace(entry, text=text, version=entry.version + 1))
    for proposal in proposals_on(tx, clue.id):
        names = ("title", "analysis", "suggestions", "reason")
        texts = {name: redact_text(getattr(proposal, name), person) for name in names}
        if any(getattr(proposal, name) != text for name, text in texts.items()):
            tx.of(Proposal).save(replace(proposal, version=proposal.version + 1, **texts))


def _wipe_session(desk: Desk, tx: Transaction, clue: Clue, stone: Tombstone) -> None:
    """The note of the session at which the clue was taken down may speak of the same person: what leads to the person
    goes out of it, and with the last clue all of it. What was told of it before goes too; a workroom tells it anew.
    """
    told = [one.session_id for one in tx.of(ClueContext).where(clue_id=clue.id)]
    for session in (one for key in told if key for one in tx.of(Session).where(id=key)):
        note_left = redact_text(session.note, clue.content.contributor)
        if stone.scope is ErasureScope.ALL and only_erased(tx, session.id, besides=clue.id):
            note_left = ""
        if note_left != session.note:
            kept = replace(session, note=note_left, version=session.version + 1)
            tx.of(Session).save(kept)
            waiting = any(message.seq is None for message in tx.messages.of_clue(session.id))
            tx.erasing.wipe(session.id, lambda content: content, papers=False)
            # What a workroom merely need not keep any longer, the office keeps as it was told.
            if waiting or stone.ground is not ErasureGround.HANDED_OVER:
                report_session(desk, tx, kept)


def only_erased(tx: Transaction, session_id: str, besides: str = "") -> bool:
    """Whether every clue of a session that has some is erased wholly; ``besides`` counts as if it were."""
    clues = [context.clue_id for context in tx.of(ClueContext).where(session_id=session_id)]
    stones = [tx.erasing.tombstone(each) for each in clues if each != besides]
    return bool(clues) and all(stone is not None and stone.scope is ErasureScope.ALL for stone in stones)


def _wipe_words(tx: Transaction, clue: Clue, scope: ErasureScope) -> None:
    """What leads to the person goes out of whatever people wrote beside the clue; where the title of the clue was
    copied to, it goes with the clue, and so do the answers to it.
    """
    person, ids = clue.content.contributor, [line.id for line in tx.casework.forwardings(clue.id)]
    title = ERASED_TITLE if scope is ErasureScope.ALL else ""

    def without(words: str) -> str:
        return redact_text(words, person)

    def answer(words: str) -> str:
        return words and (title or without(words))

    tx.erasing.wipe_told(clue.id, answer, without)
    tx.erasing.wipe_words(clue.id, without, answer)
    reword_views(tx, without)
    for entry in tx.of(LetterEntry).of_many("object_id", ids):
        subject, voided = title or without(entry.subject), without(entry.void_reason)
        if (subject, voided) != (entry.subject, entry.void_reason):
            worded = replace(entry, subject=subject, void_reason=voided, version=entry.version + 1)
            tx.of(LetterEntry).save(worded)
    for act in tx.of(Supervision).of_many("forwarding_id", ids) if title else ():
        tx.of(Supervision).save(replace(act, subject=title, version=act.version + 1))
