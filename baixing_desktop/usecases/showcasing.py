"""典型案例: a clue that came to something is told on one page, and every draft is kept (seed 八(五)3, 九(一)3).

What a citizen said is shown only if the citizen agreed to public use, and without a name; the name of one who agreed
to that too is printed, and the case says when and how that was. Every change is a further draft; none is lost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.encouragement import Showcase, ShowcaseClue
from baixing_desktop.domain.handling import ResultUse
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers.layouts.showcase import media_words
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.officework import office_clue
from baixing_desktop.usecases.papers.showcases import (
    FILED,
    agreed,
    cases_in_force,
    clues_of,
    drafts_of,
    proposals_named,
    reports_on,
    require_agreed,
    with_merged,
    without_people,
)
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.phrasing import worded

_STANDING = (
    OfficeState.ACCEPTED, OfficeState.CLASSIFIED, OfficeState.ROUTED, OfficeState.CONCLUDED, OfficeState.ARCHIVED,
    OfficeState.RETAINED,
)  # fmt: skip
_ENDED = (OfficeState.CONCLUDED, OfficeState.ARCHIVED)
MOST_CLUES = 12
"""As many fit into the line under the title of the page."""


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A case as it is written: ``number`` of its clue, what was ``said``, ``done`` and came of it, the day of the page,
    and in ``credit`` how the contributor agreed to be named; empty: not named. ``also`` are the numbers of further
    clues it tells of; their contributors are not named."""

    number: str
    title: str
    said: str
    done: str
    result: str
    on: date
    credit: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """A draft of a case, mostly the one that holds, with what the record knows of its clues; ``also`` are the numbers
    of the further ones."""

    kept: Showcase
    number: str
    also: tuple[str, ...]
    merged: tuple[str, ...]
    proposals: tuple[str, ...]
    media: tuple[str, ...]

    @property
    def form(self) -> CaseForm:
        """The same as it was filled in."""
        one = self.kept
        return CaseForm(self.number, one.title, one.said, one.done, one.result, one.on, one.credit, self.also)


@intention
def cases(desk: Desk) -> tuple[CaseView, ...]:
    """All that were not taken out, the newest first."""
    with desk.store.reading() as tx:
        return tuple(_view(tx, one) for one in cases_in_force(tx))


@intention
def case_drafts(desk: Desk, clue_id: str) -> tuple[CaseView, ...]:
    """Every draft of the case that began with a clue, the newest first."""
    with desk.store.reading() as tx:
        return tuple(_view(tx, one) for one in drafts_of(tx, clue_id)[::-1])


@intention
def may_become_cases(desk: Desk) -> tuple[ClueSummary, ...]:
    """Clues that were concluded, answered or filed as a proposal, that may be shown in public and are not yet."""
    with desk.store.reading() as tx:
        known = {clue.id for one in cases_in_force(tx) for clue in clues_of(tx, one)}
        ids = [one for one in tx.listing.ids(ClueQuery(office_states=_STANDING)) if one not in known]
        letters = tx.casework.forwardings_of(ids)
        filed = [one.id for one in tx.of(Proposal).where(state=FILED)]
        proposed = {link.clue_id for link in tx.of(ProposalClue).of_many("proposal_id", filed)}
        fit = [
            clue.id
            for clue in tx.clues.several(ids)
            if clue.withdrawn_at is None
            and agreed(clue)
            and (
                clue.office_state in _ENDED
                or clue.id in proposed
                or any(line.reply for line in letters.get(clue.id, ()))
            )
        ]
        return tx.listing.summaries(fit)


