"""接访记录: one face-to-face session of a workroom, the parent record of its clues (A1.1 row 9; seed 八(一)2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.layouts.words import ROOM, day_words
from baixing_desktop.papers.sheet.form import FormRow, FormSheet, field_row, head_row, pair_row

_BLANK_MATTERS = 6


@dataclass(frozen=True, slots=True)
class SessionMatter:
    """One thing that was brought up: the clue's ``number`` if it became one, the ``masked`` name, what was done."""

    title: str
    number: str = ""
    masked: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """One session; without ``matters`` the sheet has room to write them by hand."""

    unit: str
    held_on: date | None = None
    place: str = ""
    members: str = ""
    recorder: str = ""
    visitors: int | None = None
    matters: tuple[SessionMatter, ...] = ()
    remarks: str = ""


def session_sheet(paper: SessionRecord) -> FormSheet:
    """接访记录 as a form."""
    visitors = f"{paper.visitors} 人" if paper.visitors is not None else f"{ROOM}人"
    matters = paper.matters or (SessionMatter(""),) * _BLANK_MATTERS
    return FormSheet(
        title="“百姓提案”接访记录",
        left=paper.unit,
        rows=(
            pair_row(("日期", day_words(paper.held_on)), ("来访人数", visitors)),
            field_row("地点", paper.place),
            field_row("值班委员", paper.members, least=14),
            head_row("反映事项"),
            *(_matter(number, matter, blank=not paper.matters) for number, matter in enumerate(matters, 1)),
            field_row("备注", paper.remarks, least=18),
            pair_row(("记录人", paper.recorder), ("值班委员\n签名", ""), least=13),
        ),
        below=("反映人姓名只留姓氏，联系方式登记在线索的标准格式表上，不写在本记录上。",),
    )


def _matter(number: int, matter: SessionMatter, *, blank: bool) -> FormRow:
    about = "，".join(part for part in (matter.masked, matter.number, matter.done) if part)
    text = f"{matter.title}（{about}）" if about else matter.title
    return field_row(f"事项{number}", text, least=14, grow=int(blank))
