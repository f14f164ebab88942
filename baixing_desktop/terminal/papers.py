"""Commands of papers and ledgers: paper, ledger."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.period import Period, parse_period
from baixing_desktop.errors import InputError
from baixing_desktop.files import write_durably
from baixing_desktop.terminal.opening import confirmation_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.papers import PAPERS, Format, PaperKind, PaperRequest, make_paper, paper_kind


def paper(arguments: Namespace, out: Output) -> None:
    """Write one paper; the ending of the file says in which format."""
    if arguments.list:
        _list(out, ledgers=False)
        return
    _write(arguments, out, paper_kind(arguments.name), _format_of(arguments))


def ledger(arguments: Namespace, out: Output) -> None:
    """Write one ledger as a workbook."""
    if arguments.list:
        _list(out, ledgers=True)
        return
    kind = paper_kind(arguments.name)
    if not kind.ledger:
        raise InputError("INPUT_INVALID", field="名称", reason=f"{kind.title}不是台账，请用 baixing paper")
    _write(arguments, out, kind, Format.WORKBOOK)


def _list(out: Output, *, ledgers: bool) -> None:
    kinds = [kind for kind in PAPERS.values() if kind.ledger or not ledgers]
    out.say_all(f"{kind.name:<12}{kind.title}：{kind.subject}；{'、'.join(kind.formats)}" for kind in kinds)
    rows: list[Plain] = [
        {"name": kind.name, "title": kind.title, "subject": kind.subject.name.lower(), "formats": list(kind.formats)}
        for kind in kinds
    ]
    out.document({"papers": rows})


def _format_of(arguments: Namespace) -> Format:
    ending = arguments.output.suffix.lower().lstrip(".")
    if ending not in list(Format):
        raise InputError("FILE_KIND", name=arguments.output.name, kinds="、".join(Format))
    return Format(ending)


def _write(arguments: Namespace, out: Output, kind: PaperKind, form: Format) -> None:
    request = PaperRequest(
        ids=tuple(arguments.ids),
        period=_period(arguments.period),
        internal=arguments.internal,
        purpose=arguments.purpose,
        issue=arguments.issue,
        second=confirmation_of(arguments),
    )
    with opened(arguments) as desk:
        made = make_paper(kind, desk, form, request)
    write_durably(arguments.output, made.data)
    out.say(f"已写出{kind.title}：{arguments.output}")
    if made.persons:
        out.say(f"其中有 {made.persons} 人的个人信息，请妥善保管。")
    out.document({"paper": kind.name, "file": str(arguments.output), "persons": made.persons, "sha256": made.sha256})


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    try:
        return parse_period(text)
    except ValueError as error:
        reason = "请写成 2026、2026-11 或 2026-01..03 的样子"
        raise InputError("INPUT_INVALID", field="年度或月份", reason=reason) from error
