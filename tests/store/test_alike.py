"""Candidates for duplicates are found by what is rare in them, on both engines."""

from datetime import UTC, datetime, timedelta

from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.domain.rules.similarity import Matter, Rarity
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Store

NOW = datetime(2026, 11, 25, tzinfo=UTC)
PLACES = ("沙园七街", "示例涌", "港海社区", "宝业路", "前进路", "江南大道", "琶洲塔", "昌岗路", "晓港公园", "洪德巷")
MATTERS = ("路灯不亮", "积水很深", "垃圾无人清运", "电动车占道", "井盖松动")


def fill(store: Store) -> dict[str, Matter]:
    """Fifty clues: ten places, five matters, in the same official words."""
    with store.writing() as tx:
        for place in PLACES:
            for matter in MATTERS:
                content = ClueContent(
                    title=f"建议解决{place}{matter}的问题",
                    analysis=f"群众反映{place}一带{matter}，给附近居民的出行和生活带来不便。",
                    suggestions="建议有关部门尽快到现场查看，并采取措施解决。",
                )
                tx.clues.add(Clue(new_id(), "SY", content, NOW, NOW))
    with store.reading() as tx:
        return dict(tx.alike.latest(100))


def test_the_same_matter_in_other_words_comes_first(store: Store) -> None:
    known = fill(store)
    wanted = Matter("盼望早日修好坏了的路灯", "我住在沙园七街，晚上路灯不亮，老人家不敢出门。")
    with store.reading() as tx:
        found = tx.alike.candidates(wanted)
    assert known[found[0]].title == "建议解决沙园七街路灯不亮的问题"


def test_what_is_known_to_be_common_is_left_aside_and_the_same_clue_found(store: Store) -> None:
    known = fill(store)
    wanted = Matter(
        "盼望早日修好坏了的路灯",
        "我住在沙园七街，晚上路灯不亮，老人家不敢出门。" + "".join(map(chr, range(0x5000, 0x5100))),
    )
    common = Rarity.of(list(known.values()))
    with store.reading() as tx:
        found = tx.alike.candidates(wanted, common)
    assert known[found[0]].title == "建议解决沙园七街路灯不亮的问题"


def test_what_only_the_clue_itself_holds_leads_nowhere(store: Store) -> None:
    """A long clue has hundreds of pairs of its own, all of them rarer than those that it shares with its mate."""
    known = fill(store)
    of_its_own = "".join(chr(0x5000 + 7 * at % 0x1000) for at in range(400))
    long = ClueContent(
        title="盼望早日修好坏了的路灯",
        analysis=f"{of_its_own}。我住在沙园七街，晚上路灯不亮，老人家不敢出门。",
        suggestions="请现场查看。",
    )
    mine = Clue(new_id(), "SY", long, NOW, NOW)
    with store.writing() as tx:
        tx.clues.add(mine)
    with store.reading() as tx:
        common = Rarity.of(list(tx.alike.latest(100).values()))
        matter = Matter(long.title, f"{long.analysis}\n{long.suggestions}")
        judged = tx.alike.candidates(matter, common, leave_out=mine.id)
        counted = tx.alike.candidates(matter, leave_out=mine.id)
    for found in (judged, counted):
        assert known[found[0]].title == "建议解决沙园七街路灯不亮的问题"


def test_a_clue_that_shares_next_to_nothing_with_what_is_asked_is_no_candidate(store: Store) -> None:
    known = fill(store)
    identity, matter = next(one for one in known.items() if one[1].title == "建议解决示例涌路灯不亮的问题")
    odd = Clue(new_id(), "SY", ClueContent(title="借一步说话，示例很多"), NOW, NOW)
    with store.writing() as tx:
        tx.clues.add(odd)
    with store.reading() as tx:
        found = tx.alike.candidates(matter, limit=60)
    assert found[0] == identity
    if not store.on_server:
        assert odd.id not in found


def test_a_clue_is_not_its_own_duplicate(store: Store) -> None:
    known = fill(store)
    identity, matter = next(iter(known.items()))
    with store.reading() as tx:
        assert tx.alike.candidates(matter)[0] == identity
        assert identity not in tx.alike.candidates(matter, leave_out=identity)


def test_nothing_is_like_nothing(store: Store) -> None:
    with store.reading() as tx:
        assert tx.alike.candidates(Matter("路灯", "不亮")) == ()
    fill(store)
    with store.reading() as tx:
        assert tx.alike.candidates(Matter("", "")) == ()
        assert tx.alike.candidates(Matter('"* OR (', "NEAR/3 AND -")) == ()
        assert tx.alike.candidates(Matter("䶮", "𠮷")) == ()


def test_filters_and_orders(store: Store) -> None:
    days = [NOW.date() - timedelta(days=ago) for ago in (3, 1, 2)]
    with store.writing() as tx:
        for number, day in enumerate(days):
            content = ClueContent(title=f"{'丙甲乙'[number]}", received_on=day)
            tx.clues.add(Clue(new_id(), "SY", content, NOW, NOW + timedelta(hours=number)))

    def titles(**query: object) -> str:
        with store.reading() as tx:
            asked = ClueQuery(**query)  # pyright: ignore[reportArgumentType] - fields by name
            return "".join(item.title for item in tx.listing.clues(asked).items)

    assert titles() == "乙甲丙"
    assert titles(order=ClueOrder.OLDEST) == "丙甲乙"
    assert titles(order=ClueOrder.RECEIVED) == "甲乙丙"
    assert titles(received_from=days[2]) == "乙甲"
    assert titles(received_until=days[2]) == "乙丙"
    assert titles(source="WORKROOM") == ""
