"""An office and a workroom that know each other: copies of homes that are made once for all tests."""

import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import pytest

from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from sync.office.main import Serving
from tests.builders import SetClock, new_home, open_home
from tests.sync.helpers import address_of, enrol_by_hand, point_to, serving


@dataclass(frozen=True)
class Pair:
    """Both sides of the log."""

    office: Desk
    workroom: Desk


@dataclass(frozen=True)
class Online(Pair):
    """Both sides, and the server between them."""

    server: Serving


@pytest.fixture(scope="session")
def enrolled_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The homes ``office`` and ``workroom`` (沙园街道), enrolled with each other; never opened, only copied."""
    folder = tmp_path_factory.mktemp("enrolled")
    clock = SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    office.close()
    workroom.close()
    return folder


@pytest.fixture
def pair(enrolled_homes: Path, tmp_path: Path, clock: SetClock) -> Generator[Pair]:
    """A workroom enrolled with an office; no network."""
    homes = tmp_path / "homes"
    shutil.copytree(enrolled_homes, homes)
    both = Pair(open_home(homes / "office", clock), open_home(homes / "workroom", clock))
    yield both
    both.office.close()
    both.workroom.close()


@pytest.fixture
def online(pair: Pair) -> Generator[Online]:
    """A workroom enrolled with an office that is being served."""
    with serving(pair.office) as server:
        point_to(pair.workroom, address_of(server))
        yield Online(pair.office, pair.workroom, server)
