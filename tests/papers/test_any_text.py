"""Any text of any length, in every field at once: all of it on the paper, each in its own box."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from baixing_desktop.domain.clue import Attachment, ClueContent, Contributor
from baixing_desktop.papers import Attachment3, attachment3_pdf
from baixing_desktop.papers.layouts.attachment3 import lay_out_form
from baixing_desktop.papers.sheet.faces import FaceName, face
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, MM, TOP, WIDTH, Text

Reader = Callable[[bytes], Any]
ALPHABET = "海珠区百姓提案线索，。、；：？！）》”…（《“‘—·一二三1234567890abcXYZ./-:%() \n\t\N{IDEOGRAPHIC SPACE}𬀩㛃"


def texts(most: int) -> st.SearchStrategy[str]:
    """A short text some times over, up to ``most`` characters: long ones cost the generator too much."""

    def repeated(text: str, length: int) -> str:
        return (text * most)[:length]

    return st.builds(repeated, st.text(ALPHABET, max_size=40), st.integers(0, most))


CONTENTS = st.builds(
    ClueContent,
    title=texts(120),
    analysis=texts(3000),
    suggestions=texts(3000),
    receiver=texts(30),
    contributor=st.builds(Contributor, name=texts(60), phone=texts(60), address=texts(200)),
    attachments=st.lists(st.builds(Attachment, st.just("0" * 64), texts(40), st.just(""), st.just(1)), max_size=12).map(
        tuple
    ),
)


@settings(max_examples=40)
@given(content=CONTENTS)
def test_every_field_reads_back(read: Reader, content: ClueContent) -> None:
    fields = read(attachment3_pdf(Attachment3(content, "来源", "第2026001号", "0" * 64))).fields()
    person = content.contributor
    expected = {
        "标题": content.title,
        "情况分析": content.analysis,
        "具体建议": content.suggestions,
        "来源": "来源",
        "联系人": person.name,
        "联系电话": person.phone,
        "联系地址": person.address,
        "附件": "".join(f"{n}.{a.name}" for n, a in enumerate(content.attachments, 1)),
    }
    assert fields == {label: "".join(text.split()) for label, text in expected.items()}


@settings(max_examples=40)
@given(CONTENTS)
def test_no_line_leaves_the_type_area_or_meets_another(content: ClueContent) -> None:
    for page in lay_out_form(Attachment3(content, "来源", "第2026001号"), strict=True):
        lines = [mark for mark in page if isinstance(mark, Text)]
        for line in lines:
            assert line.x >= LEFT
            assert line.x + width(line) <= LEFT + WIDTH + 0.01
            assert TOP < line.y < BOTTOM
        body = sorted((line for line in lines if line.size <= 14 and line.x > LEFT + 28), key=lambda line: line.y)
        for above, below in pairwise(body):
            apart = below.y - above.y
            beside = below.x >= above.x + width(above) or above.x >= below.x + width(below)
            assert apart > 12 / MM or beside


def width(line: Text) -> float:
    """Millimetres from the beginning of ``line`` to its end."""
    points = 0.0
    for run in line.runs:
        used = face(FaceName[run.face]).widths
        points += sum(used[character] * line.size / 1000 for character in run.text)
        points += line.spread * len(run.text) * run.spread
    return (points - line.spread * bool(line.spread)) / MM
