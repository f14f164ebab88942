"""The steps that a small record has once it is written down: put right, and taken out again; no widgets here."""

from collections.abc import Callable
from typing import Any, TypeVar

from baixing_desktop.changes import Changes
from ui.steps.asks import Answers, Ask, Step

_View = TypeVar("_View")


def correcting(
    heading: str, asks: tuple[Ask, ...], change: Callable[[_View, Answers], tuple[_View, Changes]], view: _View,
    back: Callable[[_View], tuple[_View, Changes]],
) -> Step:  # fmt: skip
    """保存修改: ``change`` what ``view`` shows to what was answered; ``back`` makes of the changed one what it was."""
    return Step("保存修改", heading, lambda answers: change(view, answers), asks, undo=back)


def removing(
    words: str, view: _View, remove: Callable[[_View], tuple[_View, Changes]], add: Callable[[_View], Any]
) -> Step:
    """Take out what was written down by mistake; ``add`` puts what ``remove`` returned in again."""
    return Step(words, "登记错了？", lambda _answers: remove(view), note="删除以后，提示条里可以撤销。", undo=add)
