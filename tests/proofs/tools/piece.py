"""One stretch of work of the window's thread, in four figures.

Processor time and not the clock decides: other programs may take the processor away, ours may not. Time in which our
workers hold the interpreter, a lock or the disk shows on the clock only, less what the machine took for others.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch: what a person was ``doing``; seconds of the processor (``cpu``) and of all our threads (``ours``),
    of the clock without the time in which no processor was given to this thread (``held``), of the clock (``wall``);
    where it was, and where our workers were then.
    """

    doing: str
    cpu: float
    ours: float
    held: float
    wall: float
    where: str
    beside: str

    def __str__(self) -> str:
        beside = f", beside {self.beside}" if self.beside else ""
        return f"{self.doing}: {self.figures} in {self.where}{beside}"

    @property
    def figures(self) -> str:
        """All of them in milliseconds."""
        parts = (("our threads", self.ours), ("not denied", self.held), ("on the clock", self.wall))
        return f"{self.cpu * 1000:.0f} ms ({', '.join(f'{name} {each * 1000:.0f}' for name, each in parts)})"
