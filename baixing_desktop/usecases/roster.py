"""工作机构: leading group, its office, four work groups and task force, with terms of office (seed 六, 附件1).

Whoever hands a post over stays in the list with the last day; nothing of the past is overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import Nomination
from baixing_desktop.domain.kinds import RosterGroup
from baixing_desktop.domain.organisation import RosterEntry
from baixing_desktop.domain.reference import first_roster
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from resources import reference_text

_LIST = "roster.json"


@dataclass(frozen=True, slots=True)
class PostForm:
    """What is written down of one post: the group, the post in it, who holds it and with which title, from when until
    when (both days count; None: open)."""

    group: RosterGroup
    post: str
    name: str
    title: str = ""
    from_on: date | None = None
    until_on: date | None = None


def form_of(entry: RosterEntry) -> PostForm:
    """An entry as filled in."""
    return PostForm(entry.group, entry.post, entry.name, entry.title, entry.from_on, entry.until_on)


@intention
def roster(desk: Desk) -> tuple[RosterEntry, ...]:
    """Every post there is and was: group by group in the order of seed 六, present holders first."""
    order, today = list(RosterGroup), desk.today()
    with desk.store.reading() as tx:
        found = tx.of(RosterEntry).where(order="ordinal")
    return tuple(sorted(found, key=lambda one: (order.index(one.group), _past(one, today), one.ordinal)))


@intention
def take_first_roster(desk: Desk) -> tuple[tuple[RosterEntry, ...], Changes]:
    """Enter the list of 附件1; who stands in that post already is not entered twice. Returns who was entered."""
    with desk.store.writing() as tx:
        here = {(one.group, one.post, one.name) for one in tx.of(RosterEntry).where()}
        listed = first_roster(reference_text(_LIST), new_id)
        fresh = tuple(one for one in listed if (one.group, one.post, one.name) not in here)
        tx.of(RosterEntry).add(*fresh)
        if fresh:
            note(desk, tx, "take_first_roster", Kind.ROSTER, "", posts=len(fresh))
    return fresh, Changes.of(Kind.ROSTER, *(one.id for one in fresh))


@intention
def save_post(desk: Desk, form: PostForm, known: RosterEntry | None = None) -> tuple[RosterEntry, Changes]:
    """Enter a post, or correct ``known``; somebody new in a post is :func:`hand_over`.

    Raises:
        InputError: ``INPUT_MISSING``: no post or name; ``INPUT_INVALID``: the term ends before it begins.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    form = _checked(form)
    with desk.store.writing() as tx:
        if known is None:
            kept = _entered(tx, form)
        else:
            kept = _current(tx, known)
            kept = replace(
                kept, group=form.group, post=form.post, name=form.name, title=form.title, from_on=form.from_on,
                until_on=form.until_on, version=kept.version + 1,
            )  # fmt: skip
            tx.of(RosterEntry).save(kept)
        note(desk, tx, "save_post", Kind.ROSTER, kept.id, group=kept.group.value)
    return kept, Changes.of(Kind.ROSTER, kept.id)


@intention
def hand_over(
    desk: Desk, known: RosterEntry, name: str, title: str, on: date
) -> tuple[tuple[RosterEntry, RosterEntry], Changes]:
    """换人: ``known`` ends on the day before ``on``, the new holder of the same post begins then. Returns both.

    Raises:
        InputError: ``INPUT_MISSING``: no name; ``INPUT_INVALID``: not after the day on which ``known`` began, or after
            its end.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    if known.from_on is not None and on <= known.from_on:
        raise InputError("INPUT_INVALID", field="接任日期", reason="不晚于前任的任期起")
    if known.until_on is not None and known.until_on < on - timedelta(days=1):
        raise InputError("INPUT_INVALID", field="接任日期", reason="前任已经离任，请直接增加")
    form = _checked(PostForm(known.group, known.post, name, title, on))
    with desk.store.writing() as tx:
        current = _current(tx, known)
        left = replace(current, until_on=on - timedelta(days=1), version=current.version + 1)
        tx.of(RosterEntry).save(left)
        came = RosterEntry(new_id(), form.group, form.post, form.name, form.title, current.ordinal, on)
        tx.of(RosterEntry).add(came)
        note(desk, tx, "hand_over_post", Kind.ROSTER, came.id, before=left.id, group=came.group.value)
    return (left, came), Changes.of(Kind.ROSTER, left.id, came.id)


@intention
def take_back_hand_over(
    desk: Desk, before: RosterEntry, left: RosterEntry, came: RosterEntry
) -> tuple[RosterEntry, Changes]:
    """The post is held as ``before``, as if nobody had come.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(RosterEntry).remove(came)
        current = _current(tx, left)
        kept = replace(current, until_on=before.until_on, version=current.version + 1)
        tx.of(RosterEntry).save(kept)
        note(desk, tx, "take_back_hand_over", Kind.ROSTER, kept.id)
    return kept, Changes.of(Kind.ROSTER, left.id, came.id)


@intention
def remove_posts(desk: Desk, entries: Sequence[RosterEntry]) -> tuple[tuple[RosterEntry, ...], Changes]:
    """Take out what was entered by mistake; :func:`put_back_posts` undoes it.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        IllegalActionError: ``ACTION_BARRED``: one was nominated for commendation.
    """
    with desk.store.writing() as tx:
        for one in entries:
            if tx.of(Nomination).count(post_id=one.id):
                raise IllegalActionError(
                    "ACTION_BARRED",
                    action="删除工作机构职务",
                    reason=f"{one.name}已提名表彰",
                    todo="请改为填写任期止，或先撤回提名",
                )
            tx.of(RosterEntry).remove(one)
        note(desk, tx, "remove_post", Kind.ROSTER, entries[0].id if len(entries) == 1 else "", posts=len(entries))
    return tuple(entries), Changes.of(Kind.ROSTER, *(one.id for one in entries))


@intention
def put_back_posts(desk: Desk, entries: Sequence[RosterEntry]) -> tuple[tuple[RosterEntry, ...], Changes]:
    """What was just taken out stands in its place again."""
    with desk.store.writing() as tx:
        tx.of(RosterEntry).add(*entries)
        note(desk, tx, "save_post", Kind.ROSTER, entries[0].id if len(entries) == 1 else "", posts=len(entries))
    return tuple(entries), Changes.of(Kind.ROSTER, *(one.id for one in entries))


def _past(entry: RosterEntry, today: date) -> bool:
    return entry.until_on is not None and entry.until_on < today


def _entered(tx: Transaction, form: PostForm) -> RosterEntry:
    """At the end of its group."""
    last = tx.of(RosterEntry).where(order="-ordinal", limit=1)
    ordinal = last[0].ordinal + 1 if last else 1
    kept = RosterEntry(new_id(), form.group, form.post, form.name, form.title, ordinal, form.from_on, form.until_on)
    tx.of(RosterEntry).add(kept)
    return kept


def _current(tx: Transaction, known: RosterEntry) -> RosterEntry:
    found = tx.of(RosterEntry).get(known.id)
    if found.version != known.version:
        raise ConflictError("CHANGED_MEANWHILE", current=found)
    return found


def _checked(form: PostForm) -> PostForm:
    form = replace(
        form,
        post=one_line(clean_text(form.post)),
        name=one_line(clean_text(form.name)),
        title=one_line(clean_text(form.title)),
    )
    missing = [words for words, text in (("职务", form.post), ("姓名", form.name)) if not text]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    if form.from_on and form.until_on and form.until_on < form.from_on:
        raise InputError("INPUT_INVALID", field="任期止", reason="早于任期起")
    return form
