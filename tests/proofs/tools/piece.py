"""One stretch of work of the window's thread, in three figures.

Processor time and not the clock decides: other programs may take the processor away, ours may not. Time in which our
workers hold the interpreter, a lock or the disk shows on the clock only, less what the machine took for others.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch: what a person was ``doing``; seconds of the processor (``cpu``), of the clock without the time in
    which no processor was given (``held``), of the clock (``wall``); where it was, and where our workers were then.
    """

    doing: str
    cpu: float
    held: float
    wall: float
    where: str
    beside: str

    def __str__(self) -> str:
        beside = f", beside {self.beside}" if self.beside else ""
        return f"{self.doing}: {self.figures} in {self.where}{beside}"

    @property
    def figures(self) -> str:
        """The three of them in milliseconds."""
        return f"{self.cpu * 1000:.0f} ms ({self.held * 1000:.0f} at most, {self.wall * 1000:.0f} on the clock)"
