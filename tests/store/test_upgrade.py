"""An older record becomes one of this version, or stays what it was."""

import json
import shutil
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, insert, inspect, table, text

from baixing_desktop.domain.batch import GENESIS, EventType
from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.encouragement import Nomination, Showcase
from baixing_desktop.domain.gathering import NilReport, Session
from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.progress import news_head
from baixing_desktop.domain.seats import AtWork
from baixing_desktop.domain.states import CommendationState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.withdrawals import Withdrawal
from baixing_desktop.errors import StoreError, UserError
from baixing_desktop.store.checks import faults
from baixing_desktop.store.engine import open_engine, restructuring
from baixing_desktop.store.making import migrate
from baixing_desktop.store.place import EARLIER, RecordFile
from baixing_desktop.store.schema import HEAD, MIGRATIONS, needs_upgrade
from baixing_desktop.store.tables.counts import KEPT_BY_TRIGGERS
from baixing_desktop.store.tables.figures import DERIVED
from baixing_desktop.usecases.barring import bars_of
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.imported import imported_tables, rows_of_table
from baixing_desktop.usecases.reading import clue_ids, find_clue
from baixing_desktop.usecases.reporting import report_nil_month, report_session
from baixing_desktop.vault.keys import Vault
from baixing_desktop.work import Work
from tests.builders import MUSEUM_PASSPHRASE, SetClock, clue_content, new_home, open_home
from tests.effort import EVERYTHING, some

