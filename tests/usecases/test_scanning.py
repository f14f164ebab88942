"""Signed papers find their clues, are kept, never lost, and never given to the wrong one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import delete, insert

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.signed import PaperFit, Signature
from baixing_desktop.errors import IllegalActionError, InputError, NotFoundError, UserError
from baixing_desktop.papers import page_count, page_png
from baixing_desktop.store.tables.clues import clue_revision, former_number
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, reopen_draft, save_draft
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.scanning import (
    awaiting_signature,
    file_by_hand,
    file_scans,
    scan_picture,
    signed_copy,
    signed_file,
    signed_picture,
    undo_filing,
)
from baixing_desktop.work import Work
from tests.builders import STREETLIGHTS, clue_content

LONG = replace(STREETLIGHTS, analysis="路面积水严重，行人绕行。" * 120)
Photo = Callable[[bytes, int], Path]


@pytest.fixture
def clue(workroom: Desk) -> Clue:
    return register_clue(workroom, STREETLIGHTS)[0]


@pytest.fixture
def photo(tmp_path: Path) -> Photo:
    """Makes a photo of one page (from 1) of a paper, as a file of its own name."""

    def take(pdf: bytes, page: int) -> Path:
        path = tmp_path / f"照片{len(list(tmp_path.glob('照片*')))}.jpg"
        picture(pdf, page).save(path, quality=70)
        return path

    return take


def picture(pdf: bytes, page: int) -> Image.Image:
    return Image.open(BytesIO(page_png(pdf, page - 1, 150))).convert("L")


def stack(path: Path, pages: Sequence[Image.Image]) -> Path:
    """One PDF of scanned pages."""
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=150)
    return path


def edited(desk: Desk, clue: Clue) -> Clue:
    """The clue registered again with another text."""
    reopen_draft(desk, clue.id)
    return register_clue(desk, replace(STREETLIGHTS, analysis="照明不足，已有四起。"), clue_id=clue.id)[0]


def awaited(desk: Desk) -> dict[str, bool]:
    """Whose paper is waited for, and whether one was signed before a change."""
    return {one.clue.id: one.stale for one in awaiting_signature(desk)}


def test_a_photo_finds_its_clue(workroom: Desk, clue: Clue, photo: Photo) -> None:
    assert awaited(workroom) == {clue.id: False}
    path = photo(attachment3(workroom, [clue.id]), 1)
    report, changes = file_scans(workroom, [path])
    assert [(one.clue_id, one.fit, one.repeated) for one in report.filed] == [(clue.id, PaperFit.SAME, False)]
    assert report.left == ()
    assert {touched for _, touched in changes.touched} == {clue.id}
    copy = signed_copy(workroom, clue.id)
    assert (copy.state, copy.missing) == (Signature.SIGNED, ())
    piece = copy.pieces[0][0]
    assert (piece.pages, piece.of_pages, piece.operator) == ((1,), 1, "测试员")
    assert signed_file(workroom, piece.id)[1] == path.read_bytes()
    assert Image.open(BytesIO(signed_picture(workroom, piece.id, width=400))).width == 400
    assert awaited(workroom) == {}
    with workroom.store.reading() as tx:
        actions = [entry.action for entry in tx.audit.of_object(clue.id)]
    assert actions[-3:] == ["file_signed", "export_signed", "view_signed"]


def test_nothing_readable_is_kept_of_a_scan(workroom: Desk, clue: Clue, photo: Photo) -> None:
    file_scans(workroom, [photo(attachment3(workroom, [clue.id]), 1)])
    for path in workroom.home.rglob("*"):
        if path.is_file():
            assert b"\xff\xd8\xff" not in path.read_bytes()[:16]


def test_filing_twice_changes_nothing(workroom: Desk, clue: Clue, photo: Photo) -> None:
    path = photo(attachment3(workroom, [clue.id]), 1)
    file_scans(workroom, [path])
    report, changes = file_scans(workroom, [path])
    assert report.filed[0].repeated
    assert not changes.touched
    assert len(signed_copy(workroom, clue.id).pieces) == 1


def test_a_better_scan_takes_the_place_and_the_old_one_stays(workroom: Desk, clue: Clue, photo: Photo) -> None:
    paper = attachment3(workroom, [clue.id])
    file_scans(workroom, [photo(paper, 1)])
    better = photo(paper, 1)
    picture(paper, 1).save(better, quality=95)
    report, _ = file_scans(workroom, [better])
    assert report.filed[0].replaced == 1
    pieces = [piece for piece, _ in signed_copy(workroom, clue.id).pieces]
    assert sorted(piece.replaced_at is None for piece in pieces) == [False, True]
    assert all(signed_file(workroom, piece.id)[1] for piece in pieces)


def test_photos_of_several_pages_make_one_copy_in_any_order(workroom: Desk, photo: Photo) -> None:
    clue, _ = register_clue(workroom, LONG)
    paper = attachment3(workroom, [clue.id])
    assert page_count(paper) == 3
    file_scans(workroom, [photo(paper, 3)])
    assert signed_copy(workroom, clue.id).missing == (1, 2)
    assert signed_copy(workroom, clue.id).state is Signature.PARTLY
    file_scans(workroom, [photo(paper, 2), photo(paper, 1)])
    copy = signed_copy(workroom, clue.id)
    assert [piece.pages for piece, _ in copy.pieces] == [(1,), (2,), (3,)]
    assert copy.state is Signature.SIGNED


def test_a_stack_of_forms_is_divided_among_their_clues(workroom: Desk, clue: Clue, tmp_path: Path) -> None:
    other, _ = register_clue(workroom, clue_content(2))
    one, two = attachment3(workroom, [clue.id], notice=True), attachment3(workroom, [other.id])
    blank = Image.new("L", picture(one, 1).size, 250)
    scan = stack(tmp_path / "一叠.pdf", [picture(one, 1), picture(one, 2), picture(two, 1), blank])
    report, _ = file_scans(workroom, [scan])
    assert [(filed.clue_id, filed.pages) for filed in report.filed] == [(clue.id, (1, 2)), (other.id, (3,))]
    assert report.left == ()
    own = signed_copy(workroom, other.id).pieces[0][0]
    assert page_count(signed_file(workroom, own.id)[1]) == 1
    assert file_scans(workroom, [scan])[0].filed[0].repeated


def test_an_edit_after_signing_is_seen(workroom: Desk, clue: Clue, photo: Photo) -> None:
    signed = photo(attachment3(workroom, [clue.id]), 1)
    file_scans(workroom, [signed])
    edited(workroom, clue)
    copy = signed_copy(workroom, clue.id)
    assert copy.state is Signature.STALE
    assert copy.pieces[0][1] is PaperFit.OLDER
    assert awaited(workroom) == {clue.id: True}
    file_scans(workroom, [photo(attachment3(workroom, [clue.id]), 1)])
    assert signed_copy(workroom, clue.id).state is Signature.SIGNED
    # The paper signed first is still there, and still says what it is.
    assert sorted(how for _, how in signed_copy(workroom, clue.id).pieces) == [PaperFit.OLDER, PaperFit.SAME]


def test_an_old_paper_scanned_late_is_flagged(workroom: Desk, clue: Clue, photo: Photo) -> None:
    old = photo(attachment3(workroom, [clue.id]), 1)
    edited(workroom, clue)
    report, _ = file_scans(workroom, [old])
    assert report.filed[0].fit is PaperFit.OLDER
    assert signed_copy(workroom, clue.id).state is Signature.STALE


def test_a_paper_of_another_installation_is_left(workroom: Desk, office: Desk, clue: Clue, photo: Photo) -> None:
    report, changes = file_scans(office, [photo(attachment3(workroom, [clue.id]), 1)])
    assert report.filed == ()
    assert clue.number in report.left[0].reason
    assert not changes.touched


def test_without_a_code_a_person_chooses(workroom: Desk, clue: Clue, photo: Photo) -> None:
    path = photo(attachment3(workroom, [clue.id], strict=True), 1)
    report, _ = file_scans(workroom, [path])
    assert report.filed == ()
    assert report.left[0].readable
    assert scan_picture(path, width=200).startswith(b"\xff\xd8")
    filed, _ = file_by_hand(workroom, path, clue.number)
    assert filed.fit is PaperFit.UNCHECKED
    assert signed_copy(workroom, clue.id).state is Signature.UNCHECKED
    second = photo(attachment3(workroom, [clue.id], strict=True), 1)
    picture(attachment3(workroom, [clue.id], strict=True), 1).save(second, quality=40)
    assert file_by_hand(workroom, second, clue.id, adding=True)[0].replaced == 0


def test_pages_without_a_code_stay_for_a_person(workroom: Desk, clue: Clue, tmp_path: Path) -> None:
    other, _ = register_clue(workroom, clue_content(2))
    coded, bare = attachment3(workroom, [clue.id]), attachment3(workroom, [other.id], strict=True)
    scan = stack(tmp_path / "两份.pdf", [picture(coded, 1), picture(bare, 1)])
    report, _ = file_scans(workroom, [scan])
    assert [filed.pages for filed in report.filed] == [(1,)]
    assert [left.pages for left in report.left] == [(2,)]
    filed, _ = file_by_hand(workroom, scan, other.id, pages=[2])
    assert filed.clue_id == other.id
    assert page_count(signed_file(workroom, signed_copy(workroom, other.id).pieces[0][0].id)[1]) == 1


def test_two_papers_on_one_page_are_nobodys(workroom: Desk, clue: Clue, tmp_path: Path) -> None:
    other, _ = register_clue(workroom, clue_content(2))
    sheets = [picture(attachment3(workroom, [one.id]), 1) for one in (clue, other)]
    both = Image.new("L", (sheets[0].width * 2, sheets[0].height), 255)
    both.paste(sheets[0], (0, 0))
    both.paste(sheets[1], (sheets[0].width, 0))
    both.save(tmp_path / "两张.jpg", quality=80)
    report, _ = file_scans(workroom, [tmp_path / "两张.jpg"])
    assert report.filed == ()
    assert report.left[0].pages == (1,)


def test_what_cannot_be_filed_is_named_and_the_rest_goes_on(
    workroom: Desk, clue: Clue, photo: Photo, tmp_path: Path
) -> None:
    text, broken = tmp_path / "说明.pdf", tmp_path / "坏.jpg"
    text.write_text("不是 PDF", encoding="utf-8")
    good = photo(attachment3(workroom, [clue.id]), 1)
    broken.write_bytes(good.read_bytes()[:20_000])
    report, _ = file_scans(workroom, [text, broken, tmp_path / "没有.jpg", good])
    assert [left.file_name for left in report.left] == ["说明.pdf", "坏.jpg", "没有.jpg"]
    assert not any(left.readable for left in report.left)
    assert [filed.file_name for filed in report.filed] == [good.name]


def test_filing_is_undone_and_what_it_replaced_counts_again(workroom: Desk, clue: Clue, photo: Photo) -> None:
    (first,) = file_scans(workroom, [photo(attachment3(workroom, [clue.id]), 1)])[0].filed
    (second,) = file_scans(workroom, [photo(attachment3(workroom, [clue.id]), 1)])[0].filed
    assert second.took_over == (first.piece_id,)
    undo_filing(workroom, second)
    copy = signed_copy(workroom, clue.id)
    assert copy.state is Signature.SIGNED
    assert {piece.id: piece.replaced_at is None for piece, _ in copy.pieces} == {
        first.piece_id: True,
        second.piece_id: False,
    }
    undo_filing(workroom, first)
    assert awaited(workroom) == {clue.id: False}
    with workroom.store.reading() as tx:
        assert [entry.action for entry in tx.audit.of_object(clue.id)][-2:] == ["unfile_signed"] * 2


def test_wrong_wishes_by_hand(workroom: Desk, clue: Clue, photo: Photo) -> None:
    path = photo(attachment3(workroom, [clue.id]), 1)
    draft, _ = save_draft(workroom, clue_content(3))
    with pytest.raises(IllegalActionError):
        file_by_hand(workroom, path, draft.id)
    with pytest.raises(NotFoundError):
        file_by_hand(workroom, path, "SY-2026-XXX-0001-1")
    with pytest.raises(InputError, match="没有第 2 页"):
        file_by_hand(workroom, path, clue.id, pages=[2])
    assert signed_copy(workroom, clue.id).pieces == ()


def test_stopping_keeps_what_was_filed(workroom: Desk, clue: Clue, photo: Photo) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 1:
            work.cancel()

    work = Work(stop)
    paths = [photo(attachment3(workroom, [clue.id]), 1) for _ in range(3)]
    with pytest.raises(UserError) as stopped:
        file_scans(workroom, paths, work)
    assert stopped.value.code == "CANCELLED"
    assert len(signed_copy(workroom, clue.id).pieces) == 2


def test_two_clues_that_bore_one_number_are_told_apart_by_what_was_signed(
    workroom: Desk, clue: Clue, photo: Photo
) -> None:
    """A copied workstation gave the number of ``clue`` to another clue, which bears a new number since."""
    other, _ = register_clue(workroom, clue_content(2))
    signed = photo(attachment3(workroom, [clue.id]), 1)
    with workroom.store.writing() as tx:
        tx.connection.execute(
            insert(former_number).values(number=clue.provisional_number, clue_id=other.id, at=workroom.now())
        )
    assert [one.clue_id for one in file_scans(workroom, [signed])[0].filed] == [clue.id]
    edited(workroom, clue)
    with workroom.store.writing() as tx:
        tx.connection.execute(delete(clue_revision).where(clue_revision.c.content_hash == clue.content_hash))
    report, _ = file_scans(workroom, [signed])
    assert report.filed == ()
    assert "请人工指定" in report.left[0].reason
