"""Commands of the batch log: seal, receive, receipt, sync, serve."""

import sys
from argparse import Namespace
from collections.abc import Callable
from threading import Thread

import sync
from baixing_desktop.canonical import Plain
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.files import private_folder
from baixing_desktop.terminal.opening import opened, opened_for_service
from baixing_desktop.terminal.output import Output


def seal(arguments: Namespace, out: Output) -> None:
    """Seal what is registered, and what has no receipt yet, into batch files."""
    folder = private_folder(arguments.output)
    with opened(arguments) as desk:
        exported = sync.seal_to_file(desk, folder, ask_for_news=arguments.news)
    out.say_all(f"已封装并核对：{path}" for path in exported.files)
    out.say(f"共 {exported.events} 条。文件可以交给区办公室，优盘可以拔出。")
    out.document({"files": [str(path) for path in exported.files], "events": exported.events})


def receive(arguments: Namespace, out: Output) -> None:
    """Take in a batch file and write its receipt."""
    folder = private_folder(arguments.output or arguments.file.absolute().parent)
    with opened(arguments) as desk:
        received = sync.receive_on_stick(desk, arguments.file, folder)
        unit = desk.reference.unit_name(received.unit)
    out.say(
        f"已接收{unit}第 {received.first} 至 {received.last} 条："
        f"收下 {received.accepted}，已有 {received.duplicate}，未收 {received.rejected}。"
    )
    if received.missing_files:
        out.say(f"还缺 {received.missing_files} 份附件。")
    if received.not_taken_files:
        out.say(f"有 {received.not_taken_files} 份附件超过限额，没有收。")
    out.say(f"回执：{received.receipt_path}")
    out.say_all(f"旁边放了新版本：{path}" for path in received.updates)
    if received.update_trouble:
        out.say(f"新版本没有放上去：{received.update_trouble.advice.what}")
    out.document(
        {
            "receipt": str(received.receipt_path),
            "unit": received.unit,
            "first": received.first,
            "last": received.last,
            "accepted": received.accepted,
            "duplicate": received.duplicate,
            "rejected": received.rejected,
            "missing_files": received.missing_files,
            "not_taken_files": received.not_taken_files,
        }
    )


def receipt(arguments: Namespace, out: Output) -> None:
    """Read a receipt file back in."""
    with opened(arguments) as desk:
        report = sync.read_receipt_file(desk, arguments.file)
    _say_report(report, out)


def clean(arguments: Namespace, out: Output) -> None:
    """Name, or erase, batch files that the office has confirmed."""
    with opened(arguments) as desk:
        found = sync.erasable(desk, arguments.folder)
    out.say_all(str(path) for path in found)
    erased = sync.erase(found) if arguments.erase else 0
    out.say(f"已清除 {erased} 个文件。" if arguments.erase else f"可以清除 {len(found)} 个文件。")
    out.document({"files": [str(path) for path in found], "erased": erased})


def synchronise(arguments: Namespace, out: Output) -> None:
    """Send what is registered and fetch the news, over the network or through a shared folder."""
    with opened(arguments) as desk:
        office = desk.installation.face is Face.OFFICE
        if office and arguments.folder is None:
            _say_looks(sync.receive_shared(desk), out)
        elif arguments.folder is None:
            _say_report(sync.synchronise(desk), out)
        elif office:
            _say_received(sync.receive_folder(desk, arguments.folder), out)
        else:
            _say_folder(sync.exchange_folder(desk, arguments.folder), out)


def serve(arguments: Namespace, out: Output) -> None:
    """Run the receiving service until it is stopped."""
    # The only command that loads a web server.
    from sync.office.main import Serving  # noqa: PLC0415
    from sync.office.main import serve as run  # noqa: PLC0415

    def ready(serving: Serving) -> None:
        address = f"https://{serving.host}:{serving.port}"
        out.say(f"接收服务已启动：{address}")
        out.say(f"证书指纹：{serving.fingerprint}")
        out.say("按 Ctrl+C 停止。")
        out.document({"address": address, "port": serving.port, "fingerprint": serving.fingerprint})
        if arguments.until_input_ends:
            Thread(target=_stop_when_input_ends, args=(serving.stop,), daemon=True).start()

    with opened_for_service(arguments) as desk:
        run(desk, host=arguments.host, port=arguments.port, ready=ready, folders=tuple(arguments.folder))
    out.say("接收服务已停止。")


