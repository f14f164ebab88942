"""Any list as it stands on the screen, kept as a workbook (F7; safety P12)."""

import hashlib
from dataclasses import dataclass

from baixing_desktop.changes import Kind
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.errors import InputError
from baixing_desktop.papers.ledgers.ledger import Heading, Ledger, Taken
from baixing_desktop.papers.render import ledger_workbook
from baixing_desktop.usecases.confirming import confirmed_by
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.papers.making import MadePaper
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

_WIDTH_MM, _WIDEST_MM = 22.0, 70.0


@dataclass(frozen=True, slots=True)
class ShownList:
    """``page`` names the list in the trail; ``rows`` hold the words in sight under ``heads``, masked as there."""

    page: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@intention
def list_file(
    desk: Desk, shown: ShownList, *, second: Confirmation | None = None, work: Work | None = None
) -> MadePaper:
    """``shown`` as a workbook. That it was taken out, with the number of its lines and the hash of the file, is in the
    audit trail before the bytes are returned. What a line is about is not known here, so each counts as a person.

    Raises:
        InputError: ``PAPER_NOTHING``: it has no line.
        IllegalActionError: ``SECOND_PERSON_NEEDED``.
        VaultError: the second person's name or passphrase is wrong.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    if not shown.rows:
        raise InputError("PAPER_NOTHING", period=shown.title)
    persons = len(shown.rows)
    confirmed = confirmed_by(desk, persons, second)
    lengths = [max(map(len, words)) for words in zip(shown.heads, *shown.rows, strict=True)]
    headings = [
        Heading(head, min(max(4.0 * length, _WIDTH_MM), _WIDEST_MM))
        for head, length in zip(shown.heads, lengths, strict=True)
    ]
    taken = Taken(desk.now(), desk.actor.name, f"画面上的列表，{persons} 行")
    data = ledger_workbook(Ledger(shown.title, headings, shown.rows, taken, printed=False), work or Work())
    digest = hashlib.sha256(data).hexdigest()
    with desk.store.writing() as tx:
        note(
            desk, tx, "export", Kind.SETTING, shown.page,
            paper="shown-list", format="xlsx", persons=persons, sha256=digest, confirmed_by=confirmed,
        )  # fmt: skip
    return MadePaper(data, f"{shown.title}.xlsx", digest, persons)
