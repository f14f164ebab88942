"""The command doctor: what stands well with an installation, what does not, and a bundle for whoever helps."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from argparse import Namespace
from pathlib import Path

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, stamp
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.files import write_durably
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import home_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.doctor import Finding, Level, examine_computer, examine_record
from baixing_desktop.usecases.homes import home_exists
from sync import reach_office

_MARKS = {Level.GOOD: "良好", Level.ADVICE: "提醒", Level.WRONG: "有问题"}
_PRINTER_SECONDS = 10


def doctor(arguments: Namespace, out: Output) -> int:
    """Examine the computer and the home; the exit code says whether something is wrong."""
    home = home_of(arguments)
    findings = [*examine_computer(home, SystemClock()), _printers()]
    if home_exists(home) and not arguments.closed:
        with opened(arguments) as desk:
            findings += examine_record(desk)
            if desk.installation.face is Face.WORKROOM:
                findings.append(_office(desk))
    out.say_all(f"{_MARKS[f.level]}　{f.check}：{f.words}{f.todo}" for f in findings)
    rows = _rows(findings)
    if arguments.output:
        write_durably(arguments.output.absolute(), _bundle(home, rows))
        out.say(f"情况包已写好，不含个人信息：{arguments.output}")
    out.document({"findings": rows})
    return Exit.USER if any(f.level is Level.WRONG for f in findings) else Exit.FINE


def _office(desk: Desk) -> Finding:
    try:
        reached = reach_office(desk)
    except SyncError as error:
        return Finding("区办公室", Level.ADVICE, error.advice.what, error.advice.todo)
    words = "连得上，证书也对。" if reached else "已用文件登记，用优盘或共享文件夹报送。"
    return Finding("区办公室", Level.GOOD, words)


def _printers() -> Finding:
    tool = shutil.which("lpstat")
    if tool is None:
        todo = "请在窗口的打印界面里查看。" if sys.platform == "win32" else "没有打印服务（CUPS），请先装好打印机。"
        return Finding("打印机", Level.ADVICE, "这里看不到打印机。", todo)
    try:
        asked = subprocess.run(
            [tool, "-e"], capture_output=True, text=True, check=False, timeout=_PRINTER_SECONDS, errors="replace"
        )
    except subprocess.TimeoutExpired:
        return Finding("打印机", Level.ADVICE, "打印服务没有应答。", "请重新启动打印服务或电脑。")
    count = len(asked.stdout.split())
    if count == 0:
        return Finding("打印机", Level.ADVICE, "没有打印机。", "请先在系统设置里添加打印机。")
    return Finding("打印机", Level.GOOD, f"有 {count} 台打印机。")


def _rows(findings: list[Finding]) -> list[Plain]:
    return [{"check": f.check, "level": f.level.value, "words": f.words, "todo": f.todo} for f in findings]


def _bundle(home: Path, rows: list[Plain]) -> bytes:
    """Findings, and the names and sizes of the program's own files; never what stands in one."""
    # Only a home's own top level: deeper down, files may be named after what people named them.
    files: list[Plain] = (
        [{"name": path.name, "bytes": path.stat().st_size} for path in sorted(home.iterdir()) if path.is_file()]
        if home_exists(home)
        else []
    )
    written = {"at": stamp(SystemClock().now()), "findings": rows, "files": files}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("doctor.json", json.dumps(written, ensure_ascii=False, indent=1))
    return buffer.getvalue()
