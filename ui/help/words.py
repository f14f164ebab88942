"""Sections of the manual as the little rich text that Qt shows; everything is escaped first."""

import re
from html import escape

from baixing_desktop.domain.manual import Audience, Manual, Piece, PieceKind, Section, plain_words

_LINK = re.compile(r"\[([^\]]+)\]\(#([a-z0-9-]+)\)")
_CODE = re.compile(r"`([^`]+)`")
_SCREEN = re.compile("「([^」]+)」")
_SNIPPET = 36


def section_html(audience: Audience, section: Section) -> str:
    """One section: heading, paragraphs, steps, items, commands."""
    body = "".join(_piece(audience, piece) for piece in section.pieces)
    return f"<h2>{escape(section.title)}</h2>{body}"


def contents_html(books: tuple[tuple[Audience, Manual], ...]) -> str:
    """Every section of every book as a link."""
    return "".join(
        f"<h2>{escape(book.title)}</h2>" + "".join(f"<p>{_to(audience, s)}</p>" for s in book.sections)
        for audience, book in books
    )


def found_html(wanted: str, found: tuple[tuple[Audience, Section], ...]) -> str:
    """What a search found, each with the line that says it."""
    if not found:
        return f"<p>没有找到“{escape(wanted)}”。换个词试试，两个字也可以。</p>"
    return "".join(
        f"<p>{_to(audience, section)}<br>{escape(_snippet(section, wanted))}</p>" for audience, section in found
    )


def _to(audience: Audience, section: Section) -> str:
    return f'<a href="{audience}:{section.key}">{escape(section.title)}</a>'


def _snippet(section: Section, wanted: str) -> str:
    first = wanted.casefold().split()[0]
    lines = [plain_words(piece.words) for piece in section.pieces]
    line = next((line for line in lines if first in line.casefold()), lines[0])
    at = max(line.casefold().find(first) - _SNIPPET // 3, 0)
    cut = line[at : at + _SNIPPET]
    return ("…" if at else "") + cut + ("…" if at + _SNIPPET < len(line) else "")


def _piece(audience: Audience, piece: Piece) -> str:
    words = escape(piece.words, quote=False)
    if piece.kind is PieceKind.COMMAND:
        return f'<p class="command">{words}</p>'
    words = _LINK.sub(lambda m: f'<a href="{audience}:{m[2]}">{m[1]}</a>', words)
    words = _CODE.sub(r'<span class="command">\1</span>', words)
    words = _SCREEN.sub(r"<b>「\1」</b>", words)
    lead = {PieceKind.STEP: f"{piece.number}.", PieceKind.ITEM: "·"}.get(piece.kind)
    if lead is None:
        return f"<p>{words}</p>"
    return f'<table cellspacing="0" cellpadding="0"><tr><td class="lead">{lead}</td><td>{words}</td></tr></table>'
