"""Reading what belongs to many records in few queries: a ledger of thousands must not ask once a line."""

from collections.abc import Iterator, Sequence

_AT_ONCE = 500
"""So many identities in one query; both engines take more, but the statement stays small."""


def portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """``ids`` in runs that fit into one query."""
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
