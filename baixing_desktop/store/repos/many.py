"""Reading what belongs to many records in few queries: a ledger of thousands must not ask once a line."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

_AT_ONCE = 500
"""So many identities in one query; both engines take more, but the statement stays small."""


def portions(ids: Sequence[T], at_most: int = _AT_ONCE) -> Iterator[Sequence[T]]:
    """``ids`` in runs that fit into one query."""
    for start in range(0, len(ids), at_most):
        yield ids[start : start + at_most]
