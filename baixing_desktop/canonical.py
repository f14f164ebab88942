"""Canonical JSON (RFC 8785 for the values we use) and the hashes over it.

Only text, whole numbers within ±2^53, booleans, null, lists and objects with ASCII keys are allowed:
for these the standard library's compact, key-sorted JSON is byte for byte RFC 8785
(checked in the tests against an independent implementation).
"""

import hashlib
import json
from collections.abc import Iterable
from typing import TypeAlias, cast

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"

_SAFE_INTEGER = 2**53 - 1
_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_HARMLESS = frozenset({str, bool, type(None)})


def canonical(value: "Plain") -> bytes:
    """The one UTF-8 byte form of ``value``.

    Raises:
        ValueError: a float, a number out of range, a non-ASCII key or a lone surrogate.
    """
    _check(value)
    try:
        return _WRITER.encode(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("text with a lone surrogate has no canonical form") from error


def parse_canonical(data: bytes) -> "Plain":
    """Read bytes that must be canonical already.

    Raises:
        ValueError: not UTF-8 JSON, a repeated key, or any other byte form than :func:`canonical` gives.
    """
    try:
        value = cast("Plain", json.loads(data.decode("utf-8"), parse_float=_no_float, parse_constant=_no_float))
        again = canonical(value)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if again != data:
        raise ValueError("not in canonical form")
    return value


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _check(value: object) -> None:
    if isinstance(value, dict):
        fields = cast("dict[object, object]", value)
        try:
            plain = "".join(cast("dict[str, object]", fields)).isascii()
        except TypeError:
            plain = False
        if not plain:
            raise ValueError("keys are ASCII text")
        _check_all(fields.values())
    elif isinstance(value, list):
        _check_all(cast("list[object]", value))
    elif isinstance(value, int):
        if abs(value) > _SAFE_INTEGER:
            raise ValueError("number beyond 2^53")
    elif value is not None and not isinstance(value, str):
        raise ValueError(f"{type(value).__name__} has no canonical form")


def _check_all(values: Iterable[object]) -> None:
    # Nearly everything is text: a batch has tens of thousands of values.
    for each in values:
        if type(each) not in _HARMLESS:
            _check(each)


def _no_float(text: str) -> object:
    raise ValueError(f"no floating point here: {text}")