@intention
def prefilled_case(desk: Desk, clue_id: str) -> CaseForm:
    """What the record knows of a clue, as the first draft of a case: nobody is named in it.

    Raises:
        IllegalActionError: as of :func:`save_case`.
        NotFoundError: no such clue.
    """
    with desk.store.reading() as tx:
        clue = _showable(tx, clue_id)
        people = _people(tx, (clue,))
        content = worded(tx, clue).content
        texts = (
            content.title,
            f"{content.analysis}\n{content.suggestions}".strip(),
            "\n".join(_done(desk, tx, clue)),
            "\n".join(_result(tx, clue)),
        )
    title, said, done, result = (without_people(text, people) for text in texts)
    return CaseForm(clue.number, one_line(title), said, done, result, desk.today())


@intention
def save_case(desk: Desk, form: CaseForm, known: CaseView | None = None) -> tuple[CaseView, Changes]:
    """Keep a case, or a further draft of ``known``; what leads to a contributor is taken out of its words.

    Raises:
        InputError: ``INPUT_MISSING``: no title, or nothing of what was said, done or came of it; ``INPUT_INVALID``:
            a day still to come, a case of another clue, a second case of one, a name for an anonymous contributor,
            or more than :data:`MOST_CLUES`.
        IllegalActionError: ``ACTION_BARRED``: one of its clues was not accepted, or its contributor does not agree to
            public use; ``CLUE_WITHDRAWN``, ``CLUE_ERASED``.
        ConflictError: ``CHANGED_MEANWHILE``.
        NotFoundError: no such clue.
    """
    form = _checked(desk, form)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        clue = _showable(tx, form.number)
        _require_credit(form, clue)
        drafts = drafts_of(tx, clue.id)
        _require_next(clue, drafts, known)
        others = _others(tx, clue, form)
        kept = _draft(desk, clue, form, len(drafts) + 1, _people(tx, (clue, *others)))
        tx.of(Showcase).add(kept)
        tx.of(ShowcaseClue).add(*(ShowcaseClue(new_id(), kept.id, one.id) for one in others))
        note(
            desk, tx, "save_case", Kind.PUBLICITY, clue.id,
            draft=kept.ordinal, credited=bool(kept.credit), also=[one.id for one in others],
        )  # fmt: skip
        view = _view(tx, kept)
    return view, Changes.of(Kind.PUBLICITY, clue.id)


