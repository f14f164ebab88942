"""一起办理: what one decision would do to each of many clues, doing it, and taking it back (seed 八(二), 八(三); F66).

Each clue is a transaction of its own, so a batch that is stopped or cut off leaves every clue whole. Whatever is done
to it bears the batch's identity in the trail, where the batch's beginning and end stand too.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.rules.similarity import Rarity, Verdict
from baixing_desktop.domain.screening import Screening
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState
from baixing_desktop.domain.together import (
    DEED_WORDS,
    Deed,
    Fate,
    Line,
    Outcome,
    Settled,
    Together,
    Unfinished,
)
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE, FORWARDING
from baixing_desktop.errors import ConflictError, NotFoundError, StoreError, UserError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.casework import accept_clue, classify_clue, decline_clue, draft_forwarding, return_clue
from baixing_desktop.usecases.claimed import require_unclaimed
from baixing_desktop.usecases.curating import accept_and_retain, reconsider_clue, unaccept_clue
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.duplicates import candidates_for
from baixing_desktop.usecases.each import Tried, each_by_itself
from baixing_desktop.usecases.gathering import context_of
from baixing_desktop.usecases.handling import cancel_draft
from baixing_desktop.usecases.officework import clue_to_forward, next_state, office_clue, require_workroom, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.similar import rarity_here
from baixing_desktop.usecases.undeciding import unclassify_clue, unretain_clue
from baixing_desktop.usecases.wording import mark_words
from baixing_desktop.work import Work

TOGETHER = "together"
"""The kind of object that a batch is in the trail."""
BEGIN, END, CUT_OFF = "begin_together", "end_together", "cut_off_together"
_AT_ONCE = "与其他线索一起办理后随即撤销"
_LEFT = "没有办到，没有改动"
_MOST_ENTRIES = 2000
"""More than the entries of the longest batch: a list shows 500 clues."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a deed is judged beforehand, done, and taken back; None: there is no way back (decision 0048)."""

    action: Action
    needs: frozenset[Need]
    do: Callable[[Desk, Line, Together], tuple[Outcome, Changes]]
    undo: Callable[[Desk, Outcome], tuple[object, Changes]] | None


