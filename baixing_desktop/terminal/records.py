"""Commands on the record: init, import, list, show, form."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, local, stamp
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import PaperError
from baixing_desktop.files import private_folder, write_durably
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.opening import confirmation_of, database_given, home_of, new_passphrase, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.importing import DRAFT, REFUSED, REGISTERED, REPEATED, import_clues, plan_import
from baixing_desktop.usecases.reading import clue_ids, find_clue, list_clues, reveal_contact, timeline
from baixing_desktop.usecases.setup import create_home, load_reference
from baixing_desktop.usecases.wording import contact_words, state_words

EVERYTHING = ClueQuery()


def init(arguments: Namespace, out: Output) -> None:
    """Make a new home."""
    home = home_of(arguments)
    face = Face(arguments.role)
    create_home(
        home,
        face=face,
        unit=arguments.unit,
        operator=arguments.operator,
        passphrase=new_passphrase(arguments, arguments.operator),
        clock=SystemClock(),
        database=database_given(arguments),
    )
    name = load_reference().unit_name(arguments.unit)
    out.say(f"已为“{name}”建立工作台：{home}")
    out.document({"home": str(home), "role": face.value, "unit": arguments.unit})


def import_file(arguments: Namespace, out: Output) -> None:
    """Import clues from a table."""
    with opened(arguments) as desk:
        plan = plan_import(desk, arguments.file, arguments.map)
        report, _ = import_clues(desk, plan, file_name=arguments.file.name, dry_run=arguments.dry_run)
    if plan.remembered:
        out.say(f"各列按上次的对应关系：{'，'.join(plan.mapping)}")
    counts = {name: report.count(name) for name in (REGISTERED, DRAFT, REPEATED, REFUSED)}
    out.say_all(
        f"第 {row.row_number} 行：{row.outcome}{' ' + row.number if row.number else ''}"
        f"{'（' + '；'.join(row.notes) + '）' if row.notes else ''}"
        for row in report.rows
    )
    head = "试算，没有写入。" if report.dry_run else ""
    out.say(head + "，".join(f"{name} {count} 条" for name, count in counts.items()) + "。")
    rows: list[Plain] = [
        {"row": r.row_number, "outcome": _OUTCOMES[r.outcome], "number": r.number, "notes": list(r.notes)}
        for r in report.rows
    ]
    summary: dict[str, Plain] = {_OUTCOMES[name]: count for name, count in counts.items()}
    out.document(
        {
            "mapping": list(plan.mapping),
            "remembered": plan.remembered,
            "dry_run": report.dry_run,
            "blank_rows": report.blank_rows,
            "counts": summary,
            "rows": rows,
        }
    )


_OUTCOMES = {REGISTERED: "registered", DRAFT: "draft", REPEATED: "repeated", REFUSED: "refused"}


def list_all(arguments: Namespace, out: Output) -> None:
    """List clues, newest change first."""
    with opened(arguments) as desk:
        found = list_clues(desk, ClueQuery(text=arguments.query, contacts=arguments.contacts, limit=arguments.limit))
    out.say_all(f"{item.number or '草稿'}\t{_state_words(item)}\t{item.title}" for item in found.items)
    out.say(
        f"共 {found.total} 条"
        + (f"，只列出前 {len(found.items)} 条，用 --limit 可以多列" if len(found.items) < found.total else "")
        + "。"
    )
    out.document({"total": found.total, "clues": [_summary(item) for item in found.items]})


def show(arguments: Namespace, out: Output) -> None:
    """Show one clue; contact data masked unless revealed."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.id)
        person = reveal_contact(desk, clue.id) if arguments.reveal else clue.content.contributor
        history = timeline(desk, clue.id)
        source = desk.reference.source_label(clue.content.source.category)
    content = clue.content
    contact = "匿名" if person.anonymous else contact_words(person)
    out.say_all(
        (
            f"编号　　{clue.number}",
            f"标题　　{content.title}",
            f"情况分析\n{content.analysis}",
            f"具体建议\n{content.suggestions}",
            f"来源　　{source}",
            f"接收人　{content.receiver}",
            f"联系人　{contact}",
            f"附件　　{len(content.attachments)} 份",
        )
    )
    out.say_all(f"{local(e.at):%Y-%m-%d %H:%M}　{e.text}　{e.detail}".rstrip("　") for e in history)
    document = clue_document(clue)
    document["contributor"] = {
        "anonymous": person.anonymous,
        "name": person.name,
        "phone": person.phone,
        "address": person.address,
        "guardian": person.guardian,
    }
    document["timeline"] = [{"at": stamp(e.at), "text": e.text, "detail": e.detail} for e in history]
    out.document(document)


def form(arguments: Namespace, out: Output) -> int:
    """Write Attachment 3 as PDF, one file for each clue; ends with 1 when one could not be made."""
    # Only this command makes papers: the others start without reportlab and fonts.
    from baixing_desktop.usecases.printing import attachment3_each, blank_attachment3  # noqa: PLC0415

    folder = private_folder(arguments.output)
    written: list[Path] = []
    refused: dict[str, PaperError] = {}

    def refuse(clue: Clue, error: PaperError) -> None:
        refused[clue.number] = error

    with opened(arguments) as desk:
        if arguments.blank:
            blank = blank_attachment3(desk, strict=arguments.strict, notice=arguments.notice)
            written.append(_write(folder / "附件3空白表.pdf", blank))
        else:
            ids = clue_ids(desk, EVERYTHING) if arguments.all else arguments.ids
            second = confirmation_of(arguments)
            for clue, pdf in attachment3_each(
                desk, ids, refuse, strict=arguments.strict, notice=arguments.notice, second=second
            ):
                written.append(_write(folder / f"附件3_{clue.provisional_number or clue.id}.pdf", pdf))
    out.say(f"已写出 {len(written)} 份表格：{folder}")
    out.say_all(f"没有写出 {number}：{error.advice.what}{error.advice.todo}" for number, error in refused.items())
    problems: list[Plain] = [{"number": number, "code": error.code} for number, error in refused.items()]
    out.document({"files": [str(path) for path in written], "refused": problems})
    return Exit.USER if refused else Exit.FINE


def _write(path: Path, data: bytes) -> Path:
    write_durably(path, data)
    return path


def _state_words(item: ClueSummary) -> str:
    return state_words(item.workroom_state, item.office_state, withdrawn=item.withdrawn)


def _summary(item: ClueSummary) -> dict[str, Plain]:
    return {
        "id": item.id,
        "number": item.number,
        "title": item.title,
        "unit": item.unit,
        "workroom_state": item.workroom_state,
        "office_state": item.office_state,
        "withdrawn": item.withdrawn,
        "updated_at": stamp(item.updated_at),
    }


def clue_document(clue: Clue) -> dict[str, Plain]:
    """One clue for ``--json``, without contact data."""
    content = clue.content
    return {
        "id": clue.id,
        "number": clue.number,
        "provisional_number": clue.provisional_number,
        "formal_number": clue.formal_number,
        "unit": clue.unit,
        "revision": clue.revision,
        "workroom_state": clue.workroom_state,
        "office_state": clue.office_state,
        "withdrawn": clue.withdrawn_at is not None,
        "receipt_number": clue.receipt_number,
        "content_hash": clue.content_hash,
        "title": content.title,
        "analysis": content.analysis,
        "suggestions": content.suggestions,
        "source": {"category": content.source.category, "occasion": content.source.occasion},
        "receiver": content.receiver,
        "received_on": content.received_on.isoformat() if content.received_on else None,
        "attachments": [{"name": a.name, "sha256": a.sha256, "length": a.length} for a in content.attachments],
    }
