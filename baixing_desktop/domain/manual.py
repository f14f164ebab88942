"""The manual as its source files say it: books of sections, sections of short pieces.

A source is a small part of Markdown: ``# title``, ``## heading {#key}``, paragraphs of one line, ``- items``,
``1. steps`` and commands moved in by four blanks. Within a line stand ``[words](#key)`` and `` `code` ``.
What stands in 「」 is a word of the screen.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_HEADING = re.compile(r"## (?P<title>.+?) \{#(?P<key>[a-z][a-z0-9-]*)\}")
_STEP = re.compile(r"(?P<number>[0-9]+)\. (?P<words>.+)")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\(#(?P<key>[a-z0-9-]+)\)")
_CODE = re.compile(r"`(?P<code>[^`]+)`")
_SCREEN = re.compile("「([^」]+)」")


class Audience(StrEnum):
    """Whom a book is for."""

    LIAISON = "liaison"
    OFFICE = "office"
    ADMIN = "admin"
    CARD = "card"


class PieceKind(StrEnum):
    """What a piece of a section is."""

    TEXT = "text"
    ITEM = "item"
    STEP = "step"
    COMMAND = "command"


@dataclass(frozen=True, slots=True)
class Piece:
    """One line of a section; ``number`` is that of a step."""

    kind: PieceKind
    words: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands below it; ``key`` is unique in its book, for a page it is the page's name."""

    key: str
    title: str
    pieces: tuple[Piece, ...]

    @property
    def links(self) -> tuple[str, ...]:
        """The keys of the sections that this one leads to."""
        return tuple(m["key"] for piece in self.pieces for m in _LINK.finditer(piece.words))

    @property
    def screen_words(self) -> tuple[str, ...]:
        """Names of buttons, menus, fields and pages that are quoted."""
        return tuple(words for piece in self.pieces for words in _SCREEN.findall(piece.words))

    @property
    def commands(self) -> tuple[str, ...]:
        """The terminal commands that are quoted, on lines of their own and within lines."""
        own = [piece.words for piece in self.pieces if piece.kind is PieceKind.COMMAND]
        within = [m["code"] for piece in self.pieces for m in _CODE.finditer(piece.words)]
        return tuple(code for code in (*own, *within) if code.startswith("baixing "))


@dataclass(frozen=True, slots=True)
class Manual:
    """One book."""

    title: str
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section of that key, if there is one."""
        return next((each for each in self.sections if each.key == key), None)


def parse_manual(text: str) -> Manual:
    """Read a source.

    Raises:
        ValueError: no title, text outside a section, a heading without a key, or a key twice.
    """
    title, sections = "", list[Section]()
    for line in text.splitlines():
        if line.startswith("## "):
            heading = _HEADING.fullmatch(line)
            if heading is None or any(each.key == heading["key"] for each in sections):
                raise ValueError(line)
            sections.append(Section(heading["key"], heading["title"], ()))
        elif line.startswith("# "):
            title = line[2:]
        elif line.strip():
            if not sections:
                raise ValueError(line)
            last = sections.pop()
            sections.append(Section(last.key, last.title, (*last.pieces, _piece(line))))
    if not title:
        raise ValueError("no title")
    return Manual(title, tuple(sections))


def plain_words(words: str) -> str:
    """``words`` without the marks of links and code, as paper shows them."""
    return _CODE.sub(r"\g<code>", _LINK.sub(r"\g<words>", words))


def find(manual: Manual, wanted: str) -> tuple[Section, ...]:
    """The sections that hold every word of ``wanted``; those that name it in their heading come first."""
    parts = wanted.casefold().split()
    if not parts:
        return ()

    def holds(text: str) -> bool:
        return all(part in text.casefold() for part in parts)

    found = [s for s in manual.sections if holds("\n".join([s.title, *(plain_words(p.words) for p in s.pieces)]))]
    return tuple(sorted(found, key=lambda section: not holds(section.title)))


def _piece(line: str) -> Piece:
    if line.startswith("    "):
        return Piece(PieceKind.COMMAND, line.strip())
    if line.startswith("- "):
        return Piece(PieceKind.ITEM, line[2:])
    if step := _STEP.fullmatch(line):
        return Piece(PieceKind.STEP, step["words"], int(step["number"]))
    return Piece(PieceKind.TEXT, line)
