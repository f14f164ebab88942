"""What can be chosen is offered anew while it is open, and what a person chose or wrote stays."""

from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from baixing_desktop.changes import Changes
from ui.steps.asks import Ask, AskKind, Step
from ui.steps.form import StepForm
from ui.widgets.fields import Choice, Finder

BEFORE = [("A", "区教育局"), ("B", "区水务局")]
AFTER = [("A", "区教育和体育局"), ("C", "区城市管理局")]


@pytest.fixture(autouse=True)
def _needs_an_application(app: QApplication) -> None:  # pyright: ignore[reportUnusedFunction] - pytest's
    del app


def every(root: QWidget) -> list[QWidget]:
    return cast("list[QWidget]", root.findChildren(QWidget))  # pyright: ignore[reportUnknownMemberType] - open type


def lines(choice: Choice) -> list[str]:
    return [choice.itemText(number) for number in range(choice.count())]


@pytest.mark.parametrize(("code", "words"), [("A", "区教育和体育局"), ("B", "区水务局"), ("", "")])
def test_what_is_chosen_stays_and_nobody_is_told(code: str, words: str) -> None:
    offered = [BEFORE, AFTER]
    choice, told = Choice("承办单位"), list[int]()
    choice.follow(lambda: offered[0])
    choice.choose(code)
    choice.currentIndexChanged.connect(told.append)
    offered.pop(0)
    choice.reread()
    assert (choice.code, choice.currentText(), told) == (code, words, [])
    gone = ["区水务局"] if code == "B" else []
    assert lines(choice) == ["区教育和体育局", "区城市管理局", *gone]


@pytest.mark.parametrize(
    ("written", "after", "code"),
    [("区教育局　A", "区教育和体育局　A", "A"), ("水务", "水务", "B"), ("区", "区", ""), ("", "", "")],
)
def test_what_is_written_in_a_finder_stays(written: str, after: str, code: str) -> None:
    finder, told = Finder("承办单位", BEFORE), list[str]()
    finder.setEditText(written)
    finder.editTextChanged.connect(told.append)
    finder.renew(AFTER)
    assert (finder.currentText(), finder.code, told) == (after, code, [])


def test_the_form_of_a_step_offers_anew_and_keeps_its_answers() -> None:
    def step(units: list[tuple[str, str]]) -> Step:
        asks = (Ask("unit", "专委会", AskKind.CHOICE, options=tuple(units)), Ask("note", "备注", AskKind.LINE))
        return Step("登记", "登记", lambda _answers: (None, Changes()), asks)

    form = StepForm(date(2026, 11, 23))
    form.show_step(step(BEFORE))
    (choice,) = [each for each in every(form) if isinstance(each, Choice)]
    choice.choose("A")
    form.renew(step(AFTER))
    assert lines(choice) == ["区教育和体育局", "区城市管理局"]
    assert choice.code == "A"
