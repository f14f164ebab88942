"""The liaison's own work on a clue: draft, attach, register, take back (SM1; seed 八(二))."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Attachment, Clue, ClueContent, Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.numbering import LAST_SERIAL, provisional_number
from baixing_desktop.domain.rules.photos import without_metadata
from baixing_desktop.domain.rules.registration import missing_fields
from baixing_desktop.domain.states import Action, ClueState, Need
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, Installation
from baixing_desktop.domain.workflow import CLUE_IN_WORKROOM
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.media import MIME_TYPES, mime_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.standing import require_standing

ATTACHMENT_LIMIT = 20_000_000
"""Largest attachment in bytes."""
ATTACHMENTS_LIMIT = 9
"""Most attachments of one clue."""
ATTACHMENTS_SIZE = 50_000_000
"""Most bytes that the attachments of one clue have together."""


@intention
def save_draft(
    desk: Desk, content: ClueContent, *, clue_id: str | None = None, version: int | None = None
) -> tuple[Clue, Changes]:
    """Keep what was typed so far, complete or not; without ``clue_id`` a new draft.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
        IllegalActionError: the clue is no draft.
        InputError: as :func:`require_room`.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    require_room(content.attachments)
    with desk.store.writing() as tx:
        clue, found = _changed_draft(desk, tx, cleaned(content), clue_id, version)
        if found is None:
            tx.clues.add(clue)
        else:
            tx.clues.save(clue, expected=found.version)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def register_clue(
    desk: Desk, content: ClueContent, *, clue_id: str | None = None, version: int | None = None
) -> tuple[Clue, Changes]:
    """Register: the content is complete, gets its provisional number (once) and becomes the next revision.

    Raises:
        InputError: ``INPUT_MISSING`` names the fields that are missing; the draft is kept as it was. As
            :func:`require_room`.
        ConflictError, IllegalActionError, NotFoundError: as :func:`save_draft`.
        StoreError: ``NUMBERS_USED_UP``.
    """
    content = cleaned(content)
    missing = missing_fields(content)
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    require_room(content.attachments)
    with desk.store.writing() as tx:
        draft, found = _changed_draft(desk, tx, content, clue_id, version)
        if clue_id:
            require_standing(tx, draft)
        if found is None:
            (clue,) = register_new(desk, tx, (draft,))
        else:
            (clue,) = _registered(desk, tx, (draft,))
            tx.clues.save(clue, expected=found.version)
            _keep_revisions(desk, tx, (clue,))
    return clue, Changes.of(Kind.CLUE, clue.id)


def register_new(desk: Desk, tx: Transaction, drafts: Sequence[Clue]) -> tuple[Clue, ...]:
    """Register ``drafts`` that the record does not hold yet, in a few statements however many they are; completeness
    was checked by the caller. Each is written only once, as registered: its search index is the dearest part of a save.

    Raises:
        InputError: ``NUMBERS_USED_UP``.
    """
    clues = _registered(desk, tx, drafts)
    tx.clues.add_all(clues)
    _keep_revisions(desk, tx, clues)
    return clues


def _registered(desk: Desk, tx: Transaction, drafts: Sequence[Clue]) -> tuple[Clue, ...]:
    """``drafts`` as they are when registered, not written yet."""
    now, content = desk.now(), frozenset({Need.CONTENT})
    numbers = iter(next_numbers(desk, tx, sum(not draft.provisional_number for draft in drafts)))
    return tuple(
        replace(
            draft,
            workroom_state=CLUE_IN_WORKROOM.advance(
                draft.workroom_state or ClueState.DRAFT, Action.REGISTER, desk.role, content
            ),
            revision=draft.revision + 1,
            version=draft.version + 1,
            provisional_number=draft.provisional_number or next(numbers),
            content_hash=content_hash(draft.content),
            updated_at=now,
            typist=desk.actor.name,
        )
        for draft in drafts
    )


def _keep_revisions(desk: Desk, tx: Transaction, clues: Sequence[Clue]) -> None:
    tx.clues.add_revisions((clue, clue.updated_at) for clue in clues)
    for clue in clues:
        note(desk, tx, Action.REGISTER, Kind.CLUE, clue.id, revision=clue.revision, content=clue.content_hash)


@intention
def reopen_draft(desk: Desk, clue_id: str) -> tuple[Clue, Changes]:
    """Take a registered (not yet sealed) or returned clue back to the desk; its number stays.

    Raises:
        IllegalActionError: it is sealed or further, or ``CLUE_WITHDRAWN``.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        found = tx.clues.get(clue_id)
        require_standing(tx, found)
        state = CLUE_IN_WORKROOM.advance(_workroom_state(found), Action.REOPEN_DRAFT, desk.role)
        clue = replace(found, workroom_state=state, version=found.version + 1, updated_at=desk.now())
        tx.clues.save(clue, expected=found.version)
        note(desk, tx, Action.REOPEN_DRAFT, Kind.CLUE, clue.id)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def delete_draft(desk: Desk, clue_id: str) -> tuple[None, Changes]:
    """Throw away a draft that was never registered.

    Raises:
        IllegalActionError: the clue bears a number already.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        if clue.workroom_state is not ClueState.DRAFT or clue.provisional_number:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE",
                subject="线索",
                state=label(_workroom_state(clue)),
                action="删除",
                possible="查看",
            )
        tx.clues.remove(clue.id)
        note(desk, tx, "delete_draft", Kind.CLUE, clue.id)
    return None, Changes.of(Kind.CLUE, clue_id)


