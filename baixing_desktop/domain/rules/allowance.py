"""附件限额: how many attachments an office takes, of what size (safety 4.5: a quota per clue, and per workstation).

An attachment that is too much never holds up its clue, and the workroom keeps its own copy of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1_000_000
LARGEST = 20 * MEGABYTE
"""Bytes of the largest attachment that the log carries at all."""


class Excess(StrEnum):
    """What is too much about an attachment."""

    COUNT = "count"
    SIZE = "size"
    TOTAL = "total"
    DAY = "day"
    STATION = "station"


@dataclass(frozen=True, slots=True)
class Allowance:
    """At most so many ``files`` of a clue, each of ``file_size`` bytes, ``clue_size`` bytes together; and from one
    workstation ``day_size`` bytes a day and ``station_size`` bytes in all (None: no limit).
    """

    files: int = 9
    file_size: int = LARGEST
    clue_size: int = 50 * MEGABYTE
    day_size: int = 1_000 * MEGABYTE
    station_size: int | None = None

    def __post_init__(self) -> None:
        """Check that it allows something.

        Raises:
            ValueError: it never would let a single attachment through, or promises more than the log carries.
        """
        whole = self.station_size is None or self.station_size >= self.file_size
        if self.files < 1 or not 1 <= self.file_size <= min(self.clue_size, self.day_size, LARGEST) or not whole:
            raise ValueError("nothing would ever be taken")

    @property
    def rules(self) -> str:
        """What holds, for the administrator."""
        every = f"一条线索 {self.files} 个，每个 {megabytes(self.file_size)}、共 {megabytes(self.clue_size)} 兆字节"
        whole = "不限" if self.station_size is None else f"{megabytes(self.station_size)} 兆字节"
        return f"{every}；一台工作站一天 {megabytes(self.day_size)} 兆字节，一共{whole}"

    def excess_in(self, lengths: Sequence[int]) -> tuple[Excess | None, ...]:
        """What is too much about each attachment of one clue, by their bytes in order; one that is not taken leaves its
        room to those behind it."""
        found: list[Excess | None] = []
        taken = size = 0
        for length in lengths:
            if length > self.file_size:
                found.append(Excess.SIZE)
            elif taken == self.files:
                found.append(Excess.COUNT)
            elif size + length > self.clue_size:
                found.append(Excess.TOTAL)
            else:
                found.append(None)
                taken, size = taken + 1, size + length
        return tuple(found)

    def excess_of(self, length: int, today: int, in_all: int) -> Excess | None:
        """What is too much about ``length`` more bytes from a workstation that brought ``today`` and ``in_all``."""
        if self.station_size is not None and in_all + length > self.station_size:
            return Excess.STATION
        return Excess.DAY if today + length > self.day_size else None

    def words(self, excess: Excess) -> str:
        """Why an attachment is not taken and what can be done, as the liaison reads it."""
        match excess:
            case Excess.COUNT:
                return f"一条线索最多收 {self.files} 个附件，要补送请另登记一条线索"
            case Excess.SIZE:
                return f"每个附件最多 {megabytes(self.file_size)} 兆字节，请压缩后另登记一条线索补送"
            case Excess.TOTAL:
                return f"一条线索的附件共收 {megabytes(self.clue_size)} 兆字节，请压缩后另登记一条线索补送"
            case Excess.DAY:
                return f"本机今天的附件已到 {megabytes(self.day_size)} 兆字节，明天起会自动接着送"
            case Excess.STATION:
                return f"本机的附件已到 {megabytes(self.station_size or 0)} 兆字节的上限，请与区办公室联系"


def megabytes(size: int) -> str:
    """``size`` bytes in megabytes, rounded up: what is too much must not look like just enough."""
    return f"{-(-size // 100_000) / 10:g}"
