"""The office's side of the batch log, for the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from baixing_desktop.clock import local
from baixing_desktop.domain.lists import InboundBatch
from baixing_desktop.domain.units import Device, UnitKind
from baixing_desktop.usecases.arrivals import ArrivedItem, batch_items
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.imported import TableLine, imported_tables
from baixing_desktop.usecases.membership import shared_folders
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.reading import devices, inbound_batches
from baixing_desktop.usecases.revisions import Versions, open_revisions
from sync import (
    FileAnswered,
    FileReceived,
    FolderReceived,
    IssuedTicket,
    answer_file,
    comparison_with,
    make_ticket,
    receive_on_stick,
)
from ui.period_field import OWN, PERIODS, period_called
from ui.words import say_moment

ALL = "all"
"""Every unit, or any time."""
SPANS = ((ALL, "全部时间"), *(pair for pair in PERIODS if pair[0] != OWN))
_CARRIERS = {"https": "网络", "file": "文件"}


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    """One batch that arrived, or a table that was imported, ``on`` that day."""

    on: date
    when: str
    unit: str
    count: str
    carrier: str
    result: str
    rejected: bool
    table: str = ""
    """The imported table that it is, by its identity; empty for a batch of a workroom."""
    batch: str = ""
    """The batch of a workroom that it is; empty where its items are not for who sits here."""

    @property
    def head(self) -> str:
        """All of it in one line."""
        return f"{self.unit}　{self.when}　{self.count}　{self.carrier}　{self.result}"


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One workstation enrolled here; ``comparison`` are the six digits that its screen showed too."""

    unit: str
    code: str
    comparison: str
    contact: str


@dataclass(frozen=True, slots=True)
class InboxView:
    """The page as it should be now."""

    today: date
    arrivals: tuple[ArrivalLine, ...]
    devices: tuple[DeviceLine, ...]
    revisions: tuple[Versions, ...] = ()
    folders: tuple[str, ...] = ()
    """The shared folders that batches are taken from."""


def units_of(lines: Sequence[ArrivalLine]) -> list[tuple[str, str]]:
    """Who is among these lines, to choose from; a table stands under the source that it came from."""
    return [(unit, unit) for unit in sorted({each.unit for each in lines})]


def narrowed(lines: Sequence[ArrivalLine], unit: str, span: str, today: date) -> list[ArrivalLine]:
    """Those of one unit and one span of days, in the same order; :data:`ALL` leaves either open."""
    period = None if span in ("", ALL) else period_called(span, today)
    return [
        each
        for each in lines
        if unit in ("", ALL, each.unit) and (period is None or period.first <= each.on <= period.last)
    ]


