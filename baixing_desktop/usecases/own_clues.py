"""A clue that comes to the office itself; no workroom took it down (seed 二, 八(一)2; F7, F8, F44b).

Like a part that was split off, it begins as received and is screened like any other; its unit is the office.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.gathering import ClueContext, Consultation, ConsultationLink
from baixing_desktop.domain.kinds import ConsultationKind
from baixing_desktop.domain.rules.registration import missing_fields
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.drafting import cleaned, next_numbers
from baixing_desktop.usecases.officework import begun_here, is_own, office_clue, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.withdrawals import take_back

CATEGORY = "CONSULTATION"
"""The source of the reference data for what consultations bring up."""
_OCCASIONS: Mapping[ConsultationKind, str] = MappingProxyType(
    {
        ConsultationKind.PLATFORM: "CPPCC_CONSULTATION",
        ConsultationKind.CPPCC: "CPPCC_CONSULTATION",
        ConsultationKind.PARTY_GROUP: "CPPCC_CONSULTATION",
        ConsultationKind.GRASSROOTS: "GRASSROOTS_CONSULTATION",
        ConsultationKind.SOCIAL_ORGANISATION: "GRASSROOTS_CONSULTATION",
    }
)


@dataclass(frozen=True, slots=True)
class OwnForm:
    """What is asked for: the three texts of Attachment 3; who brought it up may stay unnamed, and to keep a ``name``
    or ``phone`` that person must have consented.
    """

    title: str
    analysis: str
    suggestions: str
    name: str = ""
    phone: str = ""
    collect: bool = False
    handover: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where such a clue comes from: a ``category`` of the sources and an ``occasion`` of it, the ``event`` by its name
    (挂点走访, 专题调研), who received it, and when.
    """

    category: str
    occasion: str
    event: str
    receiver: str
    day: date


@intention
def register_own(desk: Desk, form: OwnForm, origin: Origin) -> tuple[Clue, Changes]:
    """登记线索 that leaders met with on a visit, a committee on a survey, or that somebody else brought to the office
    (seed 八(一)2, F7); :func:`unregister_own` takes it back.

    Raises:
        InputError: ``INPUT_MISSING`` names the fields that are missing; ``INPUT_INVALID``: no such source;
            ``NUMBERS_USED_UP``.
    """
    known = desk.reference.sources.get(origin.category)
    if known is None or origin.occasion not in {"", *(one.code for one in known.occasions)}:
        raise InputError("INPUT_INVALID", field="来源", reason="来源表里没有这一项")
    source = Source(origin.category, origin.occasion or None)
    with desk.store.writing() as tx:
        clue = _register(desk, tx, _content(form, source, origin.receiver, origin.day), origin.event)
        note(desk, tx, "register_own", Kind.CLUE, clue.id, content=clue.content_hash)
    return clue, Changes.of(Kind.CLUE, clue.id)


@intention
def register_from_consultation(desk: Desk, consultation_id: str, form: OwnForm) -> tuple[Clue, Changes]:
    """登记线索 that a consultation brought up: source, occasion, receiver and day are those of the consultation, and
    both are linked; :func:`unregister_own` takes it back.

    Raises:
        InputError: ``INPUT_MISSING`` names the fields that are missing; ``NUMBERS_USED_UP``.
        NotFoundError: no such consultation.
    """
    with desk.store.writing() as tx:
        talk = tx.of(Consultation).get(consultation_id)
        content = _content(form, _source_of(desk, talk), talk.organiser, talk.held_on)
        clue = _register(desk, tx, content, talk.title)
        tx.of(ConsultationLink).add(ConsultationLink(new_id(), talk.id, clue.id))
        note(desk, tx, "register_own", Kind.CLUE, clue.id, content=clue.content_hash, consultation=talk.id)
    return clue, Changes.of(Kind.CLUE, clue.id) | Changes.of(Kind.CONSULTATION, talk.id)


@intention
def unregister_own(desk: Desk, clue_id: str) -> tuple[None, Changes]:
    """Take back what the office registered itself, as long as nobody has screened the clue. A number was given, so it
    stays in the record, withdrawn, and can be resumed.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: it came from a workroom, or it is being screened already.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = office_clue(tx, clue_id, None)
        if not is_own(tx, clue) or state_of(clue) is not OfficeState.RECEIVED:
            raise IllegalActionError(
                "ACTION_BARRED", action="撤销登记", reason="这条线索已经开始审核", todo="请在“审核·并案”里处理"
            )
        links = tx.of(ConsultationLink).where(clue_id=clue.id)
        for link in links:
            tx.of(ConsultationLink).remove(link)
        take_back(desk, tx, clue, desk.actor.name, "误登记")
    return None, Changes.of(Kind.CLUE, clue_id) | Changes.of(Kind.CONSULTATION, *(one.consultation_id for one in links))


def _source_of(desk: Desk, talk: Consultation) -> Source:
    known = desk.reference.sources.get(CATEGORY)
    occasions = {one.code for one in known.occasions} if known else set[str]()
    occasion = _OCCASIONS[talk.kind]
    return Source(CATEGORY, occasion if occasion in occasions else None)


def _content(form: OwnForm, source: Source, receiver: str, day: date) -> ClueContent:
    named = bool(form.name.strip() or form.phone.strip())
    person = Contributor(name=form.name, phone=form.phone) if named else Contributor(anonymous=True)
    consents = Consents(form.collect, form.handover) if named else Consents()
    return cleaned(ClueContent(form.title, form.analysis, form.suggestions, source, receiver, day, person, consents))


def _register(desk: Desk, tx: Transaction, content: ClueContent, event: str) -> Clue:
    require_face(tx.system.installation(), Face.OFFICE)
    missing = missing_fields(content)
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    (clue,) = received_here(desk, tx, (content,))
    tx.of(ClueContext).add(ClueContext(new_id(), clue.id, event=one_line(clean_text(event))))
    return clue


def received_here(desk: Desk, tx: Transaction, contents: Sequence[ClueContent]) -> tuple[Clue, ...]:
    """The office has clues that nobody reported: each waits to be screened, under a number of this computer. They are
    written in a few statements however many they are.

    Raises:
        InputError: ``NUMBERS_USED_UP``.
    """
    unit, typist, now = tx.system.installation().unit, desk.actor.name, desk.now()
    numbers = next_numbers(desk, tx, len(contents))
    clues = tuple(begun_here(unit, typist, *each, now) for each in zip(contents, numbers, strict=True))
    tx.clues.add_all(clues)
    tx.clues.add_revisions((clue, now) for clue in clues)
    return clues
