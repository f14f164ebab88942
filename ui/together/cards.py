"""What stands beside the list: how to go on, what will happen, what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.domain.together import DEED_WORDS, Deed, Settled, Together
from ui.style import Style
from ui.text import plain
from ui.together.lines import rest_words, settled_words
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, line

Run = Callable[[], object]
SEE = "看看会怎样"
"""On the button of a question: nothing is done yet."""
_NO_WAY_BACK = {Deed.RETURN: "不能撤销：工作室会收到退回的理由，补充以后再报。"}


class Stage(StrEnum):
    """Where one is."""

    CHOOSING = "choosing"
    ASKING = "asking"
    FORESEEN = "foreseen"
    WORKING = "working"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Question:
    """The ``form`` of a decision: ``begin`` empties it, ``confirm`` gives the decision or says what is missing. Its
    buttons are those of :class:`Foot`.
    """

    form: QWidget
    begin: Run
    confirm: Run


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to settle the ticked clues, which ``keys`` choose: a decision, or the question that leads to it. It is
    offered at ``place``, or anywhere.
    """

    name: str
    words: str
    how: Together | Question
    icon: str = ""
    keys: str = ""
    place: str = ""

    def at(self, place: str) -> bool:
        """Whether it is offered at ``place``."""
        return self.place in ("", place)


class ChooseCard(QWidget):
    """The ways, and how lines are ticked."""

    def __init__(self, style: Style, offers: Sequence[Offer], take: Callable[[Offer], object]) -> None:
        super().__init__()
        self._missing = plain("", "small", tone="bad", wrap=True)
        self._missing.hide()
        self.buttons = [
            button(style, one.words, lambda one=one: take(one), icon=one.icon, keys=one.keys, show_keys=bool(one.keys))
            for one in offers
        ]
        column(
            plain("先勾选线索，再选怎样办", "heading", wrap=True),
            plain("按空格或点一下勾选，按住 Shift 连续勾选，Ctrl+A 全选。", "soft", wrap=True),
            self._missing,
            *self.buttons,
            plain("选了以后先逐条列出会怎样，看过才办。", "soft", wrap=True),
            None,
            gap=3,
            parent=self,
        )

    def offer(self, offers: Sequence[Offer], place: str) -> None:
        """Show those of ``offers``, all that there are, that belong to ``place``."""
        for one, made in zip(offers, self.buttons, strict=True):
            made.setVisible(one.at(place))

    def complain(self, words: str) -> None:
        """Say what is missing, or nothing."""
        self._missing.setText(words)
        self._missing.setVisible(bool(words))


class Foot(QWidget):
    """Below every card but the first, in sight however long that is: ``confirm`` goes on, the others do not."""

    def __init__(self, style: Style, confirm: Run, back: Run, undo: Run) -> None:
        super().__init__()
        self.undo = button(style, "一起撤销", undo, icon="undo-2", keys="Ctrl+Z")
        self.back = button(style, "取消", back, keys="Esc")
        self.go = button(style, SEE, confirm, kind="primary", keys="Ctrl+Enter")
        flow = FlowLayout(gap=2, to_end=True)
        for each in (self.undo, self.back, self.go):
            flow.addWidget(each)
        column(line(), column(flow, gap=0, margin=3), gap=0, parent=self)

    def ask(self) -> None:
        """A question stands above."""
        self._put(SEE, back="取消")

    def foresee(self, together: Together, taken: int) -> None:
        """So many would be settled so."""
        self._put(f"{DEED_WORDS[together.deed]}这 {taken} 条", back="重新选择", possible=taken > 0)

    def settle(self, *, undoable: bool) -> None:
        """It is done."""
        self._put("继续选", undoable=undoable)

    def _put(self, words: str, back: str = "", *, possible: bool = True, undoable: bool = False) -> None:
        rename(self.go, words, "Ctrl+Enter")
        self.go.setEnabled(possible)
        rename(self.back, back, "Esc")
        self.back.setVisible(bool(back))
        self.undo.setVisible(undoable)
        self.show()


class PreviewCard(QWidget):
    """Nothing is written yet."""

    def __init__(self) -> None:
        super().__init__()
        self._title = plain("", "heading", wrap=True)
        self._left, self._common, self._undo = (plain("", wrap=True) for _ in range(3))
        column(self._title, self._left, self._common, self._undo, None, gap=3, parent=self)

    def put(self, together: Together, taken: int, held: int, *, undoable: bool) -> None:
        """So many are ticked, so many left out."""
        words = DEED_WORDS[together.deed]
        self._title.setText(f"将{words} {taken} 条" if taken else "没有勾选要办的线索")
        left = f"左边没有勾选的 {held} 条不动，原因写在下面一行；能办的可以勾上。" if held else "全部勾选。"
        self._left.setText(left)
        self._common.setText(_common_words(together))
        self._common.setVisible(bool(_common_words(together)))
        back = "办完以后可以一起撤销，期间别人又办过的除外。"
        self._undo.setText(
            back if undoable else _NO_WAY_BACK.get(together.deed, "您的岗位不能撤销，办完以后请由区办公室撤销。")
        )


class ResultCard(QWidget):
    """What became of them."""

    def __init__(self) -> None:
        super().__init__()
        self._title = plain("", "heading", wrap=True)
        self._rest = QVBoxLayout()
        column(self._title, self._rest, None, gap=3, parent=self)
        self._words = plain("", wrap=True)
        self._rest.addWidget(self._words)

    def put(self, settled: Settled, *, back: bool) -> None:
        """``back``: it was taken back."""
        self._title.setText(settled_words(settled, back=back))
        self._words.setText(rest_words(settled))
        self._words.setVisible(bool(rest_words(settled)))


def _common_words(together: Together) -> str:
    said = [f"理由：{together.reason}"] if together.reason else []
    said += [f"建议去向：{together.referral}"] if together.referral else []
    return "\n".join(said)
