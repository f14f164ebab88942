"""A unit that is complained about gets the clue at no step (信访工作条例 30; safety P17)."""

from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.errors import IllegalActionError, InputError, NotFoundError
from baixing_desktop.usecases import barring, casework, curating, drafting, handling, reading
from baixing_desktop.usecases.curating import Wording
from baixing_desktop.usecases.desk import Desk
from tests.builders import clue_content
from tests.usecases.conftest import carry

DAY = date(2026, 11, 23)
WORDS = Wording("建议在沙园七街加装路灯", "夜间照明不足。", "加装路灯二十盏。")


def units(desk: Desk, clue_id: str) -> list[tuple[str, bool]]:
    return sorted((bar.unit, bar.by_workroom) for bar in barring.bars_of(desk, clue_id))


def refused(act: object) -> str:
    """What is said when ``act`` would hand the clue on."""
    assert callable(act)
    with pytest.raises(IllegalActionError) as error:
        act()
    assert error.value.code == "ACTION_BARRED"
    return error.value.advice.what


@pytest.fixture
def routed(office: Desk, received: tuple[str, ...]) -> str:
    """An accepted clue that goes by letter."""
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    return received[0]


def test_it_is_refused_when_drafted_issued_and_reassigned(office: Desk, routed: str) -> None:
    barring.set_bars(office, routed, ("QCGJ",))
    name = office.reference.unit_name("QCGJ")
    assert name in refused(lambda: casework.draft_forwarding(office, routed, "QCGJ"))
    assert name in refused(lambda: handling.draft_assignment(office, routed, "QSWJ", ("QCGJ",)))
    drafted, _ = casework.draft_forwarding(office, routed, "QSWJ")
    barring.set_bars(office, routed, ("QCGJ", "QSWJ"))
    refused(lambda: casework.issue_forwarding(office, drafted.id, DAY))
    assert reading.forwardings_of(office, routed) == (drafted,), "no number was taken"
    barring.set_bars(office, routed, ("QCGJ",), "反映人同意由水务局办理")
    casework.issue_forwarding(office, drafted.id, DAY)
    casework.record_received(office, drafted.id, DAY)
    handling.request_return(office, drafted.id, "不属于职责", DAY)
    assert name in refused(lambda: handling.grant_return(office, drafted.id, "QCGJ", DAY))


def test_it_travels_with_the_batch_and_a_revision_says_it_anew(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    clue, _ = drafting.save_draft(workroom, clue_content(9))
    barring.set_bars(workroom, clue.id, ("QCGJ", "QSWJ"))
    drafting.register_clue(workroom, clue_content(9), clue_id=clue.id)
    carry(workroom, office, tmp_path)
    assert units(office, clue.id) == [("QCGJ", True), ("QSWJ", True)]
    assert units(office, received[0]) == []
    with pytest.raises(IllegalActionError) as error:
        barring.set_bars(workroom, clue.id, ())
    assert error.value.code == "ACTION_NOT_POSSIBLE"
    barring.set_bars(office, clue.id, ("QCGJ", "QSWJ", "QJYJ"))
    casework.return_clue(office, clue.id, "请补充")
    carry(workroom, office, tmp_path)
    barring.set_bars(workroom, clue.id, ("QSWJ",))
    drafting.reopen_draft(workroom, clue.id)
    drafting.register_clue(workroom, clue_content(9), clue_id=clue.id)
    carry(workroom, office, tmp_path)
    assert units(office, clue.id) == [("QJYJ", False), ("QSWJ", True)]


def test_the_office_gives_a_reason_for_lifting_and_all_stands_in_the_trail(office: Desk, routed: str) -> None:
    for unit in ("SY", "NOBODY"):
        with pytest.raises((InputError, NotFoundError)):
            barring.set_bars(office, routed, (unit,))
    barring.set_bars(office, routed, ("QCGJ", "QSWJ"))
    with pytest.raises(InputError):
        barring.set_bars(office, routed, ("QCGJ",))
    barring.set_bars(office, routed, ("QCGJ",), "张䶮（13800000001）同意")
    assert not barring.set_bars(office, routed, ("QCGJ",))[1].touched, "nothing new is not written"
    with office.store.reading() as tx:
        trail = [entry.detail for entry in tx.audit.all() if entry.action == "bar"]
    assert [(entry["added"], entry["lifted"], entry["reason"]) for entry in trail] == [
        (["QCGJ", "QSWJ"], [], ""),
        ([], ["QSWJ"], "张*（138****0001）同意"),
    ]


def test_a_letter_speaks_for_the_merged_and_a_part_for_its_origin(
    office: Desk, received: tuple[str, ...], routed: str
) -> None:
    barring.set_bars(office, received[1], ("QCGJ",))
    curating.merge_clue(office, received[1], routed)
    refused(lambda: casework.draft_forwarding(office, routed, "QCGJ"))
    curating.undo_merge(office, received[1])
    assert isinstance(casework.draft_forwarding(office, routed, "QCGJ")[0], Forwarding)
    (_, part), _ = curating.split_clue(office, received[1], WORDS, (WORDS,))
    assert units(office, part.id) == [("QCGJ", False)]


def test_a_draft_that_is_thrown_away_takes_its_notes_along(workroom: Desk) -> None:
    clue, _ = drafting.save_draft(workroom, clue_content(9))
    barring.set_bars(workroom, clue.id, ("QCGJ",))
    drafting.delete_draft(workroom, clue.id)
    with workroom.store.reading() as tx:
        assert tx.of(UnitBar).count() == 0
