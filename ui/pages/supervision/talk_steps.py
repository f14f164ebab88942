"""协商: what was consulted on, and the steps; one record feeds clues, supervision and outputs (seed 二, 八(一)2)."""

from baixing_desktop.domain.kinds import ConsultationKind, SupervisionForm
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.consultations import (
    TalkForm,
    TalkView,
    not_by_consultation,
    remove_consultation,
    save_consultation,
    supervise_by_consultation,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.own_clues import register_from_consultation, unregister_own
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.supervised import may_be_supervised
from ui.pages.supervision.own_steps import own_asks, own_form
from ui.pages.supervision.watch_steps import FORMS, sheet
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Offer, Options, Step
from ui.steps.kept import correcting, removing
from ui.words import numbers, say_day

_KINDS = tuple((kind.value, label(kind)) for kind in ConsultationKind)


class TalkSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which a consultation is written down."""
        if not may(self._desk, "consultations.save_consultation"):
            return ()
        step = Step(
            "登记协商",
            "一次协商",
            lambda a: save_consultation(self._desk, _form(a)),
            _asks(),
            "协商中提出或研究的线索写上编号，以后登记督办和成果时可以引用这次协商。",
            undo=lambda view: remove_consultation(self._desk, view),
        )
        offers = (Offer("打印空白协商记录表", lambda: sheet(self._desk, "consultation", "")),)
        return (Item(NEW, "＋ 登记协商", "“有事好商量”、基层协商等", "记一次协商", steps=(step,), offers=offers),)

    def item(self, view: TalkView, letters: dict[str, Options]) -> Item:
        """A consultation with what can be done now; ``letters`` are those that can be supervised, by clue."""
        talk = view.kept
        day = say_day(talk.held_on, self._desk.today())
        return Item(
            talk.id,
            talk.title,
            f"{day}　{label(talk.kind)}　{talk.organiser}",
            f"● {label(talk.kind)}，线索 {len(view.clues)} 条",
            "",
            self._facts(view, day),
            self._steps(view, letters),
            (Offer("打印协商记录表", lambda: sheet(self._desk, "consultation", talk.id)),),
            view.clues[0].id if len(view.clues) == 1 else "",
        )

    def letters(self) -> dict[str, Options]:
        """The letters that are with their handlers, by clue."""
        if not may(self._desk, "supervised.may_be_supervised"):
            return {}
        found: dict[str, Options] = {}
        for one in may_be_supervised(self._desk):
            if one.forwarding_id:
                words = f"{one.number}　{self._desk.reference.unit_name(one.matter.handler)}　{one.matter.title}"
                found[one.matter.clue_id] = (*found.get(one.matter.clue_id, ()), (one.forwarding_id, words))
        return found

    def _facts(self, view: TalkView, day: str) -> tuple[str, ...]:
        talk = view.kept
        facts = [f"{day}，{talk.organiser}" + (f"，{talk.place}" if talk.place else "")]
        if talk.participants:
            facts.append(f"参加人员：{talk.participants}")
        if talk.summary:
            facts.append(f"协商意见：{talk.summary}")
        facts += [f"线索：{clue.number}　{clue.title}" for clue in view.clues]
        facts += [f"督办：{label(act.form) if act.form else ''}，{label(act.state)}" for act in view.supervised]
        facts += [f"成果：{label(made.kind)}，{made.title}" for made in view.outputs]
        return tuple(facts)

    def _steps(self, view: TalkView, letters: dict[str, Options]) -> tuple[Step, ...]:
        if not may(self._desk, "consultations.save_consultation"):
            return ()
        was = view.form
        steps = [
            correcting(
                "修改这次协商",
                _asks(was),
                lambda now, answers: save_consultation(self._desk, _form(answers), now),
                view,
                lambda now: save_consultation(self._desk, was, now),
            )
        ]
        about = tuple(one for clue in view.clues for one in letters.get(clue.id, ()))
        if about and view.kept.participants and view.kept.summary:
            steps.append(self._supervise(view, about))
        if may(self._desk, "own_clues.register_from_consultation"):
            steps.append(self._register(view))
        if not view.supervised and not view.outputs:
            steps.append(
                removing(
                    "删除这次协商",
                    view,
                    lambda now: remove_consultation(self._desk, now),
                    lambda gone: save_consultation(self._desk, gone.form),
                )
            )
        return tuple(steps)

    def _register(self, view: TalkView) -> Step:
        talk = view.kept
        return Step(
            "登记线索",
            "协商中提出了新的线索？",
            lambda a: register_from_consultation(self._desk, talk.id, own_form(a)),
            own_asks(talk.summary),
            f"来源记为“有事好商量”等协商活动，接收人和日期照这次协商（{talk.organiser}）。登记后与这次协商互相关联，"
            "列入“审核·并案”。",
            undo=lambda clue: unregister_own(self._desk, clue.id),
        )

    def _supervise(self, view: TalkView, about: Options) -> Step:
        return Step(
            "登记为督办",
            "这次协商也是对哪一件的督办？",
            lambda a: supervise_by_consultation(self._desk, view, a.text("what"), SupervisionForm(a.text("form"))),
            (
                Ask("what", "转送件", AskKind.CHOICE, options=about, start=about[0][0]),
                Ask("form", "督办形式", AskKind.CHOICE, options=FORMS, start=SupervisionForm.MEETING.value),
            ),
            "参加人员和协商意见照这次协商的记录，登记后列入“督办中”，可以继续登记跟进情况。",
            undo=lambda act: not_by_consultation(self._desk, act),
        )


def _asks(was: TalkForm | None = None) -> tuple[Ask, ...]:
    return (
        Ask("kind", "协商形式", AskKind.CHOICE, options=_KINDS, start=was.kind.value if was else None),
        Ask("title", "议题", AskKind.LINE, start=was.title if was else None),
        Ask("on", "协商日期", AskKind.DAY, start=was.held_on if was else None),
        Ask("by", "组织单位", AskKind.LINE, start=was.organiser if was else None),
        Ask("place", "地点", AskKind.LINE, needed=False, start=was.place if was else None),
        Ask(
            "who", "参加人员", AskKind.LINE, needed=False, hint="单位、姓名和职务，群众写人数", limit=300,
            start=was.participants if was else None,
        ),
        Ask("summary", "协商意见", AskKind.TEXT, needed=False, start=was.summary if was else None),
        Ask(
            "clues", "相关线索", AskKind.LINE, needed=False, hint="线索编号，几个之间用顿号隔开", limit=300,
            start="、".join(was.clues) if was else None,
        ),
    )  # fmt: skip


def _form(answers: Answers) -> TalkForm:
    return TalkForm(
        ConsultationKind(answers.text("kind")),
        answers.text("title"),
        answers.day("on"),
        answers.text("by"),
        answers.text("place"),
        answers.text("who"),
        answers.text("summary"),
        numbers(answers.text("clues")),
    )
