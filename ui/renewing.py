"""A new version takes the place of the program once every window is closed, and is what people see next."""

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from baixing_desktop.errors import UserError
from baixing_desktop.store.program import PROGRAM
from baixing_desktop.usecases.updating import switch

_LOG = logging.getLogger(__name__)


def begin_anew(tree: Path, line: Sequence[str]) -> NoReturn:
    """Exchange the program in ``tree`` for the one that lies ready beside it, and go on as that, with the same command
    ``line``. Where it cannot be exchanged after all the old one opens again, whole, and still offers the new one.
    """
    program = str(tree / PROGRAM)
    try:
        switch(tree)
    except UserError as error:
        _LOG.warning("the program was not exchanged: %s", error.code)
    # The old program's folder has moved: nothing more is loaded from it, so this process ends right here.
    os.execv(program, [program, *line])  # noqa: S606 - a list of arguments, and no shell wanted
