"""成果转化台账, 公开回应台账, 协商台账 and 协商记录表 (seed 二, 八(四)2; F39, F44b, F45)."""

from collections.abc import Iterable

from baixing_desktop.changes import Kind
from baixing_desktop.domain.gathering import Consultation, ConsultationLink
from baixing_desktop.domain.handling import PublicResponse, ResultUse
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.papers.layouts.consultation import ConsultationRecord, consultation_sheet
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.results import (
    ResponseLine,
    TalkLine,
    UseLine,
    consultations_ledger,
    responses_ledger,
    uses_ledger,
)
from baixing_desktop.usecases.papers.kinds import Counter, Gathered

_LEDGER = "ledger"


def uses(counter: Counter) -> Gathered:
    """成果转化台账 of a period, by the day."""
    period = counter.period
    found = [one for one in counter.tx.of(ResultUse).where(order="on title") if one.on in period]
    known = _clues(counter, (one.clue_id for one in found))
    lines = [
        UseLine(one.on, label(one.kind), one.title, one.proof, known[one.clue_id].number, _title(counter, one.clue_id))
        for one in found
        if one.clue_id in known
    ]
    return Gathered(uses_ledger(lines, period.words, counter.taken(period.words)), _LEDGER, "")


def responses(counter: Counter) -> Gathered:
    """公开回应台账 of a period, by the day."""
    period, unit = counter.period, counter.desk.reference.unit_name
    found = counter.tx.of(PublicResponse).where(order="published_on title")
    within = [(one, counter.tx.casework.forwarding(one.forwarding_id)) for one in found if one.published_on in period]
    known = _clues(counter, (line.clue_id for _, line in within))
    lines = [
        ResponseLine(
            one.published_on, unit(line.handler), label(one.channel), one.title, one.link,
            known[line.clue_id].number, _title(counter, line.clue_id),
        )
        for one, line in within
        if line.clue_id in known
    ]  # fmt: skip
    return Gathered(responses_ledger(lines, period.words, counter.taken(period.words)), _LEDGER, "")


def consultations(counter: Counter) -> Gathered:
    """协商台账 of a period, by the day."""
    period, tx = counter.period, counter.tx
    lines = [
        TalkLine(
            talk.held_on,
            label(talk.kind),
            talk.title,
            talk.organiser,
            talk.summary,
            joined([clue.number for clue in _linked(counter, talk)]),
            tx.of(Supervision).count(consultation_id=talk.id),
            tx.of(Output).count(consultation_id=talk.id),
        )
        for talk in tx.of(Consultation).where(order="held_on title")
        if talk.held_on in period
    ]
    return Gathered(consultations_ledger(lines, period.words, counter.taken(period.words)), _LEDGER, "")


def consultation(counter: Counter) -> Gathered:
    """协商记录表 of one consultation; without one named, a sheet to be written by hand."""
    if not counter.request.ids:
        return Gathered(consultation_sheet(ConsultationRecord()), Kind.CONSULTATION, "")
    tx, talk = counter.tx, counter.tx.of(Consultation).get(counter.request.id)
    acts = tx.of(Supervision).where(consultation_id=talk.id, order="held_on")
    made = tx.of(Output).where(consultation_id=talk.id, order="started_on")
    paper = ConsultationRecord(
        title=talk.title,
        kind=label(talk.kind),
        held_on=talk.held_on,
        place=talk.place,
        organiser=talk.organiser,
        participants=talk.participants,
        summary=talk.summary,
        clues="\n".join(f"{clue.number}　{_title(counter, clue.id)}" for clue in _linked(counter, talk)),
        followed="\n".join(
            (
                *(f"督办：{label(act.form) if act.form else ''}，{label(act.state)}" for act in acts),
                *(f"{label(one.kind)}：{one.title}" for one in made),
            )
        ),
        recorder=counter.operator,
    )
    return Gathered(consultation_sheet(paper), Kind.CONSULTATION, talk.id)


def _clues(counter: Counter, ids: Iterable[str]) -> dict[str, ClueSummary]:
    return {one.id: one for one in counter.tx.listing.summaries(list(dict.fromkeys(ids)))}


def _linked(counter: Counter, talk: Consultation) -> list[ClueSummary]:
    ids = [link.clue_id for link in counter.tx.of(ConsultationLink).where(consultation_id=talk.id)]
    return sorted(counter.tx.listing.summaries(ids), key=lambda clue: clue.number)


def _title(counter: Counter, clue_id: str) -> str:
    """The title without what would name somebody."""
    return redacted(counter.tx.clues.get(clue_id).content).title
