"""What the door says, and how it stops."""

import sys

LINES_SHOWN = 12  # of another tool's own words, when it failed


class DoorError(Exception):
    """Something in the developer's world stops the door; the program ends with exit code 1.

    Args:
        what: what happened.
        safe: what is safe.
        todo: what to do next.
        details: lines of another tool, shown as they came, indented.
    """

    def __init__(self, what: str, safe: str, todo: str, details: list[str] | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.safe = safe
        self.todo = todo
        self.details = details or []

    def lines(self) -> list[str]:
        """The whole message, ready to be printed line by line."""
        return [self.what, *(f"    {line}" for line in self.details), self.safe, self.todo]


def say(text: str) -> None:
    """Print one line on standard error: standard output belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


def speak_any_encoding() -> None:
    """Let no character of ours fail on a console whose encoding lacks it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
