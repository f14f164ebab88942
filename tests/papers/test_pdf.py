"""The PDF itself: fonts inside, the same bytes every time, and nothing loaded before it is needed."""

import hashlib
import re
import subprocess
import sys
import textwrap
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw

from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.papers import AttachedClue, Attachment3, Letter, attachment3_pdf, letter_pdf

Reader = Callable[[bytes], Any]
# The library ships no types.
pdfium: Any = pypdfium2.raw

CONTENT = ClueContent(
    title="路灯不亮",
    analysis="三巷的路灯坏了。" * 90,
    suggestions="请尽快修好。",
    received_on=date(2026, 6, 1),
    contributor=Contributor(name="李玉兰", phone="13800001234", address="港海社区12栋"),
)
FORM = Attachment3(CONTENT, "街道政协委员工作室", "第2026001号", "a" * 64)
CLUE = AttachedClue("第2026001号", "路灯不亮", "坏了。", "修好。", "街道政协委员工作室")
LETTER = Letter("海协办函〔2026〕4号", "区住房和建设局", CLUE, date(2026, 6, 18), "梁同志", "020-84330001")


def test_every_font_is_inside() -> None:
    for pdf in (attachment3_pdf(FORM), attachment3_pdf(FORM, strict=True), letter_pdf(LETTER)):
        assert b"Helvetica" not in pdf
        fonts = re.findall(rb"/FontName /(\S+)", pdf)
        assert fonts
        assert len(set(fonts)) == len(fonts) == pdf.count(b"/FontFile2")
        assert set(re.findall(rb"/BaseFont /(\S+)", pdf)) == set(fonts)
        assert all(re.fullmatch(rb"[A-Z]{6}\+Noto\S+", font) for font in fonts)


def test_every_text_is_set_in_an_embedded_font() -> None:
    document: Any = pypdfium2.PdfDocument(attachment3_pdf(FORM))
    for page in document:
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            assert pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text.raw)) == 1


def test_the_same_form_gives_the_same_bytes() -> None:
    assert attachment3_pdf(FORM) == attachment3_pdf(FORM)
    assert letter_pdf(LETTER) == letter_pdf(LETTER)


def test_another_process_gives_the_same_bytes() -> None:
    program = textwrap.dedent(
        """
        import hashlib, sys
        from datetime import date
        from baixing_desktop.domain.clue import ClueContent
        from baixing_desktop.papers import Attachment3, attachment3_pdf
        assert not {"reportlab", "pypdfium2", "PIL"} & set(sys.modules), "loaded before the first paper"
        content = ClueContent(title="路灯不亮", analysis="坏了。", received_on=date(2026, 6, 1))
        print(hashlib.sha256(attachment3_pdf(Attachment3(content, "来源", "第2026001号", "a" * 64))).hexdigest())
        """
    )
    content = ClueContent(title="路灯不亮", analysis="坏了。", received_on=date(2026, 6, 1))
    here = hashlib.sha256(attachment3_pdf(Attachment3(content, "来源", "第2026001号", "a" * 64))).hexdigest()
    there = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == here


def test_papers_made_in_several_threads_are_the_same() -> None:
    forms = [Attachment3(CONTENT, "来源", f"第2026{number:03d}号", f"{number:064x}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(attachment3_pdf, forms))
    assert together == [attachment3_pdf(form) for form in forms]


def test_the_document_says_what_it_is_and_nothing_about_the_citizen(read: Reader) -> None:
    metadata = read(attachment3_pdf(FORM)).document.get_metadata_dict()
    assert metadata["Title"] == "海珠区“百姓提案”第2026001号"
    assert metadata["Creator"] == "百姓提案线索工作台"
    assert not any("李玉兰" in value or "路灯" in value for value in metadata.values())


def test_a_usual_form_is_a_small_file() -> None:
    assert len(attachment3_pdf(FORM)) < 100_000


def test_characters_beyond_the_bmp_copy_out_as_themselves(read: Reader) -> None:
    # 300 of them need codes of more than one byte, and three blocks of the map.
    rare = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 290)) + "𬀩𫖯𬱖𠅤𬳽𬶐𬙂𨟠𬬻𨱏"
    form = Attachment3(ClueContent(analysis=rare))
    assert read(attachment3_pdf(form)).fields()["情况分析"] == rare
