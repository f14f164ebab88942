"""Typed reading of plain data that came from outside."""

from collections.abc import Mapping
from typing import cast

from baixing_desktop.canonical import Plain


class Fields:
    """One JSON object, read field by field.

    Raises:
        ValueError: from every method, when a field is missing or has another type.
    """

    def __init__(self, value: Plain) -> None:
        if not isinstance(value, dict):
            raise ValueError("an object is expected")  # noqa: TRY004 - the data is wrong, not the caller
        self._value: Mapping[str, Plain] = value

    def _get(self, key: str, kind: type) -> Plain:
        value = self._value.get(key)
        # bool is an int in Python, but not in a record.
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ValueError(f"{key}: {kind.__name__} expected")
        return value

    def text(self, key: str) -> str:
        """A text."""
        return cast(str, self._get(key, str))

    def optional_text(self, key: str) -> str | None:
        """A text, or None when absent or null."""
        return None if self._value.get(key) is None else self.text(key)

    def number(self, key: str) -> int:
        """A whole number."""
        return cast(int, self._get(key, int))

    def has(self, key: str) -> bool:
        """Whether the field is there and not null."""
        return self._value.get(key) is not None

    def number_or(self, key: str, default: int) -> int:
        """A whole number, or ``default`` when the field is absent or null: an earlier version did not write it."""
        return self.number(key) if self.has(key) else default

    def optional_part(self, key: str) -> "Fields | None":
        """A nested object, or None when absent or null."""
        return self.part(key) if self.has(key) else None

    def flag(self, key: str) -> bool:
        """A boolean."""
        return cast(bool, self._get(key, bool))

    def digest(self, key: str) -> str:
        """64 lower-case hexadecimal digits."""
        text = self.text(key)
        if len(text) != 64 or set(text) - set("0123456789abcdef"):
            raise ValueError(f"{key}: 64 hexadecimal digits expected")
        return text

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        items = cast("list[Plain]", self._get(key, list))
        return tuple(Fields({"item": item}).text("item") for item in items)

    def digests(self, key: str) -> tuple[str, ...]:
        """A list of digests, 64 lower-case hexadecimal digits each."""
        return tuple(Fields({"item": text}).digest("item") for text in self.texts(key))

    def part(self, key: str) -> "Fields":
        """A nested object."""
        return Fields(self._value.get(key))

    def parts(self, key: str) -> "list[Fields]":
        """A list of objects."""
        return [Fields(item) for item in cast("list[Plain]", self._get(key, list))]

    def plain(self) -> dict[str, Plain]:
        """All of it as it came."""
        return dict(self._value)
