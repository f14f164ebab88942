"""The order of a compendium: theme by theme, whatever is moved."""

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.compiling import by_theme, moved

ITEMS = st.lists(st.tuples(st.sampled_from("甲乙丙"), st.integers()), min_size=1, max_size=8)


def theme(item: tuple[str, int]) -> str:
    return item[0]


def test_themes_stand_together_in_the_order_of_their_first_clue() -> None:
    assert by_theme(["b1", "a1", "b2"], lambda one: one[0]) == ["b1", "b2", "a1"]


def test_a_clue_moves_within_its_theme_and_a_theme_as_a_whole() -> None:
    items = ["a1", "a2", "b1", "b2", "c1"]
    assert moved(items, 1, -1, lambda one: one[0]) == (["a2", "a1", "b1", "b2", "c1"], 0)
    assert moved(items, 1, 1, lambda one: one[0]) == (["b1", "b2", "a1", "a2", "c1"], 3)
    assert moved(items, 2, -1, lambda one: one[0]) == (["b1", "b2", "a1", "a2", "c1"], 0)
    assert moved(items, 4, 1, lambda one: one[0]) == (items, 4)
    assert moved(items, 0, -1, lambda one: one[0]) == (items, 0)


@given(ITEMS, st.data())
def test_nothing_is_lost_and_the_moved_one_is_where_it_says(items: list[tuple[str, int]], data: st.DataObject) -> None:
    listed = by_theme(items, theme)
    place = data.draw(st.integers(0, len(listed) - 1))
    step = data.draw(st.sampled_from((-1, 1)))
    after, now = moved(listed, place, step, theme)
    assert sorted(after) == sorted(listed)
    assert after[now] is listed[place]
    assert by_theme(after, theme) == after
