"""Clues that come to the office itself: what is asked for, and the line for visits and surveys (seed 八(一)2)."""

from baixing_desktop.domain.rules.registration import TITLE_LIMIT
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.own_clues import CATEGORY, Origin, OwnForm, register_own, unregister_own
from baixing_desktop.usecases.permissions import may
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Options, Step

_ID = f"{NEW} own"
_ELSEWHERE = ("WORKROOM", CATEGORY, "ONLINE_CITY", "ONLINE_DISTRICT")
"""Sources whose clues are taken down or imported in their own places."""
_CONSENTS = (("collect", "收集姓名和联系方式"), ("handover", "转给承办单位"))


def own_asks(suggestions: str = "") -> tuple[Ask, ...]:
    """The texts of Attachment 3, and who brought it up."""
    return (
        Ask("title", "标题", AskKind.LINE, limit=TITLE_LIMIT),
        Ask("analysis", "情况分析", AskKind.TEXT),
        Ask("suggestions", "具体建议", AskKind.TEXT, start=suggestions or None),
        Ask("name", "反映人姓名", AskKind.LINE, needed=False, hint="没有留名可以不写", limit=30),
        Ask("phone", "联系电话", AskKind.LINE, needed=False, limit=30),
        Ask("agreed", "反映人同意", AskKind.CHECKS, needed=False, options=_CONSENTS),
    )


def own_form(answers: Answers) -> OwnForm:
    """What :func:`own_asks` asked for."""
    agreed = answers.picked("agreed")
    texts = (answers.text(key) for key in ("title", "analysis", "suggestions", "name", "phone"))
    return OwnForm(*texts, collect="collect" in agreed, handover="handover" in agreed)


class OwnSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which such a clue is registered."""
        if not may(self._desk, "own_clues.register_own"):
            return ()
        sources = self._sources()
        step = Step(
            "登记这条线索",
            "走访、调研中提出的线索",
            lambda a: register_own(self._desk, own_form(a), _origin(a)),
            (
                Ask("source", "来源", AskKind.CHOICE, options=sources, start=sources[0][0]),
                Ask("event", "哪次活动", AskKind.LINE, needed=False, hint="例如：挂点联系沙园街道", limit=60),
                Ask("by", "接收人", AskKind.LINE, start=self._desk.unit.name, limit=60),
                Ask("on", "日期", AskKind.DAY, start=self._desk.today()),
                *own_asks(),
            ),
            "登记后列入“审核”。",
            undo=lambda clue: unregister_own(self._desk, clue.id),
        )
        name = "＋ 登记走访调研线索"
        return (Item(_ID, name, "政协领导走访、专委会调研视察、受邀委员等", "区办公室自己登记一条线索", steps=(step,)),)

    def _sources(self) -> Options:
        """Category and occasion as one code; what leaders met with comes first."""
        known = [one for code, one in self._desk.reference.sources.items() if code not in _ELSEWHERE]
        known.sort(key=lambda one: one.code != "LEADER_VISIT")
        found: list[tuple[str, str]] = []
        for one in known:
            found += [(f"{one.code}/{each.code}", f"{one.label}·{each.label}") for each in one.occasions]
            if not one.occasions:
                found.append((f"{one.code}/", one.label))
        return tuple(found)


def _origin(answers: Answers) -> Origin:
    category, _, occasion = answers.text("source").partition("/")
    return Origin(category, occasion, answers.text("event"), answers.text("by"), answers.day("on"))
