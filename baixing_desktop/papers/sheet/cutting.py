"""A TrueType font cut down to some of its glyphs, for a composite font of a PDF.

Such a font finds its outlines by their places, so it needs no table of characters (PDF 32000-1, 9.9, table 126): its
outlines are copied as they are, and only those made of others are told the new places of their parts.
"""

import sys
from array import array
from collections.abc import Sequence
from itertools import accumulate
from struct import Struct, pack, pack_into, unpack, unpack_from
from typing import Any

_COPIED = ("head", "hhea", "maxp", "cvt ", "fpgm", "prep")
"""What goes along as it is or hardly changed; the last three only a font with instructions has."""

_LONG_OFFSETS, _COUNT_OF_METRICS = 50, 34
"""Where head and hhea say how long the places of outlines are, and how many glyphs have a width of their own."""

_TWO_LONG, _TWO_SHORT = Struct(">LL"), Struct(">HH")

_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x01, 0x08, 0x20, 0x40, 0x80
"""Flags of a part of a composite outline (OpenType 1.9, glyf)."""

_SHORT_OFFSETS = 0x1FFFE
"""The end of the last outline up to which half of it fits into two bytes."""

_MAGIC, _ADJUSTMENT = 0xB1B0AFBA, 8
"""What the sum of a font is, and where its head says how much is lacking to that."""
_HEADER, _ENTRY = 12, 16


class Original:
    """A TrueType font to be cut down: ``face`` is reportlab's, with its file in memory.

    Places are read from the tables of the file itself. The lists that reportlab makes of them are larger than the font,
    and of a paper's characters nearly every one is elsewhere in them: waiting for the memory took most of the time.
    """

    def __init__(self, face: Any) -> None:
        self._data: bytes = face._ttf_data
        self._tables = {tag: bytes(face.get_table(tag)) for tag in _COPIED if tag in face.table}
        self._outlines_at, self._metrics_at, self._places_at = (
            face.get_table_pos(tag)[0] for tag in ("glyf", "hmtx", "loca")
        )
        self._long = bool(unpack_from(">H", self._tables["head"], _LONG_OFFSETS)[0])
        self._full_metrics: int = unpack_from(">H", self._tables["hhea"], _COUNT_OF_METRICS)[0]

    def cut(self, glyphs: Sequence[int]) -> tuple[bytes, list[int]]:
        """The font with its first glyph, which stands for what is missing, and ``glyphs`` at the places 1, 2, 3 and so
        on; and how wide each of these is, in units of the font."""
        places = [0, *glyphs]
        outlines = self._outlines(places)
        ends = [0, *accumulate(map(len, outlines))]
        short = ends[-1] <= _SHORT_OFFSETS
        metrics = b"".join(map(self._metrics, places))
        head, hhea, maxp = (bytearray(self._tables[tag]) for tag in ("head", "hhea", "maxp"))
        pack_into(">L", head, _ADJUSTMENT, 0)
        pack_into(">H", head, _LONG_OFFSETS, int(not short))
        pack_into(">H", hhea, _COUNT_OF_METRICS, len(places))
        pack_into(">H", maxp, 4, len(places))
        made = {
            "glyf": b"".join(outlines),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": metrics,
            "loca": _big_endian("H" if short else "I", [end // 2 for end in ends] if short else ends),
            "maxp": bytes(maxp),
        }
        wide = unpack(f">{2 * len(places)}H", metrics)[2 : 2 * len(glyphs) + 2 : 2]
        return _assembled(self._tables | made), list(wide)

    def _outlines(self, places: list[int]) -> list[bytes]:
        """The outlines at ``places``; those that they are made of are added behind them."""
        found: list[bytes] = []
        at: dict[int, int] = {}
        for place in places:  # it may grow
            outline = self._outline(place)
            if outline[:1] >= b"\x80":
                at = at or {old: new for new, old in reversed(list(enumerate(places)))}
                outline = _renumbered(outline, places, at)
            found.append(outline + b"\0" if len(outline) & 1 else outline)
        return found

    def _outline(self, place: int) -> bytes:
        if self._long:
            begin, end = _TWO_LONG.unpack_from(self._data, self._places_at + 4 * place)
        else:
            begin, end = (2 * half for half in _TWO_SHORT.unpack_from(self._data, self._places_at + 2 * place))
        return self._data[self._outlines_at + begin : self._outlines_at + end]

    def _metrics(self, place: int) -> bytes:
        """Width and left bearing; where the last glyphs are all equally wide, only their bearings are listed."""
        if place < self._full_metrics:
            at = self._metrics_at + 4 * place
            return self._data[at : at + 4]
        last = self._metrics_at + 4 * (self._full_metrics - 1)
        bearing = last + 4 + 2 * (place - self._full_metrics)
        return self._data[last : last + 2] + self._data[bearing : bearing + 2]


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
