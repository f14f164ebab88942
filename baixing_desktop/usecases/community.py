"""社区上报: what a community's party organisation registered and reports to the workroom (seed 八(二); SM1).

It stands here as 社区已登记 until the liaison has completed it with the citizen and registers it like any other clue.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue, ClueContent, Contributor, Source
from baixing_desktop.domain.gathering import CommunityItem
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.drafting import cleaned, new_draft, next_numbers
from baixing_desktop.usecases.gathering import change_context
from baixing_desktop.usecases.permissions import intention

SOURCE = Source("WORKROOM", "COMMUNITY_REPORT")
"""The source of such a clue by the shipped list (A1.3): handed in by the workroom, reported by a community."""


@dataclass(frozen=True, slots=True)
class CommunityForm:
    """What the community reported: ``community`` is a code of the reference data, ``registered_on`` the day in the
    community's own register.
    """

    community: str
    organisation: str
    registered_on: date
    title: str
    analysis: str = ""
    suggestions: str = ""


@intention
def take_community_item(desk: Desk, form: CommunityForm) -> tuple[Clue, Changes]:
    """Write down what a community reported today. It gets its number at once and waits as 社区已登记.

    Raises:
        InputError: ``INPUT_MISSING``, or ``INPUT_INVALID``: registered after today, or no community of this street.
        StoreError: ``NUMBERS_USED_UP``.
    """
    form = _checked(desk, form)
    today, now = desk.today(), desk.now()
    content = cleaned(
        ClueContent(
            title=form.title,
            analysis=form.analysis,
            suggestions=form.suggestions,
            source=SOURCE,
            receiver=desk.unit.name,
            received_on=today,
            contributor=Contributor(),
        )
    )
    with desk.store.writing() as tx:
        me = tx.system.installation()
        require_face(me, Face.WORKROOM)
        draft = new_draft(me, desk.actor.name, content, now)
        (number,) = next_numbers(desk, tx)
        clue = replace(draft, workroom_state=ClueState.COMMUNITY_REGISTERED, provisional_number=number)
        tx.clues.add(clue)
        item = CommunityItem(new_id(), clue.id, form.community, form.organisation, form.registered_on, today)
        tx.of(CommunityItem).add(item)
        change_context(tx, clue.id, community=form.community)
        note(desk, tx, "take_community", Kind.CLUE, clue.id, community=form.community)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def drop_community_item(desk: Desk, clue_id: str) -> tuple[None, Changes]:
    """It was written down by mistake: it goes as long as it was not registered; its number is not given out again.

    Raises:
        IllegalActionError: it was registered.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        state = clue.workroom_state
        if state is not ClueState.COMMUNITY_REGISTERED or clue.revision:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE",
                subject="社区上报",
                state=label(state or ClueState.ACKNOWLEDGED),
                action="撤销",
                possible="查看",
            )
        for item in _items(tx, clue.id):
            tx.of(CommunityItem).remove(item)
        tx.clues.remove(clue.id)
        note(desk, tx, "drop_community", Kind.CLUE, clue.id)
    return None, Changes.of(Kind.CLUE, clue_id)


@intention
def community_item(desk: Desk, clue_id: str) -> CommunityItem | None:
    """What a community reported about this clue, if it came so."""
    with desk.store.reading() as tx:
        return next(iter(_items(tx, clue_id)), None)


def _items(tx: Transaction, clue_id: str) -> tuple[CommunityItem, ...]:
    return tx.of(CommunityItem).where(clue_id=clue_id)


def _checked(desk: Desk, form: CommunityForm) -> CommunityForm:
    form = replace(
        form,
        organisation=one_line(clean_text(form.organisation)).strip(),
        title=one_line(clean_text(form.title)).strip(),
    )
    needed = (("社区", form.community), ("登记的组织", form.organisation), ("标题", form.title))
    missing = [words for words, value in needed if not value]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    not_after(form.registered_on, desk.today(), "社区登记日期")
    if form.community not in {one.code for one in desk.reference.communities_of(desk.unit.code)}:
        raise InputError("INPUT_INVALID", field="社区", reason="不是本街道的社区")
    return form
