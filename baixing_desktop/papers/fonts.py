"""The fonts of papers as people manage them: which are in use, and putting in another."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.errors import InputError
from baixing_desktop.files import private_folder, read_file, write_durably
from baixing_desktop.papers.sheet import fontfiles
from baixing_desktop.papers.sheet.faces import check_font, forget_fonts, names_in_use

__all__ = ["Pack", "folder", "install", "names_in_use", "packs"]

_LARGEST = 200_000_000


@dataclass(frozen=True, slots=True)
class Pack:
    """One font for characters that no other face has; ``problem`` says why it cannot be used, empty if it can."""

    name: str
    path: Path
    problem: str


def folder() -> Path:
    """Where this user's fonts are put."""
    return fontfiles.own_folder()


def packs() -> tuple[Pack, ...]:
    """The fonts for rare characters found on this computer, in the order in which they are asked."""
    return tuple(Pack(name, path, _problem(path)) for path, name in fontfiles.packs())


def install(path: Path) -> Path:
    """Copy a TrueType font to this user's folder, after making sure that papers can use it.

    Raises:
        InputError: ``FILE_KIND``, ``FILE_UNREADABLE``, ``FILE_MISSING``, ``FILE_TOO_LARGE``.
        StoreError: the folder cannot be written.
    """
    if path.suffix.lower() != ".ttf":
        raise InputError("FILE_KIND", name=path.name, kinds="TrueType 字体（ttf）")
    data = read_file(path, _LARGEST)
    check_font(path)
    target = private_folder(folder()) / path.name
    write_durably(target, data)
    forget_fonts()
    return target


def _problem(path: Path) -> str:
    try:
        check_font(path)
    except InputError as error:
        return str(error.facts["reason"])
    return ""
