"""Forms of version 2: messages of a workroom about clues (PROTOCOL.md 2.3). Clues, receipts and news stay as in 1.

Readers keep keys that they do not know: the whole record goes into the office's keeping.
"""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import EventType, SentMessage
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction

_LONGEST = 20_000
_UNREADABLE = "内容不完整或格式不对"


def message_body(message: Message, unit: str) -> dict[str, Plain]:
    """The ``body`` of a message's event."""
    return {**message.record, "unit": unit}


def read_message(
    record: Plain, forms: Mapping[str, Callable[[Fields], object]] | None = None
) -> tuple[SentMessage | None, str | None]:
    """The message in an event whose envelope is sound, or None and a Chinese reason why it cannot be taken.

    ``forms`` check the body by the event's type; those of this version if not given.
    """
    event = Fields(record)
    body = record.get("body") if isinstance(record, dict) else None
    try:
        fields = Fields(body)
        (forms or FORMS)[event.text("type")](fields)
        content: dict[str, Plain] = dict(body) if isinstance(body, dict) else {}
        unit = fields.text("unit")
        del content["unit"]
        _check_texts(content)
        return SentMessage(event.text("clue"), event.text("type"), unit, event.text("actor")[:64], content), None
    except ValueError:
        return None, _UNREADABLE


def knows(kind: str) -> bool:
    """Whether events of type ``kind`` are messages of this version."""
    return kind in FORMS


def _check_texts(value: Plain) -> None:
    match value:
        case str() if len(value) > _LONGEST or "\0" in value:
            raise ValueError("no such text is written by a person")
        case list():
            for item in value:
                _check_texts(item)
        case dict():
            for item in value.values():
                _check_texts(item)
        case _:
            return


def _withdraw(body: Fields) -> None:
    body.text("reason")


def _consents(body: Fields) -> None:
    consents = body.part("consents")
    for name in ("collect", "handover", "publicity"):
        consents.flag(name)
    if len(consents.text("notice")) > 32:
        raise ValueError("no notice of ours")


def _erase(body: Fields) -> None:
    body.text("ground")
    date.fromisoformat(body.text("asked_on"))


def _hand_over(body: Fields) -> None:
    body.text("to")
    body.text("reason")


def _told(body: Fields) -> None:
    ContactChannel(body.text("channel"))
    date.fromisoformat(body.text("told_on"))
    body.text("person")
    body.optional_text("note")
    satisfaction = body.optional_text("satisfaction")
    if satisfaction is not None:
        Satisfaction(satisfaction)


FORMS: Mapping[str, Callable[[Fields], object]] = MappingProxyType(
    {
        EventType.WITHDRAW: _withdraw,
        EventType.CONSENT: _consents,
        EventType.ERASE: _erase,
        EventType.HANDOVER: _hand_over,
        EventType.TOLD: _told,
    }
)
"""What checks the body of each type."""
