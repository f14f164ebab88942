"""The office's edition of the reference data travels with every answer to whoever has an older one."""

import sync
from baixing_desktop.usecases import reference
from tests.builders import open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import exchange_by_hand, register


def rename(pair: Pair, name: str) -> None:
    reference.edit_entry(pair.office, "units", "SY", {"name": name}, "更名")


def test_over_the_network(online: Online) -> None:
    rename(online, "甲")
    sync.synchronise(online.workroom)
    assert online.workroom.reference.unit_name("SY") == "甲"
    rename(online, "乙")
    register(online.workroom, 1)
    sync.synchronise(online.workroom)
    assert online.workroom.reference.unit_name("SY") == "乙"
    assert [one.number for one in reference.editions(online.workroom)] == [2, 1]


def test_who_has_the_newest_is_sent_none(pair: Pair) -> None:
    rename(pair, "甲")
    exchange_by_hand(pair.office, pair.workroom)
    assert reference.edition_for(pair.office, reference.edition_held(pair.workroom)) is None


def test_a_service_goes_by_what_a_window_made(online: Online) -> None:
    window = open_home(online.office.home)
    reference.edit_entry(window, "units", "SY", {"name": "甲"}, "更名")
    window.close()
    assert online.office.reference.unit_name("SY") != "甲"
    sync.synchronise(online.workroom)
    assert online.office.reference.unit_name("SY") == "甲"
