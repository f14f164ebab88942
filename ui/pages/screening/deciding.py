"""What the forms of screening lead to: the act, and the words when it is done."""

from collections.abc import Callable
from typing import Any, Protocol

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.usecases.curating import Wording
from ui.pages.screening.presenter import ScreeningPresenter
from ui.pages.screening.shelves import Shelf
from ui.pages.screening.side import Deciders


class _Do(Protocol):
    def __call__(self, act: Callable[[Clue], tuple[Any, Changes]], words: Callable[[Any], str], /) -> None:
        """Do ``act`` with the clue on the desk, then say ``words``."""
        ...


def deciders_of(presenter: ScreeningPresenter, settle: _Do, write: _Do, shelf: Callable[[], Shelf]) -> Deciders:
    """``settle`` does what takes the clue off the desk, ``write`` what leaves it there."""

    def send_back(reason: str, _referral: str) -> None:
        settle(lambda c: presenter.send_back(c, reason), lambda c: f"已退回补充：{c.content.title}。")

    def decline(reason: str, referral: str) -> None:
        settle(lambda c: presenter.decline(c, reason, referral), lambda c: f"已登记不予采用：{c.content.title}。")

    def retain(reason: str, _referral: str) -> None:
        settle(lambda c: presenter.retain(c, reason), lambda c: f"已受理并留存，正式编号 {c.formal_number}。")

    def again(reason: str, _referral: str) -> None:
        here = shelf()
        settle(lambda c: presenter.again(here, c, reason), lambda c: f"已{here.words}：{c.content.title}。")

    def edit(wording: Wording, reason: str) -> None:
        write(lambda c: presenter.edit(c, wording, reason), lambda e: f"已保存第 {e.ordinal} 稿，原文没有改动。")

    def split(kept: Wording, parts: tuple[Wording, ...], reason: str) -> None:
        write(
            lambda c: presenter.split(c, kept, parts, reason),
            lambda clues: f"已拆分，新增 {'、'.join(clue.number for clue in clues[1:])}。",
        )

    return Deciders(send_back, decline, retain, again, edit, split)
