"""Commands on the audit trail: audit verify, head, list, export, archive."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local
from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.domain.labels.acts import act_words, object_words
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import needed_confirmation, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import auditing


def verify(arguments: Namespace, out: Output) -> int:
    """Say whether the trail is whole; ends with 1 when it is not."""
    with opened(arguments) as desk:
        known = None
        if arguments.head:
            given = Path(arguments.head)
            text = given.read_text(encoding="utf-8") if given.is_file() else arguments.head
            known = auditing.read_head(text, desk)
        verdict = auditing.verify(desk, known)
    out.say(f"操作记录 {verdict.count} 条，" + ("完整，没有改动。" if verdict.sound else f"不对：{verdict.why}。"))
    document: dict[str, Plain] = {
        "entries": verdict.count,
        "sound": verdict.sound,
        "fault": verdict.fault,
        "why": verdict.why,
    }
    out.document(document)
    return Exit.FINE if verdict.sound else Exit.USER


def head(arguments: Namespace, out: Output) -> None:
    """Print the end of the trail."""
    with opened(arguments) as desk:
        end = auditing.head(desk)
    text = auditing.written(end)
    out.say(f"{local(end.at):%Y-%m-%d %H:%M}　第 {end.seq} 条　{text}")
    out.document({"head": text, "seq": end.seq, "hash": end.hash})


def list_entries(arguments: Namespace, out: Output) -> None:
    """List the newest entries."""
    with opened(arguments) as desk:
        found = auditing.trail(desk, AuditQuery(object_id=arguments.of, limit=arguments.limit))
    out.say_all(
        f"{e.seq}\t{local(e.at):%Y-%m-%d %H:%M:%S}\t{e.actor}\t{act_words(e)}\t{object_words(e)}" for e in found
    )
    rows: list[Plain] = [auditing.record_of(entry) for entry in found]
    out.document({"entries": rows})


def export(arguments: Namespace, out: Output) -> None:
    """Write the whole trail to a file."""
    with opened(arguments) as desk:
        end = auditing.export(desk, arguments.output)
    out.say(f"已导出到第 {end.seq} 条：{arguments.output}")
    out.document({"file": str(arguments.output), "head": auditing.written(end)})


def archive(arguments: Namespace, out: Output) -> None:
    """Export, then take out what is older than it must be kept."""
    second = needed_confirmation(arguments)
    with opened(arguments) as desk:
        count = auditing.archive(desk, arguments.output, second)
    out.say(f"已归档 {count} 条：{arguments.output}")
    out.document({"archived": count, "file": str(arguments.output)})
