from io import BytesIO

import pytest
from PIL import Image

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.papers import Attachment3, attachment3_pdf, page_count, page_png

PDF = attachment3_pdf(Attachment3(ClueContent(title="路灯不亮", analysis="坏了。" * 700), "来源", "第2026001号"))


def test_a_page_is_a_picture_of_a4_at_the_resolution_asked_for() -> None:
    for dpi in (96, 150):
        picture = Image.open(BytesIO(page_png(PDF, 0, dpi)))
        assert picture.format == "PNG"
        assert picture.size == pytest.approx((210 / 25.4 * dpi, 297 / 25.4 * dpi), abs=1.5)


def test_each_page_is_another_picture() -> None:
    assert page_count(PDF) > 1
    pictures = {page_png(PDF, page, 60) for page in range(page_count(PDF))}
    assert len(pictures) == page_count(PDF)


def test_no_such_page() -> None:
    for page in (-1, page_count(PDF)):
        with pytest.raises(IndexError):
            page_png(PDF, page, 60)
