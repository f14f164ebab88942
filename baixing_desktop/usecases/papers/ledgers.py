"""Ledgers and tables over all cases of a period (A3.2)."""

from collections import Counter as Tally
from collections import defaultdict

from baixing_desktop.clock import local
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.gathering import NilReport, Topic
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.quotas import QuotaPolicy
from baixing_desktop.domain.rules.redaction import masked, redacted
from baixing_desktop.domain.states import ClaimState, OfficeState
from baixing_desktop.domain.statistics import CaseFile, Handling, handling
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.papers.ledgers.catalogue import CatalogueLine, catalogue_ledger
from baixing_desktop.papers.ledgers.handling import handling_ledger
from baixing_desktop.papers.ledgers.ledger import Ledger
from baixing_desktop.papers.ledgers.quota import MONTHS, QuotaLine, quota_ledger
from baixing_desktop.papers.ledgers.register import RegisterLine, register_ledger
from baixing_desktop.usecases.papers.cases import cases_of, in_our_words, street_of
from baixing_desktop.usecases.papers.claims import Claims, claims_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.workroom import ANONYMOUS

_LEDGER = "ledger"
_CONTACT_FIELDS = ("name", "phone", "address")


def register(counter: Counter) -> Gathered:
    """线索登记台账; contact data in full only in the internal edition."""
    period, internal = counter.request.period, counter.request.internal
    cases = cases_of(counter.tx, period)
    conditions = f"{period.words if period else '全部日期'}，{'联系方式完整' if internal else '联系方式已遮盖'}"
    claims = claims_of(counter.tx, [case.clue.id for case in cases])
    topics = {topic.id: topic.title for topic in counter.tx.of(Topic).where()}
    lines = [_register_line(counter, case, topics.get(case.topic_id, ""), claims) for case in cases]
    ledger = register_ledger(lines, counter.taken(conditions))
    named = sum(bool(case.clue.content.contributor.name) for case in cases)
    fields = _CONTACT_FIELDS if internal else tuple(f"masked_{name}" for name in _CONTACT_FIELDS)
    return Gathered(ledger, _LEDGER, "", named, fields if named else ())


def catalogue(counter: Counter) -> Gathered:
    """认领目录: the general clues chosen for claiming (seed 八(二)3), until a proposal leads."""
    period = counter.period
    offered = [
        case
        for case in in_our_words(counter.tx, cases_of(counter.tx, period))
        if case.route is Route.DISTRICT_GENERAL and case.clue.office_state is OfficeState.CLASSIFIED
    ]
    claims = claims_of(counter.tx, [case.clue.id for case in offered])
    lines = [
        CatalogueLine(
            number=case.clue.number,
            title=content.title,
            suggestions=content.suggestions,
            street=street_of(counter, case.clue.unit),
            committee=counter.desk.reference.unit_name(claim.committee) if claim and claim.committee else "",
            handler=counter.desk.reference.unit_name(claim.suggested_handler)
            if claim and claim.suggested_handler
            else "",
            claimed_by=claims.claimants(case.clue.id),
            claimed_on=claim.claimed_on if claim else None,
        )
        for case in offered
        for content in [redacted(case.clue.content)]
        for claim in [claims.standing.get(case.clue.id)]
        if claim and claim.state is not ClaimState.PROPOSAL_DRAFTED
    ]
    return _table(catalogue_ledger(lines, period.words, counter.taken(f"{period.words}，已列入认领目录")))


def handling_table(counter: Counter) -> Gathered:
    """办理情况统计表."""
    period = counter.period
    counts = handlers_of(counter, cases_of(counter.tx, period))
    return _table(handling_ledger(counts, period.words, counter.taken(period.words)))


