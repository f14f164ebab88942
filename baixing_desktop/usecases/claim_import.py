"""导入认领结果: who claimed what at a meeting, from the table in which somebody wrote it down (SM5; seed 八(二)3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import ProposerKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.proposals import Claim
from baixing_desktop.domain.states import ClaimState
from baixing_desktop.errors import InputError, NotFoundError, UserError
from baixing_desktop.intake import Row, parse_date, plain_name, read_table
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import standing_claim
from baixing_desktop.usecases.claiming import Claimant, claim_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "number": ("编号", "线索编号", "正式编号", "目录编号"),
        "claimant": ("认领人", "认领主体", "认领单位", "提案人"),
        "kind": ("认领类别", "认领主体类别", "主体类别", "类别", "提案者类别"),
        "joint": ("联名人", "联名", "联名认领人", "共同认领人"),
        "on": ("认领日期", "日期"),
    }
)
"""The names by which each column is known; the first is its own. Kind, joint names and day may be missing."""

READY, CLAIMED, REFUSED = "可导入", "已登记认领", "未导入"
_BETWEEN = str.maketrans(dict.fromkeys("，,；;、/\n", "、"))


@dataclass(frozen=True, slots=True)
class PlannedClaim:
    """One row: the clue's number as written, the claimant, the day; ``fault`` says why it cannot be taken."""

    row_number: int
    number: str
    claimant: Claimant
    on: date
    claim_id: str | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class ClaimPlan:
    """The rows of one file."""

    file_name: str
    rows: tuple[PlannedClaim, ...]

    @property
    def ready(self) -> int:
        """How many rows can be taken."""
        return sum(not row.fault for row in self.rows)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """What became of one row; ``claim`` is what was entered of it."""

    row_number: int
    number: str
    claimant: str
    outcome: str
    note: str = ""
    claim: Claim | None = None


@intention
def plan_claims(desk: Desk, path: Path, work: Work | None = None) -> ClaimPlan:
    """Read ``path`` (xlsx, xls, csv) and look every row up; nothing is written.

    Raises:
        InputError: the file cannot be read, or has no columns 编号 and 认领人.
        UserError: ``CANCELLED``.
    """
    table = read_table(path, also_known=[name for names in COLUMNS.values() for name in names], work=work)
    places = _places(table.columns)
    missing = [COLUMNS[field][0] for field in ("number", "claimant") if field not in places]
    if missing:
        raise InputError("INPUT_INVALID", field="表头", reason=f"没有“{'”“'.join(missing)}”列")
    with desk.store.reading() as tx:
        planned = [_planned(tx, row, places, desk.today()) for row in table.rows]
    seen: set[str] = set()
    rows: list[PlannedClaim] = []
    for row in planned:
        again = row.claim_id is not None and row.claim_id in seen
        rows.append(_with_fault(row, "表里前面已有这条线索") if again and not row.fault else row)
        seen.add(row.claim_id or "")
    return ClaimPlan(path.name, tuple(rows))


@intention
def import_claims(desk: Desk, plan: ClaimPlan, work: Work | None = None) -> tuple[tuple[ClaimRow, ...], Changes]:
    """Enter the claims of ``plan``: each row by itself, so that one that cannot be taken stops no other.

    Raises:
        UserError: ``CANCELLED``: nothing was written.
    """
    work, report, taken = work or Work(), list[ClaimRow](), list[Claim]()
    with desk.store.writing() as tx:
        for done, row in enumerate(plan.rows):
            work.at(done, len(plan.rows), "正在登记认领")
            claim, fault = _entered(desk, tx, row)
            if claim is not None:
                taken.append(claim)
            outcome = CLAIMED if claim is not None else REFUSED
            report.append(ClaimRow(row.row_number, row.number, row.claimant.name, outcome, fault, claim))
        note(desk, tx, "import_claims", Kind.CLAIM, "", rows=len(plan.rows), claimed=len(taken))
    touched = Changes.of(Kind.CLAIM, *(one.id for one in taken)) | Changes.of(Kind.CLUE, *(c.clue_id for c in taken))
    return tuple(report), touched


def _entered(desk: Desk, tx: Transaction, row: PlannedClaim) -> tuple[Claim | None, str]:
    """The claim that the row became, or why it was refused; every check comes before the first write."""
    if row.fault or row.claim_id is None:
        return None, row.fault
    try:
        return claim_in(desk, tx, tx.of(Claim).get(row.claim_id), row.claimant, row.on), ""
    except UserError as refused:
        return None, refused.advice.what


def _planned(tx: Transaction, row: Row, places: Mapping[str, int], today: date) -> PlannedClaim:
    cells = {field: row.cells[place].strip() for field, place in places.items()}
    number, name = cells["number"], cells["claimant"]
    joint = tuple(part.strip() for part in cells.get("joint", "").translate(_BETWEEN).split("、") if part.strip())
    kind, on = _kind(cells.get("kind", ""), joint), parse_date(cells.get("on", "")) if cells.get("on") else today
    planned = PlannedClaim(row.number, number, Claimant(kind or ProposerKind.MEMBER, name, joint), on or today)
    if not number or not name:
        return _with_fault(planned, "缺编号或认领人")
    if kind is None:
        return _with_fault(planned, f"认识不了的类别“{cells['kind']}”，可以是{'、'.join(map(label, ProposerKind))}")
    if on is None:
        return _with_fault(planned, f"认识不了的日期“{cells['on']}”")
    return _on_offer(tx, planned)


def _on_offer(tx: Transaction, planned: PlannedClaim) -> PlannedClaim:
    """The row with the claim that its number means."""
    try:
        clue = tx.clues.get(planned.number)
    except NotFoundError:
        return _with_fault(planned, "没有这个编号的线索")
    claim = standing_claim(tx, clue.id)
    if claim is None:
        return _with_fault(planned, "这条线索没有列入认领目录")
    if claim.state is not ClaimState.OFFERED:
        return _with_fault(planned, f"这条线索{label(claim.state)}")
    return PlannedClaim(planned.row_number, clue.number, planned.claimant, planned.on, claim.id)


def _with_fault(row: PlannedClaim, fault: str) -> PlannedClaim:
    return PlannedClaim(row.row_number, row.number, row.claimant, row.on, row.claim_id, fault)


def _kind(words: str, joint: Sequence[str]) -> ProposerKind | None:
    """The kind as people write it: its word or the beginning of it; nothing said means a member, or a joint claim."""
    if not words:
        return ProposerKind.JOINT if joint else ProposerKind.MEMBER
    plain = {"委员": ProposerKind.MEMBER, "个人": ProposerKind.MEMBER, "联名": ProposerKind.JOINT}
    plain |= {"党派": ProposerKind.PARTY, "专委会": ProposerKind.COMMITTEE}
    found = [kind for kind in ProposerKind if words in (label(kind), label(kind).removesuffix("个人"))]
    return found[0] if found else plain.get(words)


def _places(columns: Sequence[str]) -> dict[str, int]:
    names = {plain_name(name): field for field, known in COLUMNS.items() for name in known}
    places: dict[str, int] = {}
    for place, column in enumerate(columns):
        field = names.get(plain_name(column))
        if field is not None:
            places.setdefault(field, place)
    return places
