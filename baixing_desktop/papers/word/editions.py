"""The Word editions: the same words as on paper, to be finished by hand."""

from datetime import datetime

from baixing_desktop.domain.text import one_line
from baixing_desktop.papers.layouts import brief as briefs
from baixing_desktop.papers.layouts import compendium, showcase
from baixing_desktop.papers.layouts.brief import HANDLER_HEADS, Brief, handler_rows, sections
from baixing_desktop.papers.layouts.compendium import (
    CompendiumBook,
    CompendiumClue,
    meta_words,
    note_words,
    theme_title,
)
from baixing_desktop.papers.layouts.letter import Letter, letter_paragraphs
from baixing_desktop.papers.layouts.showcase import HEAD, CaseSheet, case_sections, credit_line, meta_line
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.brand import brand_width
from baixing_desktop.papers.sheet.prose import ordinal
from baixing_desktop.papers.word.document import CENTRE, HEITI, RIGHT, WordPaper
from baixing_desktop.papers.word.pictures import figure_png
from baixing_desktop.work import Work

_STEP = 20
_TEXT_WIDTH = 156.0


def letter_docx(letter: Letter, at: datetime) -> bytes:
    """转送函 with the clue attached."""
    paper = WordPaper(f"{letter.subject}函 {letter.letter_number}", at)
    paper.title(letter.issuer, size=26, red=True)
    paper.line(letter.letter_number, align=RIGHT)
    paper.line("")
    for words in letter.title_lines:
        paper.title(words)
    paper.line("")
    paper.line(f"{one_line(letter.addressee)}：")
    for words in letter_paragraphs(letter):
        paper.text(words)
    paper.line("")
    paper.text(f"附件：“百姓提案”线索（{letter.clue.number}）")
    paper.line("")
    paper.line("")
    paper.line(letter.signer, align=RIGHT, right=4)
    paper.line(day_words(letter.issued_on), align=RIGHT, right=4)
    paper.new_page()
    paper.line("附件", face=HEITI)
    paper.title(f"“百姓提案”线索（{letter.clue.number}）")
    clue = letter.clue
    parts = (("编号", clue.number), ("标题", clue.title), ("情况分析", clue.analysis), ("具体建议", clue.suggestions))
    for label, text in (*parts, ("来源", clue.source_label)):
        paper.heading(label)
        paper.text(text)
    return paper.data()


def compendium_docx(book: CompendiumBook, at: datetime, work: Work) -> bytes:
    """线索汇编; Word fills the page numbers of the contents in.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``.
    """
    paper = WordPaper(f"“百姓提案”线索汇编 {book.issue}", at)
    _cover(paper, book)
    paper.new_page()
    paper.title("编制说明")
    for words in note_words(book):
        paper.text(words)
    for one in book.tables:
        paper.line(one.title, face=HEITI)
        paper.table([(one.of, "条数"), *((label, str(count)) for label, count in one.lines)], (116, 40))
    paper.new_page()
    paper.title("目  录")
    paper.contents(_entries(book))
    done = 0
    for number, theme in enumerate(book.themes):
        paper.new_page()
        paper.heading(theme_title(number, theme))
        for clue in theme.clues:
            if done % _STEP == 0:
                work.at(done, book.count, "正在编印汇编")
            done += 1
            _clue(paper, clue)
    return paper.data()


def _cover(paper: WordPaper, book: CompendiumBook) -> None:
    if book.internal:
        paper.line("内部资料　注意保存", face=HEITI)
    paper.line("")
    if book.brand:
        paper.picture(book.brand, brand_width(book.brand, compendium.BRAND_WIDTH, compendium.BRAND_HEIGHT))
    for _ in range(1 if book.brand else 3):
        paper.line("")
    paper.title("“百姓提案”线索汇编", size=36)
    paper.title(book.issue)
    paper.line(f"（{book.period}）", align=CENTRE)
    if book.subtitle:
        paper.title(f"——{book.subtitle}")
    for _ in range(6):
        paper.line("")
    paper.line(book.issuer, align=CENTRE)
    paper.line(day_words(book.made_on), align=CENTRE)


def brief_docx(brief: Brief, at: datetime) -> bytes:
    """工作简报 with its charts as pictures."""
    paper = WordPaper(brief.title, at)
    if brief.brand:
        paper.picture(brief.brand, brand_width(brief.brand, briefs.BRAND_WIDTH, briefs.BRAND_HEIGHT))
    paper.title("“百姓提案”工作简报", size=36, red=True)
    paper.line(brief.issue, align=CENTRE)
    paper.line(f"{brief.issuer}　　{day_words(brief.made_on)}", align=CENTRE)
    paper.line("")
    paper.title(brief.title)
    for number, section in enumerate(sections(brief), 1):
        paper.heading(f"{ordinal(number)}、{section.title}")
        for words in section.words:
            paper.text(words)
        for chart in section.charts:
            paper.picture(figure_png(chart), _TEXT_WIDTH)
        if section.handlers:
            paper.table([HANDLER_HEADS, *handler_rows(brief)], (51, *(15,) * (len(HANDLER_HEADS) - 1)))
    paper.line("")
    paper.line(brief.copies)
    return paper.data()


def case_docx(sheet: CaseSheet, at: datetime) -> bytes:
    """典型案例."""
    paper = WordPaper(sheet.title, at)
    if sheet.brand:
        paper.picture(sheet.brand, brand_width(sheet.brand, showcase.BRAND_WIDTH, showcase.BRAND_HEIGHT))
    paper.title(HEAD, size=26, red=True)
    paper.line("")
    paper.title(sheet.title)
    paper.line(meta_line(sheet), align=CENTRE)
    for head, text in case_sections(sheet):
        paper.heading(head)
        paper.text(text)
    paper.line("")
    credit = credit_line(sheet)
    if credit:
        paper.line(credit)
    paper.line(sheet.issuer, align=RIGHT)
    paper.line(day_words(sheet.made_on), align=RIGHT)
    return paper.data()


def _entries(book: CompendiumBook) -> list[str]:
    entries: list[str] = []
    for number, theme in enumerate(book.themes):
        entries.append(theme_title(number, theme))
        entries += [f"　{clue.number}  {one_line(clue.title)}" for clue in theme.clues]
    return entries


def _clue(paper: WordPaper, clue: CompendiumClue) -> None:
    paper.heading(f"{clue.number}  {one_line(clue.title)}", 2)
    meta = meta_words(clue)
    if meta:
        paper.text(meta)
    for label, text in (("情况分析", clue.analysis), ("具体建议", clue.suggestions), ("办理进展", clue.progress)):
        if text.strip():
            paper.line(f"　　{label}", face=HEITI)
            paper.text(text)