class InboxPresenter:
    """Touches the store and files; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def units(self) -> list[tuple[str, str]]:
        """The units that may report: workrooms and direct points."""
        return [(u.code, u.short_name) for u in self._desk.reference.units_of(UnitKind.WORKROOM, UnitKind.DIRECT_POINT)]

    def view(self) -> InboxView:
        """What arrived and who may report."""
        now = self._desk.now()
        came = [(b.received_at, self._batch(b, now)) for b in inbound_batches(self._desk)]
        if may(self._desk, "imported.imported_tables"):
            came += [(one.table.at, self._table(one, now)) for one in imported_tables(self._desk)]
        arrivals = tuple(line for _, line in sorted(came, key=lambda pair: pair[0], reverse=True))
        stations = tuple(
            DeviceLine(
                self._unit(d.unit),
                d.device_code,
                comparison_with(self._desk, d),
                self._contact(d, now),
            )
            for d in devices(self._desk)
            if d.revoked_at is None
        )
        waiting = open_revisions(self._desk) if may(self._desk, "revisions.open_revisions") else ()
        return InboxView(self._desk.today(), arrivals, stations, waiting, shared_folders(self._desk))

    def _batch(self, batch: InboundBatch, now: datetime) -> ArrivalLine:
        return ArrivalLine(
            on=local(batch.received_at).date(),
            when=say_moment(batch.received_at, now),
            unit=self._unit(batch.unit),
            count=f"{batch.last - batch.first + 1} 条",
            carrier=_CARRIERS.get(batch.carrier, batch.carrier),
            result=f"收下 {batch.accepted} 条" + (f"，退回 {batch.rejected} 条" if batch.rejected else ""),
            rejected=bool(batch.rejected),
            batch=batch.id if may(self._desk, "arrivals.batch_items") else "",
        )

    def _table(self, one: TableLine, now: datetime) -> ArrivalLine:
        table, source = one.table, self._desk.reference.sources.get(one.table.source)
        parts = [
            f"收下 {one.taken_in} 条",
            f"以前导入过 {table.repeated} 条" if table.repeated else "",
            f"未导入 {table.refused} 条" if table.refused else "",
            f"已撤回 {one.taken_back} 条" if one.taken_back else "",
        ]
        return ArrivalLine(
            on=local(table.at).date(),
            when=say_moment(table.at, now),
            unit=source.label if source else "表格",
            count=f"{one.taken_in + table.repeated + table.refused} 行",
            carrier=f"表格 {table.file_name}",
            result="，".join(part for part in parts if part),
            rejected=bool(table.refused or one.taken_back),
            table=table.id,
        )

    def items(self, batch_id: str) -> tuple[ArrivedItem, ...]:
        """Everything in one batch."""
        return batch_items(self._desk, batch_id)

    def ticket(self, unit: str, address: str) -> IssuedTicket:
        """A ticket for one workstation of ``unit``."""
        return make_ticket(self._desk, unit, address)

    def ticket_sentence(self, issued: IssuedTicket) -> str:
        """For whom the ticket is and how long."""
        until: datetime = local(issued.expires_at)
        return f"交给{self._desk.reference.unit_name(issued.unit)}，{until:%H:%M} 前有效，只能用一次。"

    def answer(self, path: str, code: str, address: str) -> FileAnswered:
        """Enrol whose request is at ``path``; the answer is written beside it."""
        return answer_file(self._desk, Path(path), code, Path(path).parent, address)

    def answered_sentence(self, made: FileAnswered) -> str:
        """What is to be done with the answer."""
        return (
            f"已登记{self._unit(made.device.unit)}的工作站。答复已写在 {made.path.name}，请把优盘交回工作室，"
            f"在“报送”页按“读取登记答复”。读入以后请打电话核对比对码：{made.comparison}。"
        )

    def receive(self, path: str) -> FileReceived:
        """Take in a batch file; its receipt is written beside it, with a new version of the program if there is one."""
        return receive_on_stick(self._desk, Path(path), Path(path).parent)

    def received_sentence(self, received: FileReceived) -> str:
        """What a file brought."""
        parts = [
            f"收下 {received.accepted} 条" if received.accepted else "",
            f"其中 {received.duplicate} 条以前收过" if received.duplicate else "",
            f"退回 {received.rejected} 条" if received.rejected else "",
            f"还缺 {received.missing_files} 个附件" if received.missing_files else "",
            f"{received.not_taken_files} 个附件超过限额没有收" if received.not_taken_files else "",
        ]
        said = "，".join(p for p in parts if p) or "没有新的线索"
        version = "旁边放了新版本。" if received.updates else ""
        if received.update_trouble:
            version = f"新版本没有放上去：{received.update_trouble.advice.what}"
        return f"{self._unit(received.unit)}：{said}。回执已写在 {received.receipt_path}，请交回工作室。{version}"

    def folder_sentence(self, found: FolderReceived) -> str:
        """What a look into the shared folder brought; empty where workrooms only asked for news."""
        brought = [one for one in found.received if one.accepted or one.rejected]
        units = "、".join(dict.fromkeys(self._unit(one.unit) for one in brought))
        accepted, rejected = (sum(getattr(one, what) for one in brought) for what in ("accepted", "rejected"))
        parts = [f"收下 {accepted} 条" if accepted else "", f"退回 {rejected} 条" if rejected else ""]
        said = "，".join(part for part in parts if part)
        return f"共享文件夹：{units}，{said}。回执已放回去。" if said else ""

    def _contact(self, device: Device, now: datetime) -> str:
        """When it was heard of, what it still holds, and what somebody has to look into."""
        if device.quarantined_at is not None:
            return "待核实：以它的名义来了两份不同的记录，请让它重新登记"
        if device.last_contact is None:
            return "还没有联系过"
        held = f"，还有 {device.waiting_events} 条没送到" if device.waiting_events else ""
        return f"最近联系 {say_moment(device.last_contact, now)}{held}"

    def _unit(self, code: str) -> str:
        unit = self._desk.reference.units.get(code)
        return unit.short_name if unit else code
