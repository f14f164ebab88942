"""Picks the face: the window without a command, the terminal with one. The only module that may open ``ui``."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from baixing_desktop.terminal.arguments import parse


def main(line: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    arguments = parse(sys.argv[1:] if line is None else line)
    if arguments.command or arguments.version:
        # Each face is loaded only when it is wanted: commands know no Qt, the window needs no commands.
        from baixing_desktop.terminal.main import run  # noqa: PLC0415

        return run(arguments)
    return _demonstrate() if arguments.demo else _open_window(arguments)


def _open_window(arguments: Namespace) -> int:
    import ui.main  # noqa: PLC0415 - see main
    from baixing_desktop.terminal.opening import home_of  # noqa: PLC0415

    return ui.main.run(home_of(arguments))


def _demonstrate() -> int:
    import ui.main  # noqa: PLC0415 - see main
    from baixing_desktop.terminal.demonstration import PASSPHRASE, demonstration  # noqa: PLC0415
    from baixing_desktop.terminal.main import at_the_boundary  # noqa: PLC0415

    def show(_out: object) -> None:
        with demonstration() as homes:
            ui.main.run_demo(homes, passphrase=PASSPHRASE)

    return at_the_boundary(show, as_json=False)


if __name__ == "__main__":
    sys.exit(main())
