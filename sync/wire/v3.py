"""Forms of version 3: sessions, 零报告, and where a clue belongs (PROTOCOL.md 2.4). The rest stays as before.

An event need not speak of a clue any more: its ``kind`` says what its identity names.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import EventType, SentMessage, Subject, subject_of
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.reports import read_month, read_nil, read_place, read_session
from sync.wire import v2

SCHEMA = 3
"""Which set of event types and forms this program writes and reads; readers refuse a higher one beforehand."""

_OTHER_KIND = "记录的类别与内容不符"


def kind_in(record: Plain) -> str:
    """What the identity in an event names: ``clue`` unless it says otherwise.

    Raises:
        ValueError: it is no text.
    """
    return Fields(record).optional_text("kind") or Subject.CLUE


def knows(kind: str) -> bool:
    """Whether events of type ``kind`` are messages that this program reads."""
    return kind in _FORMS


def read_message(record: Plain) -> tuple[SentMessage | None, str | None]:
    """The message in an event whose envelope is sound, or None and a Chinese reason why it cannot be taken."""
    if kind_in(record) != subject_of(Fields(record).text("type")):
        return None, _OTHER_KIND
    return v2.read_message(record, _FORMS)


def _remove(_body: Fields) -> None:
    """``session.remove`` needs no more than the identity."""


_FORMS: Mapping[str, Callable[[Fields], object]] = MappingProxyType(
    {
        **v2.FORMS,
        EventType.PLACE: read_place,
        EventType.SESSION: read_session,
        EventType.SESSION_GONE: _remove,
        EventType.NIL: read_nil,
        EventType.NIL_GONE: read_month,
    }
)
