"""R17: after days of work no file of a home says who the citizens are; and what was erased is nowhere at all.

Everything that a home, its backups and what goes between homes leaves behind is looked through, byte by byte, in
every encoding that a Chinese computer may write. What people take out on purpose (a paper, a table) lies apart.
"""

import logging
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw

import sync
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Actor
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import auditing, backups, casework, erasure
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue, save_draft
from baixing_desktop.usecases.importing import import_clues, plan_import
from baixing_desktop.usecases.pictures import thumbnail
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.reading import clue_ids, list_clues, reveal_contact
from baixing_desktop.usecases.scanning import file_by_hand
from baixing_desktop.usecases.sitting import lock, unlock
from tests.builders import PASSPHRASE, clue_content, colleague, new_home
from tests.proofs.proof import Outcome, Trial
from tests.reading import readable
from tests.sync.helpers import enrol_by_hand, serving

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
ROOT = Path(__file__).parents[2]
SECOND = "榕树下的凉茶铺子A7"

_CRASH = """
import os, sys
from pathlib import Path
from baixing_desktop.clock import SystemClock
from baixing_desktop.usecases.setup import open_desk
desk = open_desk(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock())
with desk.store.writing() as tx:
    tx.settings.put("half", sys.argv[3] * 2000, desk.now(), "x")
    os.kill(os.getpid(), 9)
"""


def prove(trial: Trial) -> Outcome:
    """Work with many citizens, then look for each of them everywhere."""
    outcome = Outcome()
    many = trial.size(40, 200)
    dice = trial.random("people")
    names = [f"区可辨{dice.randrange(10**6):06d}" for _ in range(many)]
    phones = [f"139{dice.randrange(10**8):08d}" for _ in range(many)]
    folder, outside = trial.place("worked"), trial.place("outside")
    with _everything_kept_in(folder):
        office = new_home(folder / "office", Face.OFFICE, "HZZX")
        workroom = new_home(folder / "workroom", Face.WORKROOM, "SY")
        _work(workroom, office, names, phones, folder, outside)
        _crash(workroom.home, names[1])
        _look_into_records((workroom, office), _erase(workroom, office, folder), outcome)
        workroom.close()
        office.close()
    _look_through(folder, (*names, *phones), outcome)
    _control(trial.place("control"), names[0], outcome)
    return outcome


@contextmanager
def _everything_kept_in(folder: Path) -> Generator[None]:
    """Temporary files and every log land where the search will find them."""
    (folder / "temp").mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(folder / "temp")
    kept = logging.FileHandler(folder / "everything.log", encoding="utf-8")
    root = logging.getLogger()
    level = root.level
    root.addHandler(kept)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(level)
        root.removeHandler(kept)
        kept.close()
        tempfile.tempdir = before


def _work(workroom: Desk, office: Desk, names: list[str], phones: list[str], folder: Path, outside: Path) -> None:
    """Registration, attachments, signed papers, thumbnails, reveals, prints, an import, searches, both carriers,
    a lock, an export of the trail, backups at home and elsewhere."""
    table = outside / "市里的表.csv"
    table.write_text(f"标题,情况分析,联系人,联系电话\n路灯,不亮。,{names[3]},{phones[3]}\n", encoding="utf-8")
    import_clues(workroom, plan_import(workroom, table), file_name="导入.csv")
    for number, (name, phone) in enumerate(zip(names, phones, strict=True)):
        person = Contributor(name=name, phone=phone, address=f"{name}家门前")
        files = (attach_file(workroom, "来信.pdf", f"%PDF-1.4 {name} {phone}".encode()),) if number % 8 == 0 else ()
        said = f"我是{name}，电话 {phone}。天黑难走。"
        clue, _ = register_clue(workroom, clue_content(number, contributor=person, attachments=files, analysis=said))
        reveal_contact(workroom, clue.id)
        if number < 2:
            paper = _paper(outside, name)
            file_by_hand(workroom, paper, clue.id)
            photo = attach_file(workroom, f"{name}.png", paper.read_bytes())
            thumbnail(workroom, photo, 120)
    save_draft(workroom, clue_content(9999, contributor=Contributor(name=names[0])))
    attachment3(workroom, clue_ids(workroom, ClueQuery())[:3])
    list_clues(workroom, ClueQuery(text=names[7]))
    with serving(office) as server:
        enrol_by_hand(office, workroom, f"https://{server.host}:{server.port}")
        sync.seal_to_file(workroom, folder)
        sync.synchronise(workroom)
    lock(workroom, "asked")
    unlock(workroom, PASSPHRASE)
    auditing.export(replace(workroom, actor=Actor("a", "郑审计", None, Role.AUDIT_ADMIN)), folder / "trail.jsonl")
    for desk in (workroom, office):
        backups.back_up(desk)
        backups.back_up(desk, folder)
    assert list_clues(office, ClueQuery()).total == len(names) + 1


def _paper(outside: Path, name: str) -> Path:
    """A signed paper as a scanner would leave it: somebody's own file, outside every home."""
    picture = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(picture).text((50, 50), name.encode("unicode_escape").decode(), fill=0)
    path = outside / f"{name}.png"
    picture.save(path)
    return path


def _crash(home: Path, name: str) -> None:
    """Die in the middle of a large write."""
    line = [sys.executable, "-c", _CRASH, str(home), PASSPHRASE, name]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, check=False).returncode
    assert ended == -9, ended


def _erase(workroom: Desk, office: Desk, folder: Path) -> list[str]:
    """Two people erase two clues, one wholly and one without its contact; the workroom hears of it."""
    second = colleague(office, "王审批", SECOND, post=Role.OFFICE)
    chosen = list_clues(office, ClueQuery(text="天黑难走")).items[:2]
    names: list[str] = []
    for clue, scope in zip(chosen, (ErasureScope.ALL, ErasureScope.CONTACT), strict=True):
        casework.accept_clue(office, clue.id)
        names.append(reveal_contact(office, clue.id).name)
        entry, _ = erasure.propose_erasure(office, clue.id, scope, ErasureGround.ASKED, "本人来电要求")
        erasure.approve_erasure(second, entry)
    for file in sync.seal_to_file(workroom, folder, ask_for_news=True).files:
        sync.read_receipt_file(workroom, sync.receive_file(office, file, folder).receipt_path)
    return names


def _look_into_records(desks: tuple[Desk, ...], names: list[str], outcome: Outcome) -> None:
    """With the key in hand: what was erased is in no table of either record."""
    for desk in desks:
        left = readable(desk)
        outcome.count("用密钥查找已删除的人", len(names))
        for name in names:
            outcome.expect(name not in left, desk.home.name, "an erased person is still in the record")


def _look_through(folder: Path, words: tuple[str, ...], outcome: Outcome) -> None:
    wanted = [(word, word.encode(encoding)) for word in words for encoding in ENCODINGS]
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes() + str(path).encode()
            outcome.count("翻遍的文件")
            outcome.count("翻遍的字节", len(data))
            for word, raw in wanted:
                outcome.expect(raw not in data, path.name, f"says {word[:2]}…")


def _control(folder: Path, name: str, outcome: Outcome) -> None:
    """The search finds what lies open: a copy of the record in the clear, in each encoding."""
    for encoding in ENCODINGS:
        (folder / f"{encoding}.db").write_bytes(b"\0" * 4096 + name.encode(encoding) + b"\0" * 4096)
    found = Outcome()
    _look_through(folder, (name,), found)
    outcome.figures["对照：明文都被找出"] = len(found.faults)
    outcome.expect(len(found.faults) >= len(ENCODINGS), "control", "a name that lies open was not found")
