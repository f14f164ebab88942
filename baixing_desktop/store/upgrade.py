"""Bringing an older record to this version's schema (safety T16): copy, migrate, verify, and only then commit.

Everything after the copy is one transaction of the record itself. Its commit is the swap: a kill or a power cut
before it leaves the old record, and what another program saved meanwhile is in it.
"""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, column, func, inspect, select, table, true

from baixing_desktop.errors import StoreError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.store.engine import restructuring
from baixing_desktop.store.faults import explained
from baixing_desktop.store.making import migrate
from baixing_desktop.store.repos.clues import ClueRepo
from baixing_desktop.store.schema import HEAD, revision_in
from baixing_desktop.store.tables.search import clue_fts
from baixing_desktop.work import Work

_INSIDE_THE_INDEX = f"{clue_fts.name}_"
_STEPS = 3


def upgrade(engine: Engine, keep: Callable[[], None], work: Work) -> None:
    """Migrate the record to :data:`HEAD`; ``keep`` puts a copy of the old one aside first.

    Upgrading what somebody else upgraded meanwhile changes nothing.

    Raises:
        StoreError: ``UPGRADE_FAILED``, ``STORE_DISK_FULL``, ``STORE_BUSY`` …; the record is as it was.
        UserError: ``CANCELLED``; the record is as it was.
    """
    work.at(0, _STEPS, "正在备份升级前的数据")
    keep()
    work.at(1, _STEPS, "正在升级数据")
    with explained(), restructuring(engine) as connection:
        if revision_in(connection) == HEAD:
            return
        before = _counts(connection)
        migrate(connection)
        # What is derived is in no migration: those know nothing of this program's rules.
        ClueRepo(connection).reindex()
        work.at(2, _STEPS, "正在核对升级后的数据")
        _verify(connection, before)
    work.at(_STEPS, _STEPS, "升级完成")


def _verify(connection: Connection, before: dict[str, int]) -> None:
    found = faults(connection, Check.PAGES, Check.REFERENCES, Check.AUDIT, Check.LOG, Check.ARRIVALS)
    if found:
        raise StoreError("UPGRADE_FAILED", reason=f"{found[0].check}：{found[0].where}")
    after = _counts(connection)
    lost = [name for name in before if name in after and after[name] < before[name]]
    if lost:
        raise StoreError("UPGRADE_FAILED", reason=f"{lost[0]} 少了记录")


def _counts(connection: Connection) -> dict[str, int]:
    """How many records each table has. What the full-text index keeps inside says nothing of them: it was built anew,
    and lies in fewer pieces than one that grew clue by clue. What has a table of its own now is a setting no more.
    """
    gone = column("key").like("nominations:%") | (column("key") == "attachments_not_taken")
    still = {"setting": ~gone}
    return {
        name: connection.execute(
            select(func.count()).select_from(table(name)).where(still.get(name, true()))
        ).scalar_one()
        for name in inspect(connection).get_table_names()
        if not name.startswith(_INSIDE_THE_INDEX)
    }
