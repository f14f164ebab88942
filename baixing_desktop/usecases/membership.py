"""A workroom's place in its office's log: enrolled, in doubt, enrolled anew (safety T12, T13, T22)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid5

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import LogPlace
from baixing_desktop.domain.states import Action, Role
from baixing_desktop.domain.units import Doubt, Face, Installation, OfficeContact, OfficeMemory
from baixing_desktop.domain.workflow import CLUE_IN_WORKROOM
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.drafting import renumbered
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.vault.keys import DeviceKeys

FOLDER_SETTING = "shared_folder"


@dataclass(frozen=True, slots=True)
class Line:
    """How workroom and office reach each other: over the network at ``address`` (``https://host:port``); else by the
    shared ``folder``, a path as this computer sees it; with neither by files that are carried."""

    address: str = ""
    folder: str = ""

    @property
    def way(self) -> str:
        """For the trail: the address, or only that it is a folder, for its path may name a person."""
        return self.address or ("shared folder" if self.folder else "")


@dataclass(frozen=True, slots=True)
class Identity:
    """As whom this workstation asks to be enrolled: its device, which of its keys, and as whom it was known before."""

    device_id: str
    key_set: int
    keys: DeviceKeys
    was: str


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the office gave: the place in its log and what it understands (``schema``).

    ``had`` is how far it has what we sent before; None when it did not say.
    """

    epoch: int
    device_code: str
    schema: int = 1
    had: LogPlace | None = None


@intention
def office_contact(desk: Desk) -> OfficeContact | None:
    """How to reach the office, once enrolled."""
    with desk.store.reading() as tx:
        return tx.system.office_contact()


@intention
def office_memory(desk: Desk) -> OfficeMemory:
    """What we remember of our exchanges with the office."""
    with desk.store.reading() as tx:
        return tx.system.memory()


@intention
def identity_for(desk: Desk, *, new_keys: bool) -> Identity:
    """As whom to enrol: as we are, with ``new_keys`` if they are to be changed; in doubt as a new device.

    Two copies of one record must not go on under one name, and nobody can tell here which of them is the copy.
    Asking again gives the same identity, so that an answer that was lost leaves no second device in the office.
    """
    me = desk.installation
    if me.doubt is None and not new_keys:
        return Identity(me.device_id, me.key_set, desk.keys, me.device_id)
    fresh = me.key_set + 1
    keys = desk.vault.make_keys(fresh)
    if me.doubt is None:
        return Identity(me.device_id, fresh, keys, me.device_id)
    return Identity(str(uuid5(UUID(me.device_id), keys.sign_seed.hex())), fresh, keys, me.device_id)


@intention
def complete_enrolment(
    desk: Desk, contact: OfficeContact, enrolment: Enrolment, identity: Identity | None = None, *, again: bool = False
) -> tuple[None, Changes]:
    """Remember the office and the place it gave to this workstation; ``identity`` None means: as we are.

    ``again``: what the office does not have of our former log becomes ready to be sent in the new one, under the
    same identities of the clues. Where the device code changed, clues that the office never confirmed get a new
    provisional number and keep the old one beside it: two copies of a record may both have printed it.

    Raises:
        SyncError: ``ENROL_ALREADY``; ``SYNC_BAD_ANSWER``: the epoch is not behind the former one.
    """
    with desk.store.writing() as tx:
        me, now = tx.system.installation(), desk.now()
        require_face(me, Face.WORKROOM)
        if me.epoch and not again:
            raise SyncError("ENROL_ALREADY")
        if enrolment.epoch <= me.epoch:
            raise SyncError("SYNC_BAD_ANSWER")
        renewed = replace(
            me,
            device_id=identity.device_id if identity else me.device_id,
            key_set=identity.key_set if identity else me.key_set,
            device_code=enrolment.device_code,
            epoch=enrolment.epoch,
            doubt=None,
        )
        tx.attachments.forget_durable()
        ids = _take_back(desk, tx, me, enrolment.had) if me.epoch else []
        tx.system.enrol(renewed, contact, enrolment.schema, now)
        ids += _renumber(desk, tx) if renewed.device_code != me.device_code else []
        note(desk, tx, "enrol", "installation", renewed.device_id, epoch=renewed.epoch, fingerprint=contact.fingerprint)
    return None, Changes.of(Kind.SETTING, "office") | Changes.of(Kind.CLUE, *ids) | Changes.of(Kind.BATCH, me.device_id)


@intention
def shared_folder(desk: Desk) -> str:
    """The folder through which a workroom reports; empty for none."""
    with desk.store.reading() as tx:
        return tx.settings.value(FOLDER_SETTING) or ""


@intention
def shared_folders(desk: Desk) -> tuple[str, ...]:
    """Every folder that an office receives from, in the order in which they were set."""
    with desk.store.reading() as tx:
        return _folders(tx)


@intention
def report_by(desk: Desk, line: Line) -> tuple[Line, Changes]:
    """Reach the office by ``line`` from now on; returns what it was. Keys and certificate stay those of the enrolment,
    so another server there is not believed.

    Raises:
        InputError: ``WRONG_ROLE``.
        SyncError: ``SYNC_NOT_ENROLLED``.
    """
    with desk.store.writing() as tx:
        me, contact = tx.system.installation(), tx.system.office_contact()
        require_face(me, Face.WORKROOM)
        if contact is None:
            raise SyncError("SYNC_NOT_ENROLLED")
        before = Line(contact.address, tx.settings.value(FOLDER_SETTING) or "")
        tx.system.reach_office_at(line.address)
        tx.settings.put(FOLDER_SETTING, line.folder, desk.now(), desk.actor.name)
        note(desk, tx, "change_line", "installation", me.device_id, before=before.way, after=line.way)
    return before, Changes.of(Kind.SETTING, "office")


@intention
def receive_from(desk: Desk, folders: Iterable[str]) -> tuple[tuple[str, ...], Changes]:
    """Take in what workrooms put into each of ``folders`` from now on, and into no other; returns which they were.

    Raises:
        InputError: ``WRONG_ROLE``; ``INPUT_INVALID``: a path of more than one line.
    """
    wanted = tuple(dict.fromkeys(folders))
    if any(len(path.splitlines()) != 1 for path in wanted):
        raise InputError("INPUT_INVALID", field="文件夹", reason="路径里不能有换行")
    with desk.store.writing() as tx:
        me = tx.system.installation()
        require_face(me, Face.OFFICE)
        before = _folders(tx)
        # One a line, so that what a version that knew of one folder had set is read as before.
        tx.settings.put(FOLDER_SETTING, "\n".join(wanted), desk.now(), desk.actor.name)
        note(desk, tx, "change_line", "installation", me.device_id, before=_way(before), after=_way(wanted))
    return before, Changes.of(Kind.SETTING, "office")


def _folders(tx: Transaction) -> tuple[str, ...]:
    return tuple((tx.settings.value(FOLDER_SETTING) or "").splitlines())


def _way(folders: tuple[str, ...]) -> str:
    """For the trail: how many folders, for a path may name a person."""
    return Line(folder=folders[0]).way if len(folders) == 1 else f"{len(folders)} shared folders" if folders else ""


@intention
def enter_doubt(desk: Desk, doubt: Doubt) -> Changes:
    """Note that this record is a copy or was restored: it sends nothing more until it is enrolled anew."""
    with desk.store.writing() as tx:
        me = tx.system.installation()
        if me.face is not Face.WORKROOM or not me.epoch or me.doubt is doubt:
            return Changes()
        tx.system.doubt(doubt)
        note(desk, tx, "doubt", "installation", me.device_id, why=doubt.value)
    return Changes.of(Kind.SETTING, "office")


@intention
def office_understands(desk: Desk, schema: int) -> None:
    """Remember which schema of the log the office reads; an older one is not sent what it could not read."""
    with desk.store.reading() as tx:
        if tx.system.memory().schema == schema:
            return
    with desk.store.writing() as tx:
        tx.system.remember(replace(tx.system.memory(), schema=schema))


@intention
def office_backed_up(desk: Desk, last: int) -> None:
    """Remember that everything up to event ``last`` of our log is in a backup of the office that was tried."""
    with desk.store.reading() as tx:
        if tx.system.memory().backed_up == last:
            return
    with desk.store.writing() as tx:
        tx.system.remember(replace(tx.system.memory(), backed_up=last))


@intention
def office_lost(desk: Desk, first: int, at: datetime) -> Changes:
    """The office says, at ``at`` by its clock, that it expects event ``first`` of ours, which it once confirmed: it
    was restored from an older backup. Everything from there on will be sent again."""
    with desk.store.writing() as tx:
        me = tx.system.installation()
        tx.system.remember(replace(tx.system.memory(), resend_from=first, lost_at=at, compared=None))
        tx.attachments.forget_durable()
        note(desk, tx, "office_restored", "installation", me.device_id, first=first)
    return Changes.of(Kind.SETTING, "office")


def _take_back(desk: Desk, tx: Transaction, me: Installation, had: LogPlace | None) -> list[str]:
    """Make ready to be sent again whatever of our log the office does not have; returns the clues."""
    confirmed = LogPlace(me.epoch, tx.outbox.receipted(me.epoch))
    # What the office has of a log that forked need not be ours, so its word never counts for more than a receipt.
    behind = min(confirmed, had or confirmed)
    tx.messages.take_back(behind)
    changed: list[str] = []
    for clue_id in tx.outbox.unconfirmed(behind):
        clue = tx.clues.get(clue_id)
        state = clue.workroom_state
        gone = tx.erasing.tombstone(clue_id) is not None
        if state is not None and not gone and CLUE_IN_WORKROOM.may(state, Action.REISSUE, Role.SYSTEM):
            state = CLUE_IN_WORKROOM.advance(state, Action.REISSUE, Role.SYSTEM)
            moved = replace(clue, workroom_state=state, version=clue.version + 1, updated_at=desk.now())
            tx.clues.save(moved, expected=clue.version)
            changed.append(clue_id)
    return changed


def _renumber(desk: Desk, tx: Transaction) -> list[str]:
    ids = tx.numbers.without_receipt()
    for clue in map(tx.clues.get, ids):
        tx.clues.save(renumbered(desk, tx, clue), expected=clue.version)
    return list(ids)
