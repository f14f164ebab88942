"""The workstation's own faces and packs for rare characters, with real fonts made here from the bundled ones."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fontTools import subset
from fontTools.ttLib import TTFont

from baixing_desktop.errors import InputError, PaperError
from baixing_desktop.papers import attachment3_pdf, fonts, page_texts
from baixing_desktop.papers.sheet.faces import FaceName, fit, forget_fonts
from resources import font_path
from tests.papers.test_looks import CONTENT, FORM

RARE = "\U0002a6a5"
"""Four dragons: in none of the bundled faces."""

STAND_IN = "\U0002c029"

MakeFont = Callable[[str, str], Path]
Reader = Callable[[bytes], Any]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    made = tmp_path / "fonts"
    made.mkdir()
    monkeypatch.setenv("BAIXING_FONTS", str(made))
    forget_fonts()
    yield made
    monkeypatch.setenv("BAIXING_FONTS", "")
    forget_fonts()


@pytest.fixture
def make(tmp_path: Path) -> MakeFont:
    """Makes a TrueType font with the given characters; the four dragons look like another character."""

    def made(name: str, characters: str) -> Path:
        font: Any = TTFont(font_path("NotoSerifSC-Regular.ttf"))
        cutter = subset.Subsetter(subset.Options(notdef_outline=True))  # pyright: ignore[reportUnknownMemberType] - fontTools is untyped here
        cutter.populate(text=characters.replace(RARE, STAND_IN))  # pyright: ignore[reportUnknownMemberType] - as above
        cutter.subset(font)  # pyright: ignore[reportUnknownMemberType] - as above
        if RARE in characters:
            for table in font["cmap"].tables:
                if table.format == 12:
                    table.cmap[ord(RARE)] = table.cmap.pop(ord(STAND_IN))
        path = tmp_path / name
        font.save(path)
        return path

    return made


def put(folder: Path, font: Path) -> None:
    font.rename(folder / font.name)
    forget_fonts()


def faces_of(text: str, name: FaceName) -> list[str]:
    return [face.name for face in fit(text, name).faces]


def test_without_other_fonts_the_bundled_ones_are_named(folder: Path) -> None:
    assert fonts.names_in_use() == ("思源宋体", "思源宋体 粗体")
    assert fonts.packs() == ()


def test_the_offices_own_faces_set_the_fields_they_have_all_characters_of(folder: Path, make: MakeFont) -> None:
    put(folder, make("simfang.ttf", CONTENT.title + CONTENT.suggestions))
    put(folder, make("FZXBSJW.TTF", "海珠区“百姓提案”"))
    assert fonts.names_in_use() == ("仿宋", "方正小标宋")
    assert faces_of(CONTENT.title, FaceName.SERIF) == ["仿宋"]
    assert faces_of("海珠区“百姓提案”", FaceName.TITLE) == ["方正小标宋"]
    # A name with a character that the face lacks goes to another face as a whole, and is not patched.
    assert faces_of(CONTENT.title + "䶮", FaceName.SERIF) == ["思源宋体"]
    text = "".join("".join(page.split()) for page in page_texts(attachment3_pdf(FORM)))
    assert CONTENT.title in text
    assert "陈䶮" in text


def test_a_rare_character_comes_from_a_pack(folder: Path, make: MakeFont, read: Reader) -> None:
    form = replace(FORM, content=replace(CONTENT, contributor=replace(CONTENT.contributor, name=f"王{RARE}")))
    with pytest.raises(PaperError, match=r"U\+2A6A5"):
        attachment3_pdf(form)
    put(folder, make("simfang.ttf", CONTENT.title + "王"))
    put(folder, make("HanaMinB.ttf", RARE))
    put(folder, make("龙.ttf", RARE))
    assert [pack.name for pack in fonts.packs()] == ["花园明朝 B", "龙"]
    assert read(attachment3_pdf(form)).fields()["联系人"] == f"王{RARE}"
    # 仿宋 stands alone: what no face has whole is set in the bundled face and the pack, not in three strokes.
    assert faces_of(f"王{RARE}", FaceName.SERIF) == ["思源宋体", "花园明朝 B"]


def test_a_font_that_cannot_be_used_is_passed_over_and_explained(folder: Path, make: MakeFont) -> None:
    (folder / "HanaMinB.ttf").write_bytes(make("x.ttf", CONTENT.title).read_bytes()[:3000])
    (folder / "simfang.ttf").write_bytes(b"OTTO" + bytes(100))
    locked: Any = TTFont(make("y.ttf", "龙"))
    locked["OS/2"].fsType = 2
    locked.save(folder / "禁止.ttf")
    forget_fonts()
    assert fonts.names_in_use()[0] == "思源宋体"
    assert faces_of("路灯", FaceName.SERIF) == ["思源宋体"]
    with pytest.raises(PaperError):
        fit(RARE, FaceName.SERIF)
    assert {pack.name: pack.problem for pack in fonts.packs()} == {
        "花园明朝 B": "不是完好的 TrueType 字体",
        "禁止": "字体不允许嵌入文件",
    }


def test_installing_a_font(folder: Path, make: MakeFont, tmp_path: Path) -> None:
    installed = fonts.install(make("HanaMinB.ttf", RARE))
    assert installed.parent == folder == fonts.folder()
    assert faces_of(RARE, FaceName.SERIF) == ["花园明朝 B"]
    broken = tmp_path / "坏.ttf"
    broken.write_bytes(b"nothing")
    for path, code in (
        (broken, "FILE_UNREADABLE"),
        (tmp_path / "a.otf", "FILE_KIND"),
        (tmp_path / "b.ttf", "FILE_MISSING"),
    ):
        with pytest.raises(InputError) as refused:
            fonts.install(path)
        assert refused.value.code == code
    assert [path.name for path in folder.iterdir()] == ["HanaMinB.ttf"]
