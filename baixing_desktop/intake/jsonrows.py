"""Rows of a JSON file: one object a line (jsonl), or one list of objects.

Numbers keep their digits. A list of plain values inside a cell becomes one line each; any other nested value stays
as its JSON text, so nothing is lost and nothing is guessed.
"""

import json
from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias, cast

from baixing_desktop.intake.cells import number_text
from baixing_desktop.intake.reading import Reading

JsonRow: TypeAlias = tuple[int, dict[str, str]]
"""Number of the line or of the element (from 1), and the object's texts by name."""

_BLANKS = " \t\r\n"


class _RepeatedNameError(ValueError):
    """An object gives one name twice, so one of the values would be lost."""


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _RepeatedNameError
    return found


def _text(raw: str) -> str:
    return raw


_DECODER = json.JSONDecoder(
    object_pairs_hook=_without_repetition, parse_int=_text, parse_float=number_text, parse_constant=_text
)


def is_object(line: str) -> bool:
    """Whether ``line`` alone is a JSON object, as the first line of a jsonl file is."""
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(_DECODER.decode(line), dict)
    except (ValueError, RecursionError):
        return False


def json_rows(reading: Reading, lines: Iterator[str]) -> Iterator[JsonRow]:
    """The objects of a file that is either a list of them or one a line.

    Raises:
        InputError: ``FILE_UNREADABLE`` naming the line or element that is no object.
    """
    filled = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    first = next(filled, None)
    if first is None:
        return
    if first[1].lstrip().startswith("["):
        yield from _elements(reading, first[1] + "".join(lines))
        return
    for number, line in chain([first], filled):
        yield number, _object(reading, line, f"第 {number} 行")


def _object(reading: Reading, text: str, where: str) -> dict[str, str]:
    try:
        value = _DECODER.decode(text)
    except _RepeatedNameError as error:
        raise reading.unreadable(f"{where}有重复的名称") from error
    except (ValueError, RecursionError) as error:
        raise reading.unreadable(f"{where}不是完整的 JSON 记录") from error
    return _cells(reading, value, where)


def _elements(reading: Reading, text: str) -> Iterator[JsonRow]:
    """One element after the other, so that a long list is stopped at the limit and not after it."""
    position = _skip(text, text.index("[") + 1)
    number = 0
    while not text.startswith("]", position):
        number += 1
        where = f"第 {number} 条"
        try:
            value, position = cast("tuple[object, int]", _DECODER.raw_decode(text, position))
        except _RepeatedNameError as error:
            raise reading.unreadable(f"{where}有重复的名称") from error
        except (ValueError, RecursionError) as error:
            raise reading.unreadable(f"{where}不是完整的 JSON 记录") from error
        yield number, _cells(reading, value, where)
        position = _skip(text, position)
        if text.startswith(",", position):
            position = _skip(text, position + 1)
        elif not text.startswith("]", position):
            raise reading.unreadable(f"{where}之后缺少逗号或内容不完整")
    if text[position + 1 :].strip():
        raise reading.unreadable("列表之后还有别的内容")


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in _BLANKS:
        position += 1
    return position


def _cells(reading: Reading, value: object, where: str) -> dict[str, str]:
    if not isinstance(value, dict):
        raise reading.unreadable(f"{where}不是一条记录")
    return {name: _cell(item) for name, item in cast("dict[str, object]", value).items()}


def _cell(value: object) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case list():
            items = cast("list[object]", value)
            if not any(isinstance(item, (list, dict)) for item in items):
                return "\n".join(map(_cell, items))
        case _:
            pass
    return json.dumps(value, ensure_ascii=False)
