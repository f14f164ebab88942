"""Objects of a PDF that are written as soon as they are made.

reportlab keeps what is drawn as it was written, and every dictionary as an object of its own, until the whole paper is
put together. These are their bytes already: a long book is kept in memory as it will be, and the dictionaries of the
fonts of a form take no time to speak of.
"""

import zlib
from typing import Any

from reportlab.pdfbase import pdfdoc

_LEVEL = 3
"""The outlines of a font, which fill most of a form, take 85.7 kB at level 3, 88 kB at 1 and 83 kB at 6, which takes
half as long again."""

# reportlab ships no types.
_Object: Any = pdfdoc.PDFObject


class _Written(_Object):
    __RefOnly__ = 1  # the library's mark of what stands by itself

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, document: Any) -> bytes:
        """What stands in the file."""
        return self._content


def dictionary(entries: str) -> Any:
    """A dictionary of ``entries`` (ASCII, as they stand in the file)."""
    return _Written(f"<< {entries} >>".encode("ascii"))


def squeezed(content: bytes, entries: str = "") -> Any:
    """A stream of ``content``, squeezed now, with more ``entries`` in its dictionary."""
    data = zlib.compress(content, _LEVEL)
    head = f"<< /Filter /FlateDecode /Length {len(data)} {entries}>>\nstream\n"
    return _Written(b"".join((head.encode("ascii"), data, b"\nendstream\n")))


def reference(document: Any, thing: Any) -> str:
    """``thing`` put into the paper ``document``, and how other objects name it."""
    return document.Reference(thing).format(document).decode("ascii")
