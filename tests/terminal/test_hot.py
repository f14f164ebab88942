"""``baixing hot``, on an office that received clues."""

from pathlib import Path

from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand
from tests.terminal.running import Terminal
from tests.usecases.conftest import carry


def test_hot_issues_with_streets_and_months(workroom: Desk, office: Desk, secret: Path, tmp_path: Path) -> None:
    enrol_by_hand(office, workroom)
    for _ in range(3):
        register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    office.close()
    terminal = Terminal(office.home, secret)
    found = terminal.json("hot", "--period", "2026-10..11")
    (issue,) = found["issues"]
    assert (found["read"], issue["title"], len(issue["ids"])) == (3, clue_content().title, 3)
    assert issue["streets"] == [{"unit": "SY", "clues": 3}]
    assert issue["months"] == [{"month": "2026-10", "clues": 0}, {"month": "2026-11", "clues": 3}]
    said = terminal.run("hot", "--period", "2026")
    assert "3 条线索，1 个热点" in said
    assert clue_content().title in said
    assert terminal.json("hot", "--period", "2025")["issues"] == []
    assert terminal.json("hot", "--period", "2026", "--least", "4")["issues"] == []
    terminal.run("hot", "--period", "十一月", code=2)
