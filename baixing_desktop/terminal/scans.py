"""The command that files signed papers: scan."""

import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.scans import FiledScan, LeftScan, ScanReport
from baixing_desktop.domain.signed import FIT_WORDS
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.scan_folder import LOOK_EVERY_S, ScanFolder
from baixing_desktop.usecases.scanning import file_by_hand, file_scans


def scan(arguments: Namespace, out: Output) -> int:
    """File signed papers; ends with 1 when something is left for a person to look at."""
    with opened(arguments) as desk:
        report = ScanReport()
        for one in _reports(desk, arguments):
            out.say_all(map(_filed_line, one.filed))
            out.say_all(map(_left_line, one.left))
            report += one
    out.say(f"归档 {len(report.filed)} 份，留待处理 {len(report.left)} 份。")
    filed: list[Plain] = [_filed(one) for one in report.filed]
    left: list[Plain] = [_left(one) for one in report.left]
    out.document({"filed": filed, "left": left})
    return Exit.USER if report.left else Exit.FINE


def _reports(desk: Desk, arguments: Namespace) -> Iterator[ScanReport]:
    if arguments.clue:
        for file in arguments.files:
            filed, _ = file_by_hand(desk, file, arguments.clue, pages=arguments.page, adding=arguments.add)
            yield ScanReport((filed,))
    elif arguments.files:
        yield file_scans(desk, arguments.files)[0]
    if arguments.folder:
        yield from _looks(desk, arguments.folder, watch=arguments.watch)


def _looks(desk: Desk, folder: Path, *, watch: bool) -> Iterator[ScanReport]:
    """Two looks, so that files which are being written are known; further ones as long as nobody stops them."""
    watcher = ScanFolder(folder)
    watcher.look(desk)
    try:
        while True:
            time.sleep(LOOK_EVERY_S)
            yield watcher.look(desk)[0]
            if not watch:
                return
    except KeyboardInterrupt:
        # Stopping is how watching ends; what was filed is said as always.
        return


def _filed_line(one: FiledScan) -> str:
    what = "已归档过" if one.repeated else "已归档"
    again = f"，替换旧件 {one.replaced} 份" if one.replaced else ""
    return f"{one.file_name}{_pages(one.pages)}：{what}到 {one.number}，{FIT_WORDS[one.fit]}{again}。"


def _left_line(one: LeftScan) -> str:
    return f"{one.file_name}{_pages(one.pages)}：{one.reason.removesuffix('。')}。"


def _pages(pages: tuple[int, ...]) -> str:
    return f"（第 {'、'.join(map(str, pages))} 页）" if pages else ""


def _filed(one: FiledScan) -> dict[str, Plain]:
    return {
        "file": one.file_name,
        "pages": list(one.pages),
        "clue": one.clue_id,
        "number": one.number,
        "fit": one.fit.value,
        "replaced": one.replaced,
        "repeated": one.repeated,
    }


def _left(one: LeftScan) -> dict[str, Plain]:
    return {"file": one.file_name, "pages": list(one.pages), "reason": one.reason, "readable": one.readable}
