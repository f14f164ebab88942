"""What an office hands out of the program itself, as sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from baixing_desktop import __version__
from baixing_desktop.changes import Changes
from baixing_desktop.clock import local, parse_stamp
from baixing_desktop.domain.labels.updates import KIND_WORDS
from baixing_desktop.domain.updates import Handing
from baixing_desktop.store.release import Payload
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handing_out import (
    HandedOut,
    Station,
    hand_out,
    hand_out_again,
    handed_out,
    update_stations,
    withdraw_update,
)
from baixing_desktop.work import Work
from ui.words import say_moment


@dataclass(frozen=True, slots=True)
class PackageLine:
    """One package: its version and form, what is new in it, how it stands; whether it is ``out``, and ``here``."""

    kind: Payload
    title: str
    news: str
    standing: str
    out: bool
    here: bool


@dataclass(frozen=True, slots=True)
class StationLine:
    """One workstation: whose, which version it runs, what lies ready there, when it was heard of."""

    name: str
    version: str
    ready: str
    contact: str
    current: bool


@dataclass(frozen=True, slots=True)
class UpdatesView:
    """The page as it should be now; ``sum`` counts the workstations by what they run."""

    packages: tuple[PackageLine, ...]
    stations: tuple[StationLine, ...]
    sum: str


class UpdatesPresenter:
    """Touches the store and files; call it in the background."""

    def __init__(self, desk: Desk, keys: Sequence[str]) -> None:
        self._desk, self._keys = desk, keys

    def view(self) -> UpdatesView:
        """What is handed out, and who has which version."""
        handed, stations = handed_out(self._desk), update_stations(self._desk)
        newest = {one.release.version for one in handed if one.state is Handing.OUT}
        lines = sorted((self._station(one, newest) for one in stations), key=lambda line: (line.current, line.name))
        return UpdatesView(tuple(map(self._package, handed)), tuple(lines), _sum(lines, newest))

    def hand_out(self, path: str, work: Work) -> tuple[HandedOut, Changes]:
        """Check the package at ``path`` and hand it out."""
        return hand_out(self._desk, Path(path), self._keys, work)

    def withdraw(self, kind: Payload) -> tuple[HandedOut, Changes]:
        """Hand it out no more."""
        return withdraw_update(self._desk, kind)

    def again(self, kind: Payload) -> tuple[HandedOut, Changes]:
        """Hand out what was withdrawn."""
        return hand_out_again(self._desk, kind)

    def _package(self, one: HandedOut) -> PackageLine:
        made, now = local(parse_stamp(one.release.made_at)), self._desk.now()
        news = f"新在哪里：{one.release.news}" if one.release.news else ""
        did = "下发" if one.state is Handing.OUT else "撤回"
        standing = f"{one.by}，{say_moment(one.at, now)} {did}"
        if one.state is Handing.OUT and one.file is None:
            standing = "文件不在这台电脑上，工作室取不到；请在运行接收服务的电脑上重新下发"
        size = f"{one.package.length / 1e6:.0f} MB" if one.package.length >= 10**6 else "不到 1 MB"
        return PackageLine(
            one.release.kind,
            f"{one.release.version}　{KIND_WORDS[one.release.kind]}　{size}",
            f"{made.year}年{made.month}月{made.day}日做成。{news}",
            standing,
            out=one.state is Handing.OUT,
            here=one.file is not None,
        )

    def _station(self, one: Station, newest: set[str]) -> StationLine:
        device, now = one.device, self._desk.now()
        unit = self._desk.reference.units.get(device.unit)
        contact = f"最近联系 {say_moment(device.last_contact, now)}" if device.last_contact else "还没有联系过"
        return StationLine(
            f"{unit.short_name if unit else device.unit} {device.device_code}",
            f"现在用 {one.version}" if one.version else "还不知道版本",
            f"已取回 {one.ready}，等工作室更新" if one.ready else "",
            contact,
            current=one.version in newest or (not newest and one.version == __version__),
        )


def _sum(lines: Sequence[StationLine], newest: set[str]) -> str:
    if not lines:
        return "还没有登记的工作站。"
    if not newest:
        return f"共 {len(lines)} 台。"
    done, ready = sum(line.current for line in lines), sum(bool(line.ready) for line in lines)
    return f"共 {len(lines)} 台：已更新 {done} 台，已取回等更新 {ready} 台，其余 {len(lines) - done - ready} 台。"


def handed_sentence(handed: HandedOut) -> str:
    """What was done, for the bar below."""
    version = f"{handed.release.version}（{KIND_WORDS[handed.release.kind]}）"
    if handed.state is Handing.WITHDRAWN:
        return f"已撤回 {version}。已经更新了的工作站不受影响。"
    return f"已下发 {version}。工作室下次联系时得知，空闲时取回，由工作室自己决定何时更新。"
