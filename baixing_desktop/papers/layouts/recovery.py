"""恢复表: the code that opens the record again when all passphrases are lost, to be kept in a safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.faces import FaceName
from baixing_desktop.papers.sheet.furniture import UPRIGHT, numbered, sheet_head
from baixing_desktop.papers.sheet.marks import LEFT, WIDTH, Frame, Mark, Page
from baixing_desktop.papers.sheet.text import Style, centred, place, set_line, set_text

_TEXT = Style(14, leading=1.6)
_WARNING = Style(14, FaceName.SANS, leading=1.6)
_STEP = Style(14, leading=1.6, hang=1.5)
_GROUP = Style(20, FaceName.SANS, leading=1.4)
_COUNT = Style(9, leading=1.3)
_COLUMNS = 4
_CELL_HEIGHT = 19.0
_GAP = 4.0

WARNING = "这张恢复表能打开本单位的工作台。请装信封、签封，交单位指定的人锁进保险柜，不要拍照，不要存在电脑里。"

STEPS = (
    "什么时候用：有人忘了口令而系统管理员也不能重置；电脑换了或系统重装了。",
    "1. 打开程序，在输入口令的页面点“忘记口令”。",
    "2. 选姓名，按序号照抄上面的恢复码。每组最后一个字符用来核对，抄错时程序会指出是第几组。",
    "3. 设新口令。其他人的口令由系统管理员在“人员”里重置。",
    "4. 用过之后，请系统管理员在“人员”里重新打印恢复表；重新打印后，这一张就作废，请销毁。",
)
"""What stands on the sheet below the code."""


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The ``groups`` of the recovery code in their order; ``mark`` tells this sheet from an earlier one."""

    unit: str
    groups: Sequence[str]
    made_on: date
    made_by: str
    mark: str = ""


def lay_out_recovery(paper: RecoverySheet) -> list[Page]:
    """The sheet: warning, the code in numbered groups, what to do, and who took it.

    Raises:
        PaperError: ``PAPER_TOO_LONG`` for a group that its box cannot hold.
    """
    right = f"{day_words(paper.made_on)}  {paper.mark}".rstrip()
    marks, y = sheet_head("恢复表", paper.unit, right, UPRIGHT)
    warning = set_text(WARNING, _WARNING, WIDTH)
    marks += place(warning, _WARNING, LEFT, y)
    y += _WARNING.line * len(warning) + _GAP
    marks += _groups(paper.groups, y)
    y += _CELL_HEIGHT * -(-len(paper.groups) // _COLUMNS) + 2 * _GAP
    for words in STEPS:
        lines = set_text(words, _STEP, WIDTH)
        marks += place(lines, _STEP, LEFT, y)
        y += _STEP.line * len(lines)
    y += 2 * _GAP
    for words in (f"打印人：{paper.made_by}", "保管人签名：　　　　　　　　　　日期：", "密封后存放处："):
        marks += place(set_text(words, _TEXT, WIDTH), _TEXT, LEFT, y)
        y += _TEXT.line * 1.4
    return list(numbered([marks], UPRIGHT, "专人保管，不得复印"))


def _groups(groups: Sequence[str], top: float) -> list[Mark]:
    width = WIDTH / _COLUMNS
    marks: list[Mark] = []
    for number, group in enumerate(groups):
        row, column = divmod(number, _COLUMNS)
        left, y = LEFT + column * width, top + row * _CELL_HEIGHT
        marks.append(Frame(left, y, width, _CELL_HEIGHT, 0.25))
        marks += place(set_text(str(number + 1), _COUNT, width), _COUNT, left + 1.2, y + 0.8)
        line, style = set_line(group, _GROUP, width - 4, smallest=12, field="恢复码")
        marks += place([line], style, left + centred(line, style, width), y + (_CELL_HEIGHT - style.line) / 2 + 1)
    return marks
