"""A workroom keeps the contact as long as it is needed to tell the citizen, and no longer (safety P9)."""

from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.outcomes import ContactChannel
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.usecases import backups, casework, erasure
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.local_copy import erased, let_go_of_contacts
from baixing_desktop.usecases.reading import reveal_contact
from baixing_desktop.usecases.scanning import signed_copy
from baixing_desktop.usecases.telling import record_telling
from tests.builders import SetClock, clue_content, open_home
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry


@pytest.fixture
def told(office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock) -> Clue:
    """A clue that was declined, of which the citizen was told, and which is in a backup of the office."""
    enrol_by_hand(office, workroom)
    clue, _ = register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    casework.decline_clue(office, clue.id, "属于民事纠纷。", "可申请人民调解")
    clock.forward(minutes=1)
    carry(workroom, office, tmp_path)
    record_telling(workroom, clue.id, ContactChannel.PHONE, workroom.today(), "张联络")
    carry(workroom, office, tmp_path)
    backups.back_up(office)
    carry(workroom, office, tmp_path)
    return clue


def contact(desk: Desk, clue: Clue) -> Contributor:
    return reveal_contact(desk, clue.id)


def test_after_thirty_days_only_the_office_has_it(office: Desk, workroom: Desk, told: Clue, clock: SetClock) -> None:
    clock.forward(days=29)
    assert let_go_of_contacts(workroom)[0] == 0
    clock.forward(days=2)
    assert let_go_of_contacts(workroom)[0] == 1
    assert contact(workroom, told) == Contributor()
    assert contact(office, told).phone == "13800000001"
    stone = erased(workroom, told.id)
    assert stone is not None
    assert (stone.scope, stone.ground) == (ErasureScope.CONTACT, ErasureGround.HANDED_OVER)
    assert let_go_of_contacts(workroom)[0] == 0
    assert signed_copy(workroom, told.id).state


def test_not_before_the_citizen_was_told(office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock) -> None:
    enrol_by_hand(office, workroom)
    clue, _ = register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    backups.back_up(office)
    carry(workroom, office, tmp_path)
    clock.forward(days=60)
    assert let_go_of_contacts(workroom)[0] == 0, "nothing was heard from the office yet"
    casework.decline_clue(office, clue.id, "属于民事纠纷。", "可申请人民调解")
    carry(workroom, office, tmp_path)
    assert let_go_of_contacts(workroom)[0] == 0, "the citizen has not been told"
    record_telling(workroom, clue.id, ContactChannel.PHONE, workroom.today(), "张联络")
    carry(workroom, office, tmp_path)
    assert let_go_of_contacts(workroom)[0] == 0, "what was told since is in no backup of the office"
    backups.back_up(office)
    carry(workroom, office, tmp_path)
    assert let_go_of_contacts(workroom)[0] == 1


def test_a_later_erasure_goes_further(
    office: Desk, second: Desk, workroom: Desk, told: Clue, tmp_path: Path, clock: SetClock
) -> None:
    clock.forward(days=31)
    let_go_of_contacts(workroom)
    entry, _ = erasure.propose_erasure(office, told.id, ErasureScope.ALL, ErasureGround.ASKED, "本人来电要求")
    erasure.approve_erasure(second, entry)
    carry(workroom, office, tmp_path)
    stone = erased(workroom, told.id)
    assert stone is not None
    assert (stone.scope, stone.ground) == (ErasureScope.ALL, ErasureGround.ASKED)
    workroom.close()
    again = open_home(workroom.home, clock)
    assert erased(again, told.id) == stone
    again.close()
