"""Finding out in which encoding a text file was written.

Offices of the last twenty years wrote GBK or GB18030, Excel writes UTF-16 as “Unicode text” and UTF-8 with a mark,
everything newer UTF-8. A file with a few broken bytes keeps its encoding: the bytes become U+FFFD and are counted.
"""

import io
import re
from collections.abc import Generator
from dataclasses import dataclass

from baixing_desktop.intake.reading import Reading

_CHUNK = 1 << 20
_SAMPLE = 1 << 16
# Beginnings in lower case.
_OTHER_KINDS = (
    b"%pdf-",
    b"\x89png",
    b"\xff\xd8\xff",
    b"gif8",
    b"{\\rtf",
    b"<!doctype html",
    b"<html",
    b"<table",
    b"<meta",
    b"<?xml",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_ESCAPED = re.compile("[\udc80-\udcff]")
_USUAL = re.compile("[\t\r\n -~\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")

# GB18030-2022 gives these code points of their own; the codec still has the private ones of the 2005 edition.
_GB18030_2022 = dict(
    zip(
        (0xE7C7, 0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864, *range(0xE78D, 0xE797)),
        (0x1E3F, *range(0x9FB4, 0x9FBC), 0xFE10, 0xFE12, 0xFE11, *range(0xFE13, 0xFE1A)),
        strict=True,
    )
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """``codec`` is Python's name; ``label`` is the one shown to people."""

    codec: str
    label: str


UTF8 = Encoding("utf-8-sig", "UTF-8")
UTF8_MARKED = Encoding("utf-8-sig", "UTF-8（带标记）")
UTF16 = Encoding("utf-16", "UTF-16")
UTF16_LE = Encoding("utf-16-le", "UTF-16")
UTF16_BE = Encoding("utf-16-be", "UTF-16")
GB18030 = Encoding("gb18030", "GB18030")


def find_encoding(reading: Reading) -> Encoding:
    """The encoding of a text file, decided by its bytes alone.

    Raises:
        InputError: ``FILE_KIND`` when it is no text, ``FILE_UNREADABLE`` when no known encoding fits.
    """
    with reading.path.open("rb") as stream:
        head = stream.read(_SAMPLE)
    marked = _marked(head)
    if marked:
        return marked
    if head.lstrip().lower().startswith(_OTHER_KINDS):
        raise reading.wrong_kind()
    if b"\0" in head:
        return _unmarked_utf16(reading, head)
    if len(head) - len(head.translate(None, _CONTROLS)) > max(8, len(head) // 100):
        raise reading.wrong_kind()
    return _by_damage(reading)


def text_lines(reading: Reading, encoding: Encoding) -> Generator[str, None, None]:
    """The lines of the file with their line ends; undecodable bytes become U+FFFD.

    Raises:
        UserError: ``CANCELLED``.
    """
    total = reading.path.stat().st_size
    with (
        reading.path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding=encoding.codec, errors="replace", newline="") as stream,
    ):
        for count, line in enumerate(stream):
            if count % 500 == 0:
                reading.at(raw.tell(), total)
            text = line if count else line.removeprefix("\ufeff")
            yield text.translate(_GB18030_2022) if encoding is GB18030 and _PRIVATE.search(text) else text


def _marked(head: bytes) -> Encoding | None:
    if head.startswith(b"\xef\xbb\xbf"):
        return UTF8_MARKED
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return UTF16
    return GB18030 if head.startswith(b"\x84\x31\x95\x33") else None


def _unmarked_utf16(reading: Reading, head: bytes) -> Encoding:
    """Which byte order gives Chinese text; anything else with NUL bytes is no text."""
    usual = {
        encoding: _share(len(_USUAL.findall(text)), len(text))
        for encoding in (UTF16_LE, UTF16_BE)
        if (text := head.decode(encoding.codec, errors="replace"))
    }
    best = max(usual, key=lambda encoding: usual[encoding], default=UTF16_LE)
    if usual.get(best, 0) < 0.8:
        raise reading.wrong_kind()
    return best


def _by_damage(reading: Reading) -> Encoding:
    """UTF-8 or GB18030, whichever leaves next to nothing unread.

    GBK text read as UTF-8 is mostly undecodable, while UTF-8 read as GB18030 often decodes into nonsense;
    so UTF-8 is asked first and a few broken bytes do not turn it down.
    """
    if _damage(reading, "utf-8", "surrogateescape") < 0.3:
        return UTF8
    if _damage(reading, "gb18030", "replace") < 0.2:
        return GB18030
    raise reading.unreadable("认不出文字编码")


def _damage(reading: Reading, codec: str, errors: str) -> float:
    """The share of undecodable places among the characters beyond ASCII."""
    bad = foreign = 0
    total = reading.path.stat().st_size
    with (
        reading.path.open("rb") as raw,
        io.TextIOWrapper(raw, encoding=codec, errors=errors, newline="") as stream,
    ):
        while chunk := stream.read(_CHUNK):
            reading.at(raw.tell(), total)
            foreign += len(chunk) - len(chunk.encode("ascii", "ignore"))
            if errors == "replace":
                bad += chunk.count("\N{REPLACEMENT CHARACTER}")
            else:
                bad += len(chunk) - len(_ESCAPED.sub("", chunk))
    return _share(bad, foreign)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
