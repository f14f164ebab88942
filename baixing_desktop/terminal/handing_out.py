"""Commands for new versions that an office hands to its workrooms: update hand-out, withdraw, status, fetch."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

import sync
from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local, stamp
from baixing_desktop.domain.labels.updates import KIND_WORDS
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.updates import Handing
from baixing_desktop.errors import InputError
from baixing_desktop.store.release import Payload
from baixing_desktop.terminal.opening import opened, telling
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.arriving import Offered, fetch_once_more, offered_update, this_program
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
from resources import release_keys


def give(arguments: Namespace, out: Output) -> None:
    """Hand a package out to all workrooms."""
    with opened(arguments) as desk:
        handed, _ = hand_out(desk, arguments.file, release_keys(), telling())
    out.say(f"已下发 {_said(handed)}。工作室下次联系区办公室时得知，空闲时取回，由工作室自己决定何时更新。")
    out.document(_out_facts(handed))


def withdraw(arguments: Namespace, out: Output) -> None:
    """Hand a package out no more, or once more."""
    kind = Payload(arguments.kind)
    with opened(arguments) as desk:
        handed, _ = hand_out_again(desk, kind) if arguments.undo else withdraw_update(desk, kind)
    out.say(
        f"又下发了 {_said(handed)}。" if arguments.undo else f"已撤回 {_said(handed)}。已经更新了的工作站不受影响。"
    )
    out.document(_out_facts(handed))


def status(arguments: Namespace, out: Output) -> None:
    """What is handed out and who has it; in a workroom what is offered."""
    with opened(arguments) as desk:
        if desk.installation.face is Face.OFFICE:
            _say_office(desk, handed_out(desk), update_stations(desk), out)
        else:
            _say_offered(offered_update(desk, this_program(release_keys(), arguments.program)), out)


def fetch(arguments: Namespace, out: Output) -> None:
    """Fetch what the office hands out, over the network or from a folder; it goes on where it was cut off."""
    program = this_program(release_keys(), arguments.program)
    with opened(arguments) as desk:
        if arguments.again:
            fetch_once_more(desk)
        if arguments.folder is None:
            fetched = sync.fetch_online(desk, program, telling())
        else:
            fetched = sync.fetch_from(desk, program, arguments.folder.absolute(), telling())
    if fetched.away:
        out.say("新版本的文件不在那里：区办公室可能已撤回，或者还没有放过来。")
    _say_offered(fetched.offered, out)


def fetched_file(desk: Desk, program: Path | None) -> Path:
    """The package that was fetched and waits to be installed.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``.
    """
    offered = offered_update(desk, this_program(release_keys(), program))
    if offered is None or offered.file is None:
        raise InputError(
            "UPDATE_NOT_FITTING", reason="没有取回来的新版本", todo="请写明更新包，或先运行 baixing update fetch"
        )
    return offered.file


def _say_office(desk: Desk, handed: Sequence[HandedOut], stations: Sequence[Station], out: Output) -> None:
    out.say_all(f"{_state(one)}：{_said(one)}，{local(one.at):%Y-%m-%d %H:%M}，{one.by}" for one in handed)
    if not handed:
        out.say("没有下发过更新包。")
    for one in stations:
        ready = f"，已取回 {one.ready}" if one.ready else ""
        name = f"{desk.reference.unit_name(one.device.unit)} {one.device.device_code}"
        out.say(f"{name}：现在用 {one.version or '未知版本'}{ready}")
    facts: list[Plain] = [
        {"unit": one.device.unit, "device": one.device.device_code, "version": one.version, "ready": one.ready}
        for one in stations
    ]
    out.document({"handed_out": [_out_facts(one) for one in handed], "stations": facts})


def _state(one: HandedOut) -> str:
    if one.state is Handing.WITHDRAWN:
        return "已撤回"
    return "正在下发" if one.file else "文件不在这台电脑上"


def _said(one: HandedOut) -> str:
    return f"{one.release.version}（{KIND_WORDS[one.release.kind]}，{one.package.length / 1e6:.0f} MB）"


def _out_facts(one: HandedOut) -> dict[str, Plain]:
    return {
        "kind": one.release.kind.value,
        "version": one.release.version,
        "state": one.state.value,
        "at": stamp(one.at),
        "by": one.by,
        "length": one.package.length,
        "sha256": one.package.sha256,
        "here": one.file is not None,
    }


def _say_offered(offered: Offered | None, out: Output) -> None:
    if offered is None:
        out.say(f"没有比 {__version__} 新的版本。")
        out.document({"version": None})
        return
    version, total = offered.release.version, offered.package.length
    if offered.refused:
        out.say(f"新版本 {version} 没有收下：{offered.refused}。请告诉区办公室。")
    elif offered.file:
        out.say(f"新版本 {version} 已取回并核对。更新：baixing update apply")
    else:
        out.say(f"有新版本 {version}，已取回 {offered.reached / 1e6:.1f} / {total / 1e6:.1f} MB。")
    # What nobody trustworthy signed is not repeated here.
    if offered.release.news and not offered.refused:
        out.say(f"新在哪里：{offered.release.news}")
    out.document(
        {
            "version": version,
            "reached": offered.reached,
            "length": total,
            "file": str(offered.file) if offered.file else None,
            "refused": offered.refused,
        }
    )
