"""The printed manual shows its pages; ``python3 installer/dev.py pictures manual`` makes the pictures anew."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from baixing_desktop.domain.manual import Audience
from baixing_desktop.usecases.manual import manual, manual_pdf
from resources import manual_picture
from ui.pictures import MANUAL_LOOK, OFFICE_SHOTS, WORKROOM_SHOTS

FOLDER = Path(__file__).parents[2] / "resources" / "pictures"
SHOTS = {Audience.LIAISON: WORKROOM_SHOTS, Audience.OFFICE: OFFICE_SHOTS}


def test_every_picture_belongs_to_a_section() -> None:
    sections = {f"{audience}-{section.key}" for audience in Audience for section in manual(audience).sections}
    assert {path.stem for path in FOLDER.glob("*.png")} <= sections


@pytest.mark.parametrize("audience", SHOTS)
def test_the_section_of_every_page_shows_it_on_paper(audience: Audience) -> None:
    book = manual(audience)
    pages = {shot.page for shot in SHOTS[audience] if book.section(shot.page)}
    assert [page for page in pages if manual_picture(audience, page) is None] == []
    pdf: Any = pypdfium2.PdfDocument(manual_pdf(audience))
    images = [each for page in pdf for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    assert [each.get_px_size() for each in images] == [(MANUAL_LOOK.width, MANUAL_LOOK.height)] * len(pages)
    pdf.close()
