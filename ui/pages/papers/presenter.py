"""Which papers there are, what each asks for, and making one."""

from dataclasses import dataclass
from enum import StrEnum

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import month_period, year_period
from baixing_desktop.usecases.compiling import issues
from baixing_desktop.usecases.consultations import consultations
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import sessions
from baixing_desktop.usecases.papers import PAPERS, Format, MadePaper, PaperKind, PaperRequest, Subject, make_paper
from baixing_desktop.usecases.papers.kinds import Guard
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.reading import batches, devices
from baixing_desktop.work import Work
from ui.words import numbers, say_day, say_moment

WHOLE_YEAR = "0"
_YEARS_BACK = 5
_LISTED = 100
_FORMATS = {
    Format.PDF: "PDF，用于打印和存档",
    Format.WORD: "Word，用于修改后再印",
    Format.WORKBOOK: "Excel，用于统计和筛选",
}
_BY_NUMBER = frozenset({Subject.CLUE, Subject.CLUES, Subject.CASE})
_FROM_LIST = frozenset({Subject.BATCH, Subject.DEVICE, Subject.SESSION, Subject.CONSULTATION, Subject.ISSUE})


class Missing(StrEnum):
    """What has to be filled in before a paper can be made."""

    NUMBERS = "numbers"
    PURPOSE = "purpose"
    ISSUE = "issue"


_MISSING = {
    Missing.NUMBERS: "请写线索编号。",
    Missing.PURPOSE: "含个人信息，请写明用途，系统会记下。",
    Missing.ISSUE: "期号请写数字。",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What stands in the fields: ``chosen`` is the identity picked from a list, ``month`` 0 for the whole year."""

    kind: PaperKind
    form: Format
    numbers: str = ""
    chosen: str = ""
    year: int = 0
    month: int = 0
    internal: bool = False
    purpose: str = ""
    issue: str = ""
    second: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields a kind of paper needs."""

    numbers: bool
    listed: bool
    year: bool
    month: bool
    internal: bool
    purpose: bool
    issue: bool


class PapersPresenter:
    """Touches the store; call :meth:`choices` and :meth:`make` in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        face = desk.face
        self.kinds = tuple(kind for kind in PAPERS.values() if face in kind.faces and may(desk, kind.guard))

    def fields(self, kind: PaperKind) -> Fields:
        """What one has to say to get such a paper."""
        period = kind.subject is Subject.PERIOD
        return Fields(
            numbers=kind.subject in _BY_NUMBER,
            listed=kind.subject in _FROM_LIST,
            year=period or kind.subject is Subject.YEAR,
            month=period,
            internal=kind.internal,
            purpose=kind.internal or kind.guard is Guard.PRIVATE,
            issue=kind.periodical,
        )

    def formats(self, kind: PaperKind) -> list[tuple[str, str]]:
        """The files it can become."""
        return [(form.value, _FORMATS[form]) for form in kind.formats]

    def years(self) -> list[tuple[str, str]]:
        """This year and those before."""
        this = self._desk.today().year
        return [(str(year), f"{year}年") for year in range(this, this - _YEARS_BACK, -1)]

    @staticmethod
    def months() -> list[tuple[str, str]]:
        """The whole year, then each month."""
        return [(WHOLE_YEAR, "全年"), *((str(month), f"{month}月") for month in range(1, 13))]

    def now(self) -> tuple[str, str]:
        """This year and month."""
        today = self._desk.today()
        return str(today.year), str(today.month)

    def choices(self, kind: PaperKind) -> list[tuple[str, str]]:
        """What can be picked for it from a list; nothing for other kinds."""
        desk, now = self._desk, self._desk.now()
        match kind.subject:
            case Subject.BATCH:
                found = list(reversed(batches(desk)))[:_LISTED]
                return [(one.id, f"{say_moment(one.sealed_at, now)} 的批次，{one.count} 条") for one in found]
            case Subject.DEVICE:
                return [(one.id, f"{desk.reference.unit_name(one.unit)} {one.device_code}") for one in devices(desk)]
            case Subject.SESSION:
                held = sessions(desk, _LISTED) if may(desk, "gathering.sessions") else ()
                today = desk.today()
                named = [(one.session.id, f"{say_day(one.session.held_on, today)} {one.session.place}") for one in held]
                return [("", "空白表"), *named]
            case Subject.CONSULTATION:
                talks = consultations(desk)[:_LISTED] if may(desk, "consultations.consultations") else ()
                today = desk.today()
                return [
                    ("", "空白表"),
                    *((one.kept.id, f"{say_day(one.kept.held_on, today)} {one.kept.title}") for one in talks),
                ]
            case Subject.ISSUE:
                return [(view.kept.id, f"{view.name}，{label(view.kept.edition)}") for view in issues(desk)]
            case _:
                return []

    def wrong(self, asked: Asked) -> dict[Missing, str]:
        """What is missing, in words for its field."""
        needs = self.fields(asked.kind)
        faults = [
            (Missing.NUMBERS, needs.numbers and not self._numbers(asked)),
            (Missing.PURPOSE, self._is_personal(asked) and not asked.purpose.strip()),
            (Missing.ISSUE, bool(asked.issue.strip()) and not asked.issue.strip().isdecimal()),
        ]
        return {fault: _MISSING[fault] for fault, is_so in faults if is_so}

    def make(self, asked: Asked, work: Work) -> MadePaper:
        """Make it; that it was made is in the trail."""
        needs = self.fields(asked.kind)
        period = None
        if needs.year:
            period = month_period(asked.year, asked.month) if needs.month and asked.month else year_period(asked.year)
        listed = (asked.chosen,) if needs.listed and asked.chosen else ()
        request = PaperRequest(
            ids=self._numbers(asked) if needs.numbers else listed,
            period=period,
            internal=asked.internal and needs.internal,
            purpose=asked.purpose.strip(),
            second=asked.second,
            issue=int(asked.issue) if needs.issue and asked.issue.strip() else None,
        )
        return make_paper(asked.kind, self._desk, asked.form, request, work)

    @staticmethod
    def _numbers(asked: Asked) -> tuple[str, ...]:
        return numbers(asked.numbers)

    @staticmethod
    def _is_personal(asked: Asked) -> bool:
        return asked.internal or asked.kind.guard is Guard.PRIVATE
