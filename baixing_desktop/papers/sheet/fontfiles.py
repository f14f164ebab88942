"""Fonts beyond the bundled ones: the workstation's own official faces, and packs for rare characters.

A pack is any TrueType file in :func:`own_folder`. The environment variable BAIXING_FONTS names another folder to
look in, and nowhere else; empty, nothing but the bundled faces is used.
"""

import os
import sys
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from platformdirs import user_data_path

FONTS_VARIABLE = "BAIXING_FONTS"


class Kind(Enum):
    """What a font on this computer can be to papers: beginnings of file names in small letters, better ones first,
    each with the name people know the face by.
    """

    FANGSONG = (
        ("仿宋_gb2312", "仿宋_GB2312"),
        ("fangsong_gb2312", "仿宋_GB2312"),
        ("simfang", "仿宋"),
        ("方正仿宋", "方正仿宋"),
        ("fzfs", "方正仿宋"),
        ("仿宋", "仿宋"),
        ("stfangso", "华文仿宋"),
        ("zhuquefangsong", "朱雀仿宋"),
        ("朱雀仿宋", "朱雀仿宋"),
    )
    HEADLINE = (("方正小标宋", "方正小标宋"), ("fzxbs", "方正小标宋"), ("小标宋", "小标宋"))
    RARE = (
        ("hanaminb", "花园明朝 B"),
        ("simsunb", "宋体-扩展B"),
        ("simsunextg", "宋体-扩展G"),
        ("babelstonehan", "BabelStone Han"),
        ("hanamina", "花园明朝 A"),
    )


_SUFFIX = ".ttf"


def own_folder() -> Path:
    """Where this user's own and rare fonts are put."""
    named = os.environ.get(FONTS_VARIABLE)
    return Path(named) if named else user_data_path("baixing-desktop-fonts", appauthor=False)


@cache
def found(kind: Kind) -> tuple[tuple[Path, str], ...]:
    """The files of this computer that look like ``kind`` by their names, with the face's name; better ones first."""
    files = tuple(_files())
    matches = ((path, name) for begin, name in kind.value for path in files if path.name.lower().startswith(begin))
    # A file may begin in two ways; the first one counts.
    return tuple({path: (path, name) for path, name in reversed(tuple(matches))}.values())[::-1]


@cache
def packs() -> tuple[tuple[Path, str], ...]:
    """Fonts for characters that no other face has: known ones first, then every other file that was put in."""
    known = {path for kind in Kind for path, _ in found(kind)}
    given = tuple((path, path.stem) for path in _files(own=True) if path not in known)
    return (*found(Kind.RARE), *given)


def forget() -> None:
    """Look again next time: a font was put in."""
    found.cache_clear()
    packs.cache_clear()


def _files(*, own: bool = False) -> Iterator[Path]:
    """The TrueType files of the folders, each folder in the order of names; ``own`` leaves the system's away."""
    named = os.environ.get(FONTS_VARIABLE)
    folders = [] if named == "" else [own_folder()]
    if named is None and not own:
        folders += _system_folders()
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() == _SUFFIX and path.is_file())


def _system_folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield user_data_path("Microsoft", appauthor=False) / "Windows" / "Fonts"
    else:
        yield from map(Path, ("/usr/share/fonts", "/usr/local/share/fonts"))
        yield from (Path.home() / ".local/share/fonts", Path.home() / ".fonts")
