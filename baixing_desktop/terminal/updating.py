"""Commands for the program's own versions: update check, apply, rollback."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, local, parse_stamp
from baixing_desktop.domain.labels.updates import KIND_WORDS
from baixing_desktop.store.release import Payload, Release
from baixing_desktop.terminal.handing_out import fetched_file
from baixing_desktop.terminal.opening import home_of, opened, telling
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import updating
from baixing_desktop.usecases.backups import FOLDER
from baixing_desktop.usecases.threshold import home_exists
from resources import release_keys


def check(arguments: Namespace, out: Output) -> None:
    """Say what a package is, and whether it may be installed; a bad one ends with its error."""
    checked = updating.check_package(arguments.file, release_keys(), arguments.program)
    _tell(out, checked.release)
    if checked.hindrance:
        raise checked.hindrance
    out.say("可以更新。")
    out.document(_facts(checked.release))


def apply(arguments: Namespace, out: Output) -> None:
    """Install a package, or take out of it what the administrator installs."""
    file = arguments.file
    if file is None:
        with opened(arguments) as desk:
            file = fetched_file(desk, arguments.program)
    checked = updating.fitting_package(file, release_keys(), arguments.program)
    deb = checked.release.kind is Payload.DEB
    tree = None if deb else updating.program_folder(arguments.program)
    _tell(out, checked.release)
    backup = _backed_up(arguments, out, checked.release)
    made: dict[str, Plain] = {**_facts(checked.release), "backup": str(backup) if backup else None}
    if tree is None:
        beside = arguments.file.parent if arguments.file else Path.cwd()
        folder = (arguments.output or beside).absolute()
        file = updating.take_package(checked, folder, telling())
        out.say(f"安装包已核对并取出：{file}")
        out.say(f"请关闭所有窗口，由管理员运行：apt install {file}")
        out.say("装好后运行 baixing selftest。要退回时，装回旧的安装包，再恢复上面这份备份。")
        out.document({**made, "file": str(file), "installed": False})
        return
    updating.install(checked, tree, backup, clock=SystemClock(), work=telling())
    # From here on the program's own folder is another one: nothing more may be loaded from it.
    out.say(f"已从 {__version__} 更新到 {checked.release.version}。原来的程序留着，要退回用 baixing update rollback。")
    out.document({**made, "installed": True})


def rollback(arguments: Namespace, out: Output) -> None:
    """Go back to the program that was here before."""
    tree = updating.program_folder(arguments.program)
    earlier, put = updating.go_back(
        tree, home_of(arguments), clock=SystemClock(), with_backup=arguments.restore, work=telling()
    )
    out.say(f"已退回 {earlier.version}。")
    if put:
        out.say("更新前的备份已放回来；用备份时的口令打开。")
        out.say(f"更新以后的工作台移到了：{put.aside}")
    out.document({"version": earlier.version, "aside": str(put.aside) if put and put.aside else None})


def _backed_up(arguments: Namespace, out: Output, release: Release) -> Path | None:
    """The backup of the command's home, made now; None when nobody has set one up."""
    if not home_exists(home_of(arguments)):
        out.say("这里还没有建立工作台，不用备份。")
        return None
    with opened(arguments) as desk:
        run, _ = updating.keep_before(desk, release, telling())
        backup = desk.home / FOLDER / run.file_name
    out.say(f"更新前的备份已做好，并试恢复成功：{backup}")
    return backup


def _tell(out: Output, release: Release) -> None:
    made = local(parse_stamp(release.made_at))
    kind = KIND_WORDS[release.kind]
    out.say(
        f"签名正确。{kind} {release.version}，{made.year}年{made.month}月{made.day}日做成。现在用的是 {__version__}。"
    )
    if release.news:
        out.say(f"新在哪里：{release.news}")


def _facts(release: Release) -> dict[str, Plain]:
    return {"kind": release.kind.value, "version": release.version, "from": __version__, "sha256": release.sha256}
