"""``baixing similar``, on an office that received clues."""

from pathlib import Path

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand
from tests.terminal.running import Terminal
from tests.usecases.conftest import carry


def test_alike_clues_with_score_and_reasons(workroom: Desk, office: Desk, secret: Path, tmp_path: Path) -> None:
    enrol_by_hand(office, workroom)
    registered = [register_clue(workroom, clue_content())[0] for _ in range(2)]
    bench = clue_content(title="江边座椅坏了", analysis="三张座椅断裂。", suggestions="更换座椅。")
    register_clue(workroom, bench)
    carry(workroom, office, tmp_path)
    office.close()
    terminal = Terminal(office.home, secret)
    one, other = (clue.provisional_number for clue in registered)
    assert one is not None
    (answer,) = terminal.json("similar", one)["clues"]
    (candidate,) = answer["candidates"]
    assert (candidate["number"], candidate["verdict"], candidate["score_permille"]) == (other, "same", 1000)
    assert candidate["same_person"]
    assert "近半年发生三起老人摔倒的事情" in candidate["passages"]
    everyone = terminal.json("similar", "--all")["clues"]
    assert sorted(len(clue["candidates"]) for clue in everyone) == [0, 1, 1]
    assert "很可能是同一件事" in terminal.run("similar", one)
    terminal.run("similar", code=2)
    assert "不能" not in terminal.run("similar", "--all")
