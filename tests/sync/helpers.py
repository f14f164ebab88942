"""What several tests of the batch log do: enrol without a network, register, look at both records."""

import threading
from collections.abc import Generator
from contextlib import contextmanager

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.membership import Enrolment
from baixing_desktop.vault.certificates import fingerprint
from baixing_desktop.vault.sealing import recipient_of
from baixing_desktop.vault.signing import public_key
from sync import make_ticket
from sync.container import UP, read_single
from sync.enrolment import Joining, read_answer, write_request
from sync.office.certificate import certificate_of
from sync.office.clerk import answer_enrolment
from sync.office.main import Serving, serve
from sync.outbox import seal_all
from sync.receive import receive, sender_of
from sync.session import Session, require_contact
from tests.builders import clue_content


def enrol_by_hand(office: Desk, workroom: Desk, address: str = "") -> None:
    """Enrol through the real messages, carried by hand; ``address`` is where the office will be served."""
    me, keys = workroom.installation, workroom.keys
    ticket = make_ticket(office, me.unit, "localhost").ticket
    ours = (public_key(keys.sign_seed), recipient_of(keys.seal_identity))
    request = write_request(Joining(me.device_id, me.unit, me.device_code, *ours), ticket.code)
    joined = read_answer(answer_enrolment(office, request), request, ticket.code)
    pin = fingerprint(certificate_of(office))
    contact = OfficeContact(address, pin, joined.sign_key, joined.seal_key)
    membership.complete_enrolment(workroom, contact, Enrolment(joined.epoch, joined.device_code, joined.schema))


def register(workroom: Desk, count: int, start: int = 1, **changes: object) -> list[Clue]:
    """Register ``count`` different clues."""
    return [register_clue(workroom, clue_content(start + i, **changes))[0] for i in range(count)]


def clues_in(desk: Desk) -> dict[str, Clue]:
    """Every clue in a record by its identity, unmasked."""
    with desk.store.reading() as tx:
        ids = list(tx.connection.exec_driver_sql("SELECT id FROM clue").scalars())
        return {clue_id: tx.clues.get(clue_id) for clue_id in ids}


def same_content(office: Desk, workroom: Desk) -> bool:
    """Whether the office has every clue of the workroom, with the same content, and no other."""
    theirs, ours = clues_in(office), clues_in(workroom)
    return {i: (c.content_hash, c.revision, c.provisional_number) for i, c in theirs.items()} == {
        i: (c.content_hash, c.revision, c.provisional_number) for i, c in ours.items()
    }


def everything_in(desk: Desk) -> dict[str, list[str]]:
    """Every row of every table: equal before and after means that nothing changed."""
    with desk.store.reading() as tx:
        query = tx.connection.exec_driver_sql
        names = [row[0] for row in query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        # Names come from the schema.
        return {name: sorted(str(tuple(row)) for row in query(f'SELECT * FROM "{name}"')) for name in names}  # noqa: S608


@contextmanager
def serving(office: Desk) -> Generator[Serving]:
    """The real office server on a free port of this machine, in a thread."""
    ready, found = threading.Event(), list[Serving]()

    def started(server: Serving) -> None:
        found.append(server)
        ready.set()

    thread = threading.Thread(target=serve, args=(office,), kwargs={"host": "127.0.0.1", "port": 0, "ready": started})
    thread.start()
    assert ready.wait(20)
    try:
        yield found[0]
    finally:
        found[0].stop()
        thread.join(20)
        assert not thread.is_alive()


def address_of(server: Serving) -> str:
    """Where a server listens."""
    return f"https://{server.host}:{server.port}"


def point_to(workroom: Desk, address: str) -> None:
    """Tell an enrolled workroom where its office is served today."""
    with workroom.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE office_contact SET address = ?", (address,))


def deliver(office: Desk, request: bytes, news: int = 500) -> bytes:
    """What the office answers to a request container."""
    container = read_single(request, UP)
    return receive(office, sender_of(office, container), container, carrier="https", news=news).container


def exchange_by_hand(office: Desk, workroom: Desk, news: int = 500) -> int:
    """One whole synchronisation, without the sockets; how many events were newly confirmed."""
    seal_all(workroom)
    session, confirmed = Session(workroom, require_contact(workroom)), 0
    while (request := session.next_request()) is not None:
        answer = session.verified(request, deliver(office, request.container, news))
        confirmed += session.apply(answer).confirmed
    return confirmed
