"""Which files may be attached (safety T7): recognised by their first bytes, never by their name alone."""

from collections.abc import Mapping
from types import MappingProxyType

MIME_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "image/jpeg": "照片（jpg）",
        "image/png": "图片（png）",
        "application/pdf": "文档（pdf）",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "文字文稿（docx）",
    }
)

_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)


def mime_of(name: str, data: bytes) -> str | None:
    """The media type of an acceptable file, None for any other."""
    for signature, mime in _SIGNATURES:
        if data.startswith(signature):
            return mime
    if name.lower().endswith(".docx") and data.startswith(b"PK\x03\x04"):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return None
