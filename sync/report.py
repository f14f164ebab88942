"""What a synchronisation or a file brought, added up for the person who asked for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from baixing_desktop.changes import Changes
from sync.answer import Applied
from sync.wire.v1 import Answer

Notify = Callable[[Changes], None]
"""Hears of every transaction as it is done, so that a screen is right also when the rest fails."""


CLOCK_TOLERANCE = 300
"""Seconds by which clocks may differ before anybody is told; nothing is ever refused for it (safety 0.7)."""


def nobody(changes: Changes) -> None:
    """Nobody listens."""


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one synchronisation, or one receipt file, brought.

    ``sent`` events went out; ``confirmed`` of ours are newly answered, ``rejected`` of them refused by the office
    with a reason; ``news`` is new; ``missing_files`` attachments are still not in the office, and ``not_taken_files``
    are too much for it, as each clue says. ``upgrade_needed``:
    the office has news that this version of the program cannot read. ``agrees``: both sides count the same answers.
    ``clock_wrong``: seconds by which our clock is ahead of the office's (negative: behind), 0 while that is little.
    ``laid`` events were put into a shared folder just now, ``unread`` files there could not be read yet; ``later``: the
    office has yet to look into it.
    """

    sent: int = 0
    confirmed: int = 0
    rejected: int = 0
    news: int = 0
    missing_files: int = 0
    not_taken_files: int = 0
    upgrade_needed: bool = False
    agrees: bool = True
    clock_wrong: int = 0
    laid: int = 0
    unread: int = 0
    later: bool = False
    changes: Changes = field(default_factory=Changes)


def together(reports: Iterable[SyncReport], *, laid: int, unread: int, changes: Changes) -> SyncReport:
    """What several receipt files brought, read one after the other, and what was put beside them."""
    total = SyncReport(laid=laid, unread=unread, later=True, changes=changes)
    for one in reports:
        total = replace(
            total,
            confirmed=total.confirmed + one.confirmed,
            rejected=total.rejected + one.rejected,
            news=total.news + one.news,
            missing_files=one.missing_files,
            not_taken_files=one.not_taken_files,
            upgrade_needed=total.upgrade_needed or one.upgrade_needed,
            # The newest answer counts: an older one may have crossed with what it did not know.
            agrees=one.agrees,
            clock_wrong=one.clock_wrong or total.clock_wrong,
            changes=total.changes | one.changes,
        )
    return total


class Tally:
    """Adds up one synchronisation, and passes on what changed."""

    def __init__(self, notify: Notify) -> None:
        self._notify = notify
        self._report = SyncReport()
        self._missing: set[str] = set()
        self._not_taken: set[str] = set()

    @property
    def sent(self) -> int:
        """Events sent and answered so far."""
        return self._report.sent

    def note(self, changes: Changes) -> None:
        """A transaction was done."""
        self._add(changes=changes)

    def add(self, sent: int, answer: Answer, applied: Applied) -> None:
        """An answer to ``sent`` events was applied."""
        told = {*answer.have, *answer.missing}
        self._missing = self._missing.union(answer.missing).difference(answer.have, answer.not_taken)
        self._not_taken = self._not_taken.difference(told).union(answer.not_taken)
        self._add(
            sent=sent,
            confirmed=applied.confirmed,
            # A repeated answer confirms nothing new, so it rejects nothing new either.
            rejected=min(applied.rejected, applied.confirmed),
            news=applied.news,
            upgrade_needed=answer.page.too_new,
            agrees=applied.agrees,
            skew=applied.skew,
            changes=applied.changes,
        )

    def report(self) -> SyncReport:
        """The sums."""
        return self._report

    def _add(
        self,
        *,
        sent: int = 0,
        confirmed: int = 0,
        rejected: int = 0,
        news: int = 0,
        upgrade_needed: bool = False,
        agrees: bool = True,
        skew: int = 0,
        changes: Changes,
    ) -> None:
        so_far = self._report
        self._report = SyncReport(
            so_far.sent + sent,
            so_far.confirmed + confirmed,
            so_far.rejected + rejected,
            so_far.news + news,
            len(self._missing),
            len(self._not_taken),
            so_far.upgrade_needed or upgrade_needed,
            so_far.agrees and agrees,
            skew if abs(skew) > CLOCK_TOLERANCE else so_far.clock_wrong,
            changes=so_far.changes | changes,
        )
        self._notify(changes)
