"""Papers about one letter and the answer to it: 承办单, 催办单, 征询意见表, 答复告知单."""

from dataclasses import replace

from baixing_desktop.changes import Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Reminder as ReminderEntry
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.rules.claiming import number_words
from baixing_desktop.papers.layouts.answer import Answer, answer_sheet
from baixing_desktop.papers.layouts.opinion import Opinion, opinion_sheet
from baixing_desktop.papers.layouts.reminder import Reminder, reminder_sheet
from baixing_desktop.papers.layouts.undertaking import Undertaking, satisfaction_words, undertaking_sheet
from baixing_desktop.papers.sheet.form import FormSheet
from baixing_desktop.usecases.claimed import proposal_under
from baixing_desktop.usecases.papers.cases import named_case, named_line
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.printing import OfficeSender, letter_of


def letter(counter: Counter) -> Gathered:
    """转送函."""
    clue, line = named_line(counter)
    sender, proposal = OfficeSender(counter.operator), proposal_under(counter.tx, line)
    return Gathered(letter_of(line, clue, counter.desk.reference, sender, proposal), Kind.FORWARDING, line.id)


def undertaking(counter: Counter) -> Gathered:
    """承办单."""
    return _undertaking(counter, assigned=False)


def assignment(counter: Counter) -> Gathered:
    """交办单."""
    return _undertaking(counter, assigned=True)


def _undertaking(counter: Counter, *, assigned: bool) -> Gathered:
    clue, line = named_line(counter)
    proposal = proposal_under(counter.tx, line)
    sheet = undertaking_sheet(
        Undertaking(
            number=number_words(proposal) if proposal else clue.number,
            title=proposal.title if proposal else clue.content.title,
            matter="提案" if proposal else "线索",
            handler=_handler(counter, line),
            letter_number=line.letter_number or "",
            part=label(line.part),
            issued_on=line.issued_on,
            taken_over_on=line.taken_over_on,
            due_on=line.due_on,
            limited=line.limited,
            outcome=_outcome(line),
            reply=line.reply.text if line.reply else "",
            replied_on=line.reply.replied_on if line.reply else None,
            satisfaction=_satisfaction(line),
            assigned=assigned,
        )
    )
    return _about(sheet, line)


def opinion(counter: Counter) -> Gathered:
    """征询意见表."""
    clue, line = named_line(counter)
    sheet = opinion_sheet(
        Opinion(
            number=clue.number,
            title=clue.content.title,
            handler=_handler(counter, line),
            outcome=_outcome(line),
            replied_on=line.reply.replied_on if line.reply else None,
            satisfaction=_satisfaction(line),
        )
    )
    return _about(sheet, line)


def answer(counter: Counter) -> Gathered:
    """答复告知单; in a workroom from the news that came down from the office."""
    case = named_case(counter)
    clue, person = case.clue, case.clue.content.contributor
    paper = Answer(
        number=clue.number,
        title=clue.content.title,
        name="" if person.anonymous else person.name,
        received_on=clue.content.received_on,
        handler="",
        reply=clue.return_reason or "",
        told_by=counter.own_unit,
    )
    if case.forwardings:
        paper = _answered(counter, paper, case.forwardings[-1])
    for step in counter.tx.news.of_clue(clue.id):
        paper = _told(counter, paper, step)
    named = bool(paper.name)
    return Gathered(answer_sheet(paper), Kind.CLUE, clue.id, int(named), ("name",) if named else ())


def reminder(counter: Counter) -> Gathered:
    """催办单 of the newest reminder by letter; before there is one, a draft of the first without a number."""
    clue, line = named_line(counter)
    all_of = counter.tx.of(ReminderEntry).where(forwarding_id=line.id, order="reminded_on")
    written = [number for number, one in enumerate(all_of, 1) if one.letter_number]
    newest = all_of[written[-1] - 1] if written else None
    sheet = reminder_sheet(
        Reminder(
            number=clue.number,
            title=clue.content.title,
            handler=_handler(counter, line),
            letter_number=line.letter_number or "",
            today=newest.reminded_on if newest else counter.desk.today(),
            contact=counter.operator,
            issued_on=line.issued_on,
            taken_over_on=line.taken_over_on,
            due_on=line.due_on,
            ordinal=written[-1] if written else len(all_of) + 1,
            own_number=(newest.letter_number or "") if newest else "",
        )
    )
    return _about(sheet, line)


def _about(sheet: FormSheet, line: Forwarding) -> Gathered:
    return Gathered(sheet, Kind.FORWARDING, line.id)


def _handler(counter: Counter, line: Forwarding) -> str:
    return counter.desk.reference.unit_name(line.handler)


def _outcome(line: Forwarding) -> str:
    return label(line.reply.outcome) if line.reply else ""


def _satisfaction(line: Forwarding) -> str:
    return satisfaction_words(line.contact.satisfaction if line.contact else None)


def _answered(counter: Counter, paper: Answer, line: Forwarding) -> Answer:
    """What the office knows of the answer."""
    reply, contact = line.reply, line.contact
    paper = replace(paper, handler=_handler(counter, line))
    if reply:
        paper = replace(paper, reply=reply.text, outcome=label(reply.outcome), replied_on=reply.replied_on)
    if contact:
        paper = replace(paper, channel=label(contact.channel), told_on=contact.contacted_on, person=contact.person)
    return paper


def _told(counter: Counter, paper: Answer, step: ProgressStep) -> Answer:
    """What a workroom hears of the answer, step by step."""
    if step.handler:
        paper = replace(paper, handler=counter.desk.reference.unit_name(step.handler))
    match step.step:
        case Step.REPLIED:
            outcome = label(step.outcome) if step.outcome else ""
            return replace(paper, reply=step.text or "", outcome=outcome, replied_on=local(step.at).date())
        case Step.DECLINED:
            return replace(paper, reply=step.reason or "")
        case Step.CONTACTED:
            return replace(paper, channel=label(step.channel) if step.channel else "", told_on=step.told_on)
        case _:
            return paper
