"""附件3 as people see it: the official words and rows, where they stand in millimetres, what a QR reader reads."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor
from baixing_desktop.domain.notices import parse_notices
from baixing_desktop.errors import PaperError, UserError
from baixing_desktop.papers import Attachment3, Imprint, Notice, attachment3_book_pdf, attachment3_pdf, page_png
from baixing_desktop.work import Work
from resources import reference_text

ROWS = ["标题", "情况分析", "具体建议", "来源", "联系人", "联系电话", "联系地址", "附件"]
HASH = "3fa9c1d2" + "0" * 56
CONTENT = ClueContent(
    title="关于沙园街港海社区增设非机动车充电设施的建议",
    analysis="社区现有电动自行车约1500辆，充电端口只有46个。\n一、“飞线充电”多；\n二、楼道停车多。",
    suggestions="1.增设充电棚两处；\n2.公示价格，不高于0.8元/千瓦时（含服务费）。",
    receiver="沙园街道政协委员工作室",
    received_on=date(2026, 6, 1),
    contributor=Contributor(name="李玉兰", phone="020-84330000", address="海珠区沙园街道港海社区12栋302房"),
    attachments=(Attachment("0" * 64, "现状照片.jpg", "image/jpeg", 3), Attachment("1" * 64, "意见.pdf", "", 4)),
)
FORM = Attachment3(CONTENT, "街道政协委员工作室", "SY-2026-K3F-0042-7", HASH)
IMPRINT = Imprint(2, 3, datetime(2026, 11, 25, 2, 20, tzinfo=UTC), "K3F")
NOTICE = parse_notices(reference_text("notices.json"))["2026-1"]
LONG = replace(FORM, content=replace(CONTENT, analysis="路面积水严重，行人绕行。" * 120, suggestions="疏通管道。" * 30))

Reader = Callable[[bytes], Any]


def squash(text: str) -> str:
    return "".join(text.split())


def qr_texts(pdf: bytes, page: int, dpi: int) -> list[str]:
    picture = Image.open(BytesIO(page_png(pdf, page, dpi))).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_the_official_words_and_rows_in_their_order(read: Reader) -> None:
    paper = read(attachment3_pdf(FORM))
    assert [row.label for row in paper.rows(0)] == ROWS
    assert paper.text(0).startswith(
        "海珠区“百姓提案”接收人（委员/街道工作室）：沙园街道政协委员工作室2026年6月1日标题关于沙园街"
    )


def test_each_field_stands_in_its_own_box(read: Reader) -> None:
    fields = read(attachment3_pdf(FORM)).fields()
    assert fields == {
        "标题": CONTENT.title,
        "情况分析": CONTENT.analysis.replace("\n", ""),
        "具体建议": CONTENT.suggestions.replace("\n", ""),
        "来源": "街道政协委员工作室",
        "联系人": "李玉兰",
        "联系电话": "020-84330000",
        "联系地址": "海珠区沙园街道港海社区12栋302房",
        "附件": "1.现状照片.jpg2.意见.pdf",
    }


@pytest.mark.parametrize("form", [FORM, LONG, replace(FORM, content=ClueContent())], ids=["usual", "long", "empty"])
def test_measures_in_millimetres(read: Reader, form: Attachment3) -> None:
    paper = read(attachment3_pdf(form))
    rows = paper.rows(0)
    frame = max((s for s in paper.shapes(0) if abs(s.left - 28) < 1), key=lambda s: s.bottom - s.top)
    # GB/T 9704-2012: 156 mm wide, 28 mm from the left edge, down to 262 mm; half the border's weight outside.
    assert (frame.left, frame.right, frame.bottom) == pytest.approx((28, 184, 262), abs=0.4)
    assert frame.top == pytest.approx(rows[0].box.top, abs=0.4)
    assert all(row.box.bottom - row.box.top >= 10.9 for row in rows)

    heading = [(box, size) for _, box, size in paper.glyphs(0) if size == pytest.approx(22)]
    assert min(box.top for box, _ in heading) == pytest.approx(37.5, abs=1)
    assert (min(b.left for b, _ in heading) + max(b.right for b, _ in heading)) / 2 == pytest.approx(106, abs=1)


def test_nothing_is_drawn_outside_its_box_or_too_small(read: Reader) -> None:
    paper = read(attachment3_pdf(LONG))
    for page in range(len(paper)):
        rows = paper.rows(page)
        body = [g for g in paper.glyphs(page) if rows[0].box.top < g[1].top < rows[-1].box.bottom]
        for _, box, size in body:
            assert size >= 12 or box.right < 56.5
            assert box.left >= 28
            assert box.right <= 184
            assert any(r.box.top - 0.1 <= box.top and box.bottom <= r.box.bottom + 0.1 for r in rows)


def test_labels_stand_in_the_middle_of_their_rows(read: Reader) -> None:
    paper = read(attachment3_pdf(FORM))
    glyphs = list(paper.glyphs(0))
    for row in paper.rows(0):
        label = [b for _, b, _ in glyphs if b.right < 56 and row.box.top < b.top < row.box.bottom]
        middle = (min(b.top for b in label) + max(b.bottom for b in label)) / 2
        assert middle == pytest.approx((row.box.top + row.box.bottom) / 2, abs=0.6)
        assert (label[0].left + label[-1].right) / 2 == pytest.approx(42, abs=0.6)


def test_the_spare_height_is_shared_by_need(read: Reader) -> None:
    def heights(analysis: int, suggestions: int) -> tuple[float, float]:
        content = replace(CONTENT, analysis="路灯不亮。" * analysis, suggestions="修好。" * suggestions)
        rows = {row.label: row.box for row in read(attachment3_pdf(replace(FORM, content=content))).rows(0)}
        return tuple(rows[label].bottom - rows[label].top for label in ("情况分析", "具体建议"))

    even, more = heights(1, 1), heights(40, 1)
    assert even[0] == pytest.approx(even[1], abs=0.2)
    assert more[0] > 2 * more[1]
    assert sum(more) == pytest.approx(sum(even), abs=0.2)


def test_overflow_goes_on_with_title_and_label_repeated(read: Reader) -> None:
    paper = read(attachment3_pdf(LONG))
    assert len(paper) > 1
    assert [row.label for row in paper.rows(0)] == ROWS
    assert {row.label: row.note for row in paper.rows(0)}["情况分析"] == "（转附页）"
    for page in range(1, len(paper)):
        assert paper.text(page).startswith("海珠区“百姓提案”（续）标题：关于沙园街")
        assert all(row.note == "（续）" for row in paper.rows(page))
        assert f"第{page + 1}页，共{len(paper)}页" in paper.text(page)
    fields = paper.fields()
    assert fields["情况分析"] == LONG.content.analysis
    assert fields["具体建议"] == LONG.content.suggestions


def test_smaller_type_is_taken_only_where_it_saves_a_page(read: Reader) -> None:
    def size_and_pages(count: int) -> tuple[float, int]:
        content = replace(CONTENT, analysis="路面积水。" * count, suggestions="疏通。")
        paper = read(attachment3_pdf(replace(FORM, content=content)))
        return max(size for c, box, size in paper.glyphs(0) if c == "水" and box.left > 56), len(paper)

    results = [size_and_pages(count) for count in range(10, 260, 10)]
    assert results[0] == (14, 1)
    assert {size for size, _ in results} == {14, 13, 12}
    # The first form on two pages is set as large as possible again.
    assert next(size for size, pages in results if pages == 2) == 14


def test_every_row_flows_when_it_must(read: Reader) -> None:
    content = replace(
        CONTENT,
        title="题" * 400,
        contributor=Contributor(name="名" * 300, phone="1" * 300, address="址" * 700),
        attachments=tuple(Attachment("0" * 64, f"第{n}份.jpg", "image/jpeg", 1) for n in range(120)),
    )
    fields = read(attachment3_pdf(replace(FORM, content=content, source_label="源" * 300))).fields()
    assert fields["标题"] == content.title
    assert fields["来源"] == "源" * 300
    assert fields["联系人"] == content.contributor.name
    assert fields["联系电话"] == content.contributor.phone
    assert fields["联系地址"] == content.contributor.address
    assert fields["附件"] == "".join(f"{n + 1}.第{n}份.jpg" for n in range(120))


def test_a_receiver_that_does_not_fit_is_refused_not_cut() -> None:
    content = replace(CONTENT, receiver="某" * 200)
    with pytest.raises(PaperError) as caught:
        attachment3_pdf(replace(FORM, content=content))
    assert caught.value.code == "PAPER_TOO_LONG"


def test_the_strip_below_the_table(read: Reader) -> None:
    paper = read(attachment3_pdf(replace(FORM, imprint=IMPRINT, formal_number="第2026001号")))
    strip = paper.words(0, paper.rows(0)[0].box._replace(left=0, top=262.2, right=210, bottom=297))
    assert strip == (
        "编号：SY-2026-K3F-0042-7（第2026001号）第1页，共1页反映人签名：接收人签名：日期："
        "第3版第2次打印2026年11月25日10:20K3F校验码3FA9C1D2"
    )
    code = min((s for s in paper.shapes(0) if s.top > 263 and s.bottom - s.top > 5), key=lambda s: s.top)
    assert code.right - code.left == pytest.approx(20, abs=0.2)
    assert code.bottom - code.top == pytest.approx(20, abs=0.2)
    signs = [s for s in paper.shapes(0) if s.top > 275 and s.bottom - s.top < 1]
    assert len(signs) == 3
    assert all(s.right - s.left >= 20 for s in signs)
    # The quiet zone of four modules (25 to a side) to the next thing on the left; the table's border is nearer.
    assert code.top - 262 >= 2.8
    assert code.left - max(s.right for s in signs) >= 4 * 20 / 25
    # No printer reaches the last 5 mm of the sheet.
    assert max(box.bottom for _, box, _ in paper.glyphs(0)) < 292


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_the_code_reads_back_on_every_page(dpi: int) -> None:
    pdf = attachment3_pdf(LONG)
    for page in (0, 1):
        assert qr_texts(pdf, page, dpi) == [f"SY-2026-K3F-0042-7:3FA9C1D2:{page + 1}/3"]


def test_the_notice_and_the_consents_behind_the_form(read: Reader) -> None:
    consents = Consents(collect=True, publicity=False)
    form = replace(FORM, content=replace(CONTENT, consents=consents), notice=Notice(NOTICE))
    pdf = attachment3_pdf(form)
    paper = read(pdf)
    assert len(paper) == 2
    assert "第1页，共2页" in paper.text(0)
    assert paper.text(1).startswith("个人信息处理告知与同意一、谁在处理")
    for words in (NOTICE.collect, NOTICE.handover, NOTICE.publicity, *(said for _, said in NOTICE.paragraphs)):
        assert squash(words) in paper.text(1)
    assert qr_texts(pdf, 1, 200) == ["SY-2026-K3F-0042-7:3FA9C1D2:2/2"]
    assert max(box.bottom for _, box, size in paper.glyphs(1) if size > 10.6) < 262
    # 同意 is ticked for the first consent, 不同意 for the others; a tick is one slanting path.
    ticks = [s for s in paper.shapes(1) if 1 < s.bottom - s.top < 3.4 and 1 < s.right - s.left < 3.4]
    boxes = [s for s in paper.shapes(1) if 3.5 < s.bottom - s.top < 4.5 and 3.5 < s.right - s.left < 4.5]
    yes = min(box.left for box in boxes)
    assert [tick.left < yes + 5 for tick in sorted(ticks, key=lambda tick: tick.top)] == [True, False, False]


def test_an_unanswered_notice_leaves_the_boxes_to_the_hand(read: Reader) -> None:
    blank = Attachment3(ClueContent(), notice=Notice(NOTICE, answered=False))
    paper = read(attachment3_pdf(blank))
    boxes = [s for s in paper.shapes(1) if 3.5 < s.bottom - s.top < 4.5 and 3.5 < s.right - s.left < 4.5]
    assert len(boxes) == 6
    assert not [s for s in paper.shapes(1) if 1 < s.bottom - s.top < 3.4 and 1 < s.right - s.left < 3.4]


def test_a_notice_that_leaves_no_room_for_the_consents_is_refused() -> None:
    endless = replace(NOTICE, paragraphs=NOTICE.paragraphs * 3)
    with pytest.raises(PaperError) as caught:
        attachment3_pdf(replace(FORM, notice=Notice(endless)))
    assert caught.value.code == "PAPER_TOO_LONG"


def test_the_code_says_nothing_about_the_citizen() -> None:
    other = replace(FORM, content=replace(CONTENT, contributor=Contributor(name="王五", phone="1", address="2")))
    assert qr_texts(attachment3_pdf(FORM), 0, 200) == qr_texts(attachment3_pdf(other), 0, 200)


def test_strict_prints_the_bare_official_form(read: Reader) -> None:
    for form in (FORM, LONG):
        strict, usual = read(attachment3_pdf(form, strict=True)), read(attachment3_pdf(form))
        assert len(strict) == len(usual)
        for page in range(len(strict)):
            assert strict.rows(page) == usual.rows(page)
            assert all(shape.bottom < 262.5 for shape in strict.shapes(page))
            assert all(box.bottom < 262.5 for _, box, _ in strict.glyphs(page))
            assert "签名" not in strict.text(page)
            assert form.number not in strict.text(page)


def test_blank_form(read: Reader) -> None:
    paper = read(attachment3_pdf(Attachment3(ClueContent(receiver="沙园街道政协委员工作室"))))
    assert len(paper) == 1
    assert "接收人（委员/街道工作室）：沙园街道政协委员工作室20年月日" in paper.text(0)
    assert [row.label for row in paper.rows(0)] == ROWS
    assert {row.label: row.text for row in paper.rows(0) if row.text} == {"来源": "（流程图标注的类别）"}
    assert "第1页，共1页" in paper.text(0)


def test_draft_is_marked_and_has_no_code(read: Reader) -> None:
    draft = replace(FORM, number="（草稿）", content_hash=None, draft=True)
    pdf = attachment3_pdf(draft)
    assert read(pdf).text(0).startswith("草稿海珠区“百姓提案”")
    assert read(attachment3_pdf(FORM)).text(0).find("草稿") == -1
    assert qr_texts(pdf, 0, 200) == []


def test_anonymous_leaves_no_contact_data(read: Reader) -> None:
    person = replace(CONTENT.contributor, anonymous=True)
    paper = read(attachment3_pdf(replace(FORM, content=replace(CONTENT, contributor=person))))
    fields = paper.fields()
    assert (fields["联系人"], fields["联系电话"], fields["联系地址"]) == ("匿名", "", "")
    for secret in ("李玉兰", "84330000", "12栋"):
        assert secret not in paper.text(0)


def test_a_character_without_a_glyph_stops_the_paper() -> None:
    with pytest.raises(PaperError) as caught:
        attachment3_pdf(replace(FORM, content=replace(CONTENT, suggestions="加装🚲充电桩")))
    assert caught.value.code == "PAPER_NO_GLYPH"
    assert "🚲（U+1F6B2）" in caught.value.sentences()


def test_a_book_holds_every_form_and_tells_how_far_it_is(read: Reader) -> None:
    heard: list[tuple[int, int]] = []
    work = Work(lambda done, total, what: heard.append((done, total)))
    paper = read(attachment3_book_pdf([FORM, LONG, FORM], work))
    single = len(read(attachment3_pdf(LONG)))
    assert len(paper) == 2 + single
    assert f"第1页，共{single}页" in paper.text(1)
    assert "第1页，共1页" in paper.text(1 + single)
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_a_book_can_be_stopped() -> None:
    work = Work()
    work.cancel()
    with pytest.raises(UserError) as caught:
        attachment3_book_pdf([FORM], work)
    assert caught.value.code == "CANCELLED"
    assert attachment3_pdf(FORM)
