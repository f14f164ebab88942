"""Places on the score sheet."""

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.rules.commending import Merit, placed

figure = st.none() | st.integers(0, 5)


def merit(name: str, number: float | None, quality: float | None = None, timeliness: float | None = None) -> Merit:
    return Merit(Target(unit=name), name, number, quality, timeliness, "")


def test_the_lowest_sum_of_places_comes_first_and_equal_figures_share_a_place() -> None:
    found = placed([merit("甲", 9, 0.5, 0.5), merit("乙", 5, 0.9, 1.0), merit("丙", 5, 0.5, None)])
    assert [(one.merit.subject, one.number, one.quality, one.timeliness, one.sum) for one in found] == [
        ("乙", 2, 1, 1, 4), ("甲", 1, 2, 2, 5), ("丙", 2, 2, 3, 7),
    ]  # fmt: skip


@given(st.lists(st.tuples(figure, figure, figure), max_size=8))
def test_who_is_better_in_all_never_stands_behind(rows: list[tuple[int | None, int | None, int | None]]) -> None:
    found = placed([merit(str(number), *row) for number, row in enumerate(rows)])
    assert sorted(one.merit.subject for one in found) == sorted(str(number) for number in range(len(rows)))
    for n, front in enumerate(found):
        for behind in found[n + 1 :]:
            pairs = zip(
                (front.merit.number, front.merit.quality, front.merit.timeliness),
                (behind.merit.number, behind.merit.quality, behind.merit.timeliness),
                strict=True,
            )
            assert not all((-1 if b is None else b) > (-1 if a is None else a) for a, b in pairs)
