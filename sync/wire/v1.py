"""Bodies of events, receipts and news, version 1 (PROTOCOL.md 2.2, 4.2).

Readers ignore keys they do not know, so a later minor addition stays readable; they check every key they use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baixing_desktop.canonical import Plain, canonical, parse_canonical, sha256_hex
from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.batch import CLUE_EVENTS, ItemReceipt, ItemResult, Receipt, SubmittedClue
from baixing_desktop.domain.board import Board, board_from_record
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.progress import DownlinkItem, step_from_record
from baixing_desktop.domain.record import from_record, to_record
from baixing_desktop.domain.reference import Edition, edition_from_record, edition_to_record
from baixing_desktop.domain.text import is_clean
from baixing_desktop.domain.updates import UpdateNotice, notice_from_record

SUITE = "S1"
"""Ed25519, age (X25519, ChaCha20-Poly1305), SHA-256."""

SCHEMA = 1
"""The schema of the first release: clues only. What this program writes now is :data:`sync.wire.v3.SCHEMA`."""

_UNKNOWN_TYPE = "区办公室的程序较旧，还不认识这一类记录"
_UNREADABLE = "内容不完整或格式不对"
_HASH_WRONG = "内容与登记时的校验值不符"
_LARGEST = 2**31 - 1
_REASON = 200


def clue_body(clue: SubmittedClue) -> dict[str, Plain]:
    """The ``body`` of ``clue.submit`` and ``clue.revise``."""
    body: dict[str, Plain] = {
        "unit": clue.unit,
        "number": clue.provisional_number,
        "registered_at": stamp(clue.registered_at),
        "typist": clue.typist,
        "content_hash": clue.content_hash,
        "content": to_record(clue.content),
    }
    for key, values in (("former", clue.former), ("not_to", clue.not_to)):
        if values:
            body[key] = [*values]
    return body


def read_event(record: Plain) -> tuple[SubmittedClue | None, str | None]:
    """The clue in an event whose envelope is sound, or None and a Chinese reason why it cannot be taken."""
    fields = Fields(record)
    if fields.text("type") not in CLUE_EVENTS:
        return None, _UNKNOWN_TYPE
    try:
        return _clue(fields, _member(_member(record, "body"), "content")), None
    except _HashWrongError:
        return None, _HASH_WRONG
    except ValueError:
        return None, _UNREADABLE


class _HashWrongError(ValueError):
    """The content does not have the hash that was printed on its paper."""


def _clue(event: Fields, record: Plain) -> SubmittedClue:
    body = event.part("body")
    content = from_record(record)
    # Over the record as sent, not as understood: a later minor form has keys that this version does not know.
    if sha256_hex(canonical(record)) != body.digest("content_hash"):
        raise _HashWrongError
    clue = SubmittedClue(
        clue_id=event.text("clue"),
        unit=body.text("unit"),
        provisional_number=body.text("number"),
        revision=event.number("rev"),
        content=content,
        content_hash=body.digest("content_hash"),
        typist=body.text("typist"),
        registered_at=parse_stamp(body.text("registered_at")),
        former=body.texts("former") if body.has("former") else (),
        not_to=body.texts("not_to") if body.has("not_to") else (),
    )
    if not (_is_clean(record) and _fits(clue)):
        raise ValueError("no workroom of ours registers this")
    return clue


def _member(value: Plain, key: str) -> Plain:
    return value.get(key) if isinstance(value, dict) else None


def _is_clean(value: Plain) -> bool:
    match value:
        case str():
            return is_clean(value)
        case list():
            return all(_is_clean(item) for item in value)
        case dict():
            return all(_is_clean(item) for item in value.values())
        case _:
            return True


def _fits(clue: SubmittedClue) -> bool:
    """Whether every value fits the columns and constraints of any office's record.

    An event that the record refuses would otherwise stop its whole batch for ever.
    """
    content, person = clue.content, clue.content.contributor
    codes = (
        clue.unit,
        clue.provisional_number,
        *clue.former,
        *clue.not_to,
        content.source.category,
        content.source.occasion or "",
    )
    return (
        all(len(code) <= 32 for code in (*codes, content.consents.notice))
        and len(clue.typist) <= 64
        and bool(clue.provisional_number)
        and 1 <= clue.revision <= _LARGEST
        and not (person.anonymous and (person.known or person.guardian is not None))
        and all(0 <= a.length <= _LARGEST and len(a.mime) <= 128 for a in content.attachments)
    )


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the unit's news: the items after position ``after``, oldest first.

    ``more`` says that further items follow. ``too_new`` says that the next item is of a form which this version
    cannot read; ``items`` ends before it. ``anew``: the office begins another stream, from its first item on.
    """

    after: int
    items: tuple[DownlinkItem, ...]
    more: bool = False
    too_new: bool = False
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office says to one request: the receipt, the attachments it still lacks (SHA-256), the news.

    ``have``: the attachments asked for that it has for good; ``parts``: how many bytes of a missing one it has.
    """

    receipt: Receipt
    missing: tuple[str, ...]
    page: Page
    have: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict[str, int])
    schema: int = SCHEMA
    """What the office understands; a workroom sends it no more than that."""
    check: str = ""
    """The office's digest of all its answers to the log, when the workroom told its own."""
    edition: Edition | None = None
    """The office's newest edition of the reference data, when the workroom said that it has an older one."""
    backed_up: int = 0
    """Up to here the log is in a backup of the office that was tried: a workroom may let go of its own copy."""
    board: Board | None = None
    """What the office lets every workroom know, when the workroom said that it has another board."""
    not_taken: Mapping[str, str] = field(default_factory=dict[str, str])
    """Attachments asked for that the office will not take, each with its reason in words."""
    update: UpdateNotice | None = None
    """What the office hands out of the program itself, when the workroom said that it has another notice."""


