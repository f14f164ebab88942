"""公开回应: what handlers said in public, and the steps (seed 八(四)2)."""

from baixing_desktop.domain.kinds import PublicChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.responses import (
    ResponseForm,
    ResponseView,
    add_response,
    change_response,
    may_be_answered_in_public,
    remove_response,
)
from ui.steps.asks import NEW, Answers, Ask, AskKind, Item, Step
from ui.steps.kept import correcting, removing
from ui.words import say_day

_CHANNELS = tuple((channel.value, label(channel)) for channel in PublicChannel)


class ResponseSteps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def new(self) -> tuple[Item, ...]:
        """The line with which a response to an answered matter is written down."""
        found = (
            {one.number: one for one in may_be_answered_in_public(self._desk)}
            if may(self._desk, "responses.add_response")
            else {}
        )
        if not found:
            return ()
        unit = self._desk.reference.unit_name
        options = tuple((number, f"{one.matter.title}　{unit(one.matter.handler)}") for number, one in found.items())
        step = Step(
            "登记公开回应",
            "承办单位对哪一件作了公开回应？",
            lambda a: add_response(self._desk, found[a.text("what")].forwarding_id, _form(a)),
            (
                Ask("what", "哪一件", AskKind.FIND, options=options, hint="输入函号、标题或单位的一部分"),
                *_asks(),
            ),
            "通过公开渠道对反映集中的问题进行回应，见 八(四)2。登记后会告诉相关工作室，由联络员转告反映人。",
            undo=lambda view: remove_response(self._desk, view),
        )
        return (Item(NEW, "＋ 登记公开回应", "选一件已答复的", f"已答复的有 {len(found)} 件", steps=(step,)),)

    def item(self, view: ResponseView) -> Item:
        """A response with what can be done about it."""
        one, matter = view.kept, view.matter
        handler = self._desk.reference.unit_name(matter.handler)
        day = say_day(one.published_on, self._desk.today())
        facts = (
            f"线索：{matter.number}　{matter.title}",
            f"承办单位：{handler}",
            f"{day}，{label(one.channel)}",
            *((f"链接或版面：{one.link}",) if one.link else ()),
        )
        return Item(
            one.id,
            one.title,
            f"{day}　{label(one.channel)}　{handler}",
            f"● {label(one.channel)}",
            "ok",
            facts,
            self._steps(view),
            clue_id=matter.clue_id,
        )

    def _steps(self, view: ResponseView) -> tuple[Step, ...]:
        if not may(self._desk, "responses.change_response"):
            return ()
        was = view.form
        return (
            correcting(
                "修改这次公开回应",
                _asks(was),
                lambda now, answers: change_response(self._desk, now, _form(answers)),
                view,
                lambda now: change_response(self._desk, now, was),
            ),
            removing(
                "删除这次回应",
                view,
                lambda now: remove_response(self._desk, now),
                lambda gone: add_response(self._desk, gone.kept.forwarding_id, gone.form),
            ),
        )


def _asks(was: ResponseForm | None = None) -> tuple[Ask, ...]:
    return (
        Ask("channel", "公开渠道", AskKind.CHOICE, options=_CHANNELS, start=was.channel.value if was else None),
        Ask("on", "回应日期", AskKind.DAY, start=was.on if was else None),
        Ask("title", "标题", AskKind.LINE, start=was.title if was else None),
        Ask(
            "link", "链接或版面", AskKind.LINE, needed=False, hint="网址，或报纸的版面", limit=300,
            start=was.link if was else None,
        ),
    )  # fmt: skip


def _form(answers: Answers) -> ResponseForm:
    return ResponseForm(
        PublicChannel(answers.text("channel")), answers.day("on"), answers.text("title"), answers.text("link")
    )
