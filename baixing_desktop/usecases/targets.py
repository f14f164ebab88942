"""配额 at the office: how the year stands (seed 八(二), 九(三)3). Informs only."""

from collections.abc import Mapping
from dataclasses import dataclass

from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.domain.kinds import QuotaBasis
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.quotas import CommitteeYear, QuotaMonth, committee_year, year_grid
from baixing_desktop.domain.units import Face, Unit, UnitKind
from baixing_desktop.usecases.board import policy_in
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class Quotas:
    """The year of every workroom, with its twelve months, and of every committee; ``month_quota``: clues asked for,
    ``basis``: of whom those of a year are asked.
    """

    year: int
    month_quota: int
    basis: QuotaBasis
    workrooms: tuple[tuple[Unit, tuple[QuotaMonth, ...]], ...]
    committees: tuple[tuple[Unit, CommitteeYear], ...]


@intention
def quotas(desk: Desk, year: int, *, committees: bool = True) -> Quotas:
    """How ``year`` stands against 每月2条 of a workroom, 每年2条 of a member, 1个精品 of a committee.

    Without ``committees`` they are left out: who took in each clue is the one thing of a year that its index has not.
    """
    require_face(desk.installation, Face.OFFICE)
    reference = desk.reference
    rooms = reference.units_of(UnitKind.WORKROOM)
    with desk.store.reading() as tx:
        policy = policy_in(tx)
        counts = tx.figures.months(year)
        nil = {(one.unit, one.month) for one in tx.of(NilReport).where(year=year)}
        received = tx.figures.receivers(year_period(year)) if committees else {}
        premiums = tx.of(Premium).where(year=year)
        members = tx.of(Member).where()
    grid = year_grid(rooms, year, counts, nil, policy)
    period = year_period(year)
    serving = [one for one in members if one.serves_on(min(max(desk.today(), period.first), period.last))]
    asked_of = reference.units_of(UnitKind.COMMITTEE) if committees else ()
    years = tuple(
        (unit, committee_year(unit.code, _given(serving, unit.code, received), premiums, year, policy))
        for unit in asked_of
    )
    workrooms = tuple((unit, grid[unit.code]) for unit in rooms)
    return Quotas(year, policy.workroom_per_month, policy.basis, workrooms, years)


def _given(members: list[Member], committee: str, received: Mapping[str, int]) -> dict[str, int]:
    """How many clues each member of a committee took in: the form names the receiver as 姓名 or 姓名委员. Who is in
    several committees counts in each of them."""
    own = [one.name for one in members if committee in one.committees]
    return {name: received.get(name, 0) + received.get(f"{name}委员", 0) for name in own}
