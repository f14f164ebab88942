"""Real clues through all six routes to the end, by keyboard, in the windows of an office and its proposal committee."""

from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.states import OfficeState, Role
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import REGISTERED, import_clues, plan_import
from baixing_desktop.usecases.reading import clue_ids, find_clue, timeline
from tests.builders import PASSPHRASE, SetClock, colleague, open_home
from tests.effort import EVERYTHING
from tests.sync.helpers import enrol_by_hand, exchange_by_hand
from tests.ui.conftest import Sit
from tests.ui.walk import BY_LETTER, TO_THE_CITY, Walk
from ui.preferences import Preferences

EACH = 10 if EVERYTHING else 1
"""So many clues go each way."""
COMMITTEE, OWN = "王提案", "榕树下的凉茶铺子A7"

_LETTER = ("已转送", "接办", "已答复：A 已解决或采纳", "已告知群众")
_CITY = ("起草报市材料", "报送市政协", "市里已有结果")
_PROPOSAL = (
    "列入认领目录", "王委员认领", "开始培育", "培育（", "形成提案初稿", "送交提案", "立案：第十六届五次会议第",
    "提案交办", "提案办结",
)  # fmt: skip
STEPS: dict[Route, tuple[str, ...]] = {
    **dict.fromkeys(BY_LETTER, _LETTER),
    Route.DISTRICT_CORE: ("调研：经济委", "选定成果形式", "成果报送区委"),
    Route.DISTRICT_GENERAL: (*_PROPOSAL, *_LETTER),
    **dict.fromkeys(TO_THE_CITY, _CITY),
}
"""What the office's history of a clue tells besides that it was accepted, classified and closed."""


@pytest.fixture
def received(office: Desk, workroom: Desk, shared_data: Path, tmp_path: Path) -> tuple[Desk, Desk]:
    """An office and a workroom that handed in real clues."""
    lines = (shared_data / "jiangsu_cppcc_2019" / "proposals.jsonl").read_bytes().splitlines(keepends=True)
    file = tmp_path / "proposals.jsonl"
    file.write_bytes(b"".join(lines[: EACH * len(Route)]))
    report, _ = import_clues(workroom, plan_import(workroom, file, ["survey,analysis=情况分析"]), file_name=file.name)
    assert report.count(REGISTERED) == EACH * len(Route)
    enrol_by_hand(office, workroom)
    assert exchange_by_hand(office, workroom) == EACH * len(Route)
    colleague(office, COMMITTEE, OWN, post=Role.PROPOSAL_COMMITTEE)
    return office, workroom


def test_real_clues_go_every_way_to_the_end(
    sit: Sit, received: tuple[Desk, Desk], tmp_path: Path, clock: SetClock
) -> None:
    office, workroom = received
    clues = {find_clue(office, one).content.title: one for one in clue_ids(office, ClueQuery())}
    assert len(clues) == EACH * len(Route)
    walk = Walk({title: list(Route)[place % len(Route)] for place, title in enumerate(clues)})
    name = office.actor.name
    office.close()
    try:
        _walk(walk, sit, tmp_path / "office", name)
    finally:
        (tmp_path / "walk.txt").write_text(walk.told(), encoding="utf-8")
    told = (tmp_path / "walk.txt").read_text(encoding="utf-8")
    assert all(title in told and walk.record[title][-1].startswith("见 ") for title in clues)

    office = open_home(tmp_path / "office", clock, user=name)
    for title, clue_id in clues.items():
        history = [entry.text for entry in timeline(office, clue_id)]
        for step in ("区办已受理", "已分类", *STEPS[walk.plan[title]], "已办结"):
            assert any(step in line for line in history), (title, step, history)
        assert find_clue(office, clue_id).office_state is OfficeState.CONCLUDED, title
    exchange_by_hand(office, workroom)
    for title, clue_id in clues.items():
        told_there = [entry.text for entry in timeline(workroom, clue_id)]
        assert (find_clue(workroom, clue_id).office_state, told_there[-1]) == (OfficeState.CONCLUDED, "已办结"), title
    office.close()


def _walk(walk: Walk, sit: Sit, home: Path, name: str) -> None:
    for person, passphrase, steps in (
        (name, PASSPHRASE, (walk.screen, walk.classify, walk.grow, walk.research, walk.report)),
        (COMMITTEE, OWN, (walk.file,)),
        (name, PASSPHRASE, (walk.assign, walk.draft_letters, walk.send_letters, walk.conclude_proposals)),
    ):
        walk.seat = sit(home, preferences=Preferences(person=person)).open(None)
        walk.seat.type(passphrase)
        walk.seat.press("Enter")
        for step in steps:
            step()
        walk.seat.close()
