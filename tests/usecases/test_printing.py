"""The print register: every paper has its number there before anybody holds it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from baixing_desktop.domain.clue import Clue
from baixing_desktop.errors import PaperError
from baixing_desktop.papers import page_png, page_texts
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, reopen_draft, save_draft
from baixing_desktop.usecases.printing import attachment3, attachment3_each, blank_attachment3, prints_of
from tests.builders import STREETLIGHTS, clue_content


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.split()) for page in page_texts(pdf))


@pytest.fixture
def clue(workroom: Desk) -> Clue:
    return register_clue(workroom, STREETLIGHTS)[0]


def test_each_print_is_counted_and_recorded(workroom: Desk, clue: Clue) -> None:
    assert "第1版第1次打印2026年11月23日15:21" in text_of(attachment3(workroom, [clue.id]))
    assert "第1版第2次打印" in text_of(attachment3(workroom, [clue.number], strict=False))
    attachment3(workroom, [clue.id], strict=True)
    prints = prints_of(workroom, clue.id)
    assert [(p.number, p.revision, p.strict, p.operator) for p in prints] == [
        (1, 1, False, "测试员"),
        (2, 1, False, "测试员"),
        (3, 1, True, "测试员"),
    ]
    assert {p.content_hash for p in prints} == {clue.content_hash}
    with workroom.store.reading() as tx:
        noted = [entry.detail["number"] for entry in tx.audit.of_object(clue.id) if entry.action == "print"]
    assert noted == [1, 2, 3]


def test_a_draft_is_printed_as_one(workroom: Desk) -> None:
    draft, _ = save_draft(workroom, clue_content(1))
    text = text_of(attachment3(workroom, [draft.id]))
    assert text.startswith("草稿")
    assert "草稿第1次打印" in text
    assert prints_of(workroom, draft.id)[0].revision == 0


def test_a_later_version_is_another_paper(workroom: Desk, clue: Clue) -> None:
    first = attachment3(workroom, [clue.id])
    reopen_draft(workroom, clue.id)
    register_clue(workroom, replace(STREETLIGHTS, analysis="照明不足，已有四起。"), clue_id=clue.id)
    second = attachment3(workroom, [clue.id])
    assert "第2版第2次打印" in text_of(second)
    codes = [zxingcpp.read_barcodes(Image.open(BytesIO(page_png(pdf, 0, 200))))[0].text for pdf in (first, second)]
    assert codes[0].split(":")[0] == codes[1].split(":")[0] == clue.number
    assert codes[0] != codes[1]


def test_a_paper_that_cannot_be_made_is_not_in_the_register(workroom: Desk) -> None:
    odd, _ = register_clue(workroom, clue_content(1, title="骑🚲上班"))
    with pytest.raises(PaperError):
        attachment3(workroom, [odd.id])
    assert prints_of(workroom, odd.id) == ()


def test_one_job_for_a_selection_counts_each(workroom: Desk, clue: Clue) -> None:
    other, _ = register_clue(workroom, clue_content(2))
    text = text_of(attachment3(workroom, [clue.id, other.number, clue.number], notice=True))
    assert text.count("第1次打印") == 4  # two forms, each with its notice, each once
    assert len(prints_of(workroom, clue.id)) == len(prints_of(workroom, other.id)) == 1


def test_two_people_printing_at_once_get_two_numbers(workroom: Desk, clue: Clue) -> None:
    with ThreadPoolExecutor(2) as pool:
        papers = list(pool.map(attachment3, [workroom] * 2, [[clue.id]] * 2))
    assert sorted(p.number for p in prints_of(workroom, clue.id)) == [1, 2]
    assert {"第1次打印" in text_of(paper) for paper in papers} == {True, False}


def test_the_others_are_made_all_the_same(workroom: Desk, clue: Clue) -> None:
    odd, _ = register_clue(workroom, clue_content(1, title="骑🚲上班"))
    refused: list[str] = []
    made = list(attachment3_each(workroom, [odd.id, clue.id], lambda c, _: refused.append(c.id)))
    assert [c.id for c, _ in made] == [clue.id]
    assert refused == [odd.id]


def test_blank_forms_carry_the_receiver_and_no_register_line(workroom: Desk) -> None:
    text = text_of(blank_attachment3(workroom, notice=True))
    assert "沙园街道政协委员工作室" in text
    assert "个人信息处理告知与同意" in text
    assert "打印20" not in text
