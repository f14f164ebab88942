"""The type faces of the papers: which characters each has and how wide they are.

Nothing is loaded until a paper needs it; each face is then read once for the life of the process.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from threading import Lock
from types import MappingProxyType
from unicodedata import category

from baixing_desktop.errors import PaperError
from resources import font_path


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
"""Where to look for a character, in this order."""

_LOADING = Lock()

_NAMED_AT_MOST = 20
"""An error names so many missing characters; more would not help anybody."""


@dataclass(frozen=True, slots=True)
class Face:
    """One loaded face: ``key`` names it on the canvas, ``widths`` has each character it can set, in 1/1000 em."""

    key: str
    widths: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fit:
    """The faces that set one field: nearly always a single one, so that a name does not look patched."""

    faces: tuple[Face, ...]
    widths: Mapping[str, float]

    def face_of(self, character: str) -> Face:
        """The first face of this fit that has ``character``."""
        return next(face for face in self.faces if character in face.widths)


def face(name: FaceName) -> Face:
    """Load a face, once; any thread may ask.

    Raises:
        FileNotFoundError: the program was installed without its fonts.
    """
    with _LOADING:
        return _load(name)


@cache
def _load(name: FaceName) -> Face:
    # reportlab costs the start of every program 0.2 s; only a process that makes papers should pay.
    from baixing_desktop.papers.sheet import engine  # noqa: PLC0415 - see above

    return Face(name.name, engine.load_face(name.name, font_path(name.value)))


def fit(text: str, name: FaceName) -> Fit:
    """The faces to set ``text`` with, asked for in face ``name``; see :func:`choose`."""
    return choose(text, map(face, _CHAINS[name]))


def choose(text: str, chain: Iterable[Face]) -> Fit:
    """The faces of ``chain`` that set ``text``.

    The whole text goes to the first face that has all of it, so that a name does not look patched; only if none
    has, each character goes to the first face that has it.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` naming the characters that no face has.
    """
    needed = set(text)
    tried: list[Face] = []
    for candidate in chain:
        if needed <= candidate.widths.keys():
            return Fit((candidate,), candidate.widths)
        tried.append(candidate)
    widths = {character: width for one in reversed(tried) for character, width in one.widths.items()}
    missing = needed - widths.keys()
    if missing:
        raise PaperError("PAPER_NO_GLYPH", characters=_named(c for c in dict.fromkeys(text) if c in missing))
    return Fit(tuple(tried), widths)


def _named(characters: Iterable[str]) -> str:
    names = [_name(character) for character in characters]
    shown = "、".join(names[:_NAMED_AT_MOST])
    return shown if len(names) <= _NAMED_AT_MOST else f"{shown}等 {len(names)} 个"


def _name(character: str) -> str:
    """``😀（U+1F600）``; the code alone for what cannot be seen by itself."""
    code = f"U+{ord(character):04X}"
    return code if category(character)[0] in "CMZ" else f"{character}（{code}）"
