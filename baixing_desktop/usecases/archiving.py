"""年度档案: the papers, ledgers and figures of a year in one file, with a list of hashes (seed 九(一)6; safety P12).

The package is a plain ZIP file: PDF and Excel can be read in thirty years without this program, ``metadata.json`` says
the same to a machine, ``说明.txt`` to a person, and the list of SHA-256 tells whether anything was changed since.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local, stamp
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.files import durable_file
from baixing_desktop.locks import hold
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.archive_check import MANIFEST
from baixing_desktop.usecases.archive_files import (
    ATTACHMENTS,
    SIGNED,
    KeptFile,
    files_of_year,
    readable_files,
    sweep_unfinished,
)
from baixing_desktop.usecases.confirming import confirmed_by
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.papers import PAPERS, Format, PaperRequest
from baixing_desktop.usecases.papers.kinds import Counter, Gathered, PaperKind
from baixing_desktop.usecases.papers.making import rendered
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.trail_words import impersonal
from baixing_desktop.usecases.years import YearLine, YearState, year_state_in
from baixing_desktop.work import Work

ARCHIVE_KIND = "年度档案 (*.zip)"
_PAPERS = (
    "statistics", "handling", "quota", "committees", "catalogue", "letters", "city-table", "results", "responses",
    "consultations", "publicity", "showcases", "incentives", "compendium", "brief",
)  # fmt: skip
_INTERNAL = ("register", "commended")
"""What names people belongs to the internal edition only; so do the files of the clues."""
_FOLDERS: Mapping[Format, str] = {Format.PDF: "纸面", Format.WORKBOOK: "表格"}


@dataclass(frozen=True, slots=True)
class Archived:
    """A package that was written: where, how many files, how many persons stand in it, and the SHA-256 (64 hex digits)
    of its list, which stands in the audit trail. ``lacking``: the files of clues that should be in it and are not here.
    """

    path: Path
    files: int
    persons: int
    digest: str
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    """What goes into a package, as it stood at one moment."""

    internal: bool
    papers: tuple[tuple[PaperKind, Gathered], ...]
    files: tuple[KeptFile, ...]
    left_out: tuple[str, ...]
    state: YearState
    numbers: Mapping[str, Plain]


@intention
def archive_year(
    desk: Desk,
    year: int,
    path: Path,
    *,
    internal: bool = False,
    purpose: str = "",
    second: Confirmation | None = None,
    work: Work | None = None,
) -> Archived:
    """Write the package of ``year`` to ``path``: redacted, or the ``internal`` edition with the register, who was
    commended, the attachments and signed papers, and with names in the compendium, for which a ``purpose`` must be
    given. All of it is of one moment of the record. That it was made, with the number of persons and the hash of its
    list, is in the audit trail before the file is there. What an earlier writing to ``path`` left that was killed is
    removed.

    Raises:
        IllegalActionError: ``SECOND_PERSON_NEEDED``.
        VaultError: the second person's name or passphrase is wrong.
        InputError: ``WRONG_ROLE``; ``INPUT_INVALID``: a year still to come; ``INPUT_MISSING``: no purpose;
            ``FILE_NOT_WRITTEN``.
        StoreError: there is no room at ``path``.
        UserError: ``CANCELLED`` by way of ``work``; nothing is at ``path`` then.
    """
    require_face(desk.installation, Face.OFFICE)
    if year > desk.today().year:
        raise InputError("INPUT_INVALID", field="年度", reason="这一年还没有到")
    if internal and not purpose.strip():
        raise InputError("INPUT_MISSING", fields="用途")
    work = work or Work()
    with desk.store.reading() as tx:
        kept = _kept(desk, tx, year, internal=internal, purpose=purpose.strip(), work=work)
    persons = max((gathered.persons for _, gathered in kept.papers), default=0)
    confirmed = confirmed_by(desk, persons, second)
    lacking: list[str] = []
    sweep_unfinished(path)
    with durable_file(path) as target:
        hold(target.fileno())
        files, digest = _write(desk, target, kept, lacking, work)
        with desk.store.writing() as tx:
            note(
                desk, tx, "archive_year", "archive", str(year), files=files, persons=persons, lacking=len(lacking),
                purpose=impersonal(tx, purpose), internal=internal, sha256=digest, confirmed_by=confirmed,
            )  # fmt: skip
    return Archived(path, files, persons, digest, tuple(lacking))


def archive_name(year: int, *, internal: bool) -> str:
    """The name that is proposed for the file."""
    return f"百姓提案{year}年度档案{'（内部版）' if internal else ''}.zip"


def _write(desk: Desk, target: BinaryIO, kept: _Kept, lacking: list[str], work: Work) -> tuple[int, str]:
    """Everything, the list last: what is cut off before it passes for no package. How many files, the list's hash."""
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        at = local(desk.now()).timetuple()[:6]
        files = readable_files(desk.blobs, kept.files, lacking, work)
        for name, data in chain(_papers(desk, kept, work), files, _about(desk, kept, lacking)):
            hashes[name] = hashlib.sha256(data).hexdigest()
            _put(package, name, data, at)
        listed = "".join(f"{digest}  {name}\n" for name, digest in hashes.items()).encode()
        _put(package, MANIFEST, listed, at)
    return len(hashes), hashlib.sha256(listed).hexdigest()


