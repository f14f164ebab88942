"""Photos without what the camera wrote into them: place, time, owner, remarks (P11; ASVS 14.2.8).

The picture itself is not encoded anew, so it loses nothing; only which way up it is stays written beside it. What does
not have the structure of its kind is left as it is: it is no photo that a viewer would read a place from.
"""

import struct
from collections.abc import Iterator
from struct import pack, unpack_from

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_SPEAKS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_SOI, _SOS = 0xD8, 0xDA
# APP1 (Exif, XMP), APP3 to APP13 (makers, IPTC), APP15 and comments; colours (APP0, APP2, APP14) stay.
_JPEG_SPEAKS = {0xE1, *range(0xE3, 0xEE), 0xEF, 0xFE}
_ORIENTATION = 0x0112


def without_metadata(data: bytes, mime: str) -> bytes:
    """``data`` of a JPEG or PNG without metadata; any other file, and what cannot be read, as it is."""
    try:
        if mime == "image/jpeg":
            return _jpeg(data)
        if mime == "image/png" and data.startswith(_PNG):
            return _PNG + b"".join(part for kind, part in _chunks(data) if kind not in _PNG_SPEAKS)
    except (struct.error, ValueError, IndexError):
        return data
    return data


def _jpeg(data: bytes) -> bytes:
    kept, upright = bytearray(data[:2]), 1
    at = 2
    if len(data) < 4 or data[0] != 0xFF or data[1] != _SOI:
        return data
    while True:
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker == _SOS:
            break
        (length,) = unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length:
            raise ValueError("cut short")
        if marker not in _JPEG_SPEAKS:
            kept += segment
        elif segment[4:10] == b"Exif\0\0":
            upright = _orientation(segment[10:])
        at += 2 + length
    if upright != 1:
        kept[2:2] = _only_orientation(upright)
    return bytes(kept) + data[at:]


def _orientation(tiff: bytes) -> int:
    """Which way up the picture is (1 to 8), from the first directory of its Exif data; 1 when it does not say."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    (first,) = unpack_from(f"{order}I", tiff, 4)
    (count,) = unpack_from(f"{order}H", tiff, first)
    for number in range(count):
        tag, kind, _, value = unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
        if tag == _ORIENTATION and kind == 3 and 1 <= value <= 8:
            return value
    return 1


def _only_orientation(value: int) -> bytes:
    tiff = b"MM\0*" + pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, value, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + pack(">H", len(body) + 2) + body


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG, kind and whole bytes; what follows the last one comes with an empty kind."""
    at = len(_PNG)
    while at < len(data):
        (length,) = unpack_from(">I", data, at)
        end = at + 12 + length
        if end > len(data):
            raise ValueError("cut short")
        kind = data[at + 4 : at + 8]
        yield kind, data[at:end]
        at = end
        if kind == b"IEND":
            yield b"", data[at:]
            return
