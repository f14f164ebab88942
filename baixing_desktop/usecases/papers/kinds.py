"""What a kind of paper is, what one asks for, and what is gathered for it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from baixing_desktop.domain.kinds import ReportTarget
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.papers.ledgers.ledger import Taken
from baixing_desktop.papers.render import Paper
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk


class Format(StrEnum):
    """Kinds of file, by their ending."""

    PDF = "pdf"
    WORKBOOK = "xlsx"
    WORD = "docx"


class Subject(StrEnum):
    """What a paper is about, and so what has to be named to get one; the words are for users."""

    NOTHING = "不用指明"
    CLUE = "线索编号"
    CLUES = "线索编号（可以多个）"
    CASE = "线索编号或转送件"
    BATCH = "批次"
    DEVICE = "工作站"
    SESSION = "接访活动（不指明则为空白表）"
    CONSULTATION = "协商（不指明则为空白表）"
    ISSUE = "已编的一期"
    PERIOD = "年度或月份"
    YEAR = "年度"


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """Which paper: ``ids`` of what it is about, the ``period``; ``internal`` the edition with names, ``purpose`` why
    it is taken out (kept in the audit trail), ``issue`` the number of a periodical, ``second`` who confirms that the
    data of many are taken out, ``target`` to whom a brief is reported (None: to all), ``conditions`` in words how the
    clues that are named were found."""

    ids: tuple[str, ...] = ()
    period: Period | None = None
    internal: bool = False
    purpose: str = ""
    issue: int | None = None
    second: Confirmation | None = None
    target: ReportTarget | None = None
    conditions: str = ""

    @property
    def id(self) -> str:
        """The one identity or number that was named.

        Raises:
            InputError: ``INPUT_MISSING``, or ``INPUT_INVALID`` when several were.
        """
        match self.ids:
            case (one,):
                return one
            case ():
                raise InputError("INPUT_MISSING", fields="编号")
            case _:
                raise InputError("INPUT_INVALID", field="编号", reason="这种纸一次只能打印一份")


@dataclass(frozen=True, slots=True)
class Gathered:
    """A paper with everything on it. ``persons`` counts whose personal data stand on it, ``fields`` names which.

    ``kind`` and ``object_id`` say in the audit trail what it is about.
    """

    paper: Paper
    kind: str
    object_id: str
    persons: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """Where a paper is gathered: the desk, one view of the record, and what was asked for."""

    desk: Desk
    tx: Transaction
    request: PaperRequest

    @property
    def period(self) -> Period:
        """The period asked for.

        Raises:
            InputError: ``INPUT_MISSING``.
        """
        if self.request.period is None:
            raise InputError("INPUT_MISSING", fields="年度或月份")
        return self.request.period

    @property
    def year(self) -> int:
        """The year asked for.

        Raises:
            InputError: ``INPUT_MISSING``.
        """
        return self.period.first.year

    @property
    def operator(self) -> str:
        """Who takes the paper out."""
        return self.desk.actor.name

    @property
    def own_unit(self) -> str:
        """The name of the unit this installation belongs to."""
        return self.desk.reference.unit_name(self.tx.system.installation().unit)

    def taken(self, conditions: str = "全部") -> Taken:
        """导出时间, 导出人 and 筛选条件."""
        return Taken(self.desk.now(), self.operator, conditions)


class Guard(StrEnum):
    """Whose work a paper is: the row of the permission table (``usecases.permissions.may``)."""

    OPEN = "making.make_open"
    PRIVATE = "making.make_private"
    """It carries personal data by its nature."""
    AUDIT = "making.make_audit_slip"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One kind of paper: its ``name`` on the command line, its Chinese ``title``, what it is about and can become.

    ``faces`` are the installations that have what it needs, ``guard`` says whose work it is. ``internal`` tells that
    there is an edition with names, ``periodical`` that it can bear the number of an issue.
    """

    name: str
    title: str
    subject: Subject
    formats: tuple[Format, ...]
    gather: Callable[[Counter], Gathered]
    faces: tuple[Face, ...] = (Face.OFFICE,)
    guard: Guard = Guard.OPEN
    internal: bool = False
    periodical: bool = False

    @property
    def ledger(self) -> bool:
        """Whether it can be had as a workbook."""
        return Format.WORKBOOK in self.formats
