"""Environment markers of ``uv.lock`` (PEP 508), evaluated without any package.

A marker such as ``sys_platform == 'win32' and python_full_version < '3.12'`` is also a Python
expression, so the standard parser reads it; only names, texts, comparisons, ``and``/``or`` are taken.
"""

import ast
import os
import platform
import re
import sys
from collections.abc import Mapping

VERSIONS = frozenset({"python_version", "python_full_version", "implementation_version"})


class MarkerError(ValueError):
    """A marker uses something that this file does not understand."""


def this_environment() -> dict[str, str]:
    """The marker values of the running Python and machine."""
    major, minor = sys.version_info[:2]
    return {
        "implementation_name": sys.implementation.name,
        "implementation_version": platform.python_version(),
        "os_name": os.name,
        "platform_machine": platform.machine(),
        "platform_python_implementation": platform.python_implementation(),
        "platform_release": platform.release(),
        "platform_system": platform.system(),
        "platform_version": platform.version(),
        "python_full_version": platform.python_version(),
        "python_version": f"{major}.{minor}",
        "sys_platform": sys.platform,
    }


def applies(marker: str, environment: Mapping[str, str]) -> bool:
    """Whether ``marker`` holds in ``environment``; the empty marker always does.

    Raises:
        MarkerError: the marker cannot be read, or names a value that the environment lacks.
    """
    if not marker:
        return True
    try:
        tree = ast.parse(marker, mode="eval")
    except SyntaxError as error:
        raise MarkerError(f"unreadable marker: {marker}") from error
    return _truth(tree.body, environment)


def _truth(node: ast.expr, environment: Mapping[str, str]) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_truth(part, environment) for part in parts)
        case ast.BoolOp(op=ast.Or(), values=parts):
            return any(_truth(part, environment) for part in parts)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            return _compare(left, operator, right, environment)
        case _:
            raise MarkerError(f"not understood in a marker: {ast.unparse(node)}")


def _compare(left: ast.expr, operator: ast.cmpop, right: ast.expr, environment: Mapping[str, str]) -> bool:
    one, other = _text(left, environment), _text(right, environment)
    names = {node.id for node in (left, right) if isinstance(node, ast.Name)}
    match operator:
        case ast.In():
            return one in other
        case ast.NotIn():
            return one not in other
        case _ if names & VERSIONS:
            return _compare_versions(one, operator, other)
        case ast.Eq():
            return one == other
        case ast.NotEq():
            return one != other
        case _:
            raise MarkerError(f"texts have no order: {ast.unparse(left)}, {ast.unparse(right)}")


def _text(node: ast.expr, environment: Mapping[str, str]) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) if name in environment:
            return environment[name]
        case _:
            raise MarkerError(f"not understood in a marker: {ast.unparse(node)}")


def _compare_versions(one: str, operator: ast.cmpop, other: str) -> bool:
    if other.endswith(".*"):
        prefix = _numbers(other)
        one_numbers, other_numbers = _padded(_numbers(one))[: len(prefix)], prefix
    else:
        one_numbers, other_numbers = _padded(_numbers(one)), _padded(_numbers(other))
    match operator:
        case ast.Eq():
            return one_numbers == other_numbers
        case ast.NotEq():
            return one_numbers != other_numbers
        case ast.Lt():
            return one_numbers < other_numbers
        case ast.LtE():
            return one_numbers <= other_numbers
        case ast.Gt():
            return one_numbers > other_numbers
        case ast.GtE():
            return one_numbers >= other_numbers
        case _:
            raise MarkerError("versions can only be compared by their order")


def _numbers(version: str) -> tuple[int, ...]:
    release = re.match(r"\d+(\.\d+)*", version)
    if release is None:
        raise MarkerError(f"not a version: {version}")
    return tuple(int(part) for part in release.group().split("."))


def _padded(numbers: tuple[int, ...]) -> tuple[int, ...]:
    return (*numbers, 0, 0, 0, 0)[: max(4, len(numbers))]
