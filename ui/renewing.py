"""A new version takes the place of the program once every window is closed, and is what people see next."""

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from baixing_desktop.errors import InputError, UserError
from baixing_desktop.store.program import PROGRAM, others_running
from baixing_desktop.usecases.updating import switch

if TYPE_CHECKING:
    from ui.windows import Windows

NOT_RENEWED = "BAIXING_NOT_RENEWED"
"""Tells the old program that opens again why it is still the old one: the code of the error."""
PATIENCE_S = 15.0
"""So long a helper of the windows that were closed may take to end, and a command that somebody just gave."""
_GLANCE_S = 0.2
_LOG = logging.getLogger(__name__)


def begin_anew(tree: Path, line: Sequence[str]) -> NoReturn:
    """Exchange the program in ``tree`` for the one that lies ready beside it, and go on as that, with the same command
    ``line``. Where it cannot be exchanged after all the old one opens again, whole, says so, and still offers the new
    one.
    """
    program, environment = str(tree / PROGRAM), {**os.environ}
    end = time.monotonic() + PATIENCE_S
    while others_running(tree) and time.monotonic() < end:
        time.sleep(_GLANCE_S)
    try:
        switch(tree)
    except UserError as error:
        _LOG.warning("the program was not exchanged: %s", error.code)
        environment[NOT_RENEWED] = error.code
    # The old program's folder has moved: nothing more is loaded from it, so this process ends right here.
    os.execve(program, [program, *line], environment)  # noqa: S606 - a list of arguments, and no shell wanted


def say_if_not_renewed(windows: "Windows") -> None:
    """Everything was closed for a new version, and this is still the old one: said once."""
    if os.environ.pop(NOT_RENEWED, ""):
        windows.problem(
            InputError(
                "UPDATE_NOT_FITTING",
                reason="换上新版本的时候，还有别的窗口、命令或服务开着",
                todo="请把它们都关闭，再按“现在更新”",
            )
        )
