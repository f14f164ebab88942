"""恢复件: the code that opens the record again when all passphrases are lost, to be kept in a safe."""

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

_WARNED = "本件可以打开全部数据。请装入信封密封，锁在保险柜中，不要拍照、复印或放在电脑旁边。"

STEPS = (
    "1. 在要恢复的电脑上打开“百姓提案线索工作台”，在登录页选择“用恢复件打开”。",
    "2. 按序号逐组输入上面的恢复码，输错一组时程序会指出是哪一组。",
    "3. 为自己设置新的口令，再为其他使用人重设口令。",
    "4. 恢复后请重新打印一份恢复件，并把这一份销毁。",
)


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
    marks, y = sheet_head("数据恢复件", paper.unit, right, UPRIGHT)
    warning = set_text(_WARNED, _WARNING, WIDTH)
    marks += place(warning, _WARNING, LEFT, y)
    y += _WARNING.line * len(warning) + _GAP
    marks += _groups(paper.groups, y)
    y += _CELL_HEIGHT * -(-len(paper.groups) // _COLUMNS) + 2 * _GAP
    for words in ("什么时候用：所有使用人都忘记口令，或电脑损坏后要在新电脑上打开备份。", *STEPS):
        lines = set_text(words, _STEP, WIDTH)
        marks += place(lines, _STEP, LEFT, y)
        y += _STEP.line * len(lines)
    y += 2 * _GAP
    for words in (f"打印人：{paper.made_by}", "保管人签名：　　　　　　　　　　日期：", "密封后存放处："):
        marks += place(set_text(words, _TEXT, WIDTH), _TEXT, LEFT, y)
        y += _TEXT.line * 1.4
    return list(numbered([marks], UPRIGHT, "秘密件，专人保管"))


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
