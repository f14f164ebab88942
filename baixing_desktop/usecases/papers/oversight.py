"""督办记录表 and 回头看记录表: of one record that is named, or of the newest about a letter (seed 八(四)2–3)."""

from dataclasses import replace

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import LookBackState
from baixing_desktop.domain.supervision import FollowUp, KeyItem, LookBack, Supervision
from baixing_desktop.papers.layouts.supervision import (
    CHECKED,
    METHODS,
    OFFICES,
    LookBackRecord,
    SupervisionRecord,
    look_back_sheet,
    supervision_sheet,
)
from baixing_desktop.usecases.papers.cases import named_line
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.phrasing import worded
from baixing_desktop.usecases.standing import require_standing
from baixing_desktop.usecases.supervised import matters_of

_RESULTS: dict[LookBackState, str] = dict(
    zip((LookBackState.COMPLETED, LookBackState.CONTINUED, LookBackState.NOT_DONE), CHECKED, strict=True)
)


def supervision(counter: Counter) -> Gathered:
    """督办记录表; without a record a sheet to be filled in on the spot."""
    act = counter.tx.of(Supervision).find(counter.request.id)
    if act is not None and act.forwarding_id is None:
        _, matters = matters_of(counter.tx, (), [act.proposal_id or ""])
        matter = matters[act.proposal_id or ""]
        bare = SupervisionRecord(matter.number, matter.title, _unit(counter, matter.handler))
        return Gathered(supervision_sheet(_supervised(counter, bare, act)), Kind.SUPERVISION, act.id)
    clue, line = _line_of(counter, act.forwarding_id if act else None)
    paper = SupervisionRecord(clue.number, clue.content.title, _unit(counter, line.handler))
    newest = counter.tx.of(Supervision).where(forwarding_id=line.id, order="-planned_on", limit=1)
    for one in (act,) if act else newest:
        paper = _supervised(counter, paper, one)
    return Gathered(supervision_sheet(paper), Kind.FORWARDING, line.id)


def look_back(counter: Counter) -> Gathered:
    """回头看记录表; without a record a sheet to be filled in on the spot."""
    look = counter.tx.of(LookBack).find(counter.request.id)
    reply = counter.tx.of(HandlerReply).get(look.reply_id) if look else None
    clue, line = _line_of(counter, reply.forwarding_id if reply else None)
    answer = reply.text if reply else line.reply.text if line.reply else ""
    paper = LookBackRecord(clue.number, clue.content.title, _unit(counter, line.handler), promise=answer)
    replies = tuple(one.id for one in counter.tx.of(HandlerReply).where(forwarding_id=line.id))
    for one in (look,) if look else counter.tx.of(LookBack).where(reply_id=replies, order="-round", limit=1):
        paper = _checked(paper, one)
    return Gathered(look_back_sheet(paper), Kind.FORWARDING, line.id)


def _line_of(counter: Counter, forwarding_id: str | None) -> tuple[Clue, Forwarding]:
    """The letter that the record is about, or the one that was named itself."""
    if forwarding_id is None:
        return named_line(counter)
    line = counter.tx.casework.forwarding(forwarding_id)
    clue = counter.tx.clues.get(line.clue_id)
    require_standing(counter.tx, clue)
    return worded(counter.tx, clue), line


def _supervised(counter: Counter, paper: SupervisionRecord, one: Supervision) -> SupervisionRecord:
    """``one`` on paper, with what followed it and the leader of a key item."""
    steps = counter.tx.of(FollowUp).where(supervision_id=one.id, order="on")
    since = [f"{step.on.month}月{step.on.day}日：{step.text}" for step in steps]
    key = counter.tx.of(KeyItem).find(one.key_item_id) if one.key_item_id else None
    return replace(
        paper,
        form=label(one.form) if one.form else "",
        held_on=one.held_on,
        place=one.place,
        led_by=key.leader if key else "",
        participants=one.participants,
        findings="\n".join(filter(None, (one.findings, *since))),
    )


def _checked(paper: LookBackRecord, one: LookBack) -> LookBackRecord:
    done = zip(METHODS, (one.heard, one.read, one.visited, one.inspected), strict=True)
    joint = zip(OFFICES, (True, one.with_party_office, one.with_government_office), strict=True)
    return replace(
        paper,
        promised_on=one.promised_on,
        checked_on=one.checked_on,
        methods=tuple(name for name, yes in done if yes),
        offices=tuple(name for name, yes in joint if yes),
        findings=one.findings,
        result=_RESULTS.get(one.state, ""),
        new_date=one.new_promised_on,
        reason=one.reason,
    )


def _unit(counter: Counter, code: str) -> str:
    return counter.desk.reference.unit_name(code) if code else ""
