"""Who may do what, against a table that was written from the seed and from safety.md (``tests/architecture``)."""

import tomllib
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.people import Actor
from baixing_desktop.domain.permissions import PERMISSIONS
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases import people
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from tests.architecture.test_permissions import FOUND
from tests.builders import CHEAP, FIRST_PASSPHRASE, SetClock, new_home

TABLE = Path(__file__).parents[1] / "architecture" / "who_may.toml"
SECTIONS = tomllib.loads(TABLE.read_text(encoding="utf-8"))
EXPECTED = {
    act: {Role(role) for role in section["roles"]} for section in SECTIONS.values() for act in section["acts"].split()
}


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Generator[Desk]:
    """An office with a security administrator, whose work the system administrator therefore does not do."""
    desk = new_home(tmp_path_factory.mktemp("staffed") / "office", Face.OFFICE, "HZZX", SetClock())
    people.add_person(desk, "周安全", FIRST_PASSPHRASE, post=None, duty=Role.SECURITY_ADMIN, cost=CHEAP)
    yield desk
    desk.close()


def test_every_act_stands_in_the_table_once_and_says_why() -> None:
    acts = [act for section in SECTIONS.values() for act in section["acts"].split()]
    assert len(acts) == len(set(acts))
    assert all(section["why"].endswith(".") for section in SECTIONS.values())
    assert set(acts) == set(PERMISSIONS)


@pytest.mark.parametrize("role", Role)
def test_each_cell_is_as_it_was_written(role: Role) -> None:
    allowed = {act for act, permission in PERMISSIONS.items() if role in permission.roles}
    assert allowed == {act for act, roles in EXPECTED.items() if role in roles}


@pytest.mark.parametrize("role", Role)
def test_each_cell_is_tried(staffed: Desk, role: Role) -> None:
    """Who may not is refused before anything is read or written, and the trail hears of each attempt."""
    desk = _as(staffed, role)
    with desk.store.reading() as tx:
        before = tx.audit.last()[0]
    refused = [act for act, roles in EXPECTED.items() if role not in roles]
    for act in refused:
        assert not may(desk, act)
        with pytest.raises((IllegalActionError, InputError)) as error:
            FOUND[act](desk)
        assert error.value.code in {"ACTION_NOT_ALLOWED", "WRONG_ROLE"}, act
    assert all(may(desk, act) for act in EXPECTED.keys() - set(refused))
    with desk.store.reading() as tx:
        entries = [entry for entry in tx.audit.all() if entry.seq > before]
    assert [(entry.action, entry.object_id, entry.result) for entry in entries] == [
        ("refuse", act, "refused") for act in refused
    ]


def _as(desk: Desk, role: Role) -> Desk:
    administers = role in {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN}
    return replace(desk, actor=Actor("x", "甲", None if administers else role, role if administers else None))
