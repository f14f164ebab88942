"""The same done to many, each in its own transaction: what fails or is stopped leaves the others as they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from baixing_desktop.errors import StoreError, UserError
from baixing_desktop.work import Work

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)  # no slots: Python 3.11 cannot build a frozen generic with slots by its subscript
class Tried(Generic[T, R]):
    """One of them: its ``value`` if it was done, its ``error`` if it failed, neither if it was not come to."""

    item: T
    value: R | None = None
    error: UserError | None = None


def each_by_itself(items: Sequence[T], act: Callable[[T], R], work: Work, what: str) -> tuple[Tried[T, R], ...]:
    """Do ``act`` to each of ``items``; who stops ``work`` leaves the rest. A record that cannot be reached or written
    ends it as well: it would fail for each of the rest.
    """
    found: list[Tried[T, R]] = []
    for number, item in enumerate(items):
        try:
            work.at(number, len(items), what)
        except UserError as stopped:
            if stopped.code != "CANCELLED":
                raise
            break
        try:
            found.append(Tried(item, act(item)))
        except StoreError as error:
            found.append(Tried(item, error=error))
            break
        except UserError as error:
            found.append(Tried(item, error=error))
    return (*found, *(Tried[T, R](item) for item in items[len(found) :]))
