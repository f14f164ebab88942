"""What works beside the pages as long as one person sits at the window."""

from typing import Protocol


class Attendant(Protocol):
    """Something that looks after the window or the desk until another person sits down or the window closes."""

    def end(self) -> None:
        """Stop, and let go of everything."""
        ...
