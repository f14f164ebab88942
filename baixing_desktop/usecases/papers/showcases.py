"""典型案例 and its 目录 (seed 八(五)3, 九(一)3; F62)."""

from collections.abc import Iterable

from baixing_desktop.changes import Kind
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.encouragement import Publicity, PublicityClue, Showcase, ShowcaseClue
from baixing_desktop.domain.rules.erasure import ERASED_TITLE
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import ProposalState
from baixing_desktop.errors import IllegalActionError, NotFoundError
from baixing_desktop.papers.layouts.showcase import CaseSheet, facts_words, media_words
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.showcases import CaseLine, cases_ledger
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.brand import brand_in
from baixing_desktop.usecases.claimed import proposals_on
from baixing_desktop.usecases.papers.books import ISSUER
from baixing_desktop.usecases.papers.cases import street_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.standing import require_standing
from baixing_desktop.usecases.supervised import proposal_number

FILED = (ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED)


def cases_in_force(tx: Transaction) -> tuple[Showcase, ...]:
    """The draft that holds of every case that was not taken out, the newest case first."""
    last = {draft.clue_id: draft for draft in tx.of(Showcase).where(order="ordinal")}
    return tuple(sorted((one for one in last.values() if one.shown), key=lambda one: (one.on, one.at), reverse=True))


def drafts_of(tx: Transaction, clue_id: str) -> tuple[Showcase, ...]:
    """Every draft of the case of a clue, the first one first."""
    return tx.of(Showcase).where(clue_id=clue_id, order="ordinal")


def clues_of(tx: Transaction, draft: Showcase) -> tuple[Clue, ...]:
    """The clues that a draft tells of: the one the case began with, then the others as they were handed in."""
    others = [tx.clues.get(link.clue_id) for link in tx.of(ShowcaseClue).where(showcase_id=draft.id)]
    return (tx.clues.get(draft.clue_id), *sorted(others, key=lambda one: (one.created_at, one.id)))


def merged_into(tx: Transaction, clue_id: str) -> tuple[Clue, ...]:
    """The clues that are treated with this one."""
    links = tx.of(MergeLink).where(master_id=clue_id, undone_at=None, order="at")
    return tuple(tx.clues.get(link.clue_id) for link in links)


def agreed(clue: Clue) -> bool:
    """Whether the clue may be used in public: its contributor agreed to that, or is unknown."""
    return clue.content.contributor.anonymous or clue.content.consents.publicity


def with_merged(tx: Transaction, clues: Iterable[Clue]) -> tuple[Clue, ...]:
    """These clues, and all that are treated with one of them."""
    return tuple(each for clue in clues for each in (clue, *merged_into(tx, clue.id)))


def require_agreed(clue: Clue) -> None:
    """Refuse to show in public what a named contributor did not agree to (PIPL 25; the notice of information).

    Raises:
        IllegalActionError: ``ACTION_BARRED``.
    """
    if not agreed(clue):
        raise IllegalActionError(
            "ACTION_BARRED", action="做成典型案例", reason=f"{clue.number}的反映人没有同意公开宣传",
            todo="请由工作室联系反映人，同意以后再做",
        )  # fmt: skip


def without_people(text: str, people: tuple[Contributor, ...]) -> str:
    """``text`` without what leads to any of these people."""
    for person in people:
        text = redact_text(text, person)
    return text


def reports_on(tx: Transaction, clue_ids: tuple[str, ...]) -> tuple[Publicity, ...]:
    """The reports in the media about these clues, oldest first."""
    ids = {link.publicity_id for link in tx.of(PublicityClue).of_many("clue_id", clue_ids)}
    return tuple(tx.of(Publicity).of_many("id", tuple(ids), order="on"))


def proposals_named(tx: Transaction, clues: Iterable[Clue]) -> tuple[str, ...]:
    """The numbers of the filed proposals that rest on these clues, each once."""
    found = (one for clue in clues for one in proposals_on(tx, clue.id) if one.state in FILED)
    return tuple(dict.fromkeys(proposal_number(one) or one.title for one in found))


def showcase(counter: Counter) -> Gathered:
    """典型案例 that began with a clue, by its identity or number; only that clue's contributor may be named.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``: no case was made of it, or it was taken out.
        IllegalActionError: one of its clues is withdrawn or erased, or a contributor does not agree (any more).
    """
    tx = counter.tx
    clue = tx.clues.get(counter.request.id)
    require_standing(tx, clue)
    require_agreed(clue)
    held = next((one for one in cases_in_force(tx) if one.clue_id == clue.id), None)
    if held is None:
        raise NotFoundError("RECORD_NOT_FOUND", kind="典型案例")
    clues, person = clues_of(tx, held), clue.content.contributor
    for each in clues[1:]:
        require_standing(tx, each)
        require_agreed(each)
    everyone = with_merged(tx, clues)
    merged = [one.number for one in everyone if one not in clues]
    people = tuple(one.content.contributor for one in everyone)
    named = person.name if held.credit and not person.anonymous else ""
    numbers = [one.number for one in clues]
    sheet = CaseSheet(
        title=without_people(held.title, people),
        meta=facts_words(numbers, merged, proposals_named(tx, clues), streets_of(counter, clues)),
        said=without_people(held.said, people),
        done=without_people(held.done, people),
        result=without_people(held.result, people),
        media=[
            media_words(one.on, one.medium, one.title, one.link)
            for one in reports_on(tx, tuple(one.id for one in everyone))
        ],
        issuer=ISSUER,
        made_on=held.on,
        credit=named,
        brand=brand_in(tx),
    )
    return Gathered(sheet, Kind.CLUE, clue.id, 1 if named else 0, ("name",) if named else ())


def cases(counter: Counter) -> Gathered:
    """典型案例目录 of a period, by the day; nobody is named. What may not be shown any more is left out."""
    period = counter.period
    found = [one for one in reversed(cases_in_force(counter.tx)) if one.on in period and _presentable(counter, one)]
    lines = [_line(counter, one) for one in found]
    return Gathered(cases_ledger(lines, period.words, counter.taken(period.words)), "ledger", "")


def _presentable(counter: Counter, one: Showcase) -> bool:
    return all(
        clue.withdrawn_at is None and clue.content.title != ERASED_TITLE and agreed(clue)
        for clue in clues_of(counter.tx, one)
    )


def streets_of(counter: Counter, clues: Iterable[Clue]) -> str:
    """Where the clues come from, each street once."""
    return joined(tuple(dict.fromkeys(street_of(counter, clue.unit) for clue in clues)))


def _line(counter: Counter, one: Showcase) -> CaseLine:
    clues = clues_of(counter.tx, one)
    reports = reports_on(counter.tx, tuple(each.id for each in with_merged(counter.tx, clues)))
    numbers = joined([clue.number for clue in clues])
    return CaseLine(
        one.on, one.title, numbers, streets_of(counter, clues), one.result, len(reports), bool(one.credit), one.ordinal
    )
