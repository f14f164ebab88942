"""Made the files in ``log-v1/``, once, with version 0.1.0. Kept to show how; it refuses to make them again.

Sealed files differ each time they are made, and what has left the house must stay readable as it is: a new version
of a format gets a folder of its own beside this one.
"""

import json
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.batch import (
    GENESIS,
    Batch,
    EventType,
    ItemReceipt,
    ItemResult,
    Receipt,
    StoredEvent,
    SubmittedClue,
)
from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.progress import DownlinkItem, ProgressStep, Step
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.states import BatchState, OfficeState
from baixing_desktop.vault.sealing import new_identity, recipient_of
from baixing_desktop.vault.signing import public_key
from sync.batch import FILE, pack_batch, pack_blob, part_of
from sync.container import DOWN, Envelope, container_id, pack
from sync.enrolment import Joined, Joining, Ticket, write_request
from sync.enrolment import write_answer as write_enrolment_answer
from sync.log import write_event
from sync.problems import Problem, write_problem
from sync.wire.v1 import Answer, Page, write_answer

FOLDER = Path(__file__).with_name("log-v1")
DEVICE = "0b6f4c1e-8a57-4f0e-9a6b-0d8f6a2f7c31"
BATCH = "7d1f0f2e-95a4-4b0c-8f0f-5c1b7a6f4e21"
CLUES = ("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222")
AT = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
CODE = "ABCDEFGHJK"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))

LAMPS = ClueContent(
    title="建议在沙园七街加装路灯",
    analysis="沙园七街长约三百米，夜间照明不足。\n𠮷野家旁（㐂士多）尤其暗。\t“引号”\\ / \u2028 👨‍👩‍👧",
    suggestions="1. 加装路灯二十盏。\n2. 清理遮挡灯光的树枝。",
    source=Source("WORKROOM", "FACE_TO_FACE"),
    receiver="沙园街道政协委员工作室",
    received_on=date(2026, 11, 20),
    contributor=Contributor(False, "张䶮", "13800000001", "沙园七街示例巷1号"),
    consents=Consents(True, True, False),
    attachments=(Attachment(sha256_hex(PICTURE), "路灯 现场.png", "image/png", len(PICTURE)),),
)
BENCHES = ClueContent(
    title="建议增设公园座椅",
    analysis="老人无处歇脚。",
    suggestions="增设十张。",
    source=Source("WORKROOM"),
    receiver="沙园街道政协委员工作室",
    received_on=date(2026, 11, 21),
    contributor=Contributor(anonymous=True),
)


def submitted(index: int, content: ClueContent, revision: int = 1) -> SubmittedClue:
    """The body of one event."""
    number = ("SY-2026-K3F-0001-0", "SY-2026-K3F-0002-Y")[index]
    return SubmittedClue(CLUES[index], "SY", number, revision, content, content_hash(content), "李联络", AT)


def events() -> list[StoredEvent]:
    """Two submissions and a revision, chained."""
    written: list[StoredEvent] = []
    told = [
        (EventType.SUBMIT, submitted(0, LAMPS)),
        (EventType.SUBMIT, submitted(1, BENCHES)),
        (EventType.REVISE, submitted(0, replace(LAMPS, suggestions="加装路灯三十盏。"), 2)),
    ]
    for seq, (kind, clue) in enumerate(told, 1):
        prev = written[-1].hash if written else GENESIS
        at = AT + timedelta(minutes=seq)
        written.append(write_event(clue, type=kind, device=DEVICE, epoch=1, seq=seq, prev=prev, at=at, actor="李联络"))
    return written


