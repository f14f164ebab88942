"""Picks the face: the window without a command, the terminal with one. The only module that may open ``ui``."""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType

from baixing_desktop.confined import WORKER_FLAG, WORKERS
from baixing_desktop.errors import UserError
from baixing_desktop.terminal.arguments import parse
from baixing_desktop.terminal.output import speak_plainly

OPENED = frozenset({".bxp", ".bxr"})
"""Files that the window reads: batches at the office, receipts at a workroom."""


def main(line: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    line = sys.argv[1:] if line is None else line
    if len(line) == 2 and line[0] == WORKER_FLAG and line[1] in WORKERS:
        return import_module(line[1]).main()
    speak_plainly()
    if len(line) == 1 and Path(line[0]).suffix.lower() in OPENED:
        # What the desktop hands over when somebody opens such a file.
        return _open_window(parse([]), str(Path(line[0]).absolute()))
    arguments = parse(line)
    if arguments.command or arguments.version:
        # Each face is loaded only when it is wanted: commands know no Qt, the window needs no commands.
        from baixing_desktop.terminal.main import run  # noqa: PLC0415

        return run(arguments)
    return _demonstrate() if arguments.demo else _open_window(arguments)


def _open_window(arguments: Namespace, file: str = "") -> int:
    from baixing_desktop.terminal.opening import home_of  # noqa: PLC0415 - see main

    return _with_window(lambda window: window.run(home_of(arguments), file=file))


def _demonstrate() -> int:
    from baixing_desktop.terminal.demonstration import PASSPHRASE, demonstration  # noqa: PLC0415 - see main
    from baixing_desktop.terminal.interruption import noticing_the_end  # noqa: PLC0415 - see main

    def show(window: ModuleType) -> int:
        # Being told to end while it is still being set up must clear up as well.
        with noticing_the_end() as heed, demonstration(heed) as homes:
            return window.run_demo(homes, heed, passphrase=PASSPHRASE)

    return _with_window(show)


def _with_window(show: Callable[[ModuleType], int]) -> int:
    from baixing_desktop.terminal.main import at_the_boundary  # noqa: PLC0415 - see main

    def act(_out: object) -> int:
        _require_screen()
        import ui.main  # noqa: PLC0415 - see main

        return show(ui.main)

    return at_the_boundary(act, as_json=False)


def _require_screen() -> None:
    """Qt ends the process when it finds no screen; say so in words first.

    Raises:
        UserError: ``WINDOW_UNAVAILABLE``.
    """
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform == "linux" and not named:
        raise UserError("WINDOW_UNAVAILABLE", reason="这里没有屏幕")


if __name__ == "__main__":
    sys.exit(main())
