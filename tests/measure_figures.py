"""How long 统计 takes on many clues: ``python -m tests.measure_figures [CLUES]`` (100 000 unless told).

An office's encrypted record is made with that many clues of two years, most of them forwarded and answered; then each
thing that the page asks for is timed, the median of three.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import insert

from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.figures import Dimension, Figure
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.ids import new_id
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.office import forwarding
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.due import due_board
from baixing_desktop.usecases.statistics import ids_behind, overview
from baixing_desktop.usecases.targets import quotas
from tests.builders import SetClock, new_home

_STATES = ("received", "accepted", "routed", "routed", "routed", "concluded", "declined", "merged")
_LINES = {"routed": ("taken_over", "replied", "issued"), "concluded": ("closed",)}
_PORTION = 5_000
_TWO_YEARS = 730


def main(arguments: list[str]) -> int:
    """Make the record, time the questions."""
    wanted = int(arguments[0]) if arguments else 100_000
    with tempfile.TemporaryDirectory(prefix="baixing-figures-") as place:
        desk = new_home(Path(place) / "office", Face.OFFICE, "HZZX", SetClock())
        _fill(desk, wanted)
        period = year_period(2026)
        _time("统计", lambda: overview(desk, period))
        _time("一个数字背后的线索", lambda: ids_behind(desk, period, Figure.COLLECTED))
        _time("一个街道的线索", lambda: ids_behind(desk, period, Figure.REPLIED, Dimension.STREET, "SY"))
        _time("配额", lambda: quotas(desk, 2026))
        _time("期限", lambda: due_board(desk))
        desk.close()
    return 0


def _time(what: str, act: Callable[[], object]) -> None:
    spent: list[float] = []
    for _ in range(3):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    sys.stdout.write(f"{what}\t{median(spent) * 1000:.0f} ms\n")
    sys.stdout.flush()


def _fill(desk: Desk, wanted: int) -> None:
    units = [unit.code for unit in desk.reference.units_of(UnitKind.WORKROOM)]
    handlers = [unit.code for unit in desk.reference.units.values() if unit.kind is UnitKind.DEPARTMENT]
    for start in range(0, wanted, _PORTION):
        clues = [_clue(n, units[n % len(units)]) for n in range(start, min(start + _PORTION, wanted))]
        numbered = zip(range(start, wanted), clues, strict=False)
        lines = [line for n, one in numbered for line in [_line(n, one, handlers[n % len(handlers)])] if line]
        with desk.store.writing() as tx:
            tx.connection.execute(insert(clue), clues)
            tx.connection.execute(insert(forwarding), lines)


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
