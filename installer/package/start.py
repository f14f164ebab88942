"""Where the packaged program begins."""

import os
import sys

from baixing_desktop.__main__ import main


def leave_the_system_its_libraries() -> None:
    """Let the system's own programs (``lp``, ``lsblk``, ``xdg-open``) load the system's own libraries.

    The loader of the packaged program points at the libraries that came with it; it has read that already, and sets it
    anew whenever the program starts itself.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


if __name__ == "__main__":
    leave_the_system_its_libraries()
    sys.exit(main())
