"""Many records at once: the same as one by one, in the order asked for, beyond one portion."""

from datetime import UTC, datetime

from baixing_desktop.domain.clue import Attachment, Clue, ClueContent
from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.store import Store

NOW = datetime(2026, 11, 25, tzinfo=UTC)
FILES = (Attachment("22" * 32, "乙.png", "image/png", 6), Attachment("11" * 32, "甲.jpg", "image/jpeg", 5))


def test_portions_leave_nothing_out() -> None:
    ids = [str(number) for number in range(1_203)]
    assert [one for some in portions(ids) for one in some] == ids
    assert max(len(some) for some in portions(ids)) < len(ids)


def test_several_are_what_each_one_is(store: Store) -> None:
    contents = [ClueContent(title=f"第{n}条", attachments=FILES if n % 200 == 0 else ()) for n in range(601)]
    clues = [Clue(new_id(), "SY", content, NOW, NOW) for content in contents]
    with store.writing() as tx:
        for file in FILES:
            tx.system.add_blob(file.sha256, file.length, NOW)
        for clue in clues:
            tx.clues.add(clue)
        tx.of(ClueContext).add(*(ClueContext(new_id(), clue.id, event=clue.content.title) for clue in clues))
    wanted = [clue.id for clue in reversed(clues)]
    with store.reading() as tx:
        found = tx.clues.several([*wanted, new_id()])
        contexts = {context.clue_id: context.event for context in tx.of(ClueContext).of_many("clue_id", wanted)}
        assert found == tuple(reversed(clues))
        assert found[0] == tx.clues.get(wanted[0])
    assert contexts == {clue.id: clue.content.title for clue in clues}
