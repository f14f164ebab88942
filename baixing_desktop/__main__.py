"""Picks the face: the window without a command, the terminal with one. The only module that may open ``ui``."""

import sys
from collections.abc import Sequence

from baixing_desktop.terminal.main import main as terminal_main
from baixing_desktop.terminal.window import wants_window


def main(line: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    given = list(sys.argv[1:] if line is None else line)
    return open_window(given) if wants_window(given) else terminal_main(given)


if __name__ == "__main__":
    sys.exit(main())
