"""``baixing serve`` as a process of its own, on a record that PostgreSQL keeps; two workstations report to it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import casework, drafting, gathering, reading
from baixing_desktop.usecases.desk import Desk
from sync import enrol, make_ticket, state, synchronise
from tests.builders import clue_content, new_home
from tests.postgres import Cluster
from tests.sync.helpers import clues_in, register
from tests.terminal.running import ROOT

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4_000
CLUES = 5


@contextmanager
def served(home: Path, passphrase: Path) -> Generator[str]:
    """The receiving service of the office at ``home``; its address. It ends by itself when it is asked to."""
    command = [sys.executable, "-m", "baixing_desktop", "--home", str(home), "--passphrase-file", str(passphrase)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, "serve", "--port", "0", "--json"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            told = json.loads(process.stdout.readline())
            yield told["address"].removeprefix("https://")
            process.send_signal(signal.SIGTERM)
            assert process.wait(60) == 0
        finally:
            process.kill()


def report(room: Desk) -> int:
    """Register, with a picture to one of the clues and a session, and send."""
    file = drafting.attach_file(room, "照片.png", PICTURE)
    drafting.register_clue(room, clue_content(99, attachments=(file,)))
    register(room, CLUES - 1)
    gathering.report_nil(room, 2026, 10, "没有来访")
    return synchronise(room).confirmed


def test_two_workstations_report_to_an_office_on_a_database_server(
    tmp_path: Path, secret: Path, postgres: Cluster
) -> None:
    database = postgres.new_database()
    with (
        closing(new_home(tmp_path / "office", Face.OFFICE, "HZZX", database=database)) as office,
        closing(new_home(tmp_path / "SY", Face.WORKROOM, "SY")) as first,
        closing(new_home(tmp_path / "CHG", Face.WORKROOM, "CHG")) as second,
    ):
        rooms = (first, second)
        with served(tmp_path / "office", secret) as address:
            for room in rooms:
                # The window and the service are two processes on one record: each sees what the other wrote.
                enrol(room, make_ticket(office, room.installation.unit, address).text)
            with ThreadPoolExecutor(2) as pool:
                assert list(pool.map(report, rooms)) == [CLUES + 1, CLUES + 1], "the clues and a 零报告"
            there = clues_in(office)
            assert len(there) == 2 * CLUES
            chosen = next(clue for clue in there.values() if clue.unit == "CHG")
            casework.accept_clue(office, chosen.id)
            for room in rooms:
                synchronise(room)
        for room in rooms:
            assert state(room).only_here == 0
        heard = reading.find_clue(second, chosen.id)
        assert (heard.office_state, heard.formal_number) == (OfficeState.ACCEPTED, formal_number(office, chosen.id))
        with office.store.reading() as tx:
            assert {one.unit for one in tx.of(NilReport).where()} == {"SY", "CHG"}
    (count,) = postgres.run("SELECT count(*) FROM clue", database.address.database)[0]
    assert count == 2 * CLUES
    assert (tmp_path / "office" / "record.db").exists() is False, "nothing of the record lies beside the server"


def formal_number(office: Desk, clue_id: str) -> str | None:
    return reading.find_clue(office, clue_id).formal_number
