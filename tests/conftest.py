"""What every test gets: homes, shared data, and no unexpected log."""

import gc
import logging
import os
import shutil
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from tests.builders import CHEAP, SetClock, open_home
from tests.effort import EVERYTHING
from tests.homes import Homes
from tests.postgres import Cluster, cluster
from tests.statements import compiled_once

# Papers are compared with kept looks: no font of this computer may be in them.
os.environ["BAIXING_FONTS"] = ""

os.environ["BAIXING_KEYRING"] = "off"  # no test touches the keyring of whoever runs it
# The machine may be shared: how long an example takes says nothing of the program.
settings.register_profile("shared", deadline=None, max_examples=50 if EVERYTHING else 30)
settings.load_profile("shared")

ROOT = Path(__file__).resolve().parents[1]
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of its own in it
_ROOM = 2 << 30
# A record flushes every commit to the disk. What that is worth is proved with power cuts on a disk of the tests' own
# (tests/proofs); everywhere else it only makes the tests wait for whatever disk is below.
if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it again and again finds nothing to clear away."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Generator[None]:
    """A warning or error in any log fails the test, unless it cleared the records after looking at them."""
    caplog.set_level(logging.WARNING)
    yield
    loud = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING]
    assert not loud, [record.getMessage() for record in loud]


@pytest.fixture(autouse=True, scope="session")
def cheap_passphrases() -> Generator[None]:
    """A passphrase that no test gave another cost costs next to nothing here; child processes make them as they are."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("baixing_desktop.vault.keys.PassphraseCost", lambda: CHEAP)
        yield


@pytest.fixture(autouse=True, scope="session")
def statements_compiled_once() -> Generator[None]:
    """A statement is compiled once and not for each file: that was a sixth of what these tests did."""
    with compiled_once():
        yield


@pytest.fixture
def clock() -> SetClock:
    """A clock that the test moves."""
    return SetClock()


@pytest.fixture(scope="session")
def postgres() -> Generator[Cluster]:
    """A PostgreSQL server for as long as the tests of this process run; databases on it are cheap."""
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Homes to copy."""
    return Homes(tmp_path_factory.mktemp("homes"))


@pytest.fixture
def workroom(homes: Homes, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """A new workroom of 沙园街道."""
    desk = open_home(homes.new(Face.WORKROOM, "SY", tmp_path / "workroom"), clock)
    yield desk
    desk.close()


@pytest.fixture
def office(homes: Homes, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """A new district office."""
    desk = open_home(homes.new(Face.OFFICE, "HZZX", tmp_path / "office"), clock)
    yield desk
    desk.close()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real texts that nobody here wrote; they lie beside the checkout and are never part of it."""
    folder = Path(os.environ.get("BAIXING_SHARED", ROOT.parent / "shared")) / "data"
    if not folder.is_dir():
        pytest.skip("the shared test data are not beside the checkout (BAIXING_SHARED)")
    return folder
