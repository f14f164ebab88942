"""The sense of the entry page: the draft, its keeping, its registration."""

from dataclasses import dataclass, replace

from baixing_desktop.changes import Changes
from baixing_desktop.clock import local
from baixing_desktop.domain.clue import Attachment, Clue, ClueContent, Source
from baixing_desktop.domain.rules.registration import Field, missing_fields
from baixing_desktop.domain.rules.similarity import Rarity
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases.barring import bars_of, set_bars
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import (
    attach_file,
    delete_draft,
    register_clue,
    reopen_draft,
    save_draft,
)
from baixing_desktop.usecases.gathering import called_topics, context_of, place_clue, sessions
from baixing_desktop.usecases.pictures import thumbnail, turn_attachment
from baixing_desktop.usecases.printing import attachment3, preview_attachment3
from baixing_desktop.usecases.purging import purge_draft
from baixing_desktop.usecases.reading import editable_clue
from baixing_desktop.usecases.similar import Similar, rarity_here, similar_clues
from ui.pages.entry.advice import Advice, AlikeLine, advise
from ui.pages.entry.places import Places, PlacesOffered
from ui.words import say_day

_PASSAGE = 16
_LISTED = 40

_HINTS = {
    Field.TITLE: "请写标题，一句话说清一件事。",
    Field.ANALYSIS: "请写情况分析：什么地方、什么问题、影响到谁。",
    Field.SUGGESTIONS: "请写具体建议：希望怎样解决。",
    Field.SOURCE: "请选来源。",
    Field.RECEIVER: "请写接收人。",
    Field.RECEIVED_ON: "请写日期。",
    Field.CONTACT: "请写反映人姓名，或选匿名。",
    Field.GUARDIAN: "反映人未满 14 周岁，请写监护人姓名。",
    Field.CONSENT: "留下姓名和联系方式，需要反映人同意收集。",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """How far the draft is kept: its number (or ``（草稿）``), its state, the time of the last save (``15:21:07``)."""

    number: str
    state: ClueState | None
    saved_at: str


class EntryPresenter:
    """One clue being written. All methods but the pure ones touch the store: call them in its lane, which is serial,
    so the version kept here is always the latest.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._rarity: Rarity | None = None
        self.clue: Clue | None = None
        self.places = self._placed = Places()
        self.bars: tuple[str, ...] = ()
        self._barred: tuple[str, ...] = ()

    # -- pure

    def blank(self, source: Source) -> ClueContent:
        """An empty form: our own unit receives, today, with the source used last."""
        self.bars = self._barred = ()
        self._placed = Places()
        known = source.category in self._desk.reference.sources
        return ClueContent(
            receiver=self._desk.unit.name, received_on=self._desk.today(), source=source if known else Source()
        )

    def handlers(self) -> list[tuple[str, str]]:
        """The units that clues are handed on to."""
        return [(unit.code, unit.name) for unit in self._desk.reference.units_of(UnitKind.DEPARTMENT)]

    def categories(self) -> list[tuple[str, str]]:
        """First level of 来源."""
        return [(s.code, s.label) for s in self._desk.reference.sources.values()]

    def occasions(self, category: str) -> list[tuple[str, str]]:
        """Second level of 来源 under ``category``."""
        found = self._desk.reference.sources.get(category)
        return [(o.code, o.label) for o in found.occasions] if found else []

    @staticmethod
    def missing(content: ClueContent) -> dict[Field, str]:
        """What still stops registration, with a sentence for each field, in the order of the paper."""
        return {field: _HINTS[field] for field in missing_fields(content)}

    @staticmethod
    def is_blank(content: ClueContent) -> bool:
        """Whether nobody has written anything of their own yet."""
        person = content.contributor
        texts = (content.title, content.analysis, content.suggestions, *person.known)
        return not content.attachments and not any(text.strip() for text in texts)

    def advise(self, content: ClueContent) -> Advice:
        """Hints on what is written; they stop nobody, but for a text that must not be here."""
        return advise(content, self._desk.reference)

    @staticmethod
    def belonging(belongs: str) -> Places:
        """``session=…`` or ``topic=…`` as another page says it."""
        kind, _, identity = belongs.partition("=")
        return Places(**{kind: identity}) if identity else Places()

    # -- in the store's lane

    def offered(self, last: Places) -> PlacesOffered:
        """Where a clue can belong. The session and community of the ``last`` one are offered while it is the day of
        that session: a liaison at a session takes down one clue after the other.
        """
        today, unit = self._desk.today(), self._desk.unit.code
        held = [view.session for view in sessions(self._desk, _LISTED)]
        still = any(session.id == last.session and session.held_on == today for session in held)
        return PlacesOffered(
            [(session.id, f"{say_day(session.held_on, today)} {session.place}") for session in held],
            [(view.topic.id, view.topic.title) for view in called_topics(self._desk)],
            [(one.code, one.name) for one in self._desk.reference.communities_of(unit)],
            last if still else Places(),
        )

    def open(self, clue_id: str) -> ClueContent:
        """Take up a draft, or a registered or returned clue, which becomes a draft again only when it is changed.

        Raises:
            UserError: as the use cases.
        """
        self.clue = editable_clue(self._desk, clue_id)
        self.bars = self._barred = tuple(bar.unit for bar in bars_of(self._desk, self.clue.id))
        self.places = self._placed = self._belonging(self.clue.id)
        return self.clue.content

    def save(self, content: ClueContent) -> tuple[Kept, Changes]:
        """Keep what is written so far."""
        changes = self._take_back()
        self.clue, saved = save_draft(
            self._desk, content, clue_id=self.clue and self.clue.id, version=self.clue and self.clue.version
        )
        return self._kept(), changes | saved | self._place(self.clue.id) | self._bar(self.clue.id)

    def discard_if_blank(self, content: ClueContent) -> tuple[None, Changes]:
        """Throw the draft away when nothing is left in it and it never had a number."""
        clue = self.clue
        if clue is None or clue.provisional_number or not self.is_blank(content):
            return None, Changes()
        self.clue = None
        return delete_draft(self._desk, clue.id)

    def register(self, content: ClueContent) -> tuple[Clue, Changes]:
        """Register; the clue gets its number and is ready to print.

        Raises:
            InputError: ``INPUT_MISSING``.
        """
        changes = self._take_back()
        clue, registered = register_clue(
            self._desk, content, clue_id=self.clue and self.clue.id, version=self.clue and self.clue.version
        )
        placed = self._place(clue.id)
        self.clue = None
        return clue, changes | registered | placed | self._bar(clue.id)

    def undo_registration(self, clue_id: str) -> tuple[Clue, Changes]:
        """Back to the desk; the number stays."""
        return reopen_draft(self._desk, clue_id)

    def attach(self, name: str, data: bytes) -> Attachment:
        """Keep a file and say how it is listed."""
        return attach_file(self._desk, name, data)

    def turn(self, item: Attachment) -> Attachment:
        """A photo turned a quarter to the right."""
        return turn_attachment(self._desk, item)

    def purge(self) -> tuple[None, Changes]:
        """Wipe what was kept of a text that must not be here.

        Raises:
            UserError: as the use case.
        """
        clue, self.clue = self.clue, None
        return purge_draft(self._desk, clue.id) if clue else (None, Changes())

    # -- in the paper lane

    def alike(self, content: ClueContent) -> tuple[AlikeLine, ...]:
        """The clues most like this one, each in a sentence."""
        if self._rarity is None:
            self._rarity = rarity_here(self._desk)
        found = similar_clues(self._desk, content, self._rarity, leave_out=self.clue.id if self.clue else "")
        return tuple(AlikeLine(each.clue.id, self._alike_sentence(each)) for each in found)

    def _alike_sentence(self, each: Similar) -> str:
        day = each.clue.received_on or local(each.clue.updated_at).date()
        reasons = [
            f"地点相同：{each.likeness.places[0]}" if each.likeness.places else "",
            f"都写到“{each.likeness.passages[0][:_PASSAGE]}”" if each.likeness.passages else "",
        ]
        why = "，".join(reason for reason in reasons if reason)
        return f"与{say_day(day, self._desk.today())}的“{each.clue.title or '草稿'}”相似{f'（{why}）' if why else ''}。"

    def thumbnail(self, item: Attachment, pixels: int) -> bytes | None:
        """A small picture of an attached photo."""
        return thumbnail(self._desk, item, pixels)

    def paper(self, clue_id: str) -> bytes:
        """Attachment 3 of a registered clue, as it is signed."""
        return attachment3(self._desk, [clue_id])

    def preview(self, content: ClueContent) -> bytes:
        """The page as it would print now."""
        return preview_attachment3(self._desk, content, (self.clue and self.clue.provisional_number) or "")

    def kept(self) -> Kept | None:
        """How far it is kept, None before the first save."""
        return self._kept() if self.clue else None

    def _take_back(self) -> Changes:
        """A registered or returned clue that is changed becomes a draft first."""
        clue = self.clue
        if clue is None or clue.workroom_state not in (ClueState.REGISTERED, ClueState.RETURNED):
            return Changes()
        reopened, changes = reopen_draft(self._desk, clue.id)
        self.clue = replace(clue, workroom_state=reopened.workroom_state, version=reopened.version)
        return changes

    def _belonging(self, clue_id: str) -> Places:
        found = context_of(self._desk, clue_id)
        return Places(found.session_id or "", found.topic_id or "", found.community or "") if found else Places()

    def _place(self, clue_id: str) -> Changes:
        """Where the clue belongs, kept when it changed."""
        places = self.places
        if places == self._placed:
            return Changes()
        changes = place_clue(
            self._desk,
            clue_id,
            session_id=places.session,
            topic_id=places.topic,
            community=places.community,
        )[1]
        self._placed = places
        return changes

    def _bar(self, clue_id: str) -> Changes:
        """The units that must not get the clue, kept when they changed."""
        bars = self.bars
        if bars == self._barred:
            return Changes()
        changes = set_bars(self._desk, clue_id, bars)[1]
        self._barred = bars
        return changes

    def _kept(self) -> Kept:
        clue = self.clue
        if clue is None:
            return Kept("", None, "")
        return Kept(clue.number, clue.workroom_state, f"{local(clue.updated_at):%H:%M:%S}")
