"""Tables of the programme's own records: 宣传报道台账, 激励反馈台账, 专委会年度表 (seed 八(五), 九(三)3)."""

from baixing_desktop.domain.encouragement import Incentive, Publicity, PublicityClue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outputs import Output, Premium
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.proposals import Claim
from baixing_desktop.domain.rules.quotas import QuotaPolicy, committee_quota
from baixing_desktop.domain.rules.redaction import mask_name, redacted
from baixing_desktop.domain.states import ClaimState, PremiumState
from baixing_desktop.domain.statistics import CaseFile
from baixing_desktop.domain.units import Unit, UnitKind
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.committees import CommitteeLine, committees_ledger
from baixing_desktop.papers.ledgers.publicity import IncentiveLine, PublicityLine, incentives_ledger, publicity_ledger
from baixing_desktop.usecases.papers.cases import cases_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.workroom import ANONYMOUS

_LEDGER = "ledger"
_GROWING = (ClaimState.CLAIMED, ClaimState.CULTIVATING)
_CHOSEN = (PremiumState.SELECTED, PremiumState.REPORTED, PremiumState.USED)


def publicity(counter: Counter) -> Gathered:
    """宣传报道台账 of a period."""
    period = counter.period
    reports = [one for one in counter.tx.of(Publicity).where(order="on") if one.on in period]
    lines = [
        PublicityLine(one.on, one.medium, label(one.level), one.title, one.link, _clues_of(counter, one))
        for one in reports
    ]
    return Gathered(publicity_ledger(lines, period.words, counter.taken(period.words)), _LEDGER, "")


def incentives(counter: Counter) -> Gathered:
    """激励反馈台账 of a period, by the day of adoption; names are masked."""
    period = counter.period
    adopted = [one for one in counter.tx.of(Incentive).where(order="adopted_on") if one.adopted_on in period]
    lines = [_incentive_line(counter, one) for one in adopted]
    named = sum(line.name != ANONYMOUS for line in lines)
    ledger = incentives_ledger(lines, period.words, counter.taken(period.words))
    return Gathered(ledger, _LEDGER, "", named, ("masked_name",) if named else ())


def committees(counter: Counter) -> Gathered:
    """专委会年度表 of a year."""
    cases = cases_of(counter.tx, counter.period)
    units = counter.desk.reference.units_of(UnitKind.COMMITTEE)
    lines = [_committee_line(counter, unit, cases) for unit in units]
    return Gathered(committees_ledger(lines, counter.year, counter.taken(f"{counter.year}年")), _LEDGER, "")


def _clues_of(counter: Counter, report: Publicity) -> str:
    links = counter.tx.of(PublicityClue).where(publicity_id=report.id)
    return joined([counter.tx.clues.get(link.clue_id).number for link in links])


def _incentive_line(counter: Counter, one: Incentive) -> IncentiveLine:
    clue = counter.tx.clues.get(one.clue_id)
    person = clue.content.contributor
    return IncentiveLine(
        number=clue.number,
        title=redacted(clue.content).title,
        name=ANONYMOUS if person.anonymous else mask_name(person.name),
        adopted_as=one.adopted_as,
        channel=label(one.channel) if one.channel else "",
        fed_back_on=one.fed_back_on,
        reward=label(one.reward) if one.reward else "",
        state=label(one.state),
    )


def _committee_line(counter: Counter, unit: Unit, cases: list[CaseFile]) -> CommitteeLine:
    members = [m.name for m in counter.tx.of(Member).where(committee=unit.code) if _served_in(counter.period, m)]
    claims = counter.tx.of(Claim).where(committee=unit.code, state=_GROWING)
    outputs = counter.tx.of(Output).where(committee=unit.code)
    return CommitteeLine(
        name=unit.name,
        given=sum(case.clue.unit == unit.code or _receiver(case) in members for case in cases),
        asked=committee_quota(len(members), QuotaPolicy()) if members else None,
        premium=counter.tx.of(Premium).count(committee=unit.code, year=counter.year, state=_CHOSEN),
        cultivating=len(claims),
        converted=sum(one.delivered_on is not None and one.delivered_on in counter.period for one in outputs),
    )


def _served_in(period: Period, member: Member) -> bool:
    return (member.from_on is None or member.from_on <= period.last) and (
        member.until_on is None or member.until_on >= period.first
    )


def _receiver(case: CaseFile) -> str:
    """Who took the clue in, as the form names a member: 姓名, or 姓名委员."""
    return case.clue.content.receiver.removesuffix("委员")
