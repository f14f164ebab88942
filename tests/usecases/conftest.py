"""Offices on both engines, and one that has received clues."""

from collections.abc import Generator
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest

import sync
from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import SetClock, clue_content, colleague, new_home, open_home
from tests.effort import EVERYTHING
from tests.homes import Homes
from tests.postgres import Cluster
from tests.sync.helpers import enrol_by_hand

SECOND_PASSPHRASE = "榕树下的凉茶铺子A7"


ON_BOTH = ("seats",)
"""What a server may do differently is tried on it always; where everything is tried, all is."""
NTH_ON_BOTH = {"backups": 3, "auditing": 3, "erasure": 6}
"""Of these, each third or sixth."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The store's own tests run on both engines; of the use cases on a server only some, for the time that it takes."""
    if EVERYTHING:
        return
    on_server = [one for one in items if "usecases" in one.path.parts and "postgresql" in one.name]
    kept = {f"test_{name}.py": 1 for name in ON_BOTH} | {f"test_{name}.py": nth for name, nth in NTH_ON_BOTH.items()}
    # By the name and not by the place: whoever runs one of them alone has the same ones.
    left = [one for one in on_server if not (nth := kept.get(one.path.name)) or crc32(one.nodeid.encode()) % nth]
    if left:
        config.hook.pytest_deselected(items=left)
        out = set(left)
        items[:] = [item for item in items if item not in out]


@pytest.fixture
def start(request: pytest.FixtureRequest, homes: Homes, tmp_path: Path) -> Path:
    """A folder for ``office`` and ``workroom``; where a test has ``received``, copies that already have."""
    folder = tmp_path / "start"
    return homes.copy("received", _received, folder) if "received" in request.fixturenames else folder


def _received(folder: Path) -> None:
    clock = SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    _send_three(office, workroom, folder)
    office.close()
    workroom.close()


def _send_three(office: Desk, workroom: Desk, stick: Path) -> None:
    enrol_by_hand(office, workroom)
    for number in (1, 2, 3):
        register_clue(workroom, clue_content(number))
    carry(workroom, office, stick)


@pytest.fixture(params=["sqlcipher", "postgresql"])
def office(
    request: pytest.FixtureRequest, homes: Homes, start: Path, tmp_path: Path, clock: SetClock
) -> Generator[Desk]:
    """A new district office, its record in a file or on a server."""
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        desk = new_home(tmp_path / "office", Face.OFFICE, "HZZX", clock, database=cluster.new_database())
    elif start.exists():
        desk = open_home(start / "office", clock)
    else:
        desk = open_home(homes.new(Face.OFFICE, "HZZX", tmp_path / "office"), clock)
    yield desk
    desk.close()


@pytest.fixture
def workroom(
    request: pytest.FixtureRequest, homes: Homes, start: Path, tmp_path: Path, clock: SetClock
) -> Generator[Desk]:
    """A new workroom of 沙园街道."""
    ready = start.exists() and not request.getfixturevalue("office").store.on_server
    place = start / "workroom" if ready else homes.new(Face.WORKROOM, "SY", tmp_path / "workroom")
    desk = open_home(place, clock)
    yield desk
    desk.close()


@pytest.fixture
def second(office: Desk) -> Desk:
    """The same office with a colleague at it, who may decide."""
    return colleague(office, "王审批", SECOND_PASSPHRASE, post=Role.OFFICE)


@pytest.fixture
def received(office: Desk, workroom: Desk, tmp_path: Path) -> tuple[str, ...]:
    """Identities of three clues that the workroom sent to the office, by file, with the receipt back."""
    if not clue_ids(office, ClueQuery()):
        _send_three(office, workroom, tmp_path)
    return clue_ids(office, ClueQuery())


@pytest.fixture
def handler(office: Desk) -> str:
    """The code of a department."""
    return next(u.code for u in office.reference.units.values() if u.kind == "department")


@pytest.fixture
def issued(office: Desk, received: tuple[str, ...], handler: str) -> Forwarding:
    """A limited letter about the first clue, issued on 23 November 2026."""
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    drafted, _ = casework.draft_forwarding(office, received[0], handler, limited=True)
    return casework.issue_forwarding(office, drafted.id, date(2026, 11, 23))[0]


@pytest.fixture
def closed(office: Desk, issued: Forwarding) -> Forwarding:
    """The same letter, answered, told and closed."""
    day = date(2026, 11, 23)
    casework.record_received(office, issued.id, day)
    casework.record_take_over(office, issued.id, day)
    casework.record_reply(office, issued.id, Outcome.RESOLVED, "已加装路灯二十盏。", day)
    casework.record_contact(office, issued.id, CitizenContact(ContactChannel.PHONE, day, "陈办", "", None))
    return casework.close_forwarding(office, issued.id)[0]


def carry(workroom: Desk, office: Desk, folder: Path) -> None:
    """Everything up, and everything the office has to say down, on a stick."""
    for file in sync.seal_to_file(workroom, folder, ask_for_news=True).files:
        received = sync.receive_file(office, file, folder)
        sync.read_receipt_file(workroom, received.receipt_path)
