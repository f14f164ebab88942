"""A TrueType font cut down to some of its glyphs, for a composite font of a PDF.

Such a font finds its outlines by their places, so it needs no table of characters (PDF 32000-1, 9.9, table 126): its
outlines are copied as they are, and only those made of others are told the new places of their parts.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from struct import pack, pack_into, unpack_from
from typing import Any

_HINTING = ("cvt ", "fpgm", "prep")
"""What the outlines of a font with instructions need."""

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80
"""Flags of a part of a composite outline (OpenType 1.9, glyf)."""

_SHORT_OFFSETS = 0x1FFFE
"""The end of the last outline up to which half of it fits into two bytes."""

_MAGIC, _ADJUSTMENT = 0xB1B0AFBA, 8
"""What the sum of a font is, and where its head says how much is lacking to that."""
_HEADER, _ENTRY = 12, 16


def cut_down(face: Any, glyphs: Sequence[int]) -> bytes:
    """``face`` (reportlab's, with its file in memory) with its first glyph, which stands for what is missing, and
    ``glyphs`` at the places 1, 2, 3 and so on."""
    places = [0, *glyphs]
    outlines = _outlines(face, places)
    ends = [0, *accumulate(map(len, outlines))]
    short = ends[-1] <= _SHORT_OFFSETS
    head, hhea, maxp = (bytearray(face.get_table(tag)) for tag in ("head", "hhea", "maxp"))
    pack_into(">L", head, _ADJUSTMENT, 0)
    pack_into(">H", head, 50, int(not short))
    pack_into(">H", hhea, 34, len(places))
    pack_into(">H", maxp, 4, len(places))
    metrics = [number for place in places for number in face.hmetrics[place]]
    tables = {
        "glyf": b"".join(outlines),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": pack(f">{len(metrics)}H", *metrics),
        "loca": _big_endian("H" if short else "I", [end // 2 for end in ends] if short else ends),
        "maxp": bytes(maxp),
    }
    tables |= {tag: face.get_table(tag) for tag in _HINTING if tag in face.table}
    return _assembled(tables)


def _outlines(face: Any, places: list[int]) -> list[bytes]:
    """The outlines at ``places``; those that they are made of are added behind them."""
    data, positions = face._ttf_data, face.glyphPos
    start = face.get_table_pos("glyf")[0]
    found: list[bytes] = []
    at: dict[int, int] = {}
    for place in places:  # it may grow
        outline = data[start + positions[place] : start + positions[place + 1]]
        if outline[:1] >= b"\x80":
            at = at or {old: new for new, old in reversed(list(enumerate(places)))}
            outline = _renumbered(outline, places, at)
        found.append(outline + b"\0" if len(outline) & 1 else outline)
    return found


def _renumbered(outline: bytes, places: list[int], at: dict[int, int]) -> bytes:
    """An outline made of others, told where they are now."""
    changed = bytearray(outline)
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags, part = unpack_from(">HH", changed, offset)
        if part not in at:
            at[part] = len(places)
            places.append(part)
        pack_into(">H", changed, offset + 2, at[part])
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return bytes(changed)


def _assembled(tables: dict[str, bytes]) -> bytes:
    """The file of ``tables`` (OpenType 1.9, Organization of an OpenType font)."""
    count = len(tables)
    power = count.bit_length() - 1
    header = pack(">LHHHH", 0x00010000, count, 16 << power, power, 16 * count - (16 << power))
    offset = _HEADER + _ENTRY * count
    entries, bodies, total, head = list[bytes](), list[bytes](), 0, 0
    for tag, table in sorted(tables.items()):
        body = table + b"\0" * (-len(table) % 4)
        checksum = _checksum(body)
        entries.append(pack(">4sLLL", tag.encode("ascii"), checksum, offset, len(table)))
        bodies.append(body)
        if tag == "head":
            head = offset
        total += checksum
        offset += len(body)
    font = bytearray(b"".join((header, *entries, *bodies)))
    total += _checksum(bytes(font[: _HEADER + _ENTRY * count]))
    pack_into(">L", font, head + _ADJUSTMENT, (_MAGIC - total) & 0xFFFFFFFF)
    return bytes(font)


def _checksum(body: bytes) -> int:
    words = array("I", body)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF


def _big_endian(kind: str, numbers: list[int]) -> bytes:
    words = array(kind, numbers)
    if sys.byteorder == "little":
        words.byteswap()
    return words.tobytes()
