"""Tables of the programme's own records: 宣传报道台账, 激励反馈台账, 专委会年度表 (seed 八(五), 九(三)3)."""

from dataclasses import replace

from baixing_desktop.changes import Kind
from baixing_desktop.domain.encouragement import Incentive, Publicity, PublicityClue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outputs import Output, Premium
from baixing_desktop.domain.proposals import Claim
from baixing_desktop.domain.rules.quotas import QuotaPolicy, committee_quota
from baixing_desktop.domain.rules.redaction import mask_name, redacted
from baixing_desktop.domain.states import ClaimState, IncentiveState, PremiumState
from baixing_desktop.domain.statistics import CaseFile
from baixing_desktop.domain.units import Unit, UnitKind
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.papers.layouts.thanks import Thanks, thanks_sheet
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.committees import CommitteeLine, committees_ledger
from baixing_desktop.papers.ledgers.publicity import IncentiveLine, PublicityLine, incentives_ledger, publicity_ledger
from baixing_desktop.usecases.board import policy_in
from baixing_desktop.usecases.brand import brand_in
from baixing_desktop.usecases.papers.cases import cases_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.workroom import ANONYMOUS
from baixing_desktop.usecases.standing import require_standing

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


def thanks(counter: Counter) -> Gathered:
    """采用反馈单 for the contributor of an adopted clue.

    Raises:
        IllegalActionError: the clue was not adopted yet, or it is withdrawn or erased.
        InputError: the contributor is anonymous.
    """
    clue = counter.tx.clues.get(counter.request.id)
    require_standing(counter.tx, clue)
    found = counter.tx.of(Incentive).where(clue_id=clue.id)
    if not found:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state="还没有被采用", action="打印反馈单", possible="等待采用"
        )
    one, person = found[0], clue.content.contributor
    if one.state is IncentiveState.NOT_APPLICABLE:
        raise InputError("INPUT_INVALID", field="线索", reason="匿名线索不参与激励，没有反馈单")
    paper = Thanks(
        number=clue.number,
        title=clue.content.title,
        name=person.name,
        received_on=clue.content.received_on,
        adopted_on=one.adopted_on,
        adopted_as=one.adopted_as,
        told_by=counter.own_unit,
        channel=label(one.channel) if one.channel else "",
        fed_back_on=one.fed_back_on,
        reward=label(one.reward) if one.reward else "",
        brand=brand_in(counter.tx),
    )
    return Gathered(thanks_sheet(paper), Kind.CLUE, clue.id, 1, ("name",))


def committees(counter: Counter) -> Gathered:
    """专委会年度表 of a year."""
    cases = cases_of(counter.tx, counter.period)
    units = counter.desk.reference.units_of(UnitKind.COMMITTEE)
    # What the document asks; how its sentence is to be read, the office has decided.
    asked = replace(QuotaPolicy(), basis=policy_in(counter.tx).basis)
    lines = [_committee_line(counter, unit, cases, asked) for unit in units]
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


def _committee_line(counter: Counter, unit: Unit, cases: list[CaseFile], policy: QuotaPolicy) -> CommitteeLine:
    period = counter.period
    own = [one for one in counter.tx.of(Member).where(order="name") if unit.code in one.committees]
    members = [one.name for one in own if one.serves_within(period.first, period.last)]
    claims = counter.tx.of(Claim).where(committee=unit.code, state=_GROWING)
    outputs = counter.tx.of(Output).where(committee=unit.code)
    return CommitteeLine(
        name=unit.name,
        given=sum(case.clue.unit == unit.code or _receiver(case) in members for case in cases),
        asked=committee_quota(len(members), policy) or None,
        premium=counter.tx.of(Premium).count(committee=unit.code, year=counter.year, state=_CHOSEN),
        cultivating=len(claims),
        converted=sum(one.delivered_on is not None and one.delivered_on in counter.period for one in outputs),
    )


def _receiver(case: CaseFile) -> str:
    """Who took the clue in, as the form names a member: 姓名, or 姓名委员."""
    return case.clue.content.receiver.removesuffix("委员")
