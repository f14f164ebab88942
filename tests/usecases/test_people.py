"""People: added, given roles, locked out, reset, recovered; every coming and going in the trail."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Actor, Confirmation
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases import people
from baixing_desktop.usecases.admission import FILE as ATTEMPTS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import list_clues, reveal_contact
from baixing_desktop.usecases.setup import open_desk, open_for_service, people_of, recover
from baixing_desktop.usecases.sitting import change_places, lock, second_person, unlock
from tests.builders import (
    CHEAP,
    MUSEUM_PASSPHRASE,
    PASSPHRASE,
    SetClock,
    clue_content,
    open_home,
    refused,
    with_own_passphrase,
)

FIRST, OWN = "榕树下的凉茶铺子A7", "骑楼街上的云吞面B8"
MUSEUM = Path(__file__).parents[1] / "museum" / "0.1.0"


def acts(desk: Desk) -> list[str]:
    """What the trail tells, oldest first."""
    with desk.store.reading() as tx:
        return [entry.action for entry in tx.audit.all()]


def sit_down(home: Path, user: str, passphrase: str, clock: SetClock) -> Desk:
    return open_desk(home, passphrase=passphrase, clock=clock, user=user)


@pytest.fixture
def wang(workroom: Desk) -> str:
    """The name of a second liaison, who has a first passphrase."""
    people.add_person(workroom, "王强", FIRST, post=Role.LIAISON, cost=CHEAP)
    return "王强"


def test_the_first_person_has_the_post_and_administers(workroom: Desk, office: Desk) -> None:
    assert (workroom.actor.post, workroom.actor.duty) == (Role.LIAISON, Role.SYSTEM_ADMIN)
    assert (office.actor.post, office.actor.duty) == (Role.OFFICE, Role.SYSTEM_ADMIN)
    assert acts(workroom) == ["set_up", "add_person", "sign_in"]


def test_a_new_person_changes_the_first_passphrase_before_anything_else(
    workroom: Desk, wang: str, clock: SetClock
) -> None:
    desk = sit_down(workroom.home, wang, FIRST, clock)
    assert refused(lambda: list_clues(desk, ClueQuery())) == "PASSPHRASE_MUST_CHANGE"
    assert refused(lambda: people.change_passphrase(desk, FIRST, FIRST)) == "PASSPHRASE_UNFIT"
    assert refused(lambda: people.change_passphrase(desk, OWN, OWN)) == "VAULT_WRONG_PASSPHRASE"
    desk, _ = people.change_passphrase(desk, FIRST, OWN, CHEAP)
    clue, _ = register_clue(desk, clue_content())
    assert clue.typist == wang
    desk.close()
    again = sit_down(workroom.home, wang, OWN, clock)
    assert not again.actor.must_change
    again.close()
    assert refused(lambda: sit_down(workroom.home, wang, FIRST, clock)) == "VAULT_WRONG_PASSPHRASE"


def test_with_several_people_the_name_is_needed(workroom: Desk, wang: str, clock: SetClock) -> None:
    assert people_of(workroom.home) == ("测试员", wang)
    assert refused(lambda: open_desk(workroom.home, passphrase=PASSPHRASE, clock=clock)) == "PERSON_NEEDED"


def test_an_unknown_name_says_no_more_than_a_wrong_passphrase(workroom: Desk, wang: str, clock: SetClock) -> None:
    assert refused(lambda: sit_down(workroom.home, "没有的人", PASSPHRASE, clock)) == "VAULT_WRONG_PASSPHRASE"


def test_five_wrong_tries_shut_out_one_person_and_not_the_other(workroom: Desk, wang: str, clock: SetClock) -> None:
    """It survives a restart, because it stands in a file; the trail hears of it afterwards."""
    for _ in range(5):
        assert refused(lambda: sit_down(workroom.home, wang, OWN, clock)) == "VAULT_WRONG_PASSPHRASE"
    assert refused(lambda: sit_down(workroom.home, wang, FIRST, clock)) == "DOOR_LOCKED"
    clock.forward(minutes=14)
    assert refused(lambda: sit_down(workroom.home, wang, FIRST, clock)) == "DOOR_LOCKED"
    sit_down(workroom.home, "测试员", PASSPHRASE, clock).close()
    clock.forward(minutes=1)
    sit_down(workroom.home, wang, FIRST, clock).close()
    with workroom.store.reading() as tx:
        wrong = [e for e in tx.audit.all() if e.action == "sign_in" and e.result == "refused"]
    assert len(wrong) == 5
    assert {entry.object_id for entry in wrong} == {tx_id(workroom, wang)}


def tx_id(desk: Desk, name: str) -> str:
    with desk.store.reading() as tx:
        return tx.people.get(name).id


def test_going_from_name_to_name_shuts_the_computer(workroom: Desk, wang: str, clock: SetClock) -> None:
    for number in range(15):
        assert refused(lambda: sit_down(workroom.home, f"某人{number}", OWN, clock)) == "VAULT_WRONG_PASSPHRASE"  # noqa: B023 - called at once
    assert refused(lambda: sit_down(workroom.home, "测试员", PASSPHRASE, clock)) == "DOOR_LOCKED"


def test_a_damaged_file_of_tries_lets_people_in(workroom: Desk, clock: SetClock) -> None:
    (workroom.home / ATTEMPTS).write_bytes(b"\xff[")
    sit_down(workroom.home, "测试员", PASSPHRASE, clock).close()


def test_a_disabled_person_is_out_whatever_is_known(workroom: Desk, wang: str, clock: SetClock) -> None:
    before = (workroom.home / "vault.json").read_bytes()
    people.disable_person(workroom, wang)
    assert refused(lambda: sit_down(workroom.home, wang, FIRST, clock)) == "VAULT_WRONG_PASSPHRASE"
    # An old key file put back opens the keys, and is refused by the record.
    (workroom.home / "vault.json").write_bytes(before)
    assert refused(lambda: sit_down(workroom.home, wang, FIRST, clock)) == "PERSON_DISABLED"
    assert people_of(workroom.home) == ("测试员",)
    people.enable_person(workroom, wang, OWN, CHEAP)
    desk = sit_down(workroom.home, wang, OWN, clock)
    assert desk.actor.must_change
    desk.close()


def test_an_administrator_resets_a_forgotten_passphrase(workroom: Desk, wang: str, clock: SetClock) -> None:
    people.reset_passphrase(workroom, wang, OWN, CHEAP)
    desk = sit_down(workroom.home, wang, OWN, clock)
    assert desk.actor.must_change
    desk.close()
    people.disable_person(workroom, wang)
    assert refused(lambda: people.reset_passphrase(workroom, wang, FIRST)) == "PERSON_DISABLED"


def test_the_last_administrator_cannot_vanish(workroom: Desk, wang: str) -> None:
    me = workroom.actor.name
    assert refused(lambda: people.disable_person(workroom, me)) == "PERSON_SELF"
    assert refused(lambda: people.set_roles(workroom, me, post=Role.LIAISON, duty=None)) == "LAST_ADMINISTRATOR"
    people.set_roles(workroom, wang, post=None, duty=Role.SYSTEM_ADMIN)
    people.set_roles(workroom, me, post=Role.LIAISON, duty=None)
    assert refused(lambda: people.set_roles(workroom, wang, post=Role.LIAISON, duty=None)) == "LAST_ADMINISTRATOR"


@pytest.mark.parametrize(
    ("post", "duty", "code"),
    [
        (None, None, "ROLES_NONE"),
        (Role.OFFICE, None, "ROLE_UNFIT"),
        (Role.SYSTEM, None, "ROLE_UNFIT"),
        (Role.LIAISON, Role.OFFICE, "ROLE_UNFIT"),
        (Role.LIAISON, Role.AUDIT_ADMIN, "ROLES_APART"),
    ],
)
def test_roles_that_do_not_go_together(workroom: Desk, post: Role | None, duty: Role | None, code: str) -> None:
    assert refused(lambda: people.add_person(workroom, "赵六", FIRST, post=post, duty=duty)) == code


def test_once_there_is_a_security_administrator_only_that_one_grants(workroom: Desk, wang: str) -> None:
    people.set_roles(workroom, wang, post=None, duty=Role.SECURITY_ADMIN)
    assert refused(lambda: people.set_roles(workroom, wang, post=Role.LIAISON, duty=None)) == "ACTION_NOT_ALLOWED"
    security = replace(workroom, actor=Actor(tx_id(workroom, wang), wang, None, Role.SECURITY_ADMIN))
    people.set_roles(security, "测试员", post=Role.LIAISON, duty=Role.SYSTEM_ADMIN)
    assert refused(lambda: people.add_person(security, "赵六", FIRST, post=Role.LIAISON)) == "ACTION_NOT_ALLOWED"
    assert "refuse" in acts(workroom)


def test_the_policy_is_a_setting(workroom: Desk) -> None:
    long = "只有汉字的一句长长的话呀"
    assert refused(lambda: people.add_person(workroom, "赵六", long, post=Role.LIAISON)) == "PASSPHRASE_UNFIT"
    people.set_policy(workroom, "nist")
    people.add_person(workroom, "赵六", long, post=Role.LIAISON, cost=CHEAP)
    assert refused(lambda: people.set_policy(workroom, "none")) == "INPUT_INVALID"
    assert refused(lambda: people.set_idle_minutes(workroom, 16)) == "INPUT_INVALID"


def test_after_ninety_days_the_passphrase_is_changed_first(workroom: Desk, clock: SetClock) -> None:
    clock.forward(days=90)
    desk = open_home(workroom.home, clock)
    assert refused(lambda: register_clue(desk, clue_content())) == "PASSPHRASE_MUST_CHANGE"
    desk.close()


def test_locking_and_changing_places(workroom: Desk, wang: str, clock: SetClock) -> None:
    lock(workroom, "idle")
    assert refused(lambda: unlock(workroom, OWN)) == "VAULT_WRONG_PASSPHRASE"
    assert unlock(workroom, PASSPHRASE).actor == workroom.actor
    other = change_places(workroom, wang, FIRST)
    assert (other.actor.name, other.actor.must_change) == (wang, True)
    assert acts(workroom)[-3:] == ["sign_in", "sign_out", "sign_in"]


def test_a_second_person_confirms_on_the_spot(workroom: Desk, wang: str) -> None:
    refusal = refused(lambda: second_person(workroom, Confirmation(wang, FIRST)))
    assert refusal == "PASSPHRASE_MUST_CHANGE", "the administrator who chose it would be both persons"
    with_own_passphrase(workroom, wang, FIRST, OWN)
    assert second_person(workroom, Confirmation(wang, OWN)).name == wang
    assert refused(lambda: second_person(workroom, Confirmation("测试员", PASSPHRASE))) == "SECOND_PERSON_SAME"
    assert refused(lambda: second_person(workroom, Confirmation(wang, FIRST))) == "VAULT_WRONG_PASSPHRASE"


def test_the_recovery_sheet_gives_access_again(workroom: Desk, wang: str, clock: SetClock) -> None:
    code, _ = people.new_recovery_code(workroom)
    desk = recover(workroom.home, code=code, name="测试员", passphrase=OWN, clock=clock, cost=CHEAP)
    assert (desk.actor.name, desk.actor.must_change) == ("测试员", False)
    people.reset_passphrase(desk, wang, FIRST, CHEAP)
    desk.close()
    assert refused(lambda: sit_down(workroom.home, "测试员", PASSPHRASE, clock)) == "VAULT_WRONG_PASSPHRASE"
    wrong = refused(lambda: recover(workroom.home, code=code, name="没有的人", passphrase=OWN, clock=clock))
    assert wrong == "PERSON_UNKNOWN"
    assert "recover" in acts(workroom)


def test_a_service_acts_as_the_program_and_reads_nothing(office: Desk, clock: SetClock) -> None:
    key = people.new_service_key(office, "unattended")
    desk = open_for_service(office.home, key=key, clock=clock)
    assert desk.actor.role is Role.SYSTEM
    assert refused(lambda: list_clues(desk, ClueQuery())) == "ACTION_NOT_ALLOWED"
    desk.close()
    assert refused(lambda: open_for_service(office.home, key="BXS-00", clock=clock)) == "SERVICE_KEY_BAD"


def test_killed_at_every_step_of_a_change_exactly_one_passphrase_opens(
    workroom: Desk, clock: SetClock, tmp_path: Path
) -> None:
    """The key file is exchanged in one step; what a kill leaves is the state before or after it."""
    before = (workroom.home / "vault.json").read_bytes()
    people.change_passphrase(workroom, PASSPHRASE, OWN, CHEAP)
    workroom.close()
    for content, opens, shut in (
        (before, PASSPHRASE, OWN),
        ((workroom.home / "vault.json").read_bytes(), OWN, PASSPHRASE),
    ):
        copy = tmp_path / f"copy{len(opens)}"
        shutil.copytree(workroom.home, copy)
        (copy / "vault.json").write_bytes(content)
        (copy / ".vault.json.ABC234.tmp").write_bytes(b"{half")
        assert refused(lambda: sit_down(copy, "测试员", shut, clock)) == "VAULT_WRONG_PASSPHRASE"  # noqa: B023 - called at once
        sit_down(copy, "测试员", opens, clock).close()


def test_a_home_of_0_1_0_gets_its_first_person(tmp_path: Path, clock: SetClock) -> None:
    """Killed after the person was written and before the keys were, the next opening goes on with that person."""
    home = Path(shutil.copytree(MUSEUM / "workroom", tmp_path / "old"))
    old_keys = (home / "vault.json").read_bytes()
    desk = open_home(home, clock, MUSEUM_PASSPHRASE)
    first = desk.actor
    assert (first.name, first.duty, first.must_change) == ("测试员", Role.SYSTEM_ADMIN, False)
    desk.close()
    assert people_of(home) == ("测试员",)
    (home / "vault.json").write_bytes(old_keys)
    again = open_home(home, clock, MUSEUM_PASSPHRASE)
    assert again.actor == first
    again.close()
    document: dict[str, Any] = json.loads((home / "vault.json").read_bytes())
    assert document["v"] == 3
    assert "wrap" not in document


def test_contacts_are_for_those_who_need_them(office: Desk) -> None:
    committee = replace(office, actor=Actor("x", "周委员", Role.COMMITTEE))
    assert refused(lambda: reveal_contact(committee, "x")) == "ACTION_NOT_ALLOWED"