@intention
def foresee(
    desk: Desk,
    together: Together,
    clue_ids: Sequence[str],
    work: Work | None = None,
    *,
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[Line, ...]:
    """What ``together`` would do to each of the clues, in their order; nothing is written. ``elsewhere`` says in words,
    by clue, where else it lies open just now.

    Raises:
        UserError: ``CANCELLED``.
    """
    work, lines, rarity = work or Work(), list[Line](), None
    for number, clue_id in enumerate(clue_ids):
        work.at(number, len(clue_ids), "正在逐条核对")
        line = _line(desk, together, clue_id, (elsewhere or {}).get(clue_id, ""))
        if line is None:
            continue
        if line.may and not line.held and together.deed in (Deed.ACCEPT, Deed.RETAIN):
            rarity = rarity or rarity_here(desk)
            line = replace(line, held=_like_another(desk, clue_id, rarity))
        lines.append(line)
    return tuple(lines)


@intention
def do_together(
    desk: Desk, together: Together, lines: Sequence[Line], work: Work | None = None
) -> tuple[Settled, Changes]:
    """Do it to each of ``lines``, as it was foreseen: what somebody changed meanwhile stays as it is and is said.
    Stopping leaves the rest untouched; what was done stays done.
    """
    way = _WAYS[together.deed]
    undoable = may_take_back(desk, together.deed)

    def do(here: Desk, line: Line) -> tuple[Outcome, Changes]:
        return way.do(here, line, together)

    return _settle(desk, together, lines, do, work or Work(), undoable=undoable)


@intention
def take_back_together(desk: Desk, settled: Settled, work: Work | None = None) -> tuple[Settled, Changes]:
    """撤销 what was done together, clue by clue; what somebody touched since stays, and is said.

    Raises:
        ValueError: there is no way back from what was done.
    """
    undo = _WAYS[settled.together.deed].undo
    if undo is None or not settled.undoable:
        raise ValueError(f"{settled.together.deed} is not taken back")
    done = {one.line.clue_id: one for one in settled.of(Fate.DONE)}

    def back(here: Desk, line: Line) -> tuple[Outcome, Changes]:
        return Outcome(line, Fate.DONE, "已撤销"), undo(here, done[line.clue_id])[1]

    lines = [one.line for one in done.values()]
    return _settle(desk, settled.together, lines, back, work or Work(), undoable=False, undoes=settled.id)


@intention
def cut_off(desk: Desk) -> Unfinished | None:
    """The last batch of this person if it was cut off, by a power failure or a crash; it is said once."""
    with desk.store.reading() as tx:
        begun = next(iter(tx.audit.found(AuditQuery(actor=desk.actor.name, action=BEGIN, limit=1))), None)
        # A batch that this very process began ends with it, or is still going on.
        if begun is None or begun.detail.get("process") == os.getpid():
            return None
        entries = tx.audit.found(AuditQuery(object_id=begun.object_id, limit=_MOST_ENTRIES))
    if any(entry.action in (END, CUT_OFF) for entry in entries):
        return None
    done = tuple(dict.fromkeys(one.object_id for one in reversed(entries) if one.kind == Kind.CLUE))
    with desk.store.writing() as tx:
        note(desk, tx, CUT_OFF, TOGETHER, begun.object_id, done=len(done))
    detail = begun.detail
    return Unfinished(Deed(str(detail["deed"])), begun.at, int(str(detail["of"])), done, "undoes" in detail)


def _settle(
    desk: Desk,
    together: Together,
    lines: Sequence[Line],
    act: Callable[[Desk, Line], tuple[Outcome, Changes]],
    work: Work,
    *,
    undoable: bool,
    undoes: str | None = None,
) -> tuple[Settled, Changes]:
    with desk.store.writing() as tx:
        batch = new_id()
        facts = {"undoes": undoes} if undoes else {}
        note(desk, tx, BEGIN, TOGETHER, batch, deed=together.deed, of=len(lines), process=os.getpid(), **facts)
    here = replace(desk, batch=batch)
    tried = each_by_itself(
        lines, partial(act, here), work, "正在撤销" if undoes else f"正在{DEED_WORDS[together.deed]}"
    )
    changes = Changes()
    for one in tried:
        changes |= one.value[1] if one.value else Changes()
    outcomes = tuple(map(_outcome, tried))
    trouble = next((one.error for one in tried if isinstance(one.error, StoreError)), None)
    settled = Settled(batch, together, outcomes, undoable and any(one.value for one in tried), trouble)
    try:
        with desk.store.writing() as tx:
            note(desk, tx, END, TOGETHER, batch, done=len(settled.of(Fate.DONE)), left=len(settled.of(Fate.LEFT)))
    except StoreError as error:
        settled = replace(settled, trouble=error)
    return settled, changes


def _outcome(tried: Tried[Line, tuple[Outcome, Changes]]) -> Outcome:
    if tried.value is not None:
        return tried.value[0]
    if tried.error is None:
        return Outcome(tried.item, Fate.LEFT, _LEFT)
    words = "刚在别处办过，没有改动" if isinstance(tried.error, ConflictError) else tried.error.advice.what
    return Outcome(tried.item, Fate.FAILED, words.rstrip("。"))


def _line(desk: Desk, together: Together, clue_id: str, elsewhere: str) -> Line | None:
    """The line of one clue; None for one that is not there any more."""
    with desk.store.reading() as tx:
        try:
            clue = tx.clues.get(clue_id)
        except NotFoundError:
            return None
        held, may = elsewhere, True
        try:
            _require_possible(desk, tx, office_clue(tx, clue_id, None), together)
        except UserError as error:
            held, may = _decided_by(tx, clue) or error.advice.what.rstrip("。"), False
    will = _will(desk, clue, together)
    return Line(clue.id, clue.version, clue.number, clue.content.title, will, held, may)


def _require_possible(desk: Desk, tx: Transaction, clue: Clue, together: Together) -> None:
    way = _WAYS[together.deed]
    if together.deed is Deed.DRAFT:
        clue_to_forward(desk, tx, clue.id, together.handler)
        return
    if together.deed is Deed.CLASSIFY:
        if state_of(clue) is not OfficeState.ACCEPTED:
            # Classifying anew needs a reason of its own for each.
            CLUE_IN_OFFICE.advance(state_of(clue), Action.CLASSIFY, desk.role, frozenset({Need.ROUTE}))
        require_unclaimed(tx, clue.id, "分类")
    next_state(desk, clue, way.action, way.needs)
    if together.deed is Deed.RETURN:
        require_workroom(tx, clue)


def _decided_by(tx: Transaction, clue: Clue) -> str:
    """Who decided a clue that does not wait any more, and when; empty where nobody did."""
    if clue.withdrawn_at is not None or state_of(clue) in (OfficeState.RECEIVED, OfficeState.SCREENING):
        return ""
    made = tx.of(Screening).where(clue_id=clue.id, order="at")
    if not made:
        return ""
    return f"现在是“{label(state_of(clue))}”（{made[-1].actor} {local(made[-1].at):%m-%d %H:%M} 审核）"


def _like_another(desk: Desk, clue_id: str, rarity: Rarity) -> str:
    alike = [each for each in candidates_for(desk, clue_id, rarity, limit=1) if each.likeness.verdict is Verdict.SAME]
    return f"与 {alike[0].clue.number} 疑似同一件，还没有决定并不并案" if alike else ""


def _will(desk: Desk, clue: Clue, together: Together) -> str:
    words = DEED_WORDS[together.deed]
    if together.deed in (Deed.ACCEPT, Deed.RETAIN):
        return f"{words}，{f'编号仍为 {clue.formal_number}' if clue.formal_number else '编下一个正式编号'}"
    if together.route is not None:
        marks = mark_words(together.marks, desk.reference)
        return f"分为“{label(together.route)}”{f'，加上{marks}' if marks else ''}"
    if together.deed is Deed.DRAFT:
        asked = "，请对方接办之日起 1 个月内答复" if together.limited else ""
        return f"拟给{desk.reference.unit_name(together.handler)}的转送函{asked}"
    return words


def may_take_back(desk: Desk, deed: Deed) -> bool:
    """Whether it can be taken back, and by this post: what was declined is the office's to reconsider, and a draft the
    office's and the proposal committee's to cancel."""
    match deed:
        case Deed.DECLINE:
            return CLUE_IN_OFFICE.may(OfficeState.DECLINED, Action.RECONSIDER, desk.role)
        case Deed.DRAFT:
            return FORWARDING.may(ForwardingState.DRAFTED, Action.CANCEL, desk.role)
        case _:
            return _WAYS[deed].undo is not None


def _accept(desk: Desk, line: Line, _: Together) -> tuple[Outcome, Changes]:
    clue, changes = accept_clue(desk, line.clue_id, version=line.version)
    return _done(line, clue, f"已受理，正式编号 {clue.formal_number}"), changes


def _return(desk: Desk, line: Line, together: Together) -> tuple[Outcome, Changes]:
    clue, changes = return_clue(desk, line.clue_id, together.reason, version=line.version)
    return _done(line, clue, "已退回补充"), changes


def _retain(desk: Desk, line: Line, together: Together) -> tuple[Outcome, Changes]:
    clue, changes = accept_and_retain(desk, line.clue_id, together.reason, version=line.version)
    return _done(line, clue, f"已受理并留存，正式编号 {clue.formal_number}"), changes


def _decline(desk: Desk, line: Line, together: Together) -> tuple[Outcome, Changes]:
    clue, changes = decline_clue(desk, line.clue_id, together.reason, together.referral, version=line.version)
    return _done(line, clue, "已登记不予采用"), changes


def _classify(desk: Desk, line: Line, together: Together) -> tuple[Outcome, Changes]:
    if together.route is None:
        raise ValueError("a classification needs its route")
    was = Marks.of(context_of(desk, line.clue_id))
    known, more = asdict(was), asdict(together.marks)
    marks = Marks(**{name: more[name] or known[name] for name in known})
    clue, changes = classify_clue(desk, line.clue_id, together.route, version=line.version, marks=marks, was=was)
    return replace(_done(line, clue, f"已分类为{label(together.route)}"), marks=(was, marks)), changes


def _draft(desk: Desk, line: Line, together: Together) -> tuple[Outcome, Changes]:
    drafted, changes = draft_forwarding(
        desk, line.clue_id, together.handler, limited=together.limited, version=line.version
    )
    words = f"已拟转送函，承办单位 {desk.reference.unit_name(together.handler)}"
    return Outcome(line, Fate.DONE, words, made=drafted.id), changes


def _done(line: Line, clue: Clue, words: str) -> Outcome:
    return Outcome(line, Fate.DONE, words, clue.version)


_REASON = frozenset({Need.REASON})
_WAYS: Mapping[Deed, _Way] = {
    Deed.ACCEPT: _Way(
        Action.ACCEPT,
        frozenset(),
        _accept,
        lambda desk, done: unaccept_clue(desk, done.line.clue_id, _AT_ONCE, version=done.version),
    ),
    Deed.RETURN: _Way(Action.RETURN_FOR_MORE, _REASON, _return, None),
    Deed.RETAIN: _Way(
        Action.ACCEPT,
        frozenset(),
        _retain,
        lambda desk, done: unretain_clue(desk, done.line.clue_id, _AT_ONCE, version=done.version),
    ),
    Deed.DECLINE: _Way(
        Action.DECLINE,
        _REASON | {Need.REFERRAL, Need.NOTICE},
        _decline,
        lambda desk, done: reconsider_clue(desk, done.line.clue_id, _AT_ONCE, version=done.version),
    ),
    Deed.CLASSIFY: _Way(
        Action.CLASSIFY,
        frozenset({Need.ROUTE}),
        _classify,
        lambda desk, done: unclassify_clue(desk, done.line.clue_id, _AT_ONCE, version=done.version, marks=done.marks),
    ),
    Deed.DRAFT: _Way(Action.ROUTE, frozenset(), _draft, lambda desk, done: cancel_draft(desk, done.made, _AT_ONCE)),
}
