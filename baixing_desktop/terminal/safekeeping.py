"""Commands for the safety of the record: backup, restore, verify, move."""

from argparse import Namespace
from contextlib import AbstractContextManager

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, local, parse_stamp, stamp
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.errors import ProgramError
from baixing_desktop.files import private_folder
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import (
    database_given,
    home_of,
    opened,
    opened_for_service,
    passphrase_from_file,
    telling,
)
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import backups, moving, restoring
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.setup import is_service_key
from baixing_desktop.usecases.wording import CHECK_WORDS


def backup(arguments: Namespace, out: Output) -> None:
    """Make a backup, and try it."""
    with _opened_for_backup(arguments) as desk:
        folder = private_folder(arguments.output.absolute()) if arguments.output else None
        if arguments.if_due and not backups.backup_state(desk).due:
            out.say("今天已有完好的备份。")
            out.document({"made": False})
            return
        run, _ = backups.back_up(desk, folder, telling())
        place = folder or desk.home / backups.FOLDER
    out.say(f"已备份并试恢复成功：{place / run.file_name}")
    out.say(_counted(run))
    out.document({"made": True, "file": str(place / run.file_name), **_facts(run)})


def restore(arguments: Namespace, out: Output) -> None:
    """Put a backup back."""
    home = home_of(arguments)
    put = restoring.restore(arguments.file, home, clock=SystemClock(), replace=arguments.replace, work=telling())
    made = local(parse_stamp(put.made_at))
    out.say(f"已恢复 {made.year}年{made.month}月{made.day}日 {made:%H:%M} 的备份：{home}")
    if put.aside:
        out.say(f"原来的工作台已移到：{put.aside}")
    out.say("请用备份时的口令打开；口令打不开时，用恢复表。")
    out.document({"home": str(home), "made_at": put.made_at, "aside": str(put.aside) if put.aside else None})


def verify(arguments: Namespace, out: Output) -> int:
    """Check the record, or try a backup."""
    with opened(arguments) as desk:
        if arguments.file:
            run, _ = backups.rehearse(desk, arguments.file, telling())
            out.say(f"备份完好，可以恢复。{_counted(run)}")
            out.document({"faults": [], **_facts(run)})
            return Exit.FINE
        found, _ = backups.verify_record(desk, repair=arguments.repair)
        attachments = backups.faulty_attachments(desk, telling())
    out.say_all(f"{CHECK_WORDS[fault.check]}：{fault.where}" for fault in found)
    out.say_all(f"附件缺失或损坏：{sha256}" for sha256 in attachments)
    places = [(fault.check.value, fault.where) for fault in found] + [("attachments", sha256) for sha256 in attachments]
    wrong: list[Plain] = [{"check": check, "where": where} for check, where in places]
    out.say("逐项核对完毕，没有发现问题。" if not wrong else f"发现 {len(wrong)} 处问题，数据没有改动。")
    out.document({"faults": wrong})
    return Exit.USER if wrong else Exit.FINE


def move(arguments: Namespace, out: Output) -> None:
    """Move an office's record to a server."""
    database = database_given(arguments)
    if database is None:
        raise ProgramError("the parser asks for a database")
    with opened(arguments) as desk:
        moving.move_to_server(desk, database, telling())
    kept = moving.set_file_aside(home_of(arguments), SystemClock())
    out.say(f"数据已移到服务器上的“{database.address.database}”。原来的文件留在：{kept}")
    out.document({"kept": str(kept), "database": database.address.database})


def _opened_for_backup(arguments: Namespace) -> AbstractContextManager[Desk]:
    """A timer has no person: with a service key nobody sits at the desk, otherwise whoever is named."""
    key = passphrase_from_file(arguments)
    return opened_for_service(arguments) if key is not None and is_service_key(key) else opened(arguments)


def _counted(run: BackupRun) -> str:
    return f"线索 {run.clues} 条，附件 {run.attachments} 个，{max(run.length // 1_000_000, 1)} 兆字节。"


def _facts(run: BackupRun) -> dict[str, Plain]:
    return {
        "made_at": stamp(run.made_at),
        "sha256": run.sha256,
        "length": run.length,
        "clues": run.clues,
        "attachments": run.attachments,
    }
