"""What every test of 认领与培育 begins with: an office whose clues are general ones, and the 提案委 at it."""

import shutil
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import actor_of
from baixing_desktop.domain.states import (
    Role,
)
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import SetClock, clue_content, colleague, new_home, open_home
from tests.sync.helpers import enrol_by_hand
from tests.usecases.claims.steps import SECOND
from tests.usecases.conftest import carry
from tests.usecases.programme import general


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose three clues are general ones of the district, and the workroom they came from; only copied."""
    folder, clock = tmp_path_factory.mktemp("claims"), SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    for number in (1, 2, 3):
        register_clue(workroom, clue_content(number))
    carry(workroom, office, folder)
    general(office, *clue_ids(office, ClueQuery()))
    colleague(office, SECOND, "榕树下的凉茶铺子B8", post=Role.PROPOSAL_COMMITTEE)
    workroom.close()
    office.close()
    return folder


@pytest.fixture
def office(homes: Path, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """The office, with somebody of the office at it."""
    shutil.copytree(homes, tmp_path / "homes")
    desk = open_home(tmp_path / "homes" / "office", clock, user="测试员")
    yield desk
    desk.close()


@pytest.fixture
def board(office: Desk) -> Desk:
    """The same office with somebody of the 提案委 at it."""
    with office.store.reading() as tx:
        return replace(office, actor=actor_of(tx.people.get(SECOND)))


@pytest.fixture
def received(office: Desk) -> tuple[str, ...]:
    """The three clues."""
    return clue_ids(office, ClueQuery())


@pytest.fixture
def workroom(office: Desk, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """The workroom, beside the office."""
    desk = open_home(tmp_path / "homes" / "workroom", clock)
    yield desk
    desk.close()
