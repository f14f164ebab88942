"""The container of an xlsx file: a zip of XML parts, opened only after its sizes were checked.

The parts are read here and not by openpyxl, because an import meets files that nobody vouches for. Tried with
openpyxl 3.1.5: one row numbered 900,000,000,000 keeps it producing empty rows without end; Strict files show no
sheet at all; built-in Chinese dates (format 31) come as bare numbers; a line break written ``_x000D_`` stays in the
text; damage surfaces as seven kinds of exceptions, and as warnings whose switch belongs to the whole process.
"""

import struct
import zipfile
import zlib
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from posixpath import join, normpath
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from baixing_desktop.intake.reading import Reading

Event: TypeAlias = tuple[str, str, Mapping[str, str]]
"""``("start", name, attributes)``, ``("end", name, {})`` or ``("text", text, {})``; names without their name space."""

_CHUNK = 1 << 16
_LONGEST_TAG = 1 << 20
_RATIO_FROM = 10 * 2**20
_NONE: Mapping[str, str] = {}
# Found by flipping and cutting bytes of real files.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ExpatError,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    ValueError,
)


class Package:
    """An opened container; parts are named without a leading slash."""

    def __init__(self, reading: Reading, archive: zipfile.ZipFile) -> None:
        self._reading = reading
        self._archive = archive
        self._parts = {info.filename.replace("\\", "/").lstrip("/"): info for info in archive.infolist()}

    def __contains__(self, part: str) -> bool:
        """Whether the container has this part."""
        return part in self._parts

    def events(self, part: str) -> Generator[Event, None, None]:
        """The XML of ``part`` as a stream of events, holding no more than a piece of it in memory.

        Raises:
            KeyError, ValueError, ExpatError: no such part, a document type, or damaged XML.
            UserError: ``CANCELLED``.
        """
        info = self._parts[part]
        pending: list[Event] = []
        parser = _parser(pending)
        fed = 0
        with self._archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                self._reading.at(fed, info.file_size)
                fed += len(chunk)
                parser.Parse(chunk, False)
                # A tag that never ends is scanned again with every piece: the time would grow with its square.
                if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                    raise ValueError("an XML tag of more than a megabyte")
                yield from pending
                pending.clear()
        parser.Parse(b"", True)
        yield from pending

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of ``part`` ("" for the whole package): id → (last word of the type, part it points to)."""
        folder, _, name = part.rpartition("/")
        source = join(folder, "_rels", f"{name}.rels")
        found: dict[str, tuple[str, str]] = {}
        if source not in self:
            return found
        for kind, tag, attributes in self.events(source):
            if kind == "start" and tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                found[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], path)
        return found


@contextmanager
def opened(reading: Reading) -> Generator[Package, None, None]:
    """The container of the file, once its declared sizes keep the limits (reading never goes beyond them).

    Raises:
        InputError: ``FILE_TOO_LARGE``, ``FILE_UNREADABLE``.
    """
    with zipfile.ZipFile(reading.path) as archive:
        _check(reading, archive.infolist())
        yield Package(reading, archive)


@contextmanager
def damage_said(reading: Reading) -> Generator[None, None, None]:
    """Say in words what a damaged container or damaged XML makes the standard library raise.

    Raises:
        InputError: ``FILE_UNREADABLE``.
    """
    try:
        yield
    except _DAMAGE as error:
        raise reading.unreadable("文件已损坏或不完整") from error


def _check(reading: Reading, parts: list[zipfile.ZipInfo]) -> None:
    limits = reading.limits
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, reading.path.stat().st_size)
    if unpacked > limits.unpacked_bytes:
        raise reading.too_large(f"解压后 {limits.unpacked_bytes // 2**20} 兆字节")
    if unpacked > _RATIO_FROM and unpacked / packed > limits.unpacked_ratio:
        raise reading.too_large(f"解压后为原来的 {limits.unpacked_ratio} 倍")
    if any(part.flag_bits & 1 for part in parts):
        raise reading.unreadable("文件设有密码")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise reading.unreadable("压缩方式不是 xlsx 所用的")


def _parser(pending: list[Event]) -> XMLParserType:
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        pending.append(("start", _local(name), {_local(key): value for key, value in attributes.items()}))

    def end(name: str) -> None:
        pending.append(("end", _local(name), _NONE))

    def text(data: str) -> None:
        pending.append(("text", data, _NONE))

    def doctype(*_: object) -> None:
        # Office files have none; it is how a small file defines entities that grow without end.
        raise ValueError("a document type inside an office file")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    return parser


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
