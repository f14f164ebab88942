"""宣传报道: what the media brought about the programme, with the clues it is about (seed 八(五)1, 九(一)3)."""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import Publicity, PublicityClue
from baixing_desktop.domain.kinds import MediaLevel
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What is written down about a report; ``clues`` are numbers of clues it is about, ``link`` a web address or the
    page of a paper."""

    on: date
    medium: str
    level: MediaLevel
    title: str
    link: str = ""
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report and the numbers of its clues."""

    kept: Publicity
    clues: tuple[str, ...]

    @property
    def form(self) -> ReportForm:
        """The same as it was filled in."""
        one = self.kept
        return ReportForm(one.on, one.medium, one.level, one.title, one.link, self.clues)


@intention
def reports(desk: Desk) -> tuple[ReportView, ...]:
    """All reports, newest first."""
    with desk.store.reading() as tx:
        return tuple(_view(tx, one) for one in tx.of(Publicity).where(order="-on title"))


@intention
def save_report(desk: Desk, form: ReportForm, known: ReportView | None = None) -> tuple[ReportView, Changes]:
    """Write a report down, or change ``known``.

    Raises:
        InputError: ``INPUT_MISSING``: no medium or title; ``INPUT_INVALID``: a day still to come, or a number that no
            clue bears.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    form = replace(
        form,
        medium=one_line(clean_text(form.medium)),
        title=one_line(clean_text(form.title)),
        link=one_line(clean_text(form.link)),
    )
    missing = [name for name, words in (("媒体", form.medium), ("标题", form.title)) if not words]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    not_after(form.on, desk.today(), "日期")
    with desk.store.writing() as tx:
        repo = tx.of(Publicity)
        if known is None:
            kept = Publicity(new_id(), form.on, form.medium, form.level, form.title, form.link)
            repo.add(kept)
        else:
            found = repo.get(known.kept.id)
            if found.version != known.kept.version:
                raise ConflictError("CHANGED_MEANWHILE", current=found)
            kept = replace(
                found, on=form.on, medium=form.medium, level=form.level, title=form.title, link=form.link,
                version=found.version + 1,
            )  # fmt: skip
            repo.save(kept)
        _link(tx, kept.id, form.clues)
        note(desk, tx, "save_publicity", Kind.PUBLICITY, kept.id, level=form.level.value)
        view = _view(tx, kept)
    return view, Changes.of(Kind.PUBLICITY, kept.id)


@intention
def remove_report(desk: Desk, view: ReportView) -> tuple[ReportView, Changes]:
    """Take a report out that was written down by mistake; :func:`save_report` puts it back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(Publicity).remove(view.kept)
        note(desk, tx, "remove_publicity", Kind.PUBLICITY, view.kept.id)
    return view, Changes.of(Kind.PUBLICITY, view.kept.id)


def _view(tx: Transaction, kept: Publicity) -> ReportView:
    links = tx.of(PublicityClue).where(publicity_id=kept.id)
    clues = tx.clues.several([link.clue_id for link in links])
    return ReportView(kept, tuple(sorted(clue.number for clue in clues)))


def _link(tx: Transaction, publicity_id: str, numbers: tuple[str, ...]) -> None:
    repo = tx.of(PublicityClue)
    for link in repo.where(publicity_id=publicity_id):
        repo.remove(link)
    clues = {tx.clues.get(number).id: number for number in numbers}
    repo.add(*(PublicityClue(new_id(), publicity_id, clue_id) for clue_id in clues))
