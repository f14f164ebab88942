"""What an import brings is written together, and the record is the same as row by row; a save asks nothing twice."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as listen

from baixing_desktop.domain.audit import first_fault
from baixing_desktop.domain.clue import Consents, Contributor
from baixing_desktop.domain.imports import ImportedLine
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.intake import ImportPlan, PlannedClue
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import importing
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.reading import list_clues
from tests.builders import SetClock, clue_content, open_home
from tests.effort import EVERYTHING
from tests.homes import Homes

PERSONS = {
    "named": Contributor(name="张䶮", phone="138 0000 0001", address="沙园七街"),
    "unnamed": Contributor(anonymous=True),
    "lacking": Contributor(phone="13800000002"),
}
"""The last lacks the name: a draft in a workroom, refused at the office."""
UNITS = {Face.WORKROOM: "SY", Face.OFFICE: "HZZX"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For the records of the examples."""
    return tmp_path_factory.mktemp("together")


def plan(rows: Sequence[tuple[int, str]], first: int = 2) -> ImportPlan:
    """A table of these rows, each a number that tells its texts and a kind of person."""
    planned = (
        PlannedClue(
            place,
            f"H{number}",
            hashlib.sha256(f"row {number}".encode()).hexdigest(),
            clue_content(number, contributor=PERSONS[kind], consents=Consents(collect=True)),
            (),
            (),
        )
        for place, (number, kind) in enumerate(rows, start=first)
    )
    return ImportPlan(tuple(planned), (), 0)


KINDS = st.tuples(st.integers(1, 9), st.sampled_from([*PERSONS]))
ROWS = st.lists(KINDS, min_size=1, max_size=7, unique_by=itemgetter(0))


@settings(
    max_examples=20 if EVERYTHING else 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(Face), ROWS, st.integers(0, 3))
def test_the_record_is_the_same_as_row_by_row(
    homes: Homes, folder: Path, face: Face, rows: list[tuple[int, str]], known: int
) -> None:
    place = folder / str(len(list(folder.iterdir())))
    place.mkdir()
    found: list[dict[str, Any]] = []
    for name in ("together", "apart"):
        desk = open_home(homes.new(face, UNITS[face], place / name), SetClock())
        with closing(desk), pytest.MonkeyPatch.context() as patch:
            patch.setattr(importing, "_AT_ONCE", 3)  # small tables fill several portions
            import_clues(desk, plan(rows[:known]), file_name="以前.csv")
            if name == "together":
                report, _ = import_clues(desk, plan(rows), file_name="表.csv")
                reported = list(report.rows)
            else:
                tables = [plan([row], first) for first, row in enumerate(rows, start=2)]
                reported = [import_clues(desk, one, file_name="表.csv")[0].rows[0] for one in tables]
            found.append(_facts(desk) | {"reported": reported})
    assert found[0] == found[1]


def test_a_large_table_costs_as_many_statements_as_a_small_one(workroom: Desk) -> None:
    tables = [plan([(number, "named") for number in range(start, start + size)]) for start, size in ((1, 2), (100, 60))]
    import_clues(workroom, plan([(1000, "named")]), file_name="先来.csv")
    spent = [_statements(workroom, lambda one=one: import_clues(workroom, one, file_name="表.csv")) for one in tables]
    assert len(spent[0]) == len(spent[1])


def test_a_save_says_nothing_twice(workroom: Desk) -> None:
    draft, _ = save_draft(workroom, clue_content(1))
    acts: dict[str, Callable[[], object]] = {
        "draft": lambda: save_draft(workroom, clue_content(2)),
        "draft again": lambda: save_draft(workroom, clue_content(3), clue_id=draft.id, version=1),
        "draft registered": lambda: register_clue(workroom, clue_content(4), clue_id=draft.id, version=2),
        "registered at once": lambda: register_clue(workroom, clue_content(5)),
    }
    for name, act in acts.items():
        said = _statements(workroom, act)
        assert len(said) == len(set(said)), name


def test_a_draft_that_is_registered_is_written_once_and_counted_as_two_changes(workroom: Desk) -> None:
    draft, _ = save_draft(workroom, clue_content(1))
    clue, _ = register_clue(workroom, clue_content(2), clue_id=draft.id, version=draft.version)
    assert (draft.version, clue.version, clue.revision) == (1, 3, 1)
    with workroom.store.reading() as tx:
        assert tx.clues.get(clue.id) == clue
        assert faults(tx.connection) == ()
    for words in (clue.content.title, clue.provisional_number or ""):
        assert [one.id for one in list_clues(workroom, ClueQuery(text=words)).items] == [clue.id]


def test_numbers_that_do_not_suffice_leave_nothing(workroom: Desk) -> None:
    series, year = f"provisional {workroom.installation.device_code}", workroom.today().year
    with workroom.store.writing() as tx:
        assert tx.system.next_numbers(series, year, 99_997) == range(1, 99_998)
    with pytest.raises(InputError) as refused:
        import_clues(workroom, plan([(number, "named") for number in range(1, 4)]), file_name="表.csv")
    assert refused.value.code == "NUMBERS_USED_UP"
    assert list_clues(workroom, ClueQuery()).total == 0
    report, _ = import_clues(workroom, plan([(1, "named"), (2, "unnamed")]), file_name="表.csv")
    assert [row.number.split("-")[3] for row in report.rows] == ["99998", "99999"]


def _statements(desk: Desk, act: Callable[[], object]) -> list[str]:
    """What ``act`` says to the database."""
    engine: Any = desk.store._engine  # pyright: ignore[reportPrivateUsage] - what is counted
    said: list[str] = []

    def note(*given: Any) -> None:
        said.append(str(given[2]))

    listen.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        listen.remove(engine, "before_cursor_execute", note)
    return said


def _facts(desk: Desk) -> dict[str, Any]:
    """What a record says, but for identities and how many tables there were."""
    with desk.store.reading() as tx:
        assert faults(tx.connection) == ()
        trail = tx.audit.all()
        assert first_fault(trail) is None
        ids = list(tx.connection.exec_driver_sql("SELECT id FROM clue").scalars())
        clues = {one.id: one for one in tx.clues.several(ids)}
        titles = {one.id: one.content.title for one in clues.values()}
        revisions = {titles[one]: tx.clues.revision(one, 1) for one in clues}
        lines = tx.of(ImportedLine).where(outcome=(RowOutcome.REGISTERED, RowOutcome.DRAFT), order="row_number")
        found = {title: [titles[one] for one in tx.listing.ids(ClueQuery(text=title))] for title in titles.values()}
    assert all(one.content_hash in (None, content_hash(one.content)) for one in clues.values())
    acts = [(one.action, titles.get(one.object_id), dict(one.detail)) for one in trail if one.action != "import"]
    told = [(one.row_number, one.outcome, titles.get(one.clue_id or ""), one.fingerprint) for one in lines]
    return {
        "clues": {titles[one.id]: replace(one, id="") for one in clues.values()},
        "revisions": revisions,
        "found": found,
        "lines": sorted(told, key=str),
        "acts": acts,
    }
