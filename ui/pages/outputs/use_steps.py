"""成果转化: what suggestions became, and the steps (seed 八(四)2)."""

from baixing_desktop.domain.kinds import ResultKind
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.result_uses import UseForm, UseView, add_use, change_use, may_have_become, remove_use
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Step
from ui.steps.kept import correcting, removing
from ui.words import say_day

_KINDS = tuple((kind.value, label(kind)) for kind in ResultKind)


class UseSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which a result is written down."""
        found = may_have_become(self._desk) if may(self._desk, "result_uses.add_use") else ()
        if not found:
            return ()
        known = {one.number: one for one in reversed(found)}
        options = tuple((one.number, one.title) for one in found if known[one.number] is one)
        step = Step(
            "登记成果转化",
            "哪一条建议转化成了什么？",
            lambda a: add_use(self._desk, known[a.text("what")].clue_id, _form(a)),
            (
                Ask("what", "线索或提案", AskKind.FIND, options=options, hint="输入编号或标题的一部分"),
                *_asks(),
            ),
            "推动成果转化为党委政府决策、民生实项目，促进社会治理，见 八(四)2。选提案的，记在提案的主要线索上。",
            undo=lambda view: remove_use(self._desk, view),
        )
        state = f"可以选的线索和提案有 {len(found)} 件"
        return (Item(NEW, "＋ 登记成果转化", "选一条线索或一件提案", state, steps=(step,)),)

    def item(self, view: UseView) -> Item:
        """A result with what can be done about it."""
        one, clue = view.kept, view.clue
        day = say_day(one.on, self._desk.today())
        return Item(
            one.id,
            one.title,
            f"{day}　{label(one.kind)}　{clue.number}",
            f"● {label(one.kind)}",
            "ok",
            (f"线索：{clue.number}　{clue.title}", f"转化日期：{day}", f"依据：{one.proof}"),
            self._steps(view),
            clue_id=clue.id,
        )

    def _steps(self, view: UseView) -> tuple[Step, ...]:
        if not may(self._desk, "result_uses.change_use"):
            return ()
        was = view.form
        return (
            correcting(
                "修改这项成果转化",
                _asks(was),
                lambda now, answers: change_use(self._desk, now, _form(answers)),
                view,
                lambda now: change_use(self._desk, now, was),
            ),
            removing(
                "删除这项转化",
                view,
                lambda now: remove_use(self._desk, now),
                lambda gone: add_use(self._desk, gone.kept.clue_id, gone.form),
            ),
        )


def _asks(was: UseForm | None = None) -> tuple[Ask, ...]:
    return (
        Ask("kind", "转化为", AskKind.CHOICE, options=_KINDS, start=was.kind.value if was else None),
        Ask("title", "名称", AskKind.LINE, hint="决策、项目或制度的名称", limit=120, start=was.title if was else None),
        Ask("on", "日期", AskKind.DAY, start=was.on if was else None),
        Ask("proof", "依据", AskKind.TEXT, hint="文号、项目清单、网址等，查得到的", start=was.proof if was else None),
    )


def _form(answers: Answers) -> UseForm:
    return UseForm(ResultKind(answers.text("kind")), answers.text("title"), answers.day("on"), answers.text("proof"))
