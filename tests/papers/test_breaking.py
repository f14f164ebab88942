import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from baixing_desktop.papers.sheet.breaking import NOT_AT_END, NOT_AT_START, Paragraph

MARKS = "，。、；：？！）》”’…（《“‘"
TEXTS = st.text(st.sampled_from(MARKS + "—·海珠区百姓提案线索 \N{IDEOGRAPHIC SPACE}abcXYZ0123./-:%()"), max_size=120)
LIMITS = st.integers(1, 30).map(lambda ems: ems * 1000.0)


def width(character: str) -> float:
    return 500.0 if character.isascii() else 1000.0


def measure(text: str) -> float:
    return sum(map(width, text))


def broken(text: str, limit: float, first: float = 0.0) -> list[str]:
    return [piece.text for piece in Paragraph(text, width).lines(limit, first)]


def is_word(character: str) -> bool:
    return character.isascii() and not character.isspace()


def unbreakable_around(text: str, place: int) -> str:
    """The longest piece around ``place`` that the rules want on one line, found by trying every place."""

    def allowed(spot: int) -> bool:
        before, after = text[:spot].rstrip(), text[spot:]
        if not before or not after or after[0].isspace():
            return False
        if after[0] in NOT_AT_START or before[-1] in NOT_AT_END:
            return False
        if before != text[:spot]:
            return True
        return not (is_word(before[-1]) and is_word(after[0])) and not (before[-1] == after[0] and after[0] in "…—")

    begin = next((spot for spot in range(place, 0, -1) if allowed(spot)), 0)
    end = next((spot for spot in range(place, len(text)) if allowed(spot)), len(text))
    return text[begin:end].rstrip()


@given(TEXTS, LIMITS, st.booleans())
@example("“（" * 20 + "字", 3000.0, True)
@example("字" + "。" * 30, 3000.0, False)
@example("   字", 1000.0, True)
def test_lines_join_to_the_text_and_fit(text: str, limit: float, indented: bool) -> None:
    first = min(2000.0, limit / 2) if indented else 0.0
    lines = broken(text, limit, first)

    assert "".join(lines) == text
    assert all(lines) or not text
    for number, line in enumerate(lines):
        room = limit - (0 if number else first)
        assert measure(line.rstrip()) <= room or len(line.rstrip()) == 1


@given(TEXTS, LIMITS)
@example("海珠区，海珠区，", 3000.0)
@example("他说：“（百姓提案）”，", 5000.0)
def test_a_rule_is_broken_only_inside_what_no_line_could_hold(text: str, limit: float) -> None:
    place = 0
    for line in broken(text, limit)[:-1]:
        place += len(line)
        around = unbreakable_around(text, place)
        inside = text[:place].rstrip()[-1:] in NOT_AT_END or text[place] in NOT_AT_START
        inside |= is_word(text[place - 1]) and is_word(text[place])
        assert not inside or measure(around) > limit


@given(TEXTS, LIMITS)
def test_the_width_of_a_piece_leaves_out_the_blanks_at_its_end(text: str, limit: float) -> None:
    for piece in Paragraph(text, width).lines(limit):
        assert measure(piece.text.rstrip()) <= piece.width <= measure(piece.text)


@pytest.mark.parametrize(
    ("text", "ems", "lines"),
    [
        ("百姓提案，来自百姓。", 4, ["百姓提", "案，来自", "百姓。"]),
        ("建议（一）增设路灯", 3, ["建议", "（一）", "增设路", "灯"]),
        ("电话020-84330000请回电", 6, ["电话", "020-84330000", "请回电"]),
        ("金额12345678901234567890元", 5, ["金额123456", "7890123456", "7890元"]),
        ("等等……以及——此外", 3, ["等", "等……", "以及", "——此", "外"]),
        ("see the workroom now", 5, ["see the ", "workroom ", "now"]),
        ("甲 ，乙", 3, ["甲 ，", "乙"]),
        ("", 5, [""]),
        ("字", 0.5, ["字"]),
    ],
)
def test_known_cases(text: str, ems: float, lines: list[str]) -> None:
    assert broken(text, ems * 1000) == lines


def test_hostile_texts_are_measured_once_and_lose_nothing() -> None:
    for text in ("（" * 20_000, "a" * 20_000, "。" * 20_000, " " * 20_000, "字 " * 10_000):
        calls = 0

        def count(character: str) -> float:
            nonlocal calls
            calls += 1
            return width(character)

        lines = Paragraph(text, count).lines(24_000)
        assert "".join(piece.text for piece in lines) == text
        assert calls == len(text)
