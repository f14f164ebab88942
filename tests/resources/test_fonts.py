"""The bundled type faces: what they cover, what they are called, and that reportlab can embed them."""

import csv
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont as EmbeddedFont
from reportlab.pdfgen.canvas import Canvas

import resources

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("BAIXING_SHARED", ROOT.parent / "shared"))
FULL = "NotoSerifSC-Regular.ttf"
FACES = [FULL, "NotoSerifSC-Bold.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"]
MEGABYTE = 1_000_000
PAPER_MARKS = (
    "“”‘’—―…〔〕《》〈〉【】「」、。，；：？！（）·～－／　"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
    "㈠㈩ⅠⅫ←↑→↓℃№㎡㎥‰°′″×÷±≤≥≠√□■○●△▲☆★※§￥〇０９ＡＺａｚ"  # noqa: RUF001 - these very characters are meant
)


def opened(name: str) -> Any:  # fontTools ships no types for its tables
    return TTFont(resources.font_path(name))


def standard_characters() -> str:
    return resources.reference_text("tongyong_8105.txt").replace("\n", "")


def test_the_maker_finds_nothing_wrong_with_what_is_shipped() -> None:
    maker = ROOT / "installer" / "make_fonts.py"
    done = subprocess.run([sys.executable, str(maker), "--verify"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "all faces are in order")


def test_the_maker_names_a_face_that_is_missing(tmp_path: Path) -> None:
    maker = ROOT / "installer" / "make_fonts.py"
    command = [sys.executable, str(maker), "--verify", "--folder", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{FULL}: missing" in done.stdout


def test_the_standard_list_has_its_three_levels() -> None:
    levels = resources.reference_text("tongyong_8105.txt").splitlines()
    assert [len(level) for level in levels] == [3500, 3000, 1605]
    assert len(set("".join(levels))) == 8105


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test data is not on this machine")
def test_the_standard_list_is_the_shared_one() -> None:
    with (SHARED / "data" / "charset" / "tongyong_8105.csv").open(encoding="utf-8-sig", newline="") as file:
        assert standard_characters() == "".join(row["char"] for row in csv.DictReader(file))


@pytest.mark.parametrize("name", FACES)
def test_a_face_draws_the_standard_list_and_the_marks_of_papers(name: str) -> None:
    with opened(name) as font:
        covered = font.getBestCmap()
        missing = [character for character in standard_characters() + PAPER_MARKS if ord(character) not in covered]
    assert missing == []


def test_the_full_face_draws_extension_a_and_rare_names() -> None:
    with opened(FULL) as font:
        covered = font.getBestCmap()
    assert all(code in covered for code in range(0x3400, 0x4DB6))
    assert all(ord(character) in covered for character in "㛃䶮𬀩𫖯𬱖𠅤黉㑇㧑䂮䢵䥽堃喆赟翀珺彧祎旻昱𬭚陳劉﨎")


@pytest.mark.parametrize("name", FACES)
def test_han_marks_and_long_dash_fill_their_cell(name: str) -> None:
    with opened(name) as font:
        covered, metrics, glyphs = font.getBestCmap(), font["hmtx"], font["glyf"]
        assert {metrics[covered[ord(character)]][0] for character in "海䶮“”…，。（）〔〕①　"} == {1000}
        dash = glyphs[covered[ord("—")]]
        assert (dash.xMin, dash.xMax) == (0, 1000)


def test_faces_have_names_of_their_own() -> None:
    found: list[tuple[str | int, ...]] = []
    for name in FACES:
        with opened(name) as font:
            names = tuple(font["name"].getDebugName(number) for number in (1, 2, 6))
            found.append((*names, font["OS/2"].usWeightClass))
    assert found == [
        ("Noto Serif SC", "Regular", "NotoSerifSC-Regular", 400),
        ("Noto Serif SC Bold", "Regular", "NotoSerifSC-Bold", 700),
        ("Noto Sans SC", "Regular", "NotoSansSC-Regular", 400),
        ("Noto Sans SC", "Bold", "NotoSansSC-Bold", 700),
    ]


def test_the_faces_stay_small_and_carry_their_licence() -> None:
    assert sum(resources.font_path(name).stat().st_size for name in FACES) < 26 * MEGABYTE
    licence = resources.font_path("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "2017-2022 Adobe" in licence
    for name in FACES:
        with opened(name) as font:
            assert "Adobe" in font["name"].getDebugName(0)
            assert "SIL Open Font License" in font["name"].getDebugName(13)


@pytest.mark.parametrize("name", FACES)
def test_reportlab_embeds_a_face_and_pdfium_reads_the_text_back(name: str) -> None:
    text = "海协办〔2022〕4号，“百姓提案”——①㎡"
    document: Any = pypdfium2.PdfDocument(one_line_of(text, name))
    try:
        assert document[0].get_textpage().get_text_bounded().strip() == text
        assert ink_left_of(document[0]) == pytest.approx(20, abs=3)
    finally:
        document.close()


def one_line_of(text: str, name: str) -> bytes:
    embedded = f"Test-{name}"
    reportlab: Any = pdfmetrics  # it ships no types
    font: Any = EmbeddedFont(embedded, str(resources.font_path(name)))
    # The library has one font for all faces of one name, and papers made before this have theirs.
    font.face.name = embedded.encode()
    reportlab.registerFont(font)
    paper = BytesIO()
    canvas = Canvas(paper, pagesize=(500, 100))
    canvas.setFont(embedded, 16)
    canvas.drawString(20, 50, text)
    canvas.save()
    return paper.getvalue()


def ink_left_of(page: Any) -> int:  # pypdfium2 ships no types
    """Return the first column, in points, in which something is drawn."""
    image = page.render(scale=1, grayscale=True).to_pil()
    columns = (min(image.crop((x, 0, x + 1, image.height)).tobytes()) for x in range(image.width))
    return next(x for x, darkest in enumerate(columns) if darkest < 128)


SHOWN = """
import sys
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextLayout
application = QGuiApplication([])
for path in sys.argv[1:]:
    assert QFontDatabase.addApplicationFont(path) >= 0, path
font = QFont()
font.setFamilies(["Noto Sans SC", "Noto Serif SC"])
for bold in (False, True):
    font.setBold(bold)
    layout = QTextLayout("海䢵𠅤", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    print([0 in run.glyphIndexes() for run in layout.glyphRuns()])
"""


def test_qt_takes_a_rare_character_from_the_full_face() -> None:
    """The sans faces lack 䢵: with all faces loaded Qt must find it in the full one, bold or not."""
    pytest.importorskip("PySide6.QtGui")
    paths = [str(resources.font_path(name)) for name in sorted(FACES)]
    done = subprocess.run(
        [sys.executable, "-c", SHOWN, *paths],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    assert not any("True" in line for line in lines)
