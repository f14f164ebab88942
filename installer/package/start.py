"""Where the packaged program begins."""

import os
import sys

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


if __name__ == "__main__":
    leave_the_system_its_libraries()
    sys.exit(main())
