"""Simulated scans and photos of many different forms: nearly all find their clue, none finds another."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from PIL import Image

from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.domain.signed import paper_mark
from baixing_desktop.papers import Attachment3, attachment3_pdf, page_png
from baixing_desktop.scans.codes import find_codes
from tests.papers.test_looks import FORM
from tests.proofs.proof import Outcome, Trial
from tests.scans.simulate import DPI_MOST, scanned

LEAST = 0.99
"""So many of all scans must find their clue."""

_SCANS_OF_EACH = 10


def prove(trial: Trial) -> Outcome:
    """Scan, read, compare."""
    outcome = Outcome()
    scans = trial.size(quick=12, full=2000)
    for number, (form, page) in enumerate(_pages(trial, scans // _SCANS_OF_EACH)):
        for again in range(_SCANS_OF_EACH):
            seed = trial.random(number, again).getrandbits(32)
            scan = Image.open(BytesIO(scanned(page, seed))).convert("L")
            marks = [mark for mark in map(paper_mark, find_codes(scan)) if mark]
            outcome.count("扫描件")
            outcome.count("找到线索", int(any(mark.number == form.number for mark in marks)))
            outcome.expect(all(mark.number == form.number for mark in marks), seed, "another clue's number was read")
    found, tried = outcome.figures["找到线索"], outcome.figures["扫描件"]
    assert isinstance(found, int)
    assert isinstance(tried, int)
    outcome.expect(found >= LEAST * tried, "all", f"only {found} of {tried} found their clue")
    return outcome


def _pages(trial: Trial, count: int) -> Iterator[tuple[Attachment3, Image.Image]]:
    """``count`` forms of different clues, each as a greyscale page as fine as the finest scan.

    From a coarser page photographs would come out below the 150 dpi that are claimed.
    """
    for number in range(1, count + 1):
        dice = trial.random("form", number)
        form = replace(
            FORM,
            number=provisional_number("SY", 2026, "K3F", number),
            content_hash=f"{dice.getrandbits(256):064x}",
        )
        yield form, Image.open(BytesIO(page_png(attachment3_pdf(form), 0, DPI_MOST))).convert("L")
