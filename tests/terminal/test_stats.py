"""``baixing stats`` and ``archive``: every number, the clues behind one, and the package of a year."""

from pathlib import Path

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.usecases.desk import Desk
from tests.terminal.running import Terminal
from tests.usecases.conftest import closed, handler, issued, received

__all__ = ["closed", "handler", "issued", "received"]

NOVEMBER = ("--from", "2026-11-01", "--to", "2026-11-30")


def test_figures_of_a_period_and_the_clues_behind_one(office: Desk, closed: Forwarding, secret: Path) -> None:
    office.close()
    terminal = Terminal(office.home, secret)
    found = terminal.json("stats", *NOVEMBER)
    totals = found["totals"]
    assert [totals[name] for name in ("collected", "accepted", "forwarded", "on_time", "resolved")] == [3, 1, 1, 1, 1]
    assert found["before"] == {"from": "2026-10-01", "to": "2026-10-31"}
    assert found["totals_before"]["collected"] == 0
    assert len(found["groups"]["street"]) == 18
    (handler,) = found["groups"]["handler"]
    assert (handler["code"], handler["replied"]) == (closed.handler, 1)
    assert found["stages"]["to_issue"] == {"letters": 1, "days": 3, "longest": 3}
    said = terminal.run("stats", *NOVEMBER)
    assert "收集\t3\t上期 0" in said
    assert "收集到发函\t平均 3.0 天" in said
    listed = terminal.json("stats", *NOVEMBER, "--list", "collected", "--of", "street=SY")
    assert len(listed["clues"]) == 3
    (one,) = terminal.json("stats", *NOVEMBER, "--list", "forwarded")["clues"]
    assert one["id"] == closed.clue_id
    assert "转送：1 条" in terminal.run("stats", *NOVEMBER, "--list", "forwarded")


def test_wrong_words_are_explained(office: Desk, secret: Path) -> None:
    office.close()
    terminal = Terminal(office.home, secret)
    terminal.run("stats", "--from", "2026-11-30", "--to", "2026-11-01", code=1)
    assert "不能早于" in terminal.said
    terminal.run("stats", "--from", "11月", "--to", "2026-11-01", code=2)
    terminal.run("stats", *NOVEMBER, "--of", "street=SY", code=2)
    terminal.run("stats", *NOVEMBER, "--list", "collected", "--of", "SY", code=1)
    assert "street（收集单位）" in terminal.said


def test_the_package_of_a_year_is_written_and_checked_without_a_home(
    office: Desk, closed: Forwarding, secret: Path, tmp_path: Path
) -> None:
    assert closed
    office.close()
    terminal, place = Terminal(office.home, secret), tmp_path / "2026.zip"
    made = terminal.json("archive", "make", "2026", "-o", place)
    strange = Terminal(tmp_path / "nowhere", tmp_path / "nothing")
    assert "没有改动" in strange.run("archive", "verify", place)
    place.write_bytes(place.read_bytes().replace("说明.txt".encode(), "说朋.txt".encode()))
    found = strange.json("archive", "verify", place, code=1)
    assert (found["missing"], found["added"], found["sha256"]) == (["说明.txt"], ["说朋.txt"], made["sha256"])
    terminal.run("archive", "make", "2999", "-o", place, code=1)
    assert "还没有到" in terminal.said
