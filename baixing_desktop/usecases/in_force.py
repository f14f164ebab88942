"""The reference data in force at one desk: what is shipped, with the newest edition that this version can read."""

from collections.abc import Iterable

from baixing_desktop.domain.reference import Edition, Reference, Rows, build_reference, merged, shipped_rows
from resources import reference_text


class InForce:
    """Shared by every copy of a desk, and renewed when the office edits or a workroom hears of an edition."""

    def __init__(self) -> None:
        self.shipped: Rows = shipped_rows(reference_text)
        self.reference: Reference = build_reference(self.shipped)
        self.edition = Edition()

    @property
    def rows(self) -> Rows:
        """All lists as they are in force."""
        return merged(self.shipped, self.edition)

    def renew(self, editions: Iterable[Edition]) -> None:
        """Take the first of ``editions`` (newest first) that this version can build: a later program may have written
        what an older one does not understand, and then goes on with what it had.
        """
        for edition in editions:
            try:
                self.reference = build_reference(self.shipped, edition)
            except ValueError:
                continue
            self.edition = edition
            return
