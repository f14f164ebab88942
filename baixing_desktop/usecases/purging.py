"""涉密: a text that must not stay in this system is wiped, and only that it happened is recorded (domain A2.1)."""

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention


@intention
def purge_draft(desk: Desk, clue_id: str) -> tuple[None, Changes]:
    """Wipe a draft that was never registered, its words in the search index with it. There is no way back.

    Raises:
        IllegalActionError: it was registered: its erasure needs the administrator.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        if clue.workroom_state is not ClueState.DRAFT or clue.provisional_number:
            state = label(clue.workroom_state) if clue.workroom_state else "已报送"
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="线索", state=state, action="清除", possible="请管理员清除"
            )
        tx.clues.remove(clue.id)
        note(desk, tx, "purge_secret", Kind.CLUE, clue.id)
    return None, Changes.of(Kind.CLUE, clue_id)
