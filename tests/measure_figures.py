"""How long 统计 takes on many clues: ``python -m tests.measure_figures [CLUES] [--server]`` (100 000 unless told).

An office's encrypted record is made with that many clues of two years, most of them forwarded and answered; then each
thing that the page asks for is timed, the median of three, and what of it this process worked: on a busy machine that
is the figure to go by. ``--server``: the record is on a PostgreSQL server.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zlib import crc32

from sqlalchemy import insert

from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.period import Period, year_period
from baixing_desktop.domain.rules.figures import Dimension, Figure
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.ids import new_id
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.office import forwarding
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.due import due_board
from baixing_desktop.usecases.load import loads
from baixing_desktop.usecases.reading import office_today
from baixing_desktop.usecases.statistics import clues_of, ids_behind, overview, settle_figures
from baixing_desktop.usecases.targets import quotas
from baixing_desktop.usecases.years import year_state
from tests.builders import SetClock, new_home
from tests.postgres import cluster

_STATES = ("received", "accepted", "routed", "routed", "routed", "concluded", "declined", "merged")
_LINES = {"routed": ("taken_over", "replied", "issued"), "concluded": ("closed",)}
_PORTION = 5_000
_TWO_YEARS = 730


def main(arguments: list[str]) -> int:
    """Make the record, time the questions."""
    numbers = [int(one) for one in arguments if one.isdecimal()]
    with ExitStack() as stack:
        place = stack.enter_context(tempfile.TemporaryDirectory(prefix="baixing-figures-"))
        database = stack.enter_context(cluster()).new_database() if "--server" in arguments else None
        desk = new_home(Path(place) / "office", Face.OFFICE, "HZZX", SetClock(), database=database)
        stack.callback(desk.close)
        _fill(desk, numbers[0] if numbers else 100_000)
        _ask(desk)
    return 0


def _ask(desk: Desk) -> None:
    period = year_period(2026)
    _time("统计，全部逐条数", lambda: _counted(desk, period))
    settled = settle_figures(desk)
    sys.stdout.write(f"留存的数字：{settled} 条已经数好\n")
    _time("统计", lambda: overview(desk, period))
    _time("一个数字背后的线索", lambda: ids_behind(desk, period, Figure.COLLECTED))
    _time("一个街道的线索", lambda: ids_behind(desk, period, Figure.REPLIED, Dimension.STREET, "SY"))
    first = ids_behind(desk, period, Figure.COLLECTED)[:200]
    _time("背后线索的第一页", lambda: clues_of(desk, first))
    _time("配额", lambda: quotas(desk, 2026))
    _time("期限", lambda: due_board(desk))
    _time("年度", lambda: year_state(desk, 2026))
    _time("在办", lambda: loads(desk))
    _time("工作台", lambda: office_today(desk))


def _counted(desk: Desk, period: Period) -> object:
    with desk.store.reading() as tx:
        return tx.figures.of(desk.today(), period, period.before)


def _time(what: str, act: Callable[[], object]) -> None:
    spent: list[float] = []
    worked: list[float] = []
    for _ in range(3):
        begun, before = time.perf_counter(), time.process_time()
        act()
        spent.append(time.perf_counter() - begun)
        worked.append(time.process_time() - before)
    sys.stdout.write(f"{what}\t{median(spent) * 1000:.0f} ms，其中本程序计算 {median(worked) * 1000:.0f} ms\n")
    sys.stdout.flush()


def _fill(desk: Desk, wanted: int) -> None:
    units = [unit.code for unit in desk.reference.units_of(UnitKind.WORKROOM)]
    handlers = [unit.code for unit in desk.reference.units.values() if unit.kind is UnitKind.DEPARTMENT]
    for start in range(0, wanted, _PORTION):
        clues = [_clue(n, units[n % len(units)]) for n in range(start, min(start + _PORTION, wanted))]
        numbered = zip(range(start, wanted), clues, strict=False)
        lines = [line for n, one in numbered for line in [_line(n, one, handlers[n % len(handlers)])] if line]
        replies = [reply for line in lines for reply in _reply(line)]
        with desk.store.writing() as tx:
            tx.connection.execute(insert(clue), clues)
            tx.connection.execute(insert(forwarding), lines)
            tx.connection.execute(insert(ENTITIES[HandlerReply]), replies)


def _clue(number: int, unit: str) -> dict[str, object]:
    received = date(2025, 1, 1) + timedelta(number % _TWO_YEARS)
    entered = datetime(received.year, received.month, received.day, 9, tzinfo=UTC)
    return {
        "id": new_id(), "unit": unit, "office_state": _STATES[number % len(_STATES)], "revision": 1, "version": 1,
        "provisional_number": f"SY-2026-AAA-{number:06d}-0", "created_at": entered, "updated_at": entered,
        "typist": "李敏", "title": f"建议在沙园七街加装路灯（{number}）", "source_category": "WORKROOM",
        "receiver": "沙园街道政协委员工作室", "received_on": received if number % 5 else None, "anonymous": False,
        "name": "张三", "phone": "13800000001", "address": "沙园七街示例巷1号", "consent_collect": True,
        "consent_handover": False, "consent_publicity": False, "notice": "1", "analysis": "路灯不亮。" * 60,
        "suggestions": "加装路灯。" * 60,
    }  # fmt: skip


def _reply(line: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    """What was answered; one in forty of what was planned is not finished yet."""
    if line["replied_on"]:
        planned = line["outcome"] == "planned"
        done = planned and crc32(line["letter_number"].encode()) % 40
        promised = line["replied_on"] + timedelta(90) if planned else None
        yield {
            "id": new_id(), "forwarding_id": line["id"], "ordinal": 1, "outcome": line["outcome"], "text": "已办。",
            "replied_on": line["replied_on"], "on_time": line["on_time"], "promised_on": promised,
            "completed_on": promised if done else None, "letter_number": "", "signer": "", "rejected_on": None,
            "rejection": "", "version": 1,
        }  # fmt: skip


def _line(number: int, about: dict[str, object], handler: str) -> dict[str, object] | None:
    states = _LINES.get(str(about["office_state"]))
    if states is None:
        return None
    state = states[number // len(_STATES) % len(states)]
    issued = date(2025, 1, 3) + timedelta(number % _TWO_YEARS)
    taken = issued + timedelta(2) if state != "issued" else None
    replied = issued + timedelta(20 + number % 20) if state in ("replied", "closed") else None
    told = replied + timedelta(3) if replied and state == "closed" else None
    return {
        "id": new_id(), "clue_id": about["id"], "handler": handler, "state": state, "drafted_at": about["created_at"],
        "limited": True, "version": 1, "letter_number": f"海协转〔{number}〕", "issued_on": issued,
        "received_on": issued, "taken_over_on": taken, "due_on": taken and taken + timedelta(30),
        "outcome": ("resolved", "planned", "reference")[number % 3] if replied else None,
        "reply_text": "已办。" if replied else None, "replied_on": replied,
        "on_time": number % 20 <= 12 if replied else None, "channel": "phone" if told else None,
        "contacted_on": told, "contact_person": "陈办" if told else None, "contact_note": "" if told else None,
        "satisfaction": "satisfied" if told else None, "kind": "forward", "part": "sole", "redone": 0,
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
