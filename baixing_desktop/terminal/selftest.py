"""The whole path on throw-away stores, for an administrator after installing and for the frozen program's check.

Everything is real: encrypted stores, papers, a service in a process of its own, HTTPS with a pinned key,
batch files and receipts.
"""

import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import sync
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.audit import first_fault
from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.clue import Attachment, Clue, ClueContent
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import PaperError, ProgramError
from baixing_desktop.files import private_folder
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.reading import clue_ids, devices, find_clue, inbound_batches, list_clues, timeline
from baixing_desktop.usecases.samples import sample_clues
from baixing_desktop.usecases.setup import create_home, open_desk

PASSPHRASE = f"{token_hex(16)}.Aa1"
EVERY_CLUE = ClueQuery()


def selftest(arguments: Namespace, out: Output) -> None:
    """Walk the whole path and say each step; the first step that fails ends the command with its error."""
    steps: list[Plain] = []
    with ExitStack() as stack:
        folder = arguments.keep or Path(stack.enter_context(TemporaryDirectory(prefix="baixing-selftest-")))
        path = _Path(private_folder(folder.absolute()))
        stack.callback(path.close)
        for number, (name, step) in enumerate(path.steps(), start=1):
            started = time.monotonic()
            step()
            seconds = time.monotonic() - started
            out.say(f"{number:2d}  通过  {name}（{seconds:.1f} 秒）")
            steps.append({"step": name, "milliseconds": round(seconds * 1000)})
    out.say("自检全部通过。" + (f"文件保留在 {arguments.keep}。" if arguments.keep else "临时文件已清除。"))
    out.document({"ok": True, "steps": steps})


def expect(what: str, found: object, wanted: object) -> None:
    """Stop the self-test when something is not as it must be.

    Raises:
        ProgramError: it is not.
    """
    if found != wanted:
        raise ProgramError(f"{what}: {found!r} instead of {wanted!r}")


