"""What takes longer to load than the window takes to appear is loaded behind it."""

import gc
import importlib
import sys

HEAVY = (
    "baixing_desktop.usecases.setup",
    "baixing_desktop.usecases.drafting",
    "baixing_desktop.usecases.casework",
    "baixing_desktop.usecases.reading",
    "baixing_desktop.usecases.printing",
    "sync",
    "ui.pages.first_start.page",
)
"""The store's, the papers' and the network's libraries."""
PAGES = ("ui.faces", "ui.nightly")
"""The pages, with every library that any of them uses: they load while somebody writes the passphrase."""


def load(names: tuple[str, ...]) -> None:
    """In a worker. What is loaded stays: looking through it whenever waste is looked for would hold every thread, the
    window's too, for longer than a tenth of a second.
    """
    gc.disable()
    try:
        if not all(name in sys.modules for name in names):
            for name in names:
                importlib.import_module(name)
            gc.freeze()
    finally:
        gc.enable()


def let_go() -> None:
    """At the end of the process: what was set aside goes with the rest, and takes its temporary files along."""
    gc.unfreeze()
