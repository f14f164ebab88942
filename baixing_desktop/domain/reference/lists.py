"""The lists of reference data as the rules and screens read them: codes that never change, labels that may."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.rules.contacts import Community
from baixing_desktop.domain.rules.deadlines import WorkCalendar
from baixing_desktop.domain.rules.hints import HintWords, ScreeningReason
from baixing_desktop.domain.rules.retention import RetentionRule
from baixing_desktop.domain.rules.scoring import ScoreRule
from baixing_desktop.domain.units import Unit, UnitKind
from baixing_desktop.errors import InputError, NotFoundError


@dataclass(frozen=True, slots=True)
class Occasion:
    """Second level of 来源: on which occasion."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceCategory:
    """First level of 来源, printed on the form, with the clause it rests on."""

    code: str
    label: str
    clause: str
    occasions: tuple[Occasion, ...]
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Street:
    """A street (街道): its ordinal code 01–18, its name, its workroom's unit code."""

    code: str
    name: str
    workroom: str


@dataclass(frozen=True, slots=True)
class OutcomeLabel:
    """办理结果 as papers show it: the letter top right, the words below."""

    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All lists that the rules and the screens read. ``number`` is the office's edition they include (0: none)."""

    units: Mapping[str, Unit]
    sources: Mapping[str, SourceCategory]
    calendar: WorkCalendar
    communities: tuple[Community, ...] = ()
    reasons: Mapping[str, ScreeningReason] = field(default_factory=dict[str, ScreeningReason])
    hint_words: HintWords = field(default_factory=HintWords)
    outcomes: Mapping[Outcome, OutcomeLabel] = field(default_factory=dict[Outcome, OutcomeLabel])
    themes: Mapping[str, str] = field(default_factory=dict[str, str])
    counterparts: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    score_rules: Mapping[str, ScoreRule] = field(default_factory=dict[str, ScoreRule])
    retention: Mapping[str, RetentionRule] = field(default_factory=dict[str, RetentionRule])
    number: int = 0

    def unit(self, unit_code: str, *kinds: UnitKind, role: str = "这里") -> Unit:
        """The unit with this code, of one of ``kinds`` if any are given.

        Raises:
            NotFoundError: ``UNIT_UNKNOWN``.
            InputError: ``UNIT_WRONG_KIND``.
        """
        unit = self.units.get(unit_code)
        if unit is None:
            raise NotFoundError("UNIT_UNKNOWN", number=unit_code)
        if kinds and unit.kind not in kinds:
            raise InputError("UNIT_WRONG_KIND", name=unit.name, role=role)
        return unit

    def unit_name(self, code: str) -> str:
        """The unit's name, or its code when it is not in the list (a later version may know it)."""
        unit = self.units.get(code)
        return unit.name if unit else code

    def source_label(self, code: str) -> str:
        """The first-level label as printed on the form; unknown codes show themselves, none shows nothing."""
        category = self.sources.get(code)
        return category.label if category else code

    def units_of(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        """The units of these kinds that can be chosen, in the order of the file."""
        return tuple(u for u in self.units.values() if u.kind in kinds and not u.retired)

    @property
    def streets(self) -> tuple[Street, ...]:
        """The eighteen streets in their order, by their workrooms."""
        rooms = (u for u in self.units.values() if u.kind is UnitKind.WORKROOM and u.ordinal)
        return tuple(Street(f"{u.ordinal:02d}", u.street, u.code) for u in sorted(rooms, key=lambda u: u.ordinal))

    def community_name(self, code: str) -> str:
        """The name of the community with this code, else the code itself; none shows nothing."""
        return next((c.name for c in self.communities if c.code == code), code)

    def communities_of(self, workroom: str) -> tuple[Community, ...]:
        """The communities of one street. Names repeat between streets: only the code is unique."""
        return tuple(c for c in self.communities if c.workroom == workroom)
