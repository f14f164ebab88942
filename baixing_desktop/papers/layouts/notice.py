"""The page behind a form: what the citizen is told about personal data, and the three consents (safety P3, P4, P5)."""

from dataclasses import dataclass

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.notices import NoticeText
from baixing_desktop.errors import PaperError
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.marks import BOTTOM, LEFT, MM, TOP, WIDTH, Frame, Mark, Rule
from baixing_desktop.papers.sheet.text import INDENT, Style, centred, place, set_line, set_text

_TITLE = Style(22, FaceName.TITLE, leading=1.0)
_HEADING = Style(13, FaceName.SANS, leading=1.5)
_BODY = Style(13, leading=1.5, indent=INDENT, justify=True)
_CONSENT = Style(13, leading=1.5)
_SMALL = Style(10.5)

_AFTER_TITLE, _BETWEEN, _BEFORE_TABLE = 8.0, 1.5, 4.5
_CHOICE_WIDTH, _SIDE, _ABOVE = 45.0, 3.5, 2.5
_BOX, _BOX_GAP, _BOX_LINE, _TICK = 3.8, 1.6, 0.25, 0.6
_OUTER, _INNER = 0.35, 0.18
_FIGURES = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Notice:
    """``text`` as it was shown; ``answered`` ticks the consents as the record has them, otherwise a hand will."""

    text: NoticeText
    answered: bool = True


def lay_out_notice(notice: Notice, content: ClueContent) -> list[Mark]:
    """The marks of the notice's page, down to the end of the type area.

    Raises:
        PaperError: ``PAPER_TOO_LONG`` when the notice does not leave room for the consents.
    """
    text, consents = notice.text, content.consents
    title, _ = set_line(text.title, _TITLE, WIDTH, smallest=_TITLE.size, field=text.title)
    marks: list[Mark] = [*place([title], _TITLE, LEFT + centred(title, _TITLE, WIDTH), TOP)]
    y = TOP + _TITLE.line + _AFTER_TITLE
    for figure, (heading, said) in zip(_FIGURES, text.paragraphs, strict=False):
        head, _ = set_line(f"{figure}、{heading}", _HEADING, WIDTH, smallest=_HEADING.size, field=heading)
        marks += place([head], _HEADING, LEFT, y)
        lines = set_text(said, _BODY, WIDTH)
        marks += place(lines, _BODY, LEFT, y + _HEADING.line)
        y += _HEADING.line + _BODY.line * len(lines) + _BETWEEN
    pairs = ((text.collect, consents.collect), (text.handover, consents.handover), (text.publicity, consents.publicity))
    return [*marks, *_consents(pairs, y + _BEFORE_TABLE, text.guardian, answered=notice.answered)]


def _consents(pairs: tuple[tuple[str, bool], ...], top: float, guardian: str, *, answered: bool) -> list[Mark]:
    """The framed table of consents from ``top`` down, and the line for guardians under it."""
    marks: list[Mark] = []
    y = top
    for number, (words, given) in enumerate(pairs, 1):
        lines = set_text(f"{number}. {words}", _CONSENT, WIDTH - _CHOICE_WIDTH - 2 * _SIDE)
        height = _CONSENT.line * len(lines) + 2 * _ABOVE
        if y > top:
            marks.append(Rule(LEFT, y, LEFT + WIDTH, y, _INNER))
        marks += place(lines, _CONSENT, LEFT + _SIDE, y + _ABOVE)
        marks += _choice(y + height / 2, given if answered else None)
        y += height
    edge = LEFT + WIDTH - _CHOICE_WIDTH
    marks += [Rule(edge, top, edge, y, _INNER), Frame(LEFT, top, WIDTH, y - top, _OUTER)]
    note = set_text(guardian, _SMALL, WIDTH)
    if y + _ABOVE + _SMALL.line * len(note) > BOTTOM:
        raise PaperError("PAPER_TOO_LONG", field="告知与同意")
    return [*marks, *place(note, _SMALL, LEFT, y + _ABOVE)]


def _choice(middle: float, given: bool | None) -> list[Mark]:
    """☐ 同意 ☐ 不同意 around ``middle``, one of them ticked if the answer is known."""
    marks: list[Mark] = []
    x = LEFT + WIDTH - _CHOICE_WIDTH + _SIDE
    for words, answer in (("同意", True), ("不同意", False)):
        top = middle - _BOX / 2
        marks.append(Frame(x, top, _BOX, _BOX, _BOX_LINE))
        if given is answer:
            low = (x + _BOX * 0.42, top + _BOX * 0.8)
            marks.append(Rule(x + _BOX * 0.12, top + _BOX * 0.5, *low, _TICK))
            marks.append(Rule(*low, x + _BOX * 0.95, top + _BOX * 0.12, _TICK))
        line, _ = set_line(words, _CONSENT, _CHOICE_WIDTH, smallest=_CONSENT.size, field=words)
        marks += place([line], _CONSENT, x + _BOX + _BOX_GAP, middle - _CONSENT.line / 2)
        x += _BOX + _BOX_GAP + line.width + _CONSENT.size / MM
    return marks
