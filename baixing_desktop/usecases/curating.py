"""The office's care of its library of clues: wording, merging, splitting, retaining (SM3; seed 八(二)).

Every function raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
    IllegalActionError: the transition table has no such row, or something is not given.
    NotFoundError: no such clue.
"""

from dataclasses import dataclass, replace
from functools import partial

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.rules.handling import may_conclude
from baixing_desktop.domain.rules.merging import links_in_force, merge_obstacle
from baixing_desktop.domain.rules.numbering import part_number
from baixing_desktop.domain.screening import ClueEdition, MergeLink, SplitLink
from baixing_desktop.domain.states import Action, Need, OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.barring import copy_bars
from baixing_desktop.usecases.claimed import require_unclaimed
from baixing_desktop.usecases.decisions import numbered, screen_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import (
    begun_here,
    given_text,
    news,
    next_state,
    office_clue,
    save_clue,
    state_of,
    tell,
)
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.undeciding import require_none_merged


@dataclass(frozen=True, slots=True)
class Wording:
    """The three texts of a clue as the office words them."""

    title: str
    analysis: str
    suggestions: str

    def cleaned(self) -> "Wording":
        """The title on one line, the texts without what no paper can bear."""
        return Wording(
            one_line(clean_text(self.title)), clean_text(self.analysis).strip(), clean_text(self.suggestions).strip()
        )

    def is_whole(self) -> bool:
        """Whether nothing is missing."""
        return bool(self.title and self.analysis and self.suggestions)


@intention
def edit_wording(
    desk: Desk, clue_id: str, wording: Wording, reason: str = "", *, version: int | None = None
) -> tuple[ClueEdition, Changes]:
    """修改整理稿: the office's wording beside the citizen's own words, which stay for ever."""
    wording = wording.cleaned()
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, version)
        state = next_state(desk, clue, Action.EDIT, frozenset({Need.TEXT} if wording.is_whole() else ()))
        save_clue(desk, tx, replace(clue, office_state=state))
        edition = _new_edition(desk, tx, clue.id, wording, one_line(clean_text(reason)))
        note(desk, tx, Action.EDIT, Kind.CLUE, clue.id, ordinal=edition.ordinal)
    return edition, Changes.of(Kind.CLUE, clue.id)


@intention
def merge_clue(
    desk: Desk, clue_id: str, master_id: str, reason: str = "", *, version: int | None = None
) -> tuple[Clue, Changes]:
    """并案: treat ``clue_id`` with ``master_id``. Nothing of either is changed, so it can be undone, and each
    contributor is told and credited.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the master is not accepted or itself merged, or a letter is under way.
    """
    reason = one_line(clean_text(reason))
    with desk.store.writing() as tx:
        clue, master = office_clue(tx, clue_id, version), office_clue(tx, master_id, None)
        state = next_state(desk, clue, Action.MERGE, frozenset({Need.MASTER}))
        obstacle = merge_obstacle(clue.id, master.id, state_of(master), _links_of(tx, clue.id, master.id))
        if obstacle:
            raise IllegalActionError("ACTION_BARRED", action="并案", reason=label(obstacle), todo="请另选主线索")
        _nothing_under_way(tx, clue.id, "并案")
        require_unclaimed(tx, clue.id, "并案")
        # A clue that was not looked at yet comes back as one that is being screened.
        former = OfficeState.SCREENING if state_of(clue) is OfficeState.RECEIVED else state_of(clue)
        link = MergeLink(new_id(), clue.id, master.id, former, desk.now(), desk.actor.name, reason)
        tx.of(MergeLink).add(link)
        clue = save_clue(desk, tx, replace(clue, office_state=state))
        tell(tx, clue, replace(news(desk, clue, Step.MERGED), reason=reason or None))
        note(desk, tx, Action.MERGE, Kind.CLUE, clue.id, master=master.id)
    return clue, Changes.of(Kind.CLUE, clue.id, master.id)


@intention
def undo_merge(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """撤销并案: the clue stands again where it stood before."""
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, version)
        links = links_in_force(tx.of(MergeLink).where(clue_id=clue.id))
        state = next_state(desk, clue, Action.UNDO_MERGE, target=links[0].former_state if links else None)
        undone = replace(links[0], undone_at=desk.now(), undone_by=desk.actor.name, version=links[0].version + 1)
        tx.of(MergeLink).save(undone)
        clue = save_clue(desk, tx, replace(clue, office_state=state))
        tell(tx, clue, news(desk, clue, Step.UNMERGED))
        note(desk, tx, Action.UNDO_MERGE, Kind.CLUE, clue.id, master=undone.master_id, state=state.value)
    return clue, Changes.of(Kind.CLUE, clue.id, undone.master_id)


@intention
def split_clue(
    desk: Desk, clue_id: str, kept: Wording, parts: tuple[Wording, ...], reason: str = "", *, version: int | None = None
) -> tuple[tuple[Clue, ...], Changes]:
    """拆分 (一条线索只针对一个内容): ``clue_id`` goes on with the matter ``kept``, each of ``parts`` becomes a clue
    of its own with the same contributor, consents and attachments. The first of the result is the clue itself.
    """
    kept, parts = kept.cleaned(), tuple(part.cleaned() for part in parts)
    whole = parts and all(part.is_whole() for part in (kept, *parts))
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, version)
        state = next_state(desk, clue, Action.SPLIT, frozenset({Need.PARTS} if whole else ()))
        clue = save_clue(desk, tx, replace(clue, office_state=state))
        _new_edition(desk, tx, clue.id, kept, "拆分后保留的内容")
        before = tx.of(SplitLink).count(origin_id=clue.id)
        made = tuple(_part(desk, tx, clue, part, before + n, reason) for n, part in enumerate(parts, start=1))
        numbers = "、".join(part.number for part in made)
        tell(tx, clue, replace(news(desk, clue, Step.SPLIT), text=numbers))
        note(desk, tx, Action.SPLIT, Kind.CLUE, clue.id, parts=[part.id for part in made])
    return (clue, *made), Changes.of(Kind.CLUE, clue.id, *(part.id for part in made))


