"""热点 on the real record, on both engines: streets, months, what was merged and told apart."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from baixing_desktop.domain.period import Period, month_period, year_period
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.curating import merge_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.duplicates import tell_apart
from baixing_desktop.usecases.hot import HotIssue, hot_issues
from baixing_desktop.usecases.statistics import clues_of
from baixing_desktop.work import Work
from tests.builders import SetClock, clue_content, new_home
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry

YEAR = year_period(2026)
BENCH = clue_content(title="江边座椅坏了", analysis="三张座椅断裂，无人修理。", suggestions="更换座椅。")


def two_streets_speak(workroom: Desk, office: Desk, folder: Path, clock: SetClock) -> None:
    """Two clues of 沙园 and one of 新港 about the same lamps, one about a bench."""
    enrol_by_hand(office, workroom)
    for month in (9, 11):
        register_clue(workroom, replace(clue_content(), received_on=date(2026, month, 20)))
    register_clue(workroom, BENCH)
    carry(workroom, office, folder)
    other = new_home(folder / "other", Face.WORKROOM, "XG", clock)
    try:
        enrol_by_hand(office, other)
        register_clue(other, clue_content())
        carry(other, office, folder)
    finally:
        other.close()


def found(office: Desk, period: Period = YEAR, least: int = 3) -> tuple[HotIssue, ...]:
    """The hot issues of ``period``."""
    return hot_issues(office, period, Work(), least=least).issues


def test_one_matter_of_two_streets(office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock) -> None:
    two_streets_speak(workroom, office, tmp_path, clock)
    (issue,) = found(office)
    assert issue.title == clue_content().title
    assert issue.streets == (("SY", 2), ("XG", 1))
    months = dict(issue.months)
    assert (months[2026, 9], months[2026, 11], sum(months.values()), len(months)) == (1, 2, 3, 12)
    assert (issue.lately, issue.before, issue.last) == (2, 0, date(2026, 11, 20))
    assert [clue.title for clue in clues_of(office, issue.ids)] == [clue_content().title] * 3
    assert hot_issues(office, YEAR, Work()).read == 4
    assert found(office, month_period(2026, 9)) == ()
    assert found(office, month_period(2026, 11)) == ()
    assert [len(one.ids) for one in found(office, month_period(2026, 11), least=2)] == [2]


def test_decisions_are_kept(office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock) -> None:
    two_streets_speak(workroom, office, tmp_path, clock)
    (issue,) = found(office)
    first, second, third = issue.ids
    for other in (second, third):
        tell_apart(office, first, other)
    assert found(office) == ()
    assert [set(one.ids) for one in found(office, least=2)] == [{second, third}]
    everyone = {one for one in hot_ids(office) if one not in issue.ids}
    (bench,) = everyone
    casework.accept_clue(office, second)
    merge_clue(office, bench, second)
    assert [set(one.ids) for one in found(office)] == [{second, third, bench}]


def hot_ids(office: Desk) -> set[str]:
    """Every clue of the office."""
    with office.store.reading() as tx:
        return {voice.clue_id for voice in tx.alike.voices(YEAR)}
