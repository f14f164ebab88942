"""The workroom's side of the batch log, for the screen."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.domain.batch import Batch
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueQuery, ClueSummary, WorkroomQueue
from baixing_desktop.domain.states import ClueState
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.membership import office_contact, shared_folder
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import batches, find_clue, list_clues
from baixing_desktop.work import Work
from sync import (
    Automatic,
    Enrolled,
    Exported,
    Fetched,
    FileRequest,
    Notify,
    SyncReport,
    accept_answer_file,
    enrol,
    fetch_from,
    read_receipt_file,
    request_to_file,
    seal_to_file,
    state,
)
from ui.words import say_moment

_LISTED = 200


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch as the list shows it."""

    sealed: str
    count: str
    state: str
    receipt: str
    done: bool
    id: str


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A clue that came back, and why."""

    id: str
    number: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """``address`` is None before enrolment and empty when the office is reached by files: of themselves through the
    shared ``folder``, if there is one."""

    address: str | None
    folder: str
    waiting: int
    sealed: int
    """So many of those that wait are sealed and have not left; 0 also when there are no others."""
    titles: tuple[ClueSummary, ...]
    returned: tuple[ReturnedLine, ...]
    batches: tuple[BatchLine, ...]


class SubmissionPresenter:
    """Touches the store and the network; call it in the background."""

    def __init__(self, desk: Desk, automatic: Automatic) -> None:
        self._desk, self._automatic = desk, automatic

    def view(self) -> SubmissionView:
        """The page as it should be now."""
        # A restored or copied record has to be enrolled anew before it reports, as if it never was.
        contact = None if state(self._desk).anew else office_contact(self._desk)
        states = (ClueState.REGISTERED, ClueState.SEALED, ClueState.SUBMITTED)
        found = list_clues(self._desk, ClueQuery(workroom_states=states, limit=_LISTED))
        return SubmissionView(
            address=contact.address if contact else None,
            folder=shared_folder(self._desk) if contact and not contact.address else "",
            waiting=found.total,
            sealed=self._sealed(),
            titles=found.items,
            returned=self._returned(),
            batches=tuple(self._line(b) for b in reversed(batches(self._desk))),
        )

    def enrol(self, ticket: str) -> Enrolled:
        """Enrol with the office that issued ``ticket``."""
        return enrol(self._desk, ticket)

    def request(self, folder: str) -> FileRequest:
        """Write a request to be enrolled into ``folder``."""
        return request_to_file(self._desk, Path(folder))

    def answer(self, path: str) -> Enrolled:
        """Enrol with the office that wrote the answer at ``path``."""
        return accept_answer_file(self._desk, Path(path))

    def submit(self, work: Work, notify: Notify) -> SyncReport:
        """Send everything, take receipts and news."""
        return self._automatic.now(work, notify)

    def export(self, folder: str, *, only_sealed: bool = False) -> Exported:
        """Write everything without a receipt into batch files, and read them back; or only what is sealed already."""
        return seal_to_file(self._desk, Path(folder), ask_for_news=True, only_sealed=only_sealed)

    def read_receipt(self, path: str) -> SyncReport:
        """Take over a receipt file."""
        return read_receipt_file(self._desk, Path(path))

    def fetch_beside(self, path: str, work: Work) -> Fetched | None:
        """Take what lies beside a receipt file of a new version of the program; None where none is looked for."""
        program = self._automatic.program
        return None if program is None else fetch_from(self._desk, program, Path(path).parent, work)

    def manifest(self, batch_id: str, work: Work) -> MadePaper:
        """批次交接清单: what went in one batch."""
        request = PaperRequest(ids=(batch_id,))
        return make_paper(paper_kind("manifest"), self._desk, Format.PDF, request, work)

    def _sealed(self) -> int:
        count = {
            state: list_clues(self._desk, ClueQuery(workroom_states=(state,), limit=1)).total
            for state in (ClueState.REGISTERED, ClueState.SEALED)
        }
        return count[ClueState.SEALED] if count[ClueState.REGISTERED] else 0

    def _returned(self) -> tuple[ReturnedLine, ...]:
        query = ClueQuery(queue=WorkroomQueue.RETURNED, limit=_LISTED)
        clues = [find_clue(self._desk, line.id) for line in list_clues(self._desk, query).items]
        return tuple(
            ReturnedLine(clue.id, clue.number, clue.content.title, clue.return_reason or "没有写明") for clue in clues
        )

    def _line(self, batch: Batch) -> BatchLine:
        now = self._desk.now()
        return BatchLine(
            sealed=say_moment(batch.sealed_at, now),
            count=f"{batch.count} 条",
            state=label(batch.state),
            receipt=say_moment(batch.receipted_at, now) if batch.receipted_at else "",
            done=batch.receipted_at is not None,
            id=batch.id,
        )


def report_sentence(report: SyncReport) -> str:
    """What a synchronisation brought, in words."""
    parts = [
        f"区办公室确认收到 {report.confirmed - report.rejected} 条" if report.confirmed > report.rejected else "",
        f"退回 {report.rejected} 条，请看退回原因" if report.rejected else "",
        f"新消息 {report.news} 条" if report.news else "",
        f"已放进共享文件夹 {report.laid} 条，等区办公室取走后给回执" if report.laid else "",
        f"有 {report.unread} 个回执文件暂时读不出来，下次再读" if report.unread else "",
        f"还有 {report.missing_files} 个附件在本机已读不出来，没有送到" if report.missing_files else "",
        f"有 {report.not_taken_files} 个附件超过限额，区办公室没有收，请看线索里的说明"
        if report.not_taken_files
        else "",
        "区办公室有本版本看不懂的消息，请升级程序" if report.upgrade_needed else "",
        "" if report.agrees else "与区办公室核对有出入，两边的数据都在，请联系区办公室",
        f"本机时钟与区办公室相差约 {abs(report.clock_wrong) // 60} 分钟，请校准" if report.clock_wrong else "",
    ]
    said = "；".join(p for p in parts if p)
    nothing = (
        "没有要报送的线索。区办公室看过共享文件夹以后，新消息会自动取回"
        if report.later
        else "没有要报送的线索，也没有新消息"
    )
    return f"{said or nothing}。"
