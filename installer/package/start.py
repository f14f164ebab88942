"""Where the packaged program begins."""

import os
import sys
from pathlib import Path

from baixing_desktop.__main__ import main


def leave_the_system_its_libraries() -> None:
    """Let the system's own programs (``lp``, ``lsblk``, ``xdg-open``) load the system's own libraries.

    The loader of the packaged program points at the libraries that came with it, and that has been read already. When
    the program starts itself, the loader would take that start for a part of this one, and trust the pointer to be
    there still; so it is told to begin anew.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"


def show_qt_its_plugins(inner: Path, system: str = sys.platform) -> None:
    """Tell Qt, when a window loads it, where its plugins lie in the packaged program's folder ``inner``."""
    place = inner / "PySide6" if system == "win32" else inner / "PySide6" / "Qt"
    os.environ["QT_PLUGIN_PATH"] = str(place / "plugins")


if __name__ == "__main__":
    # Set by the loader of the packaged program.
    show_qt_its_plugins(Path(getattr(sys, "_MEIPASS")))  # noqa: B009 - nothing else declares it
    leave_the_system_its_libraries()
    sys.exit(main())
