"""An office and a workroom that know each other."""

from collections.abc import Generator
from dataclasses import dataclass

import pytest

from baixing_desktop.usecases.desk import Desk
from sync.office.main import Serving
from tests.sync.helpers import address_of, enrol_by_hand, serving


@dataclass(frozen=True)
class Pair:
    """Both sides of the log."""

    office: Desk
    workroom: Desk


@dataclass(frozen=True)
class Online(Pair):
    """Both sides, and the server between them."""

    server: Serving


@pytest.fixture
def pair(office: Desk, workroom: Desk) -> Pair:
    """A workroom enrolled with an office; no network."""
    enrol_by_hand(office, workroom)
    return Pair(office, workroom)


@pytest.fixture
def online(office: Desk, workroom: Desk) -> Generator[Online]:
    """A workroom enrolled with an office that is being served."""
    with serving(office) as server:
        enrol_by_hand(office, workroom, address_of(server))
        yield Online(office, workroom, server)
