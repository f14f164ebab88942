"""How a history ends: everybody arrives, and there is one truth, in which nothing is missing, doubled or mangled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from baixing_desktop.domain.batch import ERASED
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.domain.gathering import Session as Sitting
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import NotFoundError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.usecases import gathering
from baixing_desktop.usecases.desk import Desk
from tests.proofs.tools.exchanges import exchange, settle_one
from tests.reading import readable
from tests.sync.helpers import clues_in

MOST_ROUNDS = 8
"""So often everybody sends, at most."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The office and all its workstations, copies among them; what does not hold is an assertion that failed."""

    office: Desk
    rooms: Sequence[Desk]

    @property
    def desks(self) -> tuple[Desk, ...]:
        """All of them."""
        return (self.office, *self.rooms)

    def everybody_sends(self) -> None:
        """Until a round brings nothing new and shuts nobody out: what waited for a newer office comes to light in the
        second round only, a copy that tells it otherwise shuts out whoever told it first, and one that told nothing
        learns after that that it has a copy.
        """
        before = None
        for _ in range(MOST_ROUNDS):
            shut_out = [room for room in self.rooms if not settle_one(self.office, room)]
            with self.office.store.reading() as tx:
                there = tx.connection.exec_driver_sql("SELECT count(*) FROM inbound_event").scalar_one()
            if there == before and not shut_out:
                return
            before = there
        raise AssertionError("workstations shut each other out for ever")

    def everybody_exchanges(self) -> None:
        """Once more, and nobody may be shut out by it."""
        for room in self.rooms:
            exchange(self.office, room)

    def truth(self) -> dict[str, tuple[str | None, int, str | None]]:
        """What the office has: content, revision and number of each clue."""
        found = {i: (c.content_hash, c.revision, c.provisional_number) for i, c in clues_in(self.office).items()}
        numbers = [number for _, _, number in found.values()]
        assert len(numbers) == len(set(numbers)), "two clues bear one number"
        return found

    def everything_arrived(self) -> None:
        """The office has everything that any workstation still holds, as it was written there."""
        office, gone = clues_in(self.office), erased_in(self.office)
        with self.office.store.reading() as tx:
            sessions = {one.id for one in tx.of(Sitting).where()}
            nothing = {(one.unit, one.month) for one in tx.of(NilReport).where()}
        for room in self.rooms:
            assert {view.session.id for view in gathering.sessions(room)} <= sessions, "a session never arrived"
            with room.store.reading() as tx:
                told = {(one.unit, one.month) for one in tx.of(NilReport).where()}
                assert tx.listing.workroom_queue(WorkroomQueue.ONLY_HERE).count == 0
            assert told <= nothing, "a nil report never arrived"
            for clue in clues_in(room).values():
                assert clue.id in office or clue.id in gone, "a clue never arrived"
                there = office.get(clue.id)
                if there and clue.workroom_state is ClueState.ACKNOWLEDGED and there.revision == clue.revision:
                    assert there.content_hash == clue.content_hash, "the contents differ"
                    assert clue.id in gone or self._has_files(clue), "an attachment never arrived"
            assert same_events(self.office, room), "the office keeps an event otherwise than it was written"

    def nothing_is_left_of(self, erased: Mapping[str, set[str]]) -> None:
        """Nobody can read a word any more of what was ``erased`` (words by clue), and every file has a name."""
        for desk in self.desks:
            text = readable(desk)
            for clue_id, words in erased.items():
                left = [word for word in words if word in text]
                assert not left, f"{desk.home.name} still has {left} of {clue_id}, which was erased"
            with desk.store.reading() as tx:
                named = tx.connection.exec_driver_sql("SELECT count(*) FROM blob").scalar_one()
            assert named == len(list(desk.blobs.shelf.boxes())), f"{desk.home.name}: files that nobody names"

    def every_record_is_sound(self) -> None:
        """Check by check."""
        for desk in self.desks:
            with desk.store.reading() as tx:
                found = faults(tx.connection, *(check for check in Check if check is not Check.PAGES))
                assert not found, f"{desk.home.name}: {found[0].check} {found[0].where}"

    def _has_files(self, clue: Clue) -> bool:
        try:
            return all(self.office.blobs.get(one.sha256) for one in clue.content.attachments)
        except NotFoundError:
            return False


def erased_in(desk: Desk) -> dict[str, ErasureScope]:
    """How much of which clue is erased in a record."""
    with desk.store.reading() as tx:
        return {stone.clue_id: stone.scope for stone in tx.erasing.tombstones()}


def same_events(office: Desk, workroom: Desk) -> bool:
    """Whether the office keeps the present log of a workroom byte for byte; what was erased on a side is left out."""
    me = workroom.installation
    with workroom.store.reading() as tx:
        query = "SELECT seq, data FROM event WHERE epoch = ?"
        ours = dict(tx.connection.exec_driver_sql(query, (me.epoch,)).all())
    with office.store.reading() as tx:
        query = "SELECT seq, data FROM inbound_event WHERE device_id = ? AND epoch = ?"
        theirs = dict(tx.connection.exec_driver_sql(query, (me.device_id, me.epoch)).all())
    return all(ERASED in (data, theirs.get(seq)) or theirs.get(seq) == data for seq, data in ours.items())
