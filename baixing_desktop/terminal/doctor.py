"""The commands doctor and support: what stands well, what does not, and a bundle for whoever helps."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.units import Face
from baixing_desktop.files import write_durably
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import home_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.doctor import Finding, Level, examine_computer, examine_record
from baixing_desktop.usecases.support import bundle, record_facts, rows
from baixing_desktop.usecases.threshold import home_exists
from sync import examine_line

_MARKS = {Level.GOOD: "良好", Level.ADVICE: "提醒", Level.WRONG: "有问题"}


def doctor(arguments: Namespace, out: Output) -> int:
    """Examine the computer and the home; the exit code says whether something is wrong."""
    findings, facts = _examined(arguments)
    out.say_all(f"{_MARKS[f.level]}　{f.check}：{f.words}{f.todo}" for f in findings)
    if arguments.output:
        _write(arguments.output, home_of(arguments), findings, facts, out)
    out.document({"findings": rows(findings)})
    return Exit.USER if any(f.level is Level.WRONG for f in findings) else Exit.FINE


def support(arguments: Namespace, out: Output) -> None:
    """Write the bundle; what is wrong stands in it."""
    findings, facts = _examined(arguments)
    _write(arguments.file, home_of(arguments), findings, facts, out)
    out.document({"file": str(arguments.file), "wrong": sum(f.level is Level.WRONG for f in findings)})


def _examined(arguments: Namespace) -> tuple[list[Finding], dict[str, Plain] | None]:
    home = home_of(arguments)
    findings = [*examine_computer(home, SystemClock())]
    if arguments.closed or not home_exists(home):
        return findings, None
    with opened(arguments) as desk:
        findings += examine_record(desk)
        if desk.installation.face is Face.WORKROOM:
            findings.append(examine_line(desk))
        return findings, record_facts(desk)


def _write(file: Path, home: Path, findings: list[Finding], facts: dict[str, Plain] | None, out: Output) -> None:
    write_durably(file.absolute(), bundle(home, findings, SystemClock(), facts))
    out.say(f"求助包已写好，不含任何人的信息：{file}")
