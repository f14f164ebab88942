"""What stands beside the list: how to go on, what will happen, what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.domain.together import DEED_WORDS, Deed, Fate, Settled, Together
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import column, row

Run = Callable[[], object]
_NO_WAY_BACK = {Deed.RETURN: "不能撤销：工作室会收到退回的理由，补充以后再报。"}


@dataclass(frozen=True, slots=True)
class Question:
    """The ``form`` of a decision: ``begin`` empties it, ``confirm`` gives the decision or says what is missing."""

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


class PreviewCard(QWidget):
    """Nothing is written yet; ``go`` does it."""

    def __init__(self, style: Style, go: Run, back: Run) -> None:
        super().__init__()
        self._title = plain("", "heading", wrap=True)
        self._left, self._common, self._undo = (plain("", wrap=True) for _ in range(3))
        self.go = button(style, "办理", go, kind="primary", keys="Ctrl+Enter")
        self.back = button(style, "重新选择", back, keys="Esc")
        column(
            self._title,
            self._left,
            self._common,
            self._undo,
            1,
            row(None, self.back, self.go, gap=2),
            None,
            gap=3,
            parent=self,
        )

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
        rename(self.go, f"{words}这 {taken} 条", "Ctrl+Enter")
        self.go.setEnabled(taken > 0)


class ResultCard(QWidget):
    """What became of them; ``undo`` takes it back, ``go_on`` chooses again."""

    def __init__(self, style: Style, undo: Run, go_on: Run) -> None:
        super().__init__()
        self._title = plain("", "heading", wrap=True)
        self._rest = QVBoxLayout()
        self.undo = button(style, "一起撤销", undo, icon="undo-2", keys="Ctrl+Z")
        self.go_on = button(style, "继续选", go_on, kind="primary", keys="Ctrl+Enter")
        column(self._title, self._rest, 1, row(None, self.undo, self.go_on, gap=2), None, gap=3, parent=self)
        self._words = plain("", wrap=True)
        self._rest.addWidget(self._words)

    def put(self, settled: Settled, *, back: bool) -> None:
        """``back``: it was taken back."""
        self._title.setText(settled_words(settled, back=back))
        self._words.setText(rest_words(settled))
        self._words.setVisible(bool(rest_words(settled)))
        self.undo.setVisible(settled.undoable and not back)


def settled_words(settled: Settled, *, back: bool) -> str:
    """``已受理 11 条``, or that so many were taken back."""
    words, done = DEED_WORDS[settled.together.deed], len(settled.of(Fate.DONE))
    return f"已撤销{words} {done} 条" if back else f"已{words} {done} 条"


def rest_words(settled: Settled) -> str:
    """What became of the others, in sentences; empty when all are done."""
    failed, left = len(settled.of(Fate.FAILED)), len(settled.of(Fate.LEFT))
    said = [f"没有办成 {failed} 条，原因写在左边。"] if failed else []
    said += [f"停下时还有 {left} 条没有办到，没有改动。"] if left else []
    return "".join(said)


def _common_words(together: Together) -> str:
    said = [f"理由：{together.reason}"] if together.reason else []
    said += [f"建议去向：{together.referral}"] if together.referral else []
    return "\n".join(said)
