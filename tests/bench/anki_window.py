"""Runs in the environment of Anki's window, knows nothing of the program: open it, say when it was painted, and end.

``python anki_window.py BASE``; ``BENCH_BEGUN`` is the monotonic clock before this process was asked for. What BASE
holds is made in the first run: a library without cards. Nothing of Anki is changed but that it asks nobody for its
language and no server for a newer version.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

BEGUN = float(os.environ["BENCH_BEGUN"])
LANGUAGE = "en_US"
"""It brings no Chinese characters of its own: where the system has none, looking for them would be counted too."""
DECKS = "document.querySelectorAll('tr.deck').length"

aqt: Any = importlib.import_module("aqt")
hooks: Any = importlib.import_module("aqt.gui_hooks")
profiles: Any = importlib.import_module("aqt.profiles")
window: Any = importlib.import_module("aqt.main").AnkiQt
qt: Any = importlib.import_module("aqt.qt")

_marks: dict[str, float] = {}


def _since() -> float:
    return (time.monotonic() - BEGUN) * 1000


def _painted(self: Any, event: Any) -> None:
    _paint(self, event)
    if self.state == "deckBrowser" and "shown" not in _marks:
        # The picture is on the screen when the event loop comes round again.
        qt.QTimer.singleShot(0, lambda: _marks.setdefault("shown", _since()))


def _ask(deck_browser: Any) -> None:
    """Ask the page, as soon as it is there, how many decks it shows."""
    deck_browser.web.evalWithCallback(DECKS, _listed)


def _listed(decks: int | None) -> None:
    if not decks or "shown" not in _marks:
        qt.QTimer.singleShot(1, lambda: _ask(aqt.mw.deckBrowser))
        return
    _marks["listed"] = _since()
    _marks["megabytes"] = _most_megabytes()
    aqt.mw.pm.save()
    aqt.mw.col.close()
    sys.stdout.write("\n" + json.dumps(_marks) + "\n")
    sys.stdout.flush()
    os._exit(0)  # how long it takes to close is another matter


def _most_megabytes() -> float:
    """As ``windows.py`` counts them."""
    file = Path("/proc/self/status")
    lines = file.read_text().splitlines() if file.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _known(self: Any) -> Any:
    found = _meta(self)
    self.set_update_check(False)
    self.set_check_for_addon_updates(False)
    return found


def _speak(self: Any, _at: int) -> None:
    self.setLang(LANGUAGE)


_paint, window.paintEvent = window.paintEvent, _painted
_meta, profiles.ProfileManager.setupMeta = profiles.ProfileManager.setupMeta, _known
profiles.ProfileManager.setDefaultLang = _speak
hooks.deck_browser_did_render.append(_ask)
aqt._run(["anki", "-b", sys.argv[1], "-l", LANGUAGE])