def write_answer(answer: Answer) -> bytes:
    """The canonical bytes of an answer (PROTOCOL.md 4.2)."""
    receipt, page = answer.receipt, answer.page
    news: dict[str, Plain] = {
        "after": page.after,
        "more": page.more,
        "items": [{"position": i.position, "step": parse_canonical(i.record)} for i in page.items],
    }
    if page.anew:
        news["anew"] = True
    record: dict[str, Plain] = {
        "v": 1,
        "device": receipt.device,
        "epoch": receipt.epoch,
        "last": receipt.last,
        "head": receipt.head,
        "received_at": stamp(receipt.received_at),
        "items": [_item_record(item) for item in receipt.items],
        "missing": list(answer.missing),
        "news": news,
    }
    for key, value in _additions(answer).items():
        if value:
            record[key] = value
    return canonical(record)


def _additions(answer: Answer) -> dict[str, Plain]:
    """What not every answer has; what is empty is left out."""
    return {
        "schema": answer.schema if answer.schema != SCHEMA else None,
        "check": answer.check,
        "edition": edition_to_record(answer.edition) if answer.edition else None,
        "board": parse_canonical(answer.board.record) if answer.board else None,
        "backed_up": answer.backed_up,
        "have": list(answer.have),
        "parts": [{"sha256": name, "bytes": count} for name, count in answer.parts.items()],
        "not_taken": [{"sha256": name, "reason": why} for name, why in answer.not_taken.items()],
        "update": parse_canonical(answer.update.record) if answer.update else None,
    }


def read_answer(data: bytes) -> Answer:
    """Read what :func:`write_answer` wrote, of this or a later minor version.

    Raises:
        ValueError: anything but an answer of version 1.
    """
    record = parse_canonical(data)
    fields = Fields(record)
    if fields.number("v") != 1:
        raise ValueError("unknown answer version")
    receipt = Receipt(
        device=fields.text("device"),
        epoch=fields.number("epoch"),
        last=fields.number("last"),
        head=fields.digest("head"),
        received_at=parse_stamp(fields.text("received_at")),
        items=tuple(_item(item) for item in fields.parts("items")),
    )
    return Answer(
        receipt,
        fields.digests("missing"),
        _page(fields.part("news"), _member(record, "news")),
        fields.digests("have") if fields.has("have") else (),
        {p.digest("sha256"): p.number("bytes") for p in fields.parts("parts")} if fields.has("parts") else {},
        fields.number_or("schema", SCHEMA),
        fields.digest("check") if fields.has("check") else "",
        _edition(_member(record, "edition")),
        fields.number_or("backed_up", 0),
        _board(_member(record, "board")),
        {p.digest("sha256"): p.text("reason")[:_REASON] for p in fields.parts("not_taken")}
        if fields.has("not_taken")
        else {},
        _update(_member(record, "update")),
    )


def _edition(record: Plain) -> Edition | None:
    """The edition in an answer; one of a later form waits for the upgrade and stops nothing else."""
    try:
        return edition_from_record(record) if record is not None else None
    except ValueError:
        return None


def _board(record: Plain) -> Board | None:
    """The board in an answer; one of a later form waits for the upgrade and stops nothing else."""
    try:
        return board_from_record(record) if record is not None else None
    except ValueError:
        return None


def _update(record: Plain) -> UpdateNotice | None:
    """The notice in an answer; one of a later form waits for the upgrade and stops nothing else."""
    try:
        return notice_from_record(record) if record is not None else None
    except ValueError:
        return None


def _item_record(item: ItemReceipt) -> dict[str, Plain]:
    record: dict[str, Plain] = {
        "seq": item.seq,
        "clue": item.clue_id,
        "result": item.result.value,
        "number": item.receipt_number,
    }
    return record if item.reason is None else {**record, "reason": item.reason}


def _item(item: Fields) -> ItemReceipt:
    return ItemReceipt(
        seq=item.number("seq"),
        clue_id=item.text("clue"),
        result=ItemResult(item.text("result")),
        receipt_number=item.text("number"),
        reason=item.optional_text("reason"),
    )


def _page(news: Fields, record: Plain) -> Page:
    after, items = news.number("after"), list[DownlinkItem]()
    raw, anew = _member(record, "items"), news.has("anew") and news.flag("anew")
    for number, (item, plain) in enumerate(zip(news.parts("items"), raw if isinstance(raw, list) else [], strict=True)):
        if item.number("position") != after + number + 1:
            raise ValueError("the news has a gap")
        try:
            step = _member(plain, "step")
            items.append(DownlinkItem(item.number("position"), step_from_record(step), canonical(step)))
        except ValueError:
            # A step that a later office tells of: everything before it is still good news.
            return Page(after, tuple(items), more=True, too_new=True, anew=anew)
    return Page(after, tuple(items), news.flag("more"), anew=anew)
