"""建议: which route and which unit the office would choose, learned from what it chose before (seed 八(三), 八(四)1).

A suggestion is never applied by itself. What was learned lives in the memory of one session and is never written down,
so no citizen's words leave the encrypted record.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.rules.routing import counterparts
from baixing_desktop.domain.rules.similarity import Rarity
from baixing_desktop.domain.rules.suggesting import Guess, Lesson, Suggester
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import bars_on
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.officework import office_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.similar import GROUND, like, matter_of
from baixing_desktop.work import Work

NEWEST = 10_000
"""Decisions that are learned from; older ones say little about today's division of work."""
MOST_EARLIER = 2
ANEW_FROM = 20
"""It is learned anew, and its confidence fitted again, when one in so many decisions is new."""


@dataclass(slots=True)
class Subject:
    """What was learned about one question, and from which decision on which clue."""

    decided: dict[str, str] = field(default_factory=dict[str, str])
    suggester: Suggester = field(default_factory=Suggester)


@dataclass(slots=True)
class Learned:
    """What an office's decisions taught about routes and units; keep it while the record is open."""

    routes: Subject = field(default_factory=Subject)
    handlers: Subject = field(default_factory=Subject)
    rarity: Rarity = field(default_factory=lambda: Rarity(0, {}))


@dataclass(frozen=True, slots=True)
class Advice:
    """One suggestion: a code, its ``confidence`` (0 to 1), the words and the ``earlier`` clues that speak for it.

    ``committees`` are the counterparts of a suggested unit by the reference data; ``of`` counts the decisions learned.
    """

    code: str
    confidence: float
    words: tuple[str, ...]
    earlier: tuple[ClueSummary, ...]
    of: int
    committees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What is suggested for one clue; None where too little is known or it is not sure enough."""

    route: Advice | None
    handler: Advice | None


@intention
def learn_decisions(desk: Desk, known: Learned, work: Work | None = None) -> Learned:
    """``known`` brought up to date: new decisions are added, and it is learned anew where an earlier one changed.

    Stopped half-way, ``known`` is still right for what it holds.

    Raises:
        UserError: ``CANCELLED``.
    """
    work = work or Work()
    with desk.store.reading() as tx:
        return Learned(
            _taught(tx, known.routes, tx.casework.decided_routes(NEWEST), work),
            _taught(tx, known.handlers, tx.casework.decided_handlers(NEWEST), work),
            Rarity.of(list(tx.alike.latest(GROUND).values())),
        )


@intention
def suggestions_for(desk: Desk, clue_id: str, learned: Learned) -> Suggestions:
    """What ``learned`` suggests for a clue, nothing where it is decided already.

    Units that must not get it, or are not offered any more, are never suggested (safety P17).

    Raises:
        NotFoundError: no such clue.
    """
    with desk.store.reading() as tx:
        clue = office_clue(tx, clue_id, None)
        matter = matter_of(clue.content)
        alike = [identity for identity, _ in like(tx, matter, learned.rarity, clue.id)]
        barred = {bar.unit for bar in bars_on(tx, clue.id)}
        offered = {unit.code for unit in desk.reference.units_of(UnitKind.DEPARTMENT)} - barred

        def about(subject: Subject, among: Collection[str]) -> Advice | None:
            guess = None if clue.id in subject.decided else subject.suggester.suggest(matter)
            return _advice(desk, tx, subject, guess, alike) if guess and guess.label in among else None

        return Suggestions(about(learned.routes, frozenset(Route)), about(learned.handlers, offered))


def _advice(desk: Desk, tx: Transaction, subject: Subject, guess: Guess, alike: Sequence[str]) -> Advice:
    earlier = islice((one for one in alike if subject.decided.get(one) == guess.label), MOST_EARLIER)
    return Advice(
        guess.label,
        guess.confidence,
        guess.words,
        tuple(tx.listing.summaries(list(earlier))),
        subject.suggester.decisions,
        counterparts(guess.label, desk.reference.counterparts),
    )


def _taught(tx: Transaction, known: Subject, decided: dict[str, str], work: Work) -> Subject:
    new = {identity: code for identity, code in decided.items() if identity not in known.decided}
    kept = all(decided.get(identity) == code for identity, code in known.decided.items())
    if not kept or len(new) * ANEW_FROM > len(known.decided):
        return Subject(decided, Suggester.of(_lessons(tx, decided, work), work))
    # Read first, then learned in one go: being stopped never leaves a decision counted twice.
    for lesson in _lessons(tx, new, work):
        known.suggester.learn(lesson)
    known.decided = decided
    return known


def _lessons(tx: Transaction, decided: Mapping[str, str], work: Work) -> list[Lesson]:
    lessons: list[Lesson] = []
    for some in portions(list(decided)):
        work.at(len(lessons), len(decided), "正在读以往的决定")
        lessons += [Lesson(matter, decided[identity]) for identity, matter in tx.alike.matters(some).items()]
    return lessons
