"""The type faces of the papers: which characters each has and how wide they are.

The workstation's own 仿宋 and 小标宋 come first where they are installed, then the bundled faces, then packs for rare
characters. Nothing is loaded until a paper needs it; each face is then read once for the life of the process.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Any
from unicodedata import category

from baixing_desktop.errors import InputError, PaperError
from baixing_desktop.papers.sheet import fontfiles
from resources import font_path

_log = logging.getLogger(__name__)


class FaceName(StrEnum):
    """The faces by their part in an official paper (GB/T 9704-2012 5.2.2), each with its file."""

    SERIF = "NotoSerifSC-Regular.ttf"
    """宋体, the body; it has every character that we can print."""
    TITLE = "NotoSerifSC-Bold.ttf"
    """The stand-in for 小标宋."""
    SANS = "NotoSansSC-Bold.ttf"
    """黑体, for headings and labels."""


_CHAINS: Mapping[FaceName, tuple[FaceName, ...]] = MappingProxyType(
    {
        FaceName.SERIF: (FaceName.SERIF,),
        FaceName.TITLE: (FaceName.TITLE, FaceName.SERIF),
        FaceName.SANS: (FaceName.SANS, FaceName.SERIF),
    }
)
"""Where to look for a character among the bundled faces, in this order."""

_OWN: Mapping[FaceName, fontfiles.Kind] = MappingProxyType(
    {FaceName.SERIF: fontfiles.Kind.FANGSONG, FaceName.TITLE: fontfiles.Kind.HEADLINE}
)
"""The official faces that an office may have bought, by the part they play."""

_BUNDLED_NAMES: Mapping[FaceName, str] = MappingProxyType(
    {FaceName.SERIF: "思源宋体", FaceName.TITLE: "思源宋体 粗体", FaceName.SANS: "思源黑体 粗体"}
)

_LOADING = Lock()

_editions = 0

_NAMED_AT_MOST = 20
"""An error names so many missing characters; more would not help anybody."""


@dataclass(frozen=True, slots=True)
class Face:
    """One loaded face: ``key`` names it on the canvas, ``widths`` has each character it can set, in 1/1000 em.

    ``name`` is what people call it. An ``alone`` face sets a whole field or nothing of it: beside the strokes of
    another its own would look patched.
    """

    key: str
    widths: Mapping[str, float]
    name: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """The faces that set one field: nearly always a single one, so that a name does not look patched."""

    faces: tuple[Face, ...]
    widths: Mapping[str, float]

    def face_of(self, character: str) -> Face:
        """The first face of this fit that has ``character``."""
        return next(face for face in self.faces if character in face.widths)


def face(name: FaceName) -> Face:
    """Load a bundled face, once; any thread may ask.

    Raises:
        FileNotFoundError: the program was installed without its fonts.
    """
    with _LOADING:
        return _bundled(name)


def fit(text: str, name: FaceName) -> Fit:
    """The faces to set ``text`` with, asked for in face ``name``; see :func:`choose`."""
    return choose(text, _chain(name))


def names_in_use() -> tuple[str, str]:
    """The names of the faces that body and title are set in here, unless a text needs another."""
    body, title = (next(_chain(name)).name for name in (FaceName.SERIF, FaceName.TITLE))
    return body, title


def check_font(path: Path) -> int:
    """Whether ``path`` can serve as a font of papers; gives the number of its characters.

    Raises:
        InputError: ``FILE_UNREADABLE``: no TrueType outlines, damaged, or embedding is not permitted.
    """
    with _LOADING:
        return _embedding().count_characters(path)


def edition() -> int:
    """Changes when fonts were looked for again: what was set before may now be set in others."""
    return _editions


def forget_fonts() -> None:
    """Look for fonts again at the next paper."""
    global _editions  # noqa: PLW0603 - as the caches that are emptied here
    with _LOADING:
        _editions += 1
        fontfiles.forget()
        _own.cache_clear()
        _pack.cache_clear()


def _chain(name: FaceName) -> Iterator[Face]:
    """Where to look for the characters of a text; what is never reached is never loaded."""
    with _LOADING:
        own = _own(name)
    if own:
        yield own
    yield from map(face, _CHAINS[name])
    for path, called in fontfiles.packs():
        with _LOADING:
            pack = _pack(path, called)
        if pack:
            yield pack


@cache
def _bundled(name: FaceName) -> Face:
    return Face(name.name, _embedding().load_face(name.name, font_path(name.value)), _BUNDLED_NAMES[name])


@cache
def _own(name: FaceName) -> Face | None:
    """The first of this computer's official faces for a part that can be used."""
    for path, called in fontfiles.found(_OWN[name]) if name in _OWN else ():
        usable = _pack(path, called)
        if usable:
            return replace(usable, alone=True)
    return None


@cache
def _pack(path: Path, called: str) -> Face | None:
    key = f"{called} {path}"
    try:
        return Face(key, _embedding().load_face(key, path), called)
    except InputError as error:
        # Somebody else's font file: papers can do without it, and `baixing fonts` says what is wrong with it.
        _log.info("font not used: %s", error)
        return None


def _embedding() -> Any:
    # reportlab costs the start of every program 0.2 s; only a process that makes papers should pay.
    from baixing_desktop.papers.sheet import embedding  # noqa: PLC0415 - see above

    return embedding


def choose(text: str, chain: Iterable[Face]) -> Fit:
    """The faces of ``chain`` that set ``text``.

    The whole text goes to the first face that has all of it, so that a name does not look patched. Where the faces
    before it have all characters between them, each character goes to the first that has it; faces that stand
    ``alone`` are left out of that.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` naming the characters that no face has.
    """
    needed = set(text)
    tried: list[Face] = []
    widths: dict[str, float] = {}
    for candidate in chain:
        if needed <= candidate.widths.keys():
            return Fit((candidate,), candidate.widths)
        if not candidate.alone:
            tried.append(candidate)
            widths = {**candidate.widths, **widths}
            if needed <= widths.keys():
                return Fit(tuple(tried), widths)
    missing = needed - widths.keys()
    raise PaperError("PAPER_NO_GLYPH", characters=_named(c for c in dict.fromkeys(text) if c in missing))


def _named(characters: Iterable[str]) -> str:
    names = [_name(character) for character in characters]
    shown = "、".join(names[:_NAMED_AT_MOST])
    return shown if len(names) <= _NAMED_AT_MOST else f"{shown}等 {len(names)} 个"


def _name(character: str) -> str:
    """``😀（U+1F600）``; the code alone for what cannot be seen by itself."""
    code = f"U+{ord(character):04X}"
    return code if category(character)[0] in "CMZ" else f"{character}（{code}）"
