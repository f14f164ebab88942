"""What the committees and the handlers have in hand: every figure counts clues (F31; seed 八(三), 九(三)3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Load(StrEnum):
    """What is counted for one committee or handler."""

    CLUES = "clues"
    LETTERS = "letters"
    CLAIMS = "claims"
    TASKS = "tasks"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LoadMeaning:
    """What a figure is called, in the head of a narrow column and elsewhere, and what it counts."""

    short: str
    title: str
    counts: str


LOADS: Mapping[Load, LoadMeaning] = MappingProxyType(
    {
        Load.CLUES: LoadMeaning("手上", "手上的线索", "后面三项里的线索，同一条只算一次"),
        Load.LETTERS: LoadMeaning("转送", "转送交办", "转送函或交办件已经发出、还没有答复的　八（三）1"),
        Load.CLAIMS: LoadMeaning("认领", "认领培育", "由这个专委会对口，待认领、已认领和培育中的　八（二）3"),
        Load.TASKS: LoadMeaning(
            "成果", "成果和报市", "由这个专委会承担，正在形成的成果和还没有报出的报市材料　八（三）"
        ),
        Load.DUE_SOON: LoadMeaning("7 天内", "7 天内到期", "答复期限或认领期今天起 7 天内到期的　八（四）1"),
        Load.OVERDUE: LoadMeaning("超期", "已超期", "答复期限已过没有答复，或认领期已过没有人认领的　八（四）1"),
        Load.DONE: LoadMeaning("办成", "今年办成", "今年答复的、报送的成果和报市材料　八（四）1、八（三）"),
    }
)
"""By figure, in the order in which they are shown. 成果和报市材料 have no day by which they are due."""

IN_HAND = frozenset({Load.LETTERS, Load.CLAIMS, Load.TASKS})


def with_clues(loads: Iterable[Load]) -> frozenset[Load]:
    """``loads`` of one clue, and that it is in hand at all if one of them says so."""
    found = frozenset(loads)
    return found | {Load.CLUES} if found & IN_HAND else found