@intention
def retain_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """留存: kept in the library without further action.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a letter is under way.
    """
    return _moved(desk, clue_id, Action.RETAIN, Step.RETAINED, reason, version)


@intention
def accept_and_retain(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """受理并留存 in one act, while screening: the clue gets its formal number and stays in the library."""
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = office_clue(tx, clue_id, version)
        accepted = screen_in(desk, tx, found, Action.ACCEPT, Step.ACCEPTED, change=partial(numbered, desk))
        clue = _move(desk, tx, accepted, Action.RETAIN, Step.RETAINED, reason, given)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def take_up_clue(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """重新启用 a retained clue."""
    return _moved(desk, clue_id, Action.TAKE_UP_AGAIN, Step.TAKEN_UP, "", version)


@intention
def reconsider_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """重新审核 a clue that was declined by mistake."""
    return _moved(desk, clue_id, Action.RECONSIDER, Step.RECONSIDERED, reason, version)


@intention
def unaccept_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """撤回受理 of a clue that was accepted by mistake: it is screened again, and keeps its formal number.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: others were merged into it.
    """
    with desk.store.reading() as tx:
        require_none_merged(tx, clue_id)
    return _moved(desk, clue_id, Action.UNACCEPT, Step.RECONSIDERED, reason, version)


@intention
def reopen_clue(desk: Desk, clue_id: str, reason: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """重新办理 a concluded clue: another letter may be drafted."""
    return _moved(desk, clue_id, Action.REOPEN, Step.REOPENED, reason, version)


@intention
def conclude_clue(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """办结 a clue whose letters have all ended, or that went another way than by letter.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a letter is under way.
    """
    return _moved(desk, clue_id, Action.CONCLUDE, Step.CLOSED, "", version)


@intention
def archive_clue(desk: Desk, clue_id: str, *, version: int | None = None) -> tuple[Clue, Changes]:
    """归档 a concluded clue. The workroom hears nothing: for it the matter is closed."""
    return _moved(desk, clue_id, Action.ARCHIVE, None, "", version)


_ENDING = frozenset({Action.RETAIN, Action.CONCLUDE})


def _moved(
    desk: Desk, clue_id: str, action: Action, step: Step | None, reason: str, version: int | None
) -> tuple[Clue, Changes]:
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        clue = _move(desk, tx, office_clue(tx, clue_id, version), action, step, reason, given)
    return clue, Changes.of(Kind.CLUE, clue.id)


def _move(
    desk: Desk, tx: Transaction, found: Clue, action: Action, step: Step | None, reason: str, given: frozenset[Need]
) -> Clue:
    state = CLUE_IN_OFFICE.advance(state_of(found), action, desk.role, given)
    if action in _ENDING:
        _nothing_under_way(tx, found.id, label(action))
        if action is Action.RETAIN:
            require_unclaimed(tx, found.id, label(action))
    clue = save_clue(desk, tx, replace(found, office_state=state))
    if step:
        tell(tx, clue, _with_reason(news(desk, clue, step), reason))
    note(desk, tx, action, Kind.CLUE, clue.id, state=state.value)
    return clue


def _with_reason(step: ProgressStep, reason: str) -> ProgressStep:
    return replace(step, reason=reason) if reason else step


def _nothing_under_way(tx: Transaction, clue_id: str, action: str) -> None:
    if not may_conclude(tx.casework.forwardings(clue_id)):
        raise IllegalActionError(
            "ACTION_BARRED", action=action, reason="还有转送件没有办完", todo="请先办结或作废转送件"
        )


def _links_of(tx: Transaction, *clue_ids: str) -> tuple[MergeLink, ...]:
    links = tx.of(MergeLink)
    found = (*links.where(clue_id=clue_ids), *links.where(master_id=clue_ids))
    return tuple({link.id: link for link in found}.values())


def _new_edition(desk: Desk, tx: Transaction, clue_id: str, wording: Wording, reason: str) -> ClueEdition:
    ordinal = tx.of(ClueEdition).count(clue_id=clue_id) + 1
    edition = ClueEdition(
        new_id(),
        clue_id,
        ordinal,
        wording.title,
        wording.analysis,
        wording.suggestions,
        desk.now(),
        desk.actor.name,
        reason,
    )
    tx.of(ClueEdition).add(edition)
    return edition


def _part(desk: Desk, tx: Transaction, origin: Clue, wording: Wording, ordinal: int, reason: str) -> Clue:
    """A new clue for one matter of ``origin``; its number is the origin's with the part's place behind it."""
    if origin.provisional_number is None:
        raise InputError("INPUT_MISSING", fields="临时编号")
    content = replace(origin.content, title=wording.title, analysis=wording.analysis, suggestions=wording.suggestions)
    now, typist = desk.now(), desk.actor.name
    part = begun_here(origin.unit, typist, content, part_number(origin.provisional_number, ordinal), now)
    tx.clues.add(part)
    tx.clues.add_revision(part, now)
    copy_bars(tx, origin.id, part.id)
    lineage = SplitLink(new_id(), origin.id, part.id, ordinal, now, typist, one_line(clean_text(reason)))
    tx.of(SplitLink).add(lineage)
    return part
