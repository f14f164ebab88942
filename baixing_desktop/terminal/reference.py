"""Commands on the reference data: looking, and editing with a reason."""

from argparse import Namespace
from collections.abc import Iterable

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local
from baixing_desktop.domain.reference import LISTS, Edition, FieldKind, ListSpec, Row, Rows
from baixing_desktop.errors import InputError, NotFoundError
from baixing_desktop.terminal.opening import home_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import reference
from baixing_desktop.usecases.homes import home_exists
from baixing_desktop.usecases.in_force import shipped

_YES, _NO = "是", "否"
_SEVERAL = {FieldKind.TEXTS, FieldKind.DAYS, FieldKind.CODES}


def lists(arguments: Namespace, out: Output) -> None:
    """Which lists there are."""
    found, number = _in_force(arguments)
    out.say_all(f"{name}\t{LISTS[name].title}\t{len(rows)} 项" for name, rows in found.items())
    out.say(f"第 {number} 版。" if number else "程序自带的内容，区办公室没有改过。")
    out.document({"edition": number, "lists": {name: len(rows) for name, rows in found.items()}})


def show(arguments: Namespace, out: Output) -> None:
    """All entries of a list."""
    spec = _spec(arguments.list)
    rows = _in_force(arguments)[0][spec.name]
    out.say_all(_line(spec, row) for row in rows)
    entries: list[Plain] = [dict(row) for row in rows]
    out.document({"list": spec.name, "entries": entries})


def set_values(arguments: Namespace, out: Output) -> None:
    """Change or add an entry."""
    values = dict(_value(_spec(arguments.list), given) for given in arguments.values)
    if arguments.add:
        values["added"] = True
    with opened(arguments) as desk:
        edition, _ = reference.edit_entry(desk, arguments.list, arguments.code, values, arguments.reason)
    _done(out, edition)


def retire(arguments: Namespace, out: Output) -> None:
    """Offer an entry no longer."""
    with opened(arguments) as desk:
        edition, _ = reference.edit_entry(desk, arguments.list, arguments.code, {"retired": True}, arguments.reason)
    _done(out, edition)


def revert(arguments: Namespace, out: Output) -> None:
    """An entry as it was shipped."""
    spec = _spec(arguments.list)
    with opened(arguments) as desk:
        edition, _ = reference.revert_entry(desk, spec.name, arguments.code, arguments.reason)
    _done(out, edition)


def history(arguments: Namespace, out: Output) -> None:
    """Every edition, or what one of them changed."""
    with opened(arguments) as desk:
        found = [one for one in reference.editions(desk) if arguments.number in (None, one.number)]
        changes = reference.differences_of(desk, arguments.number) if arguments.number is not None else ()
    if arguments.number is not None and not found:
        raise NotFoundError("RECORD_NOT_FOUND", kind="版次")
    for one in found:
        when = f"{local(one.made_at):%Y-%m-%d %H:%M}" if one.made_at else ""
        out.say(f"第 {one.number} 版\t{when}\t{one.made_by}\t{one.note}")
    for change in changes:
        field = LISTS[change.list].field(change.field)
        title = field.title if field else {"retired": "停用", "added": "新增"}.get(change.field, change.field)
        out.say(f"{change.list} {change.code}\t{title}：{_words(change.before)} → {_words(change.after)}")
    out.document({"editions": [{"number": one.number, "by": one.made_by, "note": one.note} for one in found]})


def _in_force(arguments: Namespace) -> tuple[Rows, int]:
    """All lists and the number of their edition; as shipped where no desk is set up, which takes the code of a unit."""
    if not home_exists(home_of(arguments)):
        return shipped(), 0
    with opened(arguments) as desk:
        return reference.lists(desk), desk.in_force.edition.number


def _spec(name: str) -> ListSpec:
    if name not in LISTS:
        raise InputError("INPUT_INVALID", field="列表", reason=f"没有“{name}”，可以是：{'、'.join(LISTS)}")
    return LISTS[name]


def _value(spec: ListSpec, given: str) -> tuple[str, Plain]:
    """``name=…`` as the field of ``spec`` wants it; what is wrong with the value itself is said by the checks.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    name, equals, text = given.partition("=")
    field = spec.field(name)
    if not equals or field is None:
        fields = "、".join(f"{one.name}（{one.title}）" for one in spec.fields)
        raise InputError("INPUT_INVALID", field=given, reason=f"请写成“栏=值”，栏可以是：{fields}")
    if field.kind in _SEVERAL:
        return name, [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
    if field.kind is FieldKind.FLAG:
        return name, {_YES: True, _NO: False}.get(text, text)
    if field.kind is FieldKind.NUMBER and text.isdecimal():
        return name, int(text)
    return name, text


def _line(spec: ListSpec, row: Row) -> str:
    shown: Iterable[str] = (_words(row.get(field.name)) for field in spec.fields)
    return "\t".join((str(row["code"]), *shown, *(["已停用"] if row.get("retired") else [])))


def _words(value: Plain) -> str:
    match value:
        case None:
            return "（无）"
        case bool():
            return _YES if value else _NO
        case list():
            return "，".join(map(str, value))
        case _:
            return str(value)


def _done(out: Output, edition: Edition) -> None:
    out.say(f"已改，第 {edition.number} 版。各工作室下次报送时得到。")
    out.document({"edition": edition.number})