MUSEUM = Path(__file__).parents[1] / "museum" / "0.1.0"
REVISIONS = sorted(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())
EARLIER_ONES = REVISIONS[:-1] if EVERYTHING else [*REVISIONS[:-2:5], REVISIONS[-2]]
"""Revisions run one after the other wherever one begins, so a few beginnings show what all do."""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The office of 0.1.0."""
    return Path(shutil.copytree(MUSEUM / "office", tmp_path / "old"))


def place_of(home: Path) -> RecordFile:
    return RecordFile(home / "record.db", Vault.unlock_old(home, MUSEUM_PASSPHRASE).database_key)


@pytest.mark.parametrize("revision", EARLIER_ONES)
def test_every_revision_comes_up(tmp_path: Path, revision: str) -> None:
    place = RecordFile(tmp_path / "record.db", bytes(32))
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, revision)
    assert needs_upgrade(engine)
    engine.dispose()
    place.open(Work()).close()
    assert not needs_upgrade(engine)
    with engine.connect() as connection:
        assert faults(connection) == ()
    engine.dispose()


def test_opening_keeps_the_old_record_and_says_what_it_does(old: Path) -> None:
    said: list[str] = []
    place = place_of(old)
    place.open(Work(lambda done, total, what: said.append(what))).close()
    assert said == ["正在备份升级前的数据", "正在升级数据", "正在核对升级后的数据", "升级完成"]
    kept = open_engine(old / EARLIER / f"before-{HEAD}.db", place.key)
    assert needs_upgrade(kept)
    with kept.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM clue")).scalar_one() == 4
    kept.dispose()
    place.open(Work(lambda done, total, what: pytest.fail("upgraded twice"))).close()


def test_news_that_was_told_before_is_chained_as_both_sides_chain_it(old: Path) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    news = "SELECT unit, position, record FROM downlink ORDER BY unit, position"
    with engine.connect() as connection:
        before = [tuple(row) for row in connection.execute(text(news))]
    engine.dispose()
    assert before, "the office of the museum told its workroom something"
    desk = open_home(old, passphrase=MUSEUM_PASSPHRASE)
    with desk.store.reading() as tx:
        assert [tuple(row) for row in tx.connection.execute(text(news))] == before
        heads: dict[str, str] = {}
        for unit, position, record in before:
            heads[unit] = news_head(heads.get(unit, GENESIS), record.encode())
            assert tx.casework.knows_head(unit, position, heads[unit])
        memory = tx.connection.execute(text("SELECT skew, waiting_events, schema FROM device")).all()
    assert {tuple(row) for row in memory} == {(0, 0, 1)}
    desk.close()


def test_what_was_withdrawn_before_stops_and_keeps_where_it_stood(old: Path) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0011")
        master, member, *_ = ids = connection.execute(text("SELECT id FROM clue ORDER BY id")).scalars().all()
        connection.execute(text("UPDATE clue SET office_state = 'accepted' WHERE id = :id"), {"id": master})
        connection.execute(text("UPDATE clue SET office_state = 'merged' WHERE id = :id"), {"id": member})
        connection.execute(
            text(
                "INSERT INTO merge_link (id, clue_id, master_id, former_state, at, actor, reason, version)"
                " VALUES ('link', :member, :master, 'screening', '2026-11-01T00:00:00Z', '陈办', '', 1)"
            ),
            {"member": member, "master": master},
        )
        connection.execute(text("UPDATE clue SET withdrawn_at = '2026-11-20T08:00:00Z' WHERE id = :id"), {"id": master})
    engine.dispose()
    desk = open_home(old, passphrase=MUSEUM_PASSPHRASE)
    assert find_clue(desk, master).office_state is OfficeState.WITHDRAWN
    assert find_clue(desk, member).office_state is OfficeState.SCREENING
    with desk.store.reading() as tx:
        (kept,) = tx.of(Withdrawal).where()
    assert (kept.clue_id, kept.former_state, kept.actor) == (master, OfficeState.ACCEPTED, "工作室")
    assert len(ids) == 4
    desk.close()


def put(connection: Connection, name: str, **values: object) -> None:
    """Insert a row into a table of an earlier revision."""
    connection.execute(insert(table(name, *map(column, values))).values(values))


def test_what_was_answered_again_before_counts_as_redone(old: Path) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0013")
        (clue,) = connection.execute(text("SELECT id FROM clue ORDER BY id LIMIT 1")).scalars().all()
        for line, rejected_on, satisfaction in (
            ("again", "2026-11-20", "dissatisfied"),
            ("off the point", "2026-11-20", "satisfied"),
            ("left it at that", None, "dissatisfied"),
        ):
            put(connection, "forwarding", id=line, clue_id=clue, handler="HZ-CGJ", state="drafted", limited=True,
                drafted_at="2026-11-01T00:00:00Z", version=1)  # fmt: skip
            put(connection, "handler_reply", id=line, forwarding_id=line, ordinal=1, outcome="resolved", text="",
                replied_on="2026-11-10", letter_number="", signer="", rejected_on=rejected_on, rejection="",
                version=1)  # fmt: skip
            put(connection, "contributor_contact", id=line, forwarding_id=line, reply_id=line, clue_id=clue,
                channel="phone", contacted_on="2026-11-12", person="", note="", version=1)  # fmt: skip
            put(connection, "evaluation", id=line, contact_id=line, satisfaction=satisfaction,
                heard_on="2026-11-12", opinion="", version=1)  # fmt: skip
    engine.dispose()
    desk = open_home(old, passphrase=MUSEUM_PASSPHRASE)
    with desk.store.reading() as tx:
        redone = {line.id: line.redone for line in tx.casework.forwardings(clue)}
    desk.close()
    assert redone == {"again": 1, "off the point": 0, "left it at that": 0}


def test_the_unit_that_was_barred_before_is_barred_still(old: Path) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    no = dict.fromkeys(("dictated", "urgent", "important", "universal", "far_reaching", "beyond_grassroots"), False)
    with restructuring(engine) as connection:
        migrate(connection, "0014")
        barred, free, *_ = connection.execute(text("SELECT id FROM clue ORDER BY id")).scalars().all()
        put(connection, "clue_context", id="1", clue_id=barred, event="", not_to="HZ-CGJ", version=1, **no)
        put(connection, "clue_context", id="2", clue_id=free, event="", not_to=None, version=1, **no)
        typist = connection.execute(text("SELECT typist FROM clue WHERE id = :id"), {"id": barred}).scalar_one()
    engine.dispose()
    desk = open_home(old, passphrase=MUSEUM_PASSPHRASE)
    (kept,) = bars_of(desk, barred)
    assert (kept.unit, kept.by_workroom, kept.actor) == ("HZ-CGJ", False, typist)
    assert bars_of(desk, free) == ()
    desk.close()


def test_what_a_workroom_wrote_down_before_waits_to_be_told(tmp_path: Path) -> None:
    home = Path(shutil.copytree(MUSEUM / "workroom", tmp_path / "workroom"))
    place, at = place_of(home), "2026-11-20T08:00:00Z"
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0019")
        events = connection.execute(text("SELECT count(*) FROM event")).scalar_one()
        put(connection, "session", id="held", unit="SY", held_on="2026-11-20", place="沙园社区", created_at=at,
            visitors=6, note="", version=1)  # fmt: skip
        for number, name in enumerate(("张晓", "李明")):
            member = {"id": str(number), "session_id": "held", "name": name, "duty": "", "version": 1}
            connection.execute(insert(table("session_member", *map(column, member))).values(member))
        put(connection, "nil_report", id="nil", unit="SY", year=2026, month=10, reason="无", reported_at=at,
            reported_by="李联络", version=1)  # fmt: skip
    engine.dispose()
    desk = open_home(home, passphrase=MUSEUM_PASSPHRASE)
    with desk.store.writing() as tx:
        assert tx.connection.execute(text("SELECT count(*) FROM event")).scalar_one() == events > 0
        waiting = tx.messages.pending(9, [*EventType])
        report_session(desk, tx, tx.of(Session).get("held"))
        report_nil_month(desk, tx, tx.of(NilReport).get("nil"))
        now = tx.messages.pending(9, [*EventType])
    assert [(one.id, one.type, one.clue_id, one.record) for one in waiting] == [
        (one.id, one.type, one.clue_id, one.record) for one in now
    ], "told as it would be told today"
    assert [one.type for one in waiting] == [EventType.SESSION, EventType.NIL]
    desk.close()


def test_letters_and_imported_rows_are_found_by_their_clue_once_the_indexes_are_there(tmp_path: Path) -> None:
    place = RecordFile(tmp_path / "record.db", bytes(32))
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0021")
        before = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("forwarding")}
        assert inspect(connection).get_indexes("import_row") == []
    engine.dispose()
    place.open(Work()).close()
    with engine.connect() as connection:
        after = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("forwarding")}
        of_rows = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("imported_line")}
        assert not inspect(connection).has_table("import_row")
        of_clues = {one["name"] for one in inspect(connection).get_indexes("clue")}
    engine.dispose()
    assert before["ix_forwarding_clue_id"] == ["clue_id"]
    assert after["ix_forwarding_clue_id"][0] == "clue_id"
    assert after["ix_forwarding_clue_id"][-1] == "satisfaction"
    assert before.keys() == after.keys()
    assert "ix_clue_received_on" in of_clues
    assert of_rows["ix_imported_line_clue_id"] == ["clue_id"]


def test_pages_of_lists_are_found_without_rows_once_the_indexes_are_wider(tmp_path: Path) -> None:
    place = RecordFile(tmp_path / "record.db", bytes(32))
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0032")
        before = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("clue")}
    engine.dispose()
    place.open(Work()).close()
    with engine.connect() as connection:
        after = {one["name"]: one["column_names"] for one in inspect(connection).get_indexes("clue")}
    engine.dispose()
    assert before.keys() == after.keys()
    assert before["ix_clue_updated_at"] == ["updated_at", "id"]
    assert after["ix_clue_updated_at"][:3] == ["updated_at", "provisional_number", "id"]
    for state in ("workroom_state", "office_state"):
        assert after[f"ix_clue_{state}"] == [state, "updated_at", "provisional_number", "id"]


def test_the_clues_of_before_are_counted_once_and_kept_counted_from_then_on(old: Path) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0033")
        one, other, *_ = connection.execute(text("SELECT id FROM clue ORDER BY id")).scalars().all()
        put(connection, "tombstone", clue_id=one, scope="all", ground="asked", erased_at="2026-11-20T08:00:00Z",
            blobs="")  # fmt: skip
        for at, (clue, step) in enumerate(((one, "replied"), (one, "contacted"), (other, "declined")), start=1):
            put(connection, "progress", position=at, clue_id=clue, step=step, at=f"2026-11-20T08:00:0{at}Z", record="",
                head="")  # fmt: skip
        standing = "SELECT office_state, count(*) FROM clue WHERE id <> :erased GROUP BY office_state"
        before = {row[0]: row[1] for row in connection.execute(text(standing), {"erased": one})}
        assert not {"clue_count", "clue_untold"} & set(inspect(connection).get_table_names())
    engine.dispose()
    opened = place.open(Work())
    with opened.writing() as tx:
        assert (tx.counts.all(), list(tx.counts.wrong())) == (4, [])
        assert {state: tx.counts.in_office([OfficeState(state)]) for state in before} == before
        untold = text("SELECT clue_id FROM clue_untold")
        assert tx.connection.execute(untold).scalars().all() == [other], "of the first the office has told the end"
        tx.connection.execute(text("DELETE FROM tombstone"))
        tx.connection.execute(text("DELETE FROM progress WHERE step = 'contacted'"))
        assert sum(tx.counts.in_office([state]) for state in OfficeState) == 4
        assert set(tx.connection.execute(untold).scalars()) == {one, other}
        assert list(tx.counts.wrong()) == []
    opened.close()


def test_who_was_nominated_before_is_nominated_still(tmp_path: Path) -> None:
    """The list of each year lay among the settings; what has gone from the roster since is named no more."""
    place, day = RecordFile(tmp_path / "record.db", bytes(32)), "2026-11-20"
    engine = open_engine(place.path, place.key)
    common = {"year": 2026, "nominated_on": day, "nominated_by": "测试员", "figures": "履职得分 5 分", "reason": ""}
    nobody = dict.fromkeys(("proposal_id", "unit", "member_id", "post_id"))
    open_one = {"meeting": "", "decided_on": None, "told_on": None, "commendation_id": None}
    lists = {
        "nominations:2026": [
            {**common, **open_one, "id": "a", "kind": "handler", "state": "nominated", "grounds": "快",
             "target": {**nobody, "unit": "QJYJ"}, "version": 3},
            {**common, "id": "b", "kind": "person", "state": "told", "grounds": "", "meeting": "主席会议",
             "decided_on": day, "told_on": day, "commendation_id": "c", "target": {**nobody, "post_id": "gone"},
             "version": 4},
        ],
        "nominations:2025": [],
    }  # fmt: skip
    with restructuring(engine) as connection:
        migrate(connection, "0023")
        put(connection, "commendation", id="c", year=2026, kind="person", subject="黎主席", decided_on=day, grounds="",
            version=1)  # fmt: skip
        for key, found in lists.items():
            put(connection, "setting", key=key, value=json.dumps(found), changed_at="2026-11-20T08:00:00Z",
                changed_by="测试员")  # fmt: skip
        put(connection, "setting", key="idle", value="9", changed_at="2026-11-20T08:00:00Z", changed_by="测试员")
        put(connection, "setting", key="attachments_not_taken", value=json.dumps({"a" * 64: "太大", "b" * 64: "太多"}),
            changed_at="2026-11-20T08:00:00Z", changed_by="测试员")  # fmt: skip
    engine.dispose()
    opened = place.open(Work())
    with opened.reading() as tx:
        first, second = tx.of(Nomination).where()
        assert (tx.settings.value("nominations:2026"), tx.settings.value("idle")) == (None, "9")
        assert tx.settings.value("attachments_not_taken") is None
        assert tx.attachments.not_taken() == {"a" * 64: "太大", "b" * 64: "太多"}
    opened.close()
    assert (first.target, first.kind, first.state) == (
        Target(unit="QJYJ"), CommendationKind.HANDLER, CommendationState.NOMINATED
    )  # fmt: skip
    assert (first.year, first.nominated_by, first.figures, first.grounds) == (2026, "测试员", "履职得分 5 分", "快")
    assert (second.target, second.state, second.commendation_id) == (Target(), CommendationState.TOLD, "c")
    assert (second.meeting, str(second.decided_on), str(second.told_on)) == ("主席会议", day, day)
    assert (first.version, second.version) == (3, 4)


def test_nobody_is_at_work_nothing_is_shown_and_members_keep_their_committee_after_the_upgrade(tmp_path: Path) -> None:
    place = RecordFile(tmp_path / "record.db", bytes(32))
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        migrate(connection, "0022")
        assert not {"at_work", "showcase", "figure_state"} & set(inspect(connection).get_table_names())
        connection.execute(
            text(
                "INSERT INTO member (id, name, term, sector, committee, note, version)"
                " VALUES ('m', '梁晓', 16, '', 'JJW', '', 1)"
            )
        )
    engine.dispose()
    opened = place.open(Work())
    with opened.reading() as tx:
        assert tx.of(AtWork).where() == ()
        assert tx.of(Showcase).where() == ()
        assert tx.tally.changed(date(2026, 11, 30)) is None, "figures are kept when an office is large"
        assert [one.committees for one in tx.of(Member).where()] == [("JJW",)]
    opened.close()


def test_a_record_whose_index_grew_clue_by_clue_comes_up(tmp_path: Path, clock: SetClock) -> None:
    desk = new_home(tmp_path / "home", Face.WORKROOM, "SY", clock)
    ids = {register_clue(desk, clue_content(number))[0].id for number in range(1, 35)}
    with desk.store.writing() as tx:
        for later in ("showcase_clue", "showcase", "nomination", "at_work", "not_taken"):
            tx.connection.execute(text(f"DROP TABLE {later}"))
        tx.connection.execute(text("ALTER TABLE member DROP COLUMN also_committees"))
        tx.connection.execute(text("DROP INDEX ix_clue_id"))
        named = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, 7) IN ('figures', 'counts_')"
        for trigger in tx.connection.execute(text(named)).scalars().all():
            tx.connection.execute(text(f"DROP TRIGGER {trigger}"))
        for table in (*DERIVED, *KEPT_BY_TRIGGERS):
            table.drop(tx.connection)
        tx.connection.execute(text("DROP INDEX ix_clue_revision_registered_at"))
        for column in ("compared", "compared_at"):
            tx.connection.execute(text(f"ALTER TABLE office_contact DROP COLUMN {column}"))
        for later in ("imported_line", "imported_table"):
            tx.connection.execute(text(f"DROP TABLE {later}"))
        tx.connection.execute(
            text(
                "CREATE TABLE import_row (fingerprint TEXT PRIMARY KEY, clue_id TEXT NOT NULL REFERENCES clue (id),"
                " file_name TEXT NOT NULL, row_number INTEGER NOT NULL, external_number TEXT NOT NULL,"
                " imported_at TEXT NOT NULL)"
            )
        )
        for number, one in enumerate(sorted(ids)[:3]):
            tx.connection.execute(
                text("INSERT INTO import_row VALUES (:print, :clue, :file, :row, :other, '2026-11-20T08:00:00Z')"),
                {"print": f"{number:064}", "clue": one, "file": f"{number // 2}.csv", "row": number + 2, "other": "A1"},
            )
        tx.connection.execute(text("UPDATE alembic_version SET version_num = '0022'"))
    desk.close()
    desk = open_home(tmp_path / "home", clock)
    assert set(clue_ids(desk, ClueQuery(text="路灯"))) == ids
    # What was imported so far is a batch for each file and day; each row stands for its clue as before.
    tables = {one.table.file_name: one for one in imported_tables(desk)}
    assert {name: (one.taken_in, one.taken_back) for name, one in tables.items()} == {"0.csv": (2, 0), "1.csv": (1, 0)}
    rows = [one.line for one in rows_of_table(desk, tables["0.csv"].table.id)]
    assert [(one.row_number, one.clue_id, one.external_number) for one in rows] == [
        (2, min(ids), "A1"), (3, sorted(ids)[1], "A1")
    ]  # fmt: skip
    with desk.store.reading() as tx:
        assert tx.imports.standing([f"{2:064}"]) == {f"{2:064}": sorted(ids)[2]}
        table = tables["0.csv"].table
        assert (table.actor, table.digest, table.source) == ("测试员", "", "WORKROOM")
    desk.close()


def test_cancelled_half_way_nothing_has_changed(old: Path) -> None:
    place, work = place_of(old), Work()

    def stop(done: int, total: int, what: str) -> None:
        if done == 1:
            work.cancel()

    listening = Work(stop, work._stop)  # pyright: ignore[reportPrivateUsage] - the same stop, with ears
    with pytest.raises(UserError) as stopped:
        place.open(listening)
    assert stopped.value.code == "CANCELLED"
    engine = open_engine(place.path, place.key)
    assert needs_upgrade(engine)
    assert "setting" not in inspect(engine).get_table_names()
    engine.dispose()
    place.open(Work()).close()


@pytest.mark.parametrize(
    "damage",
    ["UPDATE audit SET actor = 'somebody else' WHERE seq = 2", "DELETE FROM inbound_batch WHERE carrier <> ''"],
)
def test_a_record_that_does_not_hold_is_not_upgraded(old: Path, damage: str) -> None:
    place = place_of(old)
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        connection.execute(text(damage))
    with pytest.raises(StoreError) as refused:
        place.open(Work())
    assert refused.value.code == "UPGRADE_FAILED"
    assert needs_upgrade(engine)
    engine.dispose()


def test_a_rebuilt_table_takes_nothing_with_it(old: Path) -> None:
    """SQLite drops what refers to a table with it, unless told not to."""
    place = place_of(old)
    place.open(Work()).close()
    engine = open_engine(place.path, place.key)
    with restructuring(engine) as connection:
        before = connection.execute(text("SELECT count(*) FROM attachment")).scalar_one()
        connection.execute(text("CREATE TABLE clue_new AS SELECT * FROM clue"))
        connection.execute(text("DROP TABLE clue"))
        connection.execute(text("ALTER TABLE clue_new RENAME TO clue"))
        assert connection.execute(text("SELECT count(*) FROM attachment")).scalar_one() == before > 0
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    engine.dispose()


def test_killed_at_any_moment_it_goes_on(old: Path, tmp_path: Path) -> None:
    """Rolls back or is done; the next opening finishes it, with everything there."""
    expected = json.loads((MUSEUM / "expected.json").read_text(encoding="utf-8"))["office"]
    whole = _seconds(Path(shutil.copytree(old, tmp_path / "timed")), None)
    assert whole is not None
    killed, steps = 0, some([2, 6], [1, 3, 4, 5])
    for step in steps:
        home = Path(shutil.copytree(old, tmp_path / f"home-{step}"))
        killed += _seconds(home, whole * step / 7) is None
        desk = open_home(home, passphrase=MUSEUM_PASSPHRASE)
        assert {i: find_clue(desk, i).content_hash for i in clue_ids(desk, ClueQuery())} == {
            i: facts["hash"] for i, facts in expected.items()
        }
        desk.close()
    assert killed  # how many depends on how busy the machine is


_OPENING = """
import sys
from pathlib import Path
from baixing_desktop.store import making, upgrade
from baixing_desktop.store.place import RecordFile
from baixing_desktop.work import Work
print("ready", flush=True)
RecordFile(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline())).open(Work()).close()
"""


def _seconds(home: Path, kill_after: float | None) -> float | None:
    """How long opening takes in a process of its own; None if it was killed before it was done."""
    place = place_of(home)
    with subprocess.Popen(
        [sys.executable, "-c", _OPENING, str(place.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.stdin.write(place.key.hex() + "\n")
        process.stdin.flush()
        started = time.monotonic()
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            process.kill()
        seconds, code = time.monotonic() - started, process.wait()
    assert code in (0, -signal.SIGKILL)
    return seconds if code == 0 else None
