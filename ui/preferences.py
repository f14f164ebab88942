"""How this window was left: look, size, place. Nothing of a clue stands here, so the file is not encrypted."""

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, cast

from baixing_desktop.errors import UserError
from baixing_desktop.files import write_durably

_FILE = "window.json"
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Preferences:
    """One window's habits. ``geometry`` is Qt's own record in hexadecimal; ``source`` and ``occasion`` are codes;
    ``person`` is who sat here last; ``sending``: report by itself when there is a line;
    ``session`` and ``community`` are those of the clue that was registered last, by identity and code;
    ``columns`` are the columns of the clue list, by name with commas between, empty for the usual ones;
    ``printer`` is the queue to print on and ``scans`` the folder of the scanner, both empty for none chosen."""

    theme: str = "light"
    scale: int = 100
    geometry: str = ""
    preview: bool = True
    source: str = ""
    occasion: str = ""
    folder: str = ""
    person: str = ""
    sending: bool = True
    session: str = ""
    community: str = ""
    columns: str = ""
    printer: str = ""
    scans: str = ""


def load(home: Path) -> Preferences:
    """The preferences kept in ``home``; whatever cannot be read is the default."""
    try:
        found = json.loads((home / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        _log.warning("window preferences are unreadable; defaults are used")
        return Preferences()
    data = cast("dict[str, Any]", found)
    default = Preferences()
    known = {
        f.name: data[f.name] for f in fields(default) if isinstance(data.get(f.name), type(getattr(default, f.name)))
    }
    return Preferences(**known)


def save(home: Path, preferences: Preferences) -> None:
    """Keep the preferences; a full or read-only disk only costs the habit."""
    try:
        write_durably(home / _FILE, json.dumps(asdict(preferences)).encode())
    except UserError:
        _log.warning("window preferences could not be kept")