def news() -> tuple[DownlinkItem, ...]:
    """Every step that version 1 knows, with all its facts."""
    day = date(2026, 12, 1)
    number, letter = "第2026001号", "海协办函〔2026〕4号"
    states = OfficeState
    steps = [
        ProgressStep(CLUES[1], Step.RETURNED, AT, states.RETURNED, reason="请写明是哪一个公园"),
        ProgressStep(CLUES[1], Step.DECLINED, AT, states.DECLINED, reason="属个人诉求，请到信访部门反映"),
        ProgressStep(CLUES[0], Step.RECEIVED_AGAIN, AT, states.RECEIVED),
        ProgressStep(CLUES[0], Step.ACCEPTED, AT, states.ACCEPTED, formal_number=number),
        ProgressStep(
            CLUES[0], Step.CLASSIFIED, AT, states.CLASSIFIED, formal_number=number, route=Route.DISTRICT_URGENT
        ),
        ProgressStep(
            CLUES[0], Step.FORWARDED, AT, states.ROUTED, formal_number=number, handler="QWB", letter_number=letter
        ),
        ProgressStep(CLUES[0], Step.TAKEN_OVER, AT, states.ROUTED, handler="QWB", due_on=date(2027, 1, 1)),
        ProgressStep(CLUES[0], Step.REPLIED, AT, states.ROUTED, outcome=Outcome.RESOLVED, text="已安装路灯三十盏。"),
        ProgressStep(
            CLUES[0],
            Step.CONTACTED,
            AT,
            states.ROUTED,
            channel=ContactChannel.PHONE,
            told_on=day,
            satisfaction=Satisfaction.SATISFIED,
        ),
        ProgressStep(CLUES[0], Step.CLOSED, AT, states.CONCLUDED, formal_number=number),
    ]
    return tuple(DownlinkItem(position, step) for position, step in enumerate(steps, 4))


def answer(log: list[StoredEvent]) -> Answer:
    """A receipt with every result."""
    items = (
        ItemReceipt(1, CLUES[0], ItemResult.ACCEPTED, "K7MQ2X"),
        ItemReceipt(2, CLUES[1], ItemResult.REJECTED, "9PHT4D", "单位与登记的工作站不符"),
        ItemReceipt(3, CLUES[0], ItemResult.DUPLICATE, "B3ZV8N"),
    )
    receipt = Receipt(DEVICE, 1, 3, log[-1].hash, AT + timedelta(hours=1), items)
    return Answer(receipt, (LAMPS.attachments[0].sha256,), Page(3, news(), more=True))


def main() -> None:
    """Write every file."""
    if FOLDER.joinpath("keys.json").exists():
        raise SystemExit("the museum has these already")
    FOLDER.mkdir(exist_ok=True)
    device_seed, office_seed = bytes(range(32)), bytes(range(32, 64))
    device_identity, office_identity = new_identity(), new_identity()
    keys = {
        "device": DEVICE,
        "device_seed": device_seed.hex(),
        "device_identity": device_identity,
        "office_seed": office_seed.hex(),
        "office_identity": office_identity,
        "code": CODE,
    }
    _write("keys.json", json.dumps(keys, indent=1).encode() + b"\n")

    log = events()
    for event in log:
        _write(f"event-{event.seq}.json", event.data)
    _write("hashes.txt", "".join(f"{event.hash}\n" for event in log).encode())

    up = Envelope(device_seed, recipient_of(office_identity), DEVICE, 1, AT)
    batch = Batch(BATCH, 1, 1, 3, log[-1].hash, AT, BatchState.SEALED)
    request = pack_batch(part_of([batch], log, DEVICE, (3, GENESIS), FILE), up)
    _write("HZ-SY-K3F-1-1-3.bxp", request + pack_blob(PICTURE, up))

    down = Envelope(office_seed, recipient_of(device_identity), DEVICE, 1, AT + timedelta(hours=1))
    receipt = answer(log)
    facts = {"answers": container_id(request), "last": 3, "head": log[-1].hash}
    _write("receipt.json", write_answer(receipt))
    _write("receipt-SY-K3F-1-3.bxr", pack(DOWN, "receipt", down, {**facts}, write_answer(receipt)))
    refusal = write_problem(Problem("BATCH_GAP", {"expected": 7}))
    _write("refusal.bxr", pack(DOWN, "refusal", down, {"answers": container_id(request)}, refusal))

    ours = (public_key(device_seed), recipient_of(device_identity))
    theirs = (public_key(office_seed), recipient_of(office_identity))
    joining = write_request(Joining(DEVICE, "SY", "K3F", *ours), CODE)
    _write("enrol-request.json", joining)
    _write("enrol-answer.json", write_enrolment_answer(Joined(1, "K3F", *theirs), joining, CODE))
    _write("ticket.txt", Ticket("https://192.168.1.10:8443", "0123456789abcdef" * 2, CODE).text().encode() + b"\n")


def _write(name: str, data: bytes) -> None:
    FOLDER.joinpath(name).write_bytes(data)


if __name__ == "__main__":
    main()