def _kept(desk: Desk, tx: Transaction, year: int, *, internal: bool, purpose: str, work: Work) -> _Kept:
    request = PaperRequest(period=year_period(year), internal=internal, purpose=purpose)
    names = (*_PAPERS, *(_INTERNAL if internal else ()))
    found: list[tuple[PaperKind, Gathered]] = []
    left_out: list[str] = []
    for done, name in enumerate(names):
        work.at(done, len(names), "正在汇总")
        kind = PAPERS[name]
        # An internal compendium names people; every other paper has one edition.
        asked = request if kind.internal else replace(request, internal=False)
        try:
            found.append((kind, kind.gather(Counter(desk, tx, asked))))
        except InputError as error:
            if error.code != "PAPER_NOTHING":
                raise
            left_out.append(kind.title)
    state = year_state_in(desk, tx, year)
    numbers: dict[str, Plain] = {"clues_in_record": tx.listing.total()}
    files = files_of_year(tx, year) if internal else ()
    return _Kept(internal, tuple(found), files, tuple(left_out), state, numbers)


def _papers(desk: Desk, kept: _Kept, work: Work) -> Iterator[tuple[str, bytes]]:
    wanted = [(kind, gathered, form) for kind, gathered in kept.papers for form in kind.formats if form in _FOLDERS]
    # Each paper would count its own pages; what is shown is how many papers are done. It can be stopped within one too.
    within = work.unheard()
    for done, (kind, gathered, form) in enumerate(wanted):
        work.at(done, len(wanted), "正在生成档案")
        yield f"{_FOLDERS[form]}/{kind.title}.{form.value}", rendered(kind, form, gathered, desk, within)


def _about(desk: Desk, kept: _Kept, lacking: list[str]) -> Iterator[tuple[str, bytes]]:
    facts: dict[str, Plain] = {
        "form": 1,
        "year": kept.state.year,
        "edition": "internal" if kept.internal else "redacted",
        "unit": desk.reference.unit_name(desk.installation.unit),
        "made_at": stamp(desk.now()),
        "made_by": desk.actor.name,
        "program": __version__,
        "closed": {line.name: line.count for line in kept.state.closed},
        "open": {line.name: line.count for line in kept.state.open},
        "left_out": list(kept.left_out),
        "files_of_clues": len(kept.files) - len(lacking),
        "lacking": [*lacking],
        **kept.numbers,
    }
    yield "metadata.json", json.dumps(facts, ensure_ascii=False, indent=2).encode()
    yield "说明.txt", _words(desk, kept, lacking).encode()


def _words(desk: Desk, kept: _Kept, lacking: list[str]) -> str:
    """What lies in the package, for whoever opens it without this program."""
    year, made = kept.state.year, local(desk.now())
    edition = "内部版，含姓名和联系方式，请妥善保管" if kept.internal else "公开版，不含姓名全称和联系方式"
    files = f"“{ATTACHMENTS}”和“{SIGNED}”里是当年线索的附件和签了字的纸，一条线索一个文件夹，以编号为名。"

    def counted(lines: tuple[YearLine, ...]) -> list[str]:
        return [f"  {line.name}　{line.count}" for line in lines]

    left_out = ["", f"当年没有内容、没有列入的：{'、'.join(kept.left_out)}"] if kept.left_out else []
    return "\r\n".join(
        (
            f"“百姓提案”{year} 年度档案（{edition}）",
            f"{desk.reference.unit_name(desk.installation.unit)}　{made:%Y-%m-%d %H:%M}　{desk.actor.name}",
            "",
            "“纸面”里是 PDF，“表格”里是 Excel，同名的是同一份材料。",
            *([files] if kept.files else []),
            f"metadata.json 供程序读取；{MANIFEST} 列出每个文件的校验值（SHA-256）。",
            "核对：在本程序所在的电脑上运行 baixing archive verify 文件名；没有本程序时，解开后运行 sha256sum -c。",
            *left_out,
            *(["", "登记了、生成时没有收到或已经损坏的：", *(f"  {name}" for name in lacking)] if lacking else []),
            "",
            f"{year} 年的数字（统计到生成这一天）：",
            *counted(kept.state.closed),
            "",
            "生成这一天还在办、接着办的：",
            *counted(kept.state.open),
            "",
        )
    )


def _put(package: zipfile.ZipFile, name: str, data: bytes, at: tuple[int, int, int, int, int, int]) -> None:
    info = zipfile.ZipInfo(name, at)
    info.compress_type = zipfile.ZIP_STORED if name.startswith((ATTACHMENTS, SIGNED)) else zipfile.ZIP_DEFLATED
    package.writestr(info, data)
