"""Commands of enrolment: tickets, requests and answers by file, and the office's workstations."""

from argparse import Namespace

import sync
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local, stamp
from baixing_desktop.domain.units import Device
from baixing_desktop.files import private_folder
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import devices, reading
from baixing_desktop.usecases.desk import Desk

_UNCOMPARED = "正常，六位数字未核对"


def issue_code(arguments: Namespace, out: Output) -> None:
    """Issue a one-time enrolment ticket for one unit."""
    with opened(arguments) as desk:
        _say_ticket(desk, sync.make_ticket(desk, arguments.unit, arguments.address), out)


def replace(arguments: Namespace, out: Output) -> None:
    """Issue a ticket that lets a workstation take the place of a known one, or that very one in again."""
    with opened(arguments) as desk:
        old = devices.device_of(desk, arguments.device)
        _say_ticket(desk, sync.make_ticket(desk, old.unit, arguments.address, old.id), out)


def join(arguments: Namespace, out: Output) -> None:
    """Enrol this workstation with a ticket."""
    with opened(arguments) as desk:
        enrolled = sync.enrol(desk, arguments.ticket, again=arguments.again, new_keys=arguments.new_keys)
    _say_enrolled(enrolled, out)


def request(arguments: Namespace, out: Output) -> None:
    """Write a request to be enrolled into a file."""
    folder = private_folder(arguments.output)
    with opened(arguments) as desk:
        made = sync.request_to_file(desk, folder, again=arguments.again, new_keys=arguments.new_keys)
    out.say(f"登记申请已写好并核对：{made.path}，优盘可以拔出。")
    out.say(f"请打电话把这个登记码告诉区办公室，不要写在优盘上：{made.code}")
    out.say(f"{local(made.expires_at):%m 月 %d 日 %H:%M} 前收到答复有效。")
    out.document({"file": str(made.path), "code": made.code, "expires_at": stamp(made.expires_at)})


def answer(arguments: Namespace, out: Output) -> None:
    """Answer a workstation's request file, whose code its liaison told."""
    folder = private_folder(arguments.output or arguments.file.absolute().parent)
    with opened(arguments) as desk:
        answered = sync.answer_file(desk, arguments.file, arguments.code, folder, arguments.address)
        unit = desk.reference.unit_name(answered.device.unit)
    out.say(f"已登记{unit}的工作站 {answered.device.device_code}，答复已写好并核对：{answered.path}")
    out.say(f"请与工作站核对这六位数字：{answered.comparison}")
    out.document({"file": str(answered.path), "device": answered.device.id, "comparison": answered.comparison})


def accept(arguments: Namespace, out: Output) -> None:
    """Take over the office's answer file."""
    with opened(arguments) as desk:
        enrolled = sync.accept_answer_file(desk, arguments.file)
    _say_enrolled(enrolled, out)


def list_devices(arguments: Namespace, out: Output) -> None:
    """The workstations enrolled here."""
    with opened(arguments) as desk:
        found = reading.devices(desk)
        out.say_all(f"{d.unit}-{d.device_code}  {_state(d)}{_digits(desk, d)}  {_contact(d)}" for d in found)
        out.document({"devices": [_document(desk, d) for d in found]})


def confirm(arguments: Namespace, out: Output) -> None:
    """Note that the six digits were compared."""
    with opened(arguments) as desk:
        device, _ = devices.confirm_device(desk, devices.device_of(desk, arguments.device).id)
        _say_changed(desk, device, out)


def revoke(arguments: Namespace, out: Output) -> None:
    """Shut a workstation out."""
    with opened(arguments) as desk:
        device, _ = devices.revoke_device(desk, devices.device_of(desk, arguments.device).id)
        _say_changed(desk, device, out)


def release(arguments: Namespace, out: Output) -> None:
    """Let a quarantined workstation go on."""
    with opened(arguments) as desk:
        device, _ = devices.release_device(desk, devices.device_of(desk, arguments.device).id, arguments.reason)
        _say_changed(desk, device, out)


def _say_ticket(desk: Desk, issued: sync.IssuedTicket, out: Output) -> None:
    until = local(issued.expires_at)
    out.say(f"{desk.reference.unit_name(issued.unit)}的登记凭据（{until:%H:%M} 前有效，只能用一次）：")
    out.say(issued.text)
    out.document({"ticket": issued.text, "unit": issued.unit, "expires_at": stamp(issued.expires_at)})


def _say_enrolled(enrolled: sync.Enrolled, out: Output) -> None:
    out.say("已登记到区办公室。")
    out.say(f"请与区办公室核对这六位数字：{enrolled.comparison}")
    out.document({"comparison": enrolled.comparison, "device_code": enrolled.device_code, "epoch": enrolled.epoch})


def _say_changed(desk: Desk, device: Device, out: Output) -> None:
    out.say(f"{device.unit}-{device.device_code}：{_state(device)}。")
    out.document(_document(desk, device))


def _state(device: Device) -> str:
    if device.replaced_by:
        return "已由新登记的工作站接替"
    if device.revoked_at:
        return "已停用"
    if device.quarantined_at:
        return "待核实：有两份不同的记录"
    return "正常" if device.confirmed_at else _UNCOMPARED


def _digits(desk: Desk, device: Device) -> str:
    """The six digits for whoever has to compare them still."""
    return f"：{sync.comparison_with(desk, device)}" if _state(device) == _UNCOMPARED else ""


def _contact(device: Device) -> str:
    if device.last_contact is None:
        return "还没有联系过"
    held = f"，还有 {device.waiting_events} 条待送" if device.waiting_events else ""
    return f"最近联系 {local(device.last_contact):%Y-%m-%d %H:%M}，版本 {device.app_version}{held}"


def _document(desk: Desk, device: Device) -> dict[str, Plain]:
    return {
        "device": device.id,
        "unit": device.unit,
        "device_code": device.device_code,
        "epoch": device.epoch,
        "state": _state(device),
        "comparison": sync.comparison_with(desk, device),
        "last_contact": stamp(device.last_contact) if device.last_contact else None,
        "app": device.app_version,
        "clock_skew_seconds": device.skew,
        "waiting_events": device.waiting_events,
        "waiting_files": device.waiting_files,
    }