def handlers_of(counter: Counter, cases: list[CaseFile]) -> list[tuple[str, Handling]]:
    """The counts of every handler that was sent anything, most first."""
    lines: dict[str, list[Forwarding]] = defaultdict(list)
    for case in cases:
        for line in case.forwardings:
            lines[line.handler].append(line)
    today, reference = counter.desk.today(), counter.desk.reference
    counts = [(reference.unit_name(code), handling(own, today)) for code, own in lines.items()]
    return sorted((one for one in counts if one[1].whole), key=lambda one: (-one[1].whole, one[0]))


def quota(counter: Counter) -> Gathered:
    """配额表 of a year."""
    lines = quota_lines(counter, counter.period)
    # On paper by the document itself, whatever the office reminds of.
    asked = QuotaPolicy().workroom_per_month
    ledger = quota_ledger(lines, counter.year, months_due(counter), asked, counter.taken(f"{counter.year}年"))
    return _table(ledger)


def quota_lines(counter: Counter, period: Period) -> list[QuotaLine]:
    """Every workroom with its months, in the order of the list of units."""
    cases = cases_of(counter.tx, period)
    by_month = Tally((case.clue.unit, case.day.month) for case in cases)
    adopted = Tally(case.clue.unit for case in cases if case.adopted)
    return [
        QuotaLine(
            unit=unit.short_name,
            months=tuple(by_month[unit.code, month] for month in range(1, MONTHS + 1)),
            adopted=adopted[unit.code],
            nil_months=_nil_months(counter, unit.code),
        )
        for unit in counter.desk.reference.units_of(UnitKind.WORKROOM)
    ]


def _nil_months(counter: Counter, unit: str) -> frozenset[int]:
    return frozenset(one.month for one in counter.tx.of(NilReport).where(unit=unit, year=counter.year))


def months_due(counter: Counter) -> int:
    """How many months of the year have begun by now."""
    today = counter.desk.today()
    if counter.year == today.year:
        return today.month
    return MONTHS if counter.year < today.year else 0


def _register_line(counter: Counter, case: CaseFile, topic: str, claims: Claims) -> RegisterLine:
    clue, content, reference = case.clue, case.clue.content, counter.desk.reference
    line = case.forwardings[-1] if case.forwardings else None
    reply = line.reply if line else None
    heard = line.contact.satisfaction if line and line.contact else None
    person = _shown(counter, content.contributor)
    return RegisterLine(
        formal_number=clue.formal_number or "",
        provisional_number=clue.provisional_number or "",
        registered_on=local(clue.created_at).date(),
        title=content.title,
        analysis=content.analysis,
        suggestions=content.suggestions,
        source=reference.source_label(content.source.category),
        occasion=_occasion(counter, content.source.category, content.source.occasion),
        street=street_of(counter, clue.unit),
        community=counter.desk.reference.community_name(case.community),
        receiver=content.receiver,
        name=ANONYMOUS if person.anonymous else person.name,
        phone=person.phone,
        address=person.address,
        real_name=not person.anonymous,
        topic=topic,
        theme=reference.themes.get(case.theme, case.theme),
        route=label(case.route) if case.route else "",
        handler=reference.unit_name(line.handler) if line else "",
        issued_on=line.issued_on if line else None,
        taken_over_on=line.taken_over_on if line else None,
        due_on=line.due_on if line else None,
        replied_on=reply.replied_on if reply else None,
        outcome=label(reply.outcome)[0] if reply else "",
        satisfaction=label(heard) if heard else "",
        claimed_by=claims.claimants(clue.id),
        proposal_number=claims.numbers(clue.id),
        remarks=clue.return_reason or "",
    )


def _shown(counter: Counter, person: Contributor) -> Contributor:
    return person if counter.request.internal else masked(person)


def _occasion(counter: Counter, category: str, occasion: str | None) -> str:
    source = counter.desk.reference.sources.get(category)
    known = {one.code: one.label for one in source.occasions} if source else {}
    return known.get(occasion or "", occasion or "")


def _table(ledger: Ledger) -> Gathered:
    return Gathered(ledger, _LEDGER, "")
