"""What a citizen is told before giving personal data, by version (PIPL 17), and what is consented to (PIPL 23, 25, 29).

A published version is never edited: papers and records name the one that was shown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast


@dataclass(frozen=True, slots=True)
class NoticeText:
    """One version: ``paragraphs`` are pairs of a heading and its text, then the three consents in their words."""

    version: str
    title: str
    paragraphs: tuple[tuple[str, str], ...]
    collect: str
    handover: str
    publicity: str
    guardian: str


def parse_notices(text: str) -> Mapping[str, NoticeText]:
    """The notices of ``notices.json`` by version, oldest first.

    Raises:
        KeyError, ValueError: the file does not have the documented shape (our own data, so our bug).
    """
    entries = cast("list[dict[str, Any]]", json.loads(text)["notices"])
    return {entry["version"]: _notice(entry) for entry in entries}


def _notice(entry: dict[str, Any]) -> NoticeText:
    consents = entry["consents"]
    return NoticeText(
        version=entry["version"],
        title=entry["title"],
        paragraphs=tuple((heading, text) for heading, text in entry["paragraphs"]),
        collect=consents["collect"],
        handover=consents["handover"],
        publicity=consents["publicity"],
        guardian=entry["guardian"],
    )
