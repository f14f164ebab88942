"""Suggestions on the real record: learned from this office's own decisions, with reasons, never against a bar."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.outcomes import Route
from baixing_desktop.errors import UserError
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.barring import set_bars
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.suggesting import Learned, learn_decisions, suggestions_for
from baixing_desktop.work import Work
from tests.builders import clue_content
from tests.decisions import LIGHTS_ROUTE, NOISE_ROUTE, decide
from tests.sync.helpers import enrol_by_hand

NEW = clue_content(
    title="希望宝岗大道加装路灯", analysis="宝岗大道夜间照明不足，老人出门摔倒。", suggestions="请尽快处理"
)


@pytest.fixture
def new(office: Desk, workroom: Desk, tmp_path: Path, handler: str) -> str:
    """The clue that is to be decided, after forty others were."""
    enrol_by_hand(office, workroom)
    return decide(workroom, office, tmp_path / "post", NEW, handler=handler)[NEW.title]


def test_route_and_unit_with_words_and_earlier_clues(office: Desk, new: str, handler: str) -> None:
    found = suggestions_for(office, new, learn_decisions(office, Learned()))
    assert found.route is not None
    assert found.route.code == LIGHTS_ROUTE
    assert found.route.of == 40
    assert found.route.words
    assert found.route.earlier
    assert all("路灯" in clue.title for clue in found.route.earlier)
    assert found.handler is not None
    assert (found.handler.code, found.handler.of) == (handler, 40)
    # A unit that must not get it is not suggested.
    set_bars(office, new, (handler,))
    found = suggestions_for(office, new, learn_decisions(office, Learned()))
    assert found.handler is None
    assert found.route is not None


def test_what_is_decided_needs_no_suggestion(office: Desk, new: str) -> None:
    learned = learn_decisions(office, Learned())
    casework.classify_clue(office, new, Route.CITY_EXPRESS)
    again = learn_decisions(office, learned)
    assert again.routes.decided[new] == Route.CITY_EXPRESS
    assert again.routes.suggester.decisions == 41
    found = suggestions_for(office, new, again)
    assert found.route is None
    assert found.handler is not None


def test_a_decision_that_changed_is_learned_anew(office: Desk, new: str) -> None:
    casework.classify_clue(office, new, Route.CITY_EXPRESS)
    learned = learn_decisions(office, Learned())
    casework.classify_clue(office, new, LIGHTS_ROUTE, "属于本区")
    again = learn_decisions(office, learned)
    assert again.routes.suggester.labels == {LIGHTS_ROUTE: 21, NOISE_ROUTE: 20}
    assert again.routes.suggester.decisions == 41


def test_an_office_that_decided_little_hears_nothing(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], LIGHTS_ROUTE)
    found = suggestions_for(office, received[1], learn_decisions(office, Learned()))
    assert found == replace(found, route=None, handler=None)


def test_learning_can_be_stopped_and_taken_up_again(office: Desk, new: str) -> None:
    said: set[str] = set()

    def hear(done: int, total: int, what: str) -> None:
        said.add(what)

    stopped = Work(hear)
    learned = learn_decisions(office, Learned(), stopped)
    assert said == {"正在读以往的决定", "正在参考以往的决定"}
    casework.classify_clue(office, new, Route.CITY_EXPRESS)
    stopped.cancel()
    with pytest.raises(UserError) as caught:
        learn_decisions(office, learned, stopped)
    assert caught.value.code == "CANCELLED"
    assert learned.routes.suggester.decisions == 40
    for _ in range(2):
        learned = learn_decisions(office, learned)
        assert learned.routes.suggester.decisions == 41, "nothing is counted twice"