@intention
def attach_file(desk: Desk, name: str, data: bytes, *, keep_place: bool = False) -> Attachment:
    """Keep a file encrypted; the caller adds what comes back to the clue's content.

    Photos lose what the camera wrote into them, unless ``keep_place`` says that the place is the point (P11); the trail
    keeps the hash of the file as it was given.

    Raises:
        InputError: ``FILE_TOO_LARGE``, ``FILE_KIND``.
        StoreError: it could not be written.
    """
    if len(data) > ATTACHMENT_LIMIT:
        raise InputError("FILE_TOO_LARGE", name=name, limit=f"{ATTACHMENT_LIMIT // 1_000_000} 兆字节")
    mime = mime_of(name, data)
    if mime is None:
        raise InputError("FILE_KIND", name=name, kinds="、".join(MIME_TYPES.values()))
    given, data = data, data if keep_place else without_metadata(data, mime)
    digest = desk.blobs.put(data)
    with desk.store.writing() as tx:
        tx.system.add_blob(digest, len(data), desk.now())
        if data != given or keep_place:
            note(desk, tx, "attach", "attachment", digest, given=sha256_hex(given), keep_place=keep_place)
    return Attachment(digest, one_line(clean_text(name)), mime, len(data))


def require_room(attachments: Sequence[Attachment]) -> None:
    """Refuse more than a clue takes along (safety 4.5): what it would be is said, so that a person can choose.

    Raises:
        InputError: ``FILES_TOO_MANY``, ``FILES_TOO_LARGE``.
    """
    if len(attachments) > ATTACHMENTS_LIMIT:
        names = "、".join(one.name for one in attachments[ATTACHMENTS_LIMIT:])
        raise InputError("FILES_TOO_MANY", limit=ATTACHMENTS_LIMIT, names=names)
    total = sum(one.length for one in attachments)
    if total > ATTACHMENTS_SIZE:
        raise InputError("FILES_TOO_LARGE", total=_megabytes(total), limit=_megabytes(ATTACHMENTS_SIZE))


def _megabytes(length: int) -> str:
    # Rounded up: what is too much must not look like just enough.
    return f"{-(-length // 100_000) / 10:g}"


def cleaned(content: ClueContent) -> ClueContent:
    """``content`` with texts cleaned at the door; an anonymous contributor leaves no contact data behind."""
    person = content.contributor
    return replace(
        content,
        title=one_line(clean_text(content.title)),
        analysis=clean_text(content.analysis).strip("\n"),
        suggestions=clean_text(content.suggestions).strip("\n"),
        receiver=one_line(clean_text(content.receiver)),
        contributor=Contributor(anonymous=True)
        if person.anonymous
        else Contributor(
            False,
            one_line(clean_text(person.name)),
            one_line(clean_text(person.phone)),
            one_line(clean_text(person.address)),
            None if person.guardian is None else one_line(clean_text(person.guardian)),
        ),
    )


def next_numbers(desk: Desk, tx: Transaction, count: int = 1) -> list[str]:
    """Take the next ``count`` provisional numbers of this workstation, inside the transaction that uses them.

    Raises:
        InputError: ``NUMBERS_USED_UP``.
    """
    if not count:
        return []
    me, year = tx.system.installation(), desk.today().year
    serials = tx.system.next_numbers(f"provisional {me.device_code}", year, count)
    if serials[-1] > LAST_SERIAL:
        raise InputError("NUMBERS_USED_UP", year=year)
    return [provisional_number(me.unit, year, me.device_code, serial) for serial in serials]


def renumbered(desk: Desk, tx: Transaction, clue: Clue) -> Clue:
    """``clue``, not yet saved, under the next number of this workstation: two copies of a record gave out the one it
    had. That one stays beside it, for it may stand on paper.

    Raises:
        InputError: ``NUMBERS_USED_UP``.
    """
    (number,) = next_numbers(desk, tx)
    tx.numbers.add_former(clue.provisional_number or "", clue.id, desk.now())
    note(desk, tx, "renumber", Kind.CLUE, clue.id, former=clue.provisional_number, number=number)
    return replace(clue, provisional_number=number, version=clue.version + 1, updated_at=desk.now())


def _changed_draft(
    desk: Desk, tx: Transaction, content: ClueContent, clue_id: str | None, version: int | None
) -> tuple[Clue, Clue | None]:
    """The draft with ``content``, for the caller to write, and what the record holds of it."""
    me, now = tx.system.installation(), desk.now()
    require_face(me, Face.WORKROOM)
    found = tx.clues.find(clue_id) if clue_id else None
    if found is None:
        clue = new_draft(me, desk.actor.name, content, now, clue_id)
        note(desk, tx, "draft", Kind.CLUE, clue.id)
        return clue, None
    if version is not None and found.version != version:
        raise ConflictError("CHANGED_MEANWHILE", mine=replace(found, content=content), current=found)
    if found.workroom_state is not ClueState.DRAFT:
        CLUE_IN_WORKROOM.advance(_workroom_state(found), Action.REGISTER, desk.role, frozenset({Need.CONTENT}))
    return replace(found, content=content, version=found.version + 1, updated_at=now, typist=desk.actor.name), found


def new_draft(me: Installation, typist: str, content: ClueContent, now: datetime, clue_id: str | None = None) -> Clue:
    """A draft that is not in the store yet."""
    return Clue(
        id=clue_id or new_id(),
        unit=me.unit,
        content=content,
        created_at=now,
        updated_at=now,
        typist=typist,
        workroom_state=ClueState.DRAFT,
    )


def _workroom_state(clue: Clue) -> ClueState:
    # In the office a clue has no workroom state; there is nothing a liaison could do with it.
    return clue.workroom_state or ClueState.ACKNOWLEDGED
