"""The reference data in force at one desk: what is shipped, with the newest edition that this version can read."""

from collections.abc import Iterable
from functools import cache

from baixing_desktop.domain.reference import Edition, Reference, Rows, build_reference, merged, shipped_rows
from resources import reference_text


@cache
def shipped() -> Rows:
    """All lists as the program ships them; read once, for they do not change while it runs."""
    return shipped_rows(reference_text)


@cache
def load_reference() -> Reference:
    """The reference data that the program ships."""
    return build_reference(shipped())


class InForce:
    """Shared by every copy of a desk, and renewed when the office edits or a workroom hears of an edition."""

    def __init__(self) -> None:
        self.shipped = shipped()
        self.reference = load_reference()
        self.edition = Edition()
        self.seen = 0
        """Number of the newest edition that was looked at, whether this version could build it or not."""

    @property
    def rows(self) -> Rows:
        """All lists as they are in force."""
        return merged(self.shipped, self.edition)

    def renew(self, editions: Iterable[Edition]) -> None:
        """Take the first of ``editions`` (newest first) that this version can build: a later program may have written
        what an older one does not understand, and then goes on with what it had.
        """
        for edition in editions:
            self.seen = max(self.seen, edition.number)
            try:
                self.reference = build_reference(self.shipped, edition)
            except ValueError:
                continue
            self.edition = edition
            return