def _stop_when_input_ends(stop: Callable[[], None]) -> None:
    """Whoever started us holds the other end of our standard input; when it is gone, so are we."""
    sys.stdin.buffer.read()
    stop()


def _say_report(report: sync.SyncReport, out: Output) -> None:
    out.say(f"送出 {report.sent} 条，新确认 {report.confirmed} 条，区办公室新消息 {report.news} 条。")
    if report.rejected:
        out.say(f"其中 {report.rejected} 条未被收下，已退回，请看各条的说明。")
    if report.missing_files:
        out.say(f"有 {report.missing_files} 份附件在本机已读不出来，没有送到；线索本身已送到。")
    if report.not_taken_files:
        out.say(f"有 {report.not_taken_files} 份附件超过限额，区办公室没有收，原件在本机；原因见各条线索。")
    if not report.agrees:
        out.say("与区办公室核对有出入：两边的数据都在，没有覆盖。请联系区办公室。")
    if report.clock_wrong:
        out.say(f"本机时钟与区办公室相差约 {abs(report.clock_wrong) // 60} 分钟，请校准；报送不受影响。")
    if report.upgrade_needed:
        out.say("区办公室的消息需要新版本才能看，请升级。")
    document: dict[str, Plain] = {
        "sent": report.sent,
        "confirmed": report.confirmed,
        "rejected": report.rejected,
        "news": report.news,
        "missing_files": report.missing_files,
        "not_taken_files": report.not_taken_files,
        "upgrade_needed": report.upgrade_needed,
        "agrees": report.agrees,
        "clock_wrong_seconds": report.clock_wrong,
    }
    out.document(document)


def _say_folder(done: sync.FolderSync, out: Output) -> None:
    confirmed, news = sum(r.confirmed for r in done.receipts), sum(r.news for r in done.receipts)
    out.say(f"读到 {len(done.receipts)} 份回执，新确认 {confirmed} 条，区办公室新消息 {news} 条。")
    out.say_all(f"已放入共享文件夹：{path.name}" for path in done.dropped)
    out.say_all(f"暂时读不出来，已留在原处：{one.name}（{one.error.advice.what}）" for one in done.left)
    out.document(
        {
            "receipts": len(done.receipts),
            "confirmed": confirmed,
            "news": news,
            "dropped": [path.name for path in done.dropped],
            "left": [one.name for one in done.left],
        }
    )


def _say_looks(looks: tuple[sync.FolderLook, ...], out: Output) -> None:
    """What the folders that are set brought.

    Raises:
        InputError: ``INPUT_MISSING``: none is set.
        SyncError: ``SYNC_FOLDER`` of the first one that is away; all others have been looked into.
    """
    if not looks:
        raise InputError("INPUT_MISSING", fields="接收文件夹（在“设置”里，或用 --folder）")
    away = next((look.error for look in looks if look.error), None)
    if away is not None:
        raise away
    received = tuple(one for look in looks for one in look.found.received)
    left = tuple(one for look in looks for one in look.found.left)
    _say_received(sync.FolderReceived(received, left), out)


def _say_received(done: sync.FolderReceived, out: Output) -> None:
    accepted = sum(one.accepted for one in done.received)
    out.say(f"接收 {len(done.received)} 个批次，收下 {accepted} 条。")
    out.say_all(f"没有收进：{one.name}（{one.error.advice.what}）" for one in done.left)
    out.document({"batches": len(done.received), "accepted": accepted, "left": [one.name for one in done.left]})
