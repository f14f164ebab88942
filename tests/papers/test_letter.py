"""转送函 as people see it: GB/T 9704-2012 in millimetres, the words, and what it must not say."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from baixing_desktop.errors import PaperError
from baixing_desktop.papers import AttachedClue, Letter, letter_pdf, page_png

Reader = Callable[[bytes], Any]
CLUE = AttachedClue(
    number="第2026001号",
    title="关于沙园街港海社区增设非机动车充电设施的建议",
    analysis="社区现有电动自行车约1500辆，充电端口只有46个。\n“飞线充电”多。",
    suggestions="1. 增设充电棚两处；\n2. 公示价格。",
    source_label="街道政协委员工作室",
)
LETTER = Letter("海协办函〔2026〕4号", "区住房和建设局", CLUE, date(2026, 6, 18), "梁同志", "020-84330001")
LONG = replace(LETTER, clue=replace(CLUE, analysis="路面积水严重，行人绕行。" * 200))
DPI = 150


def red_rows(pdf: bytes) -> list[tuple[float, float]]:
    """Top and bottom, in millimetres, of every band of red ink on the first page."""
    picture = Image.open(BytesIO(page_png(pdf, 0, DPI))).convert("RGB")
    data = picture.tobytes()
    stride = picture.width * 3
    red = [
        any(r > g + 90 and r > b + 90 for r, g, b in zip(row[::3], row[1::3], row[2::3], strict=True))
        for row in (data[start : start + stride] for start in range(0, len(data), stride))
    ]
    edges = [n for n in range(1, len(red)) if red[n] != red[n - 1]]
    return [(a * 25.4 / DPI, b * 25.4 / DPI) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def test_the_words(read: Reader) -> None:
    text = read(letter_pdf(LETTER)).text(0)
    assert text.startswith("中国人民政治协商会议广州市海珠区委员会办公室海协办函〔2026〕4号")
    assert "关于转送“百姓提案”线索（第2026001号）的函区住房和建设局：根据《海珠区政协“百姓提案”工作实施意见》" in text
    assert f"《{CLUE.title}》（第2026001号）转送贵单位" in text
    assert "联系人：梁同志，联系电话：020-84330001。" in text
    assert text.endswith("附件：“百姓提案”线索（第2026001号）海珠区政协办公室2026年6月18日")


def test_without_a_telephone_none_is_mentioned(read: Reader) -> None:
    text = read(letter_pdf(replace(LETTER, contact_phone=""))).text(0)
    assert "联系人：梁同志。" in text
    assert "联系电话" not in text


def test_only_an_assignment_sets_the_month(read: Reader) -> None:
    forwarded, assigned = (read(letter_pdf(replace(LETTER, assignment=flag))).text(0) for flag in (False, True))
    assert "自接办之日起1个月内予以答复" in assigned
    assert "个月" not in forwarded
    assert "书面函复我办" in forwarded


def test_a_reason_is_a_paragraph_of_its_own(read: Reader) -> None:
    text = read(letter_pdf(replace(LETTER, reason="经研究，该线索属贵单位职责范围。"))).text(0)
    assert "研究处理。经研究，该线索属贵单位职责范围。请将" in text


def test_the_clue_goes_along_without_anybody_to_name(read: Reader) -> None:
    paper = read(letter_pdf(LETTER))
    assert paper.text(1) == (
        "附件“百姓提案”线索（第2026001号）编号：第2026001号标题：关于沙园街港海社区增设非机动车充电设施的建议"
        "情况分析：社区现有电动自行车约1500辆，充电端口只有46个。“飞线充电”多。"
        "具体建议：1.增设充电棚两处；2.公示价格。来源：街道政协委员工作室—2—"
    )
    assert [field.name for field in fields(AttachedClue)] == [
        "number",
        "title",
        "analysis",
        "suggestions",
        "source_label",
        "filed",
    ]


def test_the_red_head_by_the_standard() -> None:
    issuer, *rules = red_rows(letter_pdf(LETTER))
    thick, thin, lower_thin, lower_thick = rules
    # 10.1: the issuer's name begins 30 mm down, the first double rule 4 mm under it, thick over thin.
    assert issuer[0] == pytest.approx(30, abs=0.8)
    assert thick[0] - issuer[1] == pytest.approx(4, abs=0.8)
    assert thick[1] - thick[0] > 2 * (thin[1] - thin[0])
    # The second stands 20 mm from the bottom edge, thin over thick.
    assert lower_thick[1] == pytest.approx(277, abs=0.4)
    assert lower_thick[1] - lower_thick[0] > 2 * (lower_thin[1] - lower_thin[0])


def test_the_rules_are_170_mm_wide_and_centred(read: Reader) -> None:
    rules = read(letter_pdf(LETTER)).shapes(0)
    assert len(rules) == 4
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((20, 190), abs=1)


def test_places_of_number_title_and_date(read: Reader) -> None:
    glyphs = list(read(letter_pdf(LETTER)).glyphs(0))
    text = "".join(character for character, _, _ in glyphs)
    number_end = text.index("4号关于") + 1
    assert glyphs[number_end][1].right == pytest.approx(184, abs=0.8)
    heading = [b for _, b, size in glyphs if size == pytest.approx(22)]
    assert (min(b.left for b in heading) + max(b.right for b in heading)) / 2 == pytest.approx(106, abs=1.2)
    # Four characters stay white to the right of the date, for the seal.
    assert glyphs[-1][1].right == pytest.approx(184 - 4 * 15.75 * 25.4 / 72, abs=1)
    assert all(box.left >= 28 and box.right <= 184.2 for _, box, size in glyphs if size < 22)


def test_22_lines_of_28_characters_fill_a_page(read: Reader) -> None:
    paper = read(letter_pdf(LONG))
    body = [box for _, box, size in paper.glyphs(2) if size == pytest.approx(15.75)]
    assert min(box.top for box in body) == pytest.approx(37.5, abs=1)
    assert max(box.bottom for box in body) == pytest.approx(261.5, abs=1)
    lines = paper.document[2].get_textpage().get_text_range().splitlines()
    assert len(lines) == 22 + 1
    assert {len(line.strip()) for line in lines[:-1]} <= {27, 28}


def test_page_numbers_from_the_second_page_outside_the_type_area(read: Reader) -> None:
    paper = read(letter_pdf(LONG))
    assert "—1—" not in paper.text(0)
    for page in range(1, len(paper)):
        assert paper.text(page).endswith(f"—{page + 1}—")
        number = [box for _, box, size in paper.glyphs(page) if size == pytest.approx(14)]
        # 7.5: the dashes 7 mm below the type area.
        dashes = [box for character, box, _ in paper.glyphs(page) if character == "—"]
        assert [box.top for box in dashes] == pytest.approx([269, 269], abs=0.4)
        odd = (page + 1) % 2
        side = max(box.right for box in number) if odd else min(box.left for box in number)
        assert side == pytest.approx(184 - 4.94 if odd else 28 + 4.94, abs=1)


def test_the_signature_never_stands_alone(read: Reader) -> None:
    for sentences in range(14):
        letter = replace(LETTER, reason="该线索反映的问题比较集中。" * sentences)
        paper = read(letter_pdf(letter))
        signed = next(n for n in range(len(paper)) if "海珠区政协办公室2026年6月18日" in paper.text(n))
        text = paper.text(signed)
        assert "联系电话：020-84330001。附件：“百姓提案”线索（第2026001号）海珠区政协办公室" in text
        assert max(box.bottom for _, box, _ in paper.glyphs(0)) < 275


def test_a_long_clue_flows_and_nothing_is_lost(read: Reader) -> None:
    paper = read(letter_pdf(LONG))
    pages = [paper.text(page).removesuffix(f"—{page + 1}—") for page in range(len(paper))]
    assert f"情况分析：{LONG.clue.analysis}具体建议：" in "".join(pages)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"issuer": "某" * 60}, "发文机关"),
        ({"addressee": "某" * 120}, "主送单位"),
        ({"letter_number": "海" * 60}, "函号"),
        ({"signer": "某" * 40}, "署名"),
    ],
)
def test_what_does_not_fit_is_refused_not_cut(change: dict[str, str], field: str) -> None:
    with pytest.raises(PaperError) as caught:
        letter_pdf(replace(LETTER, **change))
    assert caught.value.code == "PAPER_TOO_LONG"
    assert field in caught.value.sentences()


def test_another_office_can_be_the_issuer(read: Reader) -> None:
    pdf = letter_pdf(replace(LETTER, issuer="海珠区政协办公室", signer="提案委"))
    assert read(pdf).text(0).startswith("海珠区政协办公室海协办函")
    assert red_rows(pdf)[0][0] == pytest.approx(30, abs=0.8)
