"""What the program ships besides code: type faces, icons, reference data, the manual and the keys
that its new versions are signed with.

Everything is found through `importlib.resources`, so the same call works from
a checkout, from an installed package and in the frozen program. Nothing here
parses: callers get a path or a text and keep their own idea of its meaning.
"""

import json
from functools import cache
from importlib.resources import files
from pathlib import Path


def font_path(name: str) -> Path:
    """Return the path of a bundled type face, such as `NotoSerifSC-Regular.ttf`.

    Raises FileNotFoundError when no such file is bundled, and ValueError when
    `name` is not a plain file name.
    """
    return _path("fonts", name)


def icon_path(name: str) -> Path:
    """Return the path of a bundled icon, such as `printer.svg`.

    Raises FileNotFoundError when no such file is bundled, and ValueError when
    `name` is not a plain file name.
    """
    return _path("icons", name)


def reference_text(name: str) -> str:
    """Return a reference file such as `units.json` as text.

    Raises FileNotFoundError when no such file is bundled, and ValueError when
    `name` is not a plain file name.
    """
    return _path("reference", name).read_text(encoding="utf-8")


def manual_text(name: str) -> str:
    """Return a source of the manual such as `liaison.md` as text.

    Raises FileNotFoundError when no such file is bundled, and ValueError when
    `name` is not a plain file name.
    """
    return _path("manual", name).read_text(encoding="utf-8")


def manual_picture(book: str, section: str) -> bytes | None:
    """Return the picture (PNG) of the page that a section of a book is about, such as `liaison` and `entry`;
    `None` where the section has none.

    Raises ValueError when the names are not plain.
    """
    try:
        return _path("pictures", f"{book}-{section}.png").read_bytes()
    except FileNotFoundError:
        return None


def release_keys() -> tuple[str, ...]:
    """Return the public halves of the keys that new versions are signed with (64 hexadecimal digits each)."""
    found = json.loads(_path("release", "keys.json").read_text(encoding="utf-8"))
    return tuple(str(key["public"]) for key in found["keys"])


@cache
def _root() -> Path:
    return Path(str(files(__name__)))


def _path(folder: str, name: str) -> Path:
    if not name or name != Path(name).name:
        raise ValueError(f"not a plain file name: {name!r}")
    # The program is never run from a zip (see the packaging script), so every
    # resource is a real file and Qt and reportlab can open it by its path.
    found = _root() / folder / name
    if not found.is_file():
        raise FileNotFoundError(f"no bundled file {folder}/{name}")
    return found
