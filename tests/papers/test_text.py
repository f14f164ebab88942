from collections.abc import Iterator
from types import MappingProxyType

import pytest

from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.faces import Face, FaceName, choose, face, fit
from baixing_desktop.papers.sheet.marks import MM
from baixing_desktop.papers.sheet.text import Line, Style, drawn, set_line, set_text

BODY = Style(14, indent=2, justify=True)


def handmade(key: str, characters: str) -> Face:
    return Face(key, MappingProxyType(dict.fromkeys(characters, 1000.0)))


def test_unseen_characters_are_drawn_as_nothing() -> None:
    hidden = "\u200b\u200d\u202e\u2066\ufeff\ufe0f\U000e0100\x00\x9f\xad"
    assert drawn(f"沙{hidden}园") == "沙园"


def test_tabs_odd_spaces_and_every_kind_of_line_end() -> None:
    assert drawn("甲\t乙\xa0丙\u2003丁\N{IDEOGRAPHIC SPACE}戊") == "甲    乙 丙 丁\N{IDEOGRAPHIC SPACE}戊"
    assert drawn("一\r\n二\r三\u2028四\x85五") == "一\n二\n三\n四\n五"


def test_markup_is_text() -> None:
    text = '<b>粗</b><img src="/etc/hostname"/>&amp;'
    assert "".join(line.text for line in set_text(text, BODY, 400)) == text


def test_line_breaks_and_leading_blanks_stay() -> None:
    lines = set_text("第一段\n\n    第二段\n", BODY, 100)
    assert [line.text for line in lines] == ["第一段", "", "    第二段"]
    # The first paragraph is indented by us, the other by its writer.
    assert [round(line.left, 2) for line in lines] == [round(2 * 14 / MM, 2)] * 2 + [0]


def test_full_lines_reach_the_right_edge_and_the_last_one_does_not() -> None:
    ems = 19.6
    lines = set_text("百姓提案，" * 12 + "百姓提案", BODY, ems * 14 / MM)
    for line in lines[:-1]:
        gaps = len(line.text) - 1
        assert line.left + line.width + line.spread * gaps / MM == pytest.approx(ems * 14 / MM)
    assert lines[-1].spread == 0
    assert any(line.spread > 0 for line in lines)


def test_a_line_that_must_fit_shrinks_and_then_refuses() -> None:
    line, style = set_line("二十个字" * 5, Style(14), 80, smallest=10, field="编号")
    assert 10 <= style.size < 14
    assert line.width <= 80
    with pytest.raises(PaperError) as caught:
        set_line("二十个字" * 9, Style(14), 80, smallest=10, field="编号")
    assert caught.value.code == "PAPER_TOO_LONG"
    assert "编号" in caught.value.sentences()


def test_a_field_falls_back_as_a_whole() -> None:
    rarer = face(FaceName.SERIF).widths.keys() - face(FaceName.TITLE).widths.keys()
    character = min(one for one in rarer if one > "\U00020000")
    [plain] = set_text("张建国", Style(22, FaceName.TITLE), 100)
    [rare] = set_text(f"张{character}国", Style(22, FaceName.TITLE), 100)
    assert [run.face for run in plain.runs] == [FaceName.TITLE.name]
    assert [(run.face, run.text) for run in rare.runs] == [(FaceName.SERIF.name, f"张{character}国")]


def test_characters_are_split_over_faces_only_when_no_face_has_all() -> None:
    first, second = handmade("A", "张国"), handmade("B", "张建")
    chosen = choose("张建国", [first, second])
    runs = Line("张建国", chosen, 0, 0).runs
    assert [(run.face, run.text) for run in runs] == [("A", "张"), ("B", "建"), ("A", "国")]
    assert choose("张建", [first, second]).faces == (second,)


def test_a_later_face_is_not_loaded_when_an_earlier_one_has_all() -> None:
    def chain() -> Iterator[Face]:
        yield handmade("A", "张国")
        pytest.fail("the second face was asked for")

    assert [one.key for one in choose("国", chain()).faces] == ["A"]


def test_missing_characters_are_named_once_with_their_codes() -> None:
    with pytest.raises(PaperError) as caught:
        fit("路😀灯🚲😀\ue000", FaceName.SERIF)
    assert caught.value.code == "PAPER_NO_GLYPH"
    assert caught.value.facts["characters"] == "😀（U+1F600）、🚲（U+1F6B2）、U+E000"


def test_a_long_list_of_missing_characters_is_cut_with_its_number() -> None:
    emoji = "".join(chr(0x1F600 + offset) for offset in range(40))
    with pytest.raises(PaperError) as caught:
        fit(emoji, FaceName.SERIF)
    named = str(caught.value.facts["characters"])
    assert named.count("U+") == 20
    assert named.endswith("等 40 个")