@intention
def remove_case(desk: Desk, view: CaseView) -> tuple[CaseView, Changes]:
    """Take a case out; its drafts stay, and :func:`save_case` puts it back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        last = drafts_of(tx, view.kept.clue_id)[-1]
        if last != view.kept:
            raise ConflictError("CHANGED_MEANWHILE", current=last)
        gone = replace(
            last, id=new_id(), ordinal=last.ordinal + 1, at=desk.now(), actor=desk.actor.name, shown=False, version=1
        )
        tx.of(Showcase).add(gone)
        tx.of(ShowcaseClue).add(*(ShowcaseClue(new_id(), gone.id, one.id) for one in clues_of(tx, last)[1:]))
        note(desk, tx, "remove_case", Kind.PUBLICITY, gone.clue_id)
    return view, Changes.of(Kind.PUBLICITY, view.kept.clue_id)


def _checked(desk: Desk, form: CaseForm) -> CaseForm:
    title, credit = one_line(clean_text(form.title)), one_line(clean_text(form.credit))
    said, done, result = (clean_text(words).strip() for words in (form.said, form.done, form.result))
    number = form.number.strip()
    given = (("线索编号", number), ("标题", title), ("群众怎么说", said), ("怎样办理", done), ("办成了什么", result))
    missing = [name for name, words in given if not words]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    not_after(form.on, desk.today(), "日期")
    also = tuple(dict.fromkeys(one.strip() for one in form.also if one.strip()))
    if len(also) >= MOST_CLUES:
        raise InputError("INPUT_INVALID", field="还讲到的线索", reason=f"连主要的一条，最多 {MOST_CLUES} 条")
    return CaseForm(number, title, said, done, result, form.on, credit, also)


def _others(tx: Transaction, clue: Clue, form: CaseForm) -> tuple[Clue, ...]:
    """The further clues, each once; what is treated with the first one need not be said again."""
    found = {one.id: one for one in (_showable(tx, number) for number in form.also)}
    found.pop(clue.id, None)
    return tuple(found.values())


def _showable(tx: Transaction, number: str) -> Clue:
    """The clue of a case, by number or identity; refuses one that may not be shown."""
    clue = office_clue(tx, number, None)
    if clue.office_state not in _STANDING:
        raise IllegalActionError(
            "ACTION_BARRED", action="做成典型案例", reason="这条线索没有受理，或已并入别的线索", todo="请选受理的那一条"
        )
    require_agreed(clue)
    return clue


def _require_credit(form: CaseForm, clue: Clue) -> None:
    if form.credit and clue.content.contributor.anonymous:
        raise InputError("INPUT_INVALID", field="署名依据", reason="这条线索是匿名的，不能署名，请清空")


def _require_next(clue: Clue, drafts: tuple[Showcase, ...], known: CaseView | None) -> None:
    last = drafts[-1] if drafts else None
    if known is None:
        if last is not None and last.shown:
            raise InputError("INPUT_INVALID", field="线索编号", reason="这条线索已有典型案例，请在左边找到它修改")
    elif known.kept.clue_id != clue.id:
        raise InputError("INPUT_INVALID", field="线索编号", reason="案例的线索不能改，请另建一个案例")
    elif known.kept != last:
        raise ConflictError("CHANGED_MEANWHILE", current=last)


def _draft(desk: Desk, clue: Clue, form: CaseForm, ordinal: int, people: tuple[Contributor, ...]) -> Showcase:
    title, said, done, result, credit = (
        without_people(text, people) for text in (form.title, form.said, form.done, form.result, form.credit)
    )
    return Showcase(
        new_id(), clue.id, ordinal, title, said, done, result, form.on, desk.now(), desk.actor.name, credit
    )  # fmt: skip


def _people(tx: Transaction, clues: Iterable[Clue]) -> tuple[Contributor, ...]:
    return tuple(one.content.contributor for one in with_merged(tx, clues))


def _view(tx: Transaction, kept: Showcase) -> CaseView:
    clues = clues_of(tx, kept)
    everyone = with_merged(tx, clues)
    merged = tuple(one.number for one in everyone if one not in clues)
    reports = reports_on(tx, tuple(one.id for one in everyone))
    media = tuple(media_words(one.on, one.medium, one.title, one.link) for one in reports)
    first, *others = (one.number for one in clues)
    return CaseView(kept, first, tuple(others), merged, proposals_named(tx, clues), media)


def _done(desk: Desk, tx: Transaction, clue: Clue) -> Iterator[str]:
    """What was done about the clue, one line for each handler and proposal."""
    for line in tx.casework.forwardings(clue.id):
        if line.issued_on is None:
            continue
        handler = desk.reference.unit_name(line.handler)
        words = f"{day_words(line.issued_on)}，区政协办公室转{handler}办理"
        if line.taken_over_on:
            words += f"，{day_words(line.taken_over_on)}接办"
        if line.reply:
            words += f"，{day_words(line.reply.replied_on)}答复：{line.reply.text.strip()}"
        yield words.rstrip("。") + "。"
    for name in proposals_named(tx, (clue,)):
        yield f"经政协委员认领培育，形成提案（{name}），已立案交办。"


def _result(tx: Transaction, clue: Clue) -> Iterator[str]:
    """What came of it: the last answer's outcome and what it was made into."""
    replies = [line.reply for line in tx.casework.forwardings(clue.id) if line.reply]
    if replies:
        # Without its letter: A, B and C are the office's own.
        yield f"{label(replies[-1].outcome).lstrip('ABC ')}。"
    for one in tx.of(ResultUse).where(clue_id=clue.id, order="on title"):
        yield f"{label(one.kind)}：{one.title}（{one.proof}）。"
