"""公开回应: what a handler said in public to a matter that it had answered (seed 八(四)2; F39)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import PublicResponse
from baixing_desktop.domain.kinds import PublicChannel
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import Action, Need, OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import FORWARDING
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import office_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.published import tell_published
from baixing_desktop.usecases.supervised import Matter, matters_of

_OPEN = (OfficeState.ROUTED, OfficeState.CONCLUDED)


@dataclass(frozen=True, slots=True)
class ResponseForm:
    """What is written down of a public response; ``link`` is a web address, or the page of a paper."""

    channel: PublicChannel
    on: date
    title: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class ResponseView:
    """A response, and the matter with its handler."""

    kept: PublicResponse
    matter: Matter

    @property
    def form(self) -> ResponseForm:
        """The same as it was filled in."""
        one = self.kept
        return ResponseForm(one.channel, one.published_on, one.title, one.link)


@dataclass(frozen=True, slots=True)
class Answerable:
    """A letter that was answered, so that its handler may have spoken in public too."""

    forwarding_id: str
    number: str
    matter: Matter


@intention
def public_responses(desk: Desk) -> tuple[ResponseView, ...]:
    """All of them, the newest first."""
    with desk.store.reading() as tx:
        return _views(tx, tx.of(PublicResponse).where(order="-published_on title"))


@intention
def may_be_answered_in_public(desk: Desk) -> tuple[Answerable, ...]:
    """The answered letters about clues that are not archived yet, by the number of the letter."""
    with desk.store.reading() as tx:
        ids = tx.listing.ids(ClueQuery(office_states=_OPEN))
        lines = [
            line
            for found in tx.casework.forwardings_of(ids).values()
            for line in found
            if FORWARDING.may(line.state, Action.RESPOND, desk.role)
        ]
        known = {one.id: one for one in tx.listing.summaries(list(dict.fromkeys(line.clue_id for line in lines)))}
    found = (
        Answerable(line.id, line.letter_number or "", Matter(clue.id, clue.number, clue.title, line.handler))
        for line in lines
        for clue in [known.get(line.clue_id)]
        if clue is not None and not clue.withdrawn
    )
    return tuple(sorted(found, key=lambda one: one.number))


@intention
def add_response(desk: Desk, forwarding_id: str, form: ResponseForm) -> tuple[ResponseView, Changes]:
    """登记公开回应 at a letter that was answered; :func:`remove_response` takes it out again. The workrooms of all whom
    the answer concerns are told, so that they can say where it was published.

    Raises:
        IllegalActionError: the table has no such row: the letter is not answered yet; ``CLUE_WITHDRAWN``.
        InputError: ``INPUT_MISSING``: no title; ``INPUT_INVALID``: a day still to come, or before the letter was sent.
        NotFoundError: no such letter.
    """
    with desk.store.writing() as tx:
        line = tx.casework.forwarding(forwarding_id)
        office_clue(tx, line.clue_id, None)
        FORWARDING.advance(line.state, Action.RESPOND, desk.role, frozenset({Need.TEXT, Need.DATE}))
        form = _checked(desk, line, form)
        kept = PublicResponse(new_id(), line.id, form.channel, form.on, form.title, form.link)
        tx.of(PublicResponse).add(kept)
        told = tell_published(desk, tx, line)
        note(desk, tx, Action.RESPOND, Kind.FORWARDING, line.id, channel=form.channel.value)
        (view,) = _views(tx, (kept,))
    return view, Changes.of(Kind.FORWARDING, line.id) | told


@intention
def change_response(desk: Desk, known: ResponseView, form: ResponseForm) -> tuple[ResponseView, Changes]:
    """Put right what was written down, and tell the workrooms; the same again takes the change back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
        InputError: as of :func:`add_response`.
    """
    with desk.store.writing() as tx:
        found = tx.of(PublicResponse).get(known.kept.id)
        if found.version != known.kept.version:
            raise ConflictError("CHANGED_MEANWHILE", current=found)
        line = tx.casework.forwarding(found.forwarding_id)
        form = _checked(desk, line, form)
        kept = PublicResponse(
            found.id, found.forwarding_id, form.channel, form.on, form.title, form.link, found.version + 1
        )
        tx.of(PublicResponse).save(kept)
        told = tell_published(desk, tx, line)
        note(desk, tx, "change_response", Kind.FORWARDING, kept.forwarding_id, channel=form.channel.value)
        (view,) = _views(tx, (kept,))
    return view, Changes.of(Kind.FORWARDING, line.id) | told


@intention
def remove_response(desk: Desk, known: ResponseView) -> tuple[ResponseView, Changes]:
    """Take a response out that was written down by mistake, and tell the workrooms; :func:`add_response` puts it back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    line = known.kept.forwarding_id
    with desk.store.writing() as tx:
        tx.of(PublicResponse).remove(known.kept)
        told = tell_published(desk, tx, tx.casework.forwarding(line))
        note(desk, tx, "remove_response", Kind.FORWARDING, line)
    return known, Changes.of(Kind.FORWARDING, line) | told


def _checked(desk: Desk, line: Forwarding, form: ResponseForm) -> ResponseForm:
    title, link = one_line(clean_text(form.title)), one_line(clean_text(form.link))
    if not title:
        raise InputError("INPUT_MISSING", fields="标题")
    not_before(form.on, line.issued_on, "回应日期")
    not_after(form.on, desk.today(), "回应日期")
    return ResponseForm(form.channel, form.on, title, link)


def _views(tx: Transaction, kept: Iterable[PublicResponse]) -> tuple[ResponseView, ...]:
    found = tuple(kept)
    matters, _ = matters_of(tx, [one.forwarding_id for one in found], ())
    return tuple(ResponseView(one, matters[one.forwarding_id]) for one in found)