@dataclass
class _Path:
    """The path, step by step; what a step leaves behind is what the next one starts from."""

    folder: Path
    stack: ExitStack = field(default_factory=ExitStack)
    office: Desk = field(init=False)
    workroom: Desk = field(init=False)
    address: str = field(init=False)
    clue_id: str = field(init=False)
    forwarding: Forwarding = field(init=False)

    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """The steps by their Chinese names."""
        return (
            ("建立区办公室（加密数据库）", self._make_office),
            ("建立街道工作室（加密数据库）", self._make_workroom),
            ("登记示例线索和附件", self._register),
            ("生成附件3表格并核对文字", self._print),
            ("启动接收服务（独立进程）", self._serve),
            ("凭登记凭据登记工作站", self._enrol),
            ("加密报送，逐条收到回执", self._send),
            ("重复报送不产生重复", self._send_again),
            ("用文件报送，重复接收不产生重复", self._carry_by_file),
            ("受理、分类、转送", self._forward),
            ("生成转送函并核对文字", self._print_letter),
            ("接办、答复、联系群众、办结", self._conclude),
            ("工作室取回办理结果", self._learn),
            ("核对操作记录", self._check_trails),
        )

    def close(self) -> None:
        """Stop the service and close both records."""
        self.stack.close()

    def _make_office(self) -> None:
        self.office = self._home("office", Face.OFFICE, "HZZX")

    def _make_workroom(self) -> None:
        self.workroom = self._home("workroom", Face.WORKROOM, "SY")

    def _home(self, name: str, face: Face, unit: str) -> Desk:
        home = self.folder / name
        create_home(home, face=face, unit=unit, operator="自检", passphrase=PASSPHRASE, clock=SystemClock())
        desk = open_desk(home, passphrase=PASSPHRASE, clock=SystemClock())
        self.stack.callback(desk.close)
        return desk

    def _register(self) -> None:
        picture = attach_file(self.workroom, "现场照片.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64)
        for sample in sample_clues(self.workroom.today()):
            register_clue(self.workroom, _with(sample.content, picture))
        expect("registered", list_clues(self.workroom, EVERY_CLUE).total, len(sample_clues(self.workroom.today())))

    def _print(self) -> None:
        from baixing_desktop.papers import page_texts  # noqa: PLC0415 - only here are fonts loaded
        from baixing_desktop.usecases.printing import attachment3_each  # noqa: PLC0415

        for clue, pdf in attachment3_each(self.workroom, clue_ids(self.workroom, EVERY_CLUE), _not_refused):
            (self.folder / f"{clue.provisional_number}.pdf").write_bytes(pdf)
            printed = _squeezed("".join(page_texts(pdf)))
            for text in (clue.content.title, clue.content.analysis, clue.content.suggestions):
                expect(f"text of {clue.number}", _squeezed(text) in printed, True)

    def _serve(self) -> None:
        service = sync.Service(self.office.home, lasting=False)
        self.stack.callback(service.stop)
        self.address = service.start("127.0.0.1", 0, PASSPHRASE).address

    def _enrol(self) -> None:
        ticket = sync.make_ticket(self.office, "SY", self.address)
        enrolled = sync.enrol(self.workroom, ticket.text)
        (device,) = devices(self.office)
        expect("comparison", enrolled.comparison, sync.comparison_with(self.office, device))

    def _send(self) -> None:
        report = sync.synchronise(self.workroom)
        total = list_clues(self.workroom, EVERY_CLUE).total
        expect("confirmed", (report.sent, report.confirmed, report.rejected), (total, total, 0))
        expect("at the office", list_clues(self.office, EVERY_CLUE).total, total)

    def _send_again(self) -> None:
        before = list_clues(self.office, EVERY_CLUE).total
        report = sync.synchronise(self.workroom)
        expect("sent again", (report.sent, report.confirmed), (0, 0))
        expect("at the office", list_clues(self.office, EVERY_CLUE).total, before)

    def _carry_by_file(self) -> None:
        before = list_clues(self.office, EVERY_CLUE).total
        register_clue(self.workroom, sample_clues(self.workroom.today())[0].content)
        (file,) = sync.seal_to_file(self.workroom, self.folder).files
        first = sync.receive_file(self.office, file, self.folder)
        again = sync.receive_file(self.office, file, self.folder)
        expect("received", (first.accepted, again.accepted), (1, 1))
        expect("confirmed", sync.read_receipt_file(self.workroom, first.receipt_path).confirmed, 1)
        expect("at the office", list_clues(self.office, EVERY_CLUE).total, before + 1)
        expect("batches", len(inbound_batches(self.office)), 2)

    def _forward(self) -> None:
        self.clue_id = clue_ids(self.office, EVERY_CLUE)[0]
        clue, _ = casework.accept_clue(self.office, self.clue_id)
        clue, _ = casework.classify_clue(self.office, clue.id, Route.DISTRICT_URGENT, version=clue.version)
        handler = next(u for u in self.office.reference.units.values() if u.kind == "department")
        drafted, _ = casework.draft_forwarding(self.office, clue.id, handler.code, limited=True)
        self.forwarding, _ = casework.issue_forwarding(self.office, drafted.id, self.office.today())

    def _print_letter(self) -> None:
        from baixing_desktop.papers import page_texts  # noqa: PLC0415 - see _print
        from baixing_desktop.usecases.printing import forwarding_letter  # noqa: PLC0415

        pdf = forwarding_letter(self.office, self.forwarding.id)
        (self.folder / "转送函.pdf").write_bytes(pdf)
        printed = _squeezed("".join(page_texts(pdf)))
        clue = find_clue(self.office, self.clue_id)
        for text in (self.forwarding.letter_number or "", clue.content.title, clue.content.suggestions):
            expect("text of the letter", _squeezed(text) in printed, True)

    def _conclude(self) -> None:
        today, letter = self.office.today(), self.forwarding.id
        casework.record_received(self.office, letter, today)
        casework.record_take_over(self.office, letter, today)
        casework.record_reply(self.office, letter, Outcome.RESOLVED, "已安排施工，本月完成。", today)
        contact = CitizenContact(ContactChannel.PHONE, today, "自检", "已说明办理情况", Satisfaction.SATISFIED)
        casework.record_contact(self.office, letter, contact)
        casework.close_forwarding(self.office, letter)

    def _learn(self) -> None:
        sync.synchronise(self.workroom)
        clue = find_clue(self.workroom, self.clue_id)
        expect("state", (clue.workroom_state, clue.office_state), (ClueState.ACKNOWLEDGED, OfficeState.CONCLUDED))
        told = [entry.text for entry in timeline(self.workroom, clue.id)]
        expect("told", ("已告知群众" in told, told[-1]), (True, "已办结"))

    def _check_trails(self) -> None:
        for desk in (self.office, self.workroom):
            with desk.store.reading() as tx:
                expect("audit", first_fault(tx.audit.all()), None)


def _not_refused(clue: Clue, error: PaperError) -> None:
    raise error


def _with(content: ClueContent, picture: Attachment) -> ClueContent:
    return replace(content, attachments=(picture,))


def _squeezed(text: str) -> str:
    return "".join(text.split())
