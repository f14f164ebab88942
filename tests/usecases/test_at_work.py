"""Who has which clue open: seen by the others, gone with the window, kept nowhere (F66)."""

from baixing_desktop.domain.seats import AWAY
from baixing_desktop.usecases.at_work import others_at_work, take_up
from baixing_desktop.usecases.desk import Desk
from tests.builders import SetClock

MINE, HERS = "window-1", "window-2"


def seen(desk: Desk, window: str = MINE) -> dict[str, list[str]]:
    return {clue: [one.actor for one in ones] for clue, ones in others_at_work(desk, window).items()}


def trail(desk: Desk) -> int:
    with desk.store.reading() as tx:
        return len(tx.audit.all())


def test_others_see_what_lies_open_and_nothing_is_kept_of_it(
    office: Desk, second: Desk, received: tuple[str, ...], clock: SetClock
) -> None:
    entries = trail(office)
    take_up(second, HERS, received[0])
    began = clock.now()
    assert seen(office) == {received[0]: ["王审批"]}
    assert seen(second, HERS) == {}, "not oneself"
    clock.forward(minutes=2)
    take_up(second, HERS, received[0])
    assert others_at_work(office, MINE)[received[0]][0].since == began, "still the same"
    take_up(second, HERS, received[1])
    assert others_at_work(office, MINE)[received[1]][0].since == clock.now()
    clock.forward(seconds=1)
    take_up(office, MINE, received[1])
    assert seen(office, "a third") == {received[1]: ["王审批", "测试员"]}
    take_up(second, HERS, "")
    take_up(second, HERS, "no such clue")
    assert seen(office) == {}
    assert trail(office) == entries


def test_a_window_that_was_killed_is_forgotten(
    office: Desk, second: Desk, received: tuple[str, ...], clock: SetClock
) -> None:
    take_up(second, HERS, received[0])
    clock.forward(seconds=AWAY.total_seconds())
    assert seen(office) == {}
    take_up(office, MINE, received[0])
    take_up(second, HERS, received[0])
    assert seen(office) == {received[0]: ["王审批"]}
