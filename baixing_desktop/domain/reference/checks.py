"""Checking lists of reference data, shipped or edited, before they come into force."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.reference.editions import Edit, Row, Rows
from baixing_desktop.domain.reference.specs import CODE_LIMIT, LISTS, FieldKind, FieldSpec, ListSpec

_CODE = re.compile(r"[A-Za-z0-9_]+|[一-鿿，、A-Za-z0-9]+")
_META = frozenset({"code", "added", "retired"})


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field of one entry, in Chinese."""

    list: str
    code: str
    field: str
    text: str


def edit_problems(edit: Edit, rows: Rows) -> tuple[Problem, ...]:
    """What is wrong with ``edit`` of the lists ``rows`` in force: nothing may change a code or a fixed field,
    nothing unknown is set, and the entry is whole afterwards.
    """
    spec = LISTS.get(edit.list)
    if spec is None:
        return (Problem(edit.list, edit.code, "", "没有这个列表"),)
    current = next((row for row in rows[edit.list] if row["code"] == edit.code), None)
    return tuple(_edit_problems(spec, edit, current, rows))


def list_problems(rows: Rows) -> tuple[Problem, ...]:
    """What is wrong with whole lists: every entry, and codes that repeat."""
    return tuple(problem for name, found in rows.items() for problem in _list_problems(LISTS[name], found, rows))


def _edit_problems(spec: ListSpec, edit: Edit, current: Row | None, rows: Rows) -> Iterator[Problem]:
    def problem(field: str, text: str) -> Problem:
        return Problem(spec.name, edit.code, field, text)

    if current is None and not (spec.addable and edit.values.get("added") is True):
        yield problem("code", "没有这一项" if spec.addable else "这个列表不能增加")
        return
    for key, value in edit.values.items():
        field = spec.field(key)
        if field is None and key not in _META - {"code"}:
            yield problem(key, "没有这一栏")
        elif field and current is not None and not field.editable and current.get(key) != value:
            yield problem(field.title, "不能修改")
    yield from _row_problems(spec, {"code": edit.code, **(current or {}), **edit.values}, rows)


def _list_problems(spec: ListSpec, found: tuple[Row, ...], rows: Rows) -> Iterator[Problem]:
    for code, count in Counter(str(row["code"]) for row in found).items():
        if count > 1:
            yield Problem(spec.name, code, "code", "编号重复")
    for row in found:
        yield from _row_problems(spec, row, rows)


def _row_problems(spec: ListSpec, row: Row, rows: Rows) -> Iterator[Problem]:
    code = str(row["code"])
    if not _CODE.fullmatch(code) or len(code) > CODE_LIMIT:
        yield Problem(spec.name, code, "code", "编号只能用字母、数字、下划线或汉字")
    for field in spec.fields:
        value = row.get(field.name)
        text = _value_problem(field, value, rows)
        if text:
            yield Problem(spec.name, code, field.title, text)


def _value_problem(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    if value is None or value == "":
        return "不能为空" if field.required else None
    return _CHECKS[field.kind](field, value, rows)


def _text(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    del rows
    if not isinstance(value, str) or value != value.strip() or "\n" in value:
        return "应为一行文字"
    return f"不能超过 {field.limit} 个字" if len(value) > field.limit else None


def _flag(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    del field, rows
    return None if isinstance(value, bool) else "应为是或否"


def _number(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    del field, rows
    whole = isinstance(value, int) and not isinstance(value, bool)
    return None if whole and 0 <= value <= 9999 else "应为 0 到 9999 的整数"  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType] - an int by then


def _choice(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    del rows
    return None if value in field.of else "不在可选范围内"


def _texts(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    if not isinstance(value, list):
        return "应为若干文字"
    return next((text for item in value if (text := _text(field, item, rows))), None)


def _days(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    text = _texts(field, value, rows)
    if text:
        return text
    days = cast("list[str]", value)
    try:
        ordered = [date.fromisoformat(day) for day in days]
    except ValueError:
        return "日期应写成 2027-01-01 的样子"
    return None if ordered == sorted(set(ordered)) else "日期应从早到晚，不重复"


def _code(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    return None if any(row["code"] == value for name in field.of for row in rows[name]) else "没有这个编号"


def _codes(field: FieldSpec, value: Plain, rows: Rows) -> str | None:
    if not isinstance(value, list):
        return "应为若干编号"
    return next((text for item in value if (text := _code(field, item, rows))), None)


_CHECKS: Mapping[FieldKind, Callable[[FieldSpec, Plain, Rows], str | None]] = {
    FieldKind.TEXT: _text,
    FieldKind.FLAG: _flag,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.TEXTS: _texts,
    FieldKind.DAYS: _days,
    FieldKind.CODE: _code,
    FieldKind.CODES: _codes,
}
