"""What workrooms told, in words, and what the office makes of it."""

from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.batch import EventType
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.messages import InboundMessage
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.mailbox import adopt_told, contact_in, inbound_messages, settle_message
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.reading import find_clue
from ui.words import say_day, say_moment

_HEADS = {
    EventType.WITHDRAW: "群众撤回",
    EventType.CONSENT: "同意事项变更",
    EventType.ERASE: "请求删除个人信息",
    EventType.HANDOVER: "移交给另一台工作站",
    EventType.TOLD: "已告知群众",
}
_CONSENTS = {"collect": "收集和使用", "handover": "交给承办单位", "publicity": "公开宣传"}


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as the page shows it; ``told`` tells that it can be entered into the casework."""

    message: InboundMessage
    head: str
    unit: str
    when: str
    number: str
    title: str
    words: str
    told: bool


class MailboxPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> tuple[Letter, ...]:
        """What nobody has dealt with yet, oldest first."""
        return tuple(self._letter(message) for message in inbound_messages(self._desk))

    def adopt(self, letter: Letter) -> tuple[None, Changes]:
        """Enter into the casework that the citizen was told."""
        return None, adopt_told(self._desk, letter.message)

    def settle(self, letter: Letter, settlement: str) -> tuple[None, Changes]:
        """Say what became of it."""
        return settle_message(self._desk, letter.message, settlement)

    def _letter(self, message: InboundMessage) -> Letter:
        clue = find_clue(self._desk, message.clue_id)
        kind, erased = EventType(message.type), "erased" in message.record
        return Letter(
            message,
            _HEADS[kind],
            self._desk.reference.unit_name(message.unit),
            say_moment(message.at, self._desk.now()),
            clue.number,
            clue.content.title,
            "内容已按规定删除。" if erased else self._words(kind, message),
            kind is EventType.TOLD and not erased and may(self._desk, "mailbox.adopt_told"),
        )

    def _words(self, kind: EventType, message: InboundMessage) -> str:
        record = message.record
        match kind:
            case EventType.WITHDRAW:
                return f"理由：{record['reason']}"
            case EventType.CONSENT:
                given = record["consents"]
                agreed = [words for name, words in _CONSENTS.items() if isinstance(given, dict) and given.get(name)]
                return f"现在同意：{'、'.join(agreed)}。" if agreed else "现在都不同意。"
            case EventType.ERASE:
                return f"理由：{record['ground']}（{record['asked_on']} 提出）"
            case EventType.HANDOVER:
                return f"接手的工作站：{record['to']}。理由：{record['reason']}"
            case EventType.TOLD:
                return self._told(message)
            case _:
                return ""

    def _told(self, message: InboundMessage) -> str:
        contact = contact_in(message.record)
        parts = (
            f"{say_day(contact.contacted_on, self._desk.today())}，{contact.person}，{label(contact.channel)}",
            label(contact.satisfaction) if contact.satisfaction else "",
            contact.note,
        )
        return "；".join(part for part in parts if part) + "。"
