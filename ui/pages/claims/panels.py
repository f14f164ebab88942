"""One small form for each thing that can be done with a clue on offer or claimed."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from PySide6.QtWidgets import QFrame

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import CultivationKind, ProposerKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import ClaimState
from baixing_desktop.usecases.claiming import Claimant
from baixing_desktop.work import Work
from ui.pages.claims.presenter import Board, ClaimsPresenter, Shown
from ui.text import plain
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column
from ui.widgets.names import NamesLine

Act = Callable[[Work], tuple[Any, Changes]]
Undo = Callable[[], tuple[Any, Changes]]


class Panel(QFrame):
    """The form of one step; ``words`` are on the button that does it. ``note`` says what follows."""

    words = ""
    heading = ""
    note = ""

    def __init__(self, presenter: ClaimsPresenter, today: date) -> None:
        super().__init__()
        self.presenter, self.today = presenter, today
        self.board: Board | None = None
        self.known: Any = None
        self.body = column(plain(self.heading, "heading", wrap=True), gap=3, parent=self)
        self.build()
        self.body.addWidget(self.form)
        if self.note:
            self.body.addWidget(plain(self.note, "soft", wrap=True))

    def build(self) -> None:
        """Put the fields in."""

    def read(self, shown: Shown) -> Any:
        """In the background, before :meth:`begin`: what the form has to know, then in ``known``."""

    @cached_property
    def form(self) -> Form:
        """The fields. Made by the panels that have some: one that stands nowhere would be let go of by whichever thread
        the collector happens to run in, and Qt's widgets belong to the window's."""
        return Form(stacked=True)

    @abstractmethod
    def begin(self, shown: Shown) -> None:
        """Start for this item; the focus goes to the first field."""

    @abstractmethod
    def act(self, shown: Shown) -> Act | None:
        """The work, or None after saying at the fields what is missing."""

    def done(self, shown: Shown, value: Any) -> str:
        """What to say when it is done."""
        return f"{self.words}：{shown.title}"

    def undo(self, shown: Shown, value: Any) -> Undo | None:
        """The way back, where there is one."""
        return None


class PlainPanel(Panel):
    """A step that needs nothing to be filled in: its note says what will happen."""

    def begin(self, shown: Shown) -> None:
        """Nothing."""

    def act(self, shown: Shown) -> Act | None:
        """Do it."""
        return lambda _work: self.step(shown)

    def step(self, shown: Shown) -> tuple[Any, Changes]:
        """The step itself."""
        raise NotImplementedError


class DatedPanel(PlainPanel):
    """A step that needs only a day."""

    label = "日期"

    def build(self) -> None:
        """The day."""
        self.day = DateField(self.label, self.today)
        self.form.add(self.label, self.day, needed=True)

    def begin(self, shown: Shown) -> None:
        """Today is the most likely day."""
        self.day.put(self.today)
        self.day.setFocus()


class ReasonPanel(Panel):
    """A step that needs a reason, and perhaps a day."""

    dated = False

    def build(self) -> None:
        """Reason and day."""
        self.reason = TextArea("理由", least=3, most=8)
        self.field = self.form.add("理由", self.reason, needed=True)
        self.day = DateField("审查日期", self.today)
        self.form.add("审查日期", self.day, needed=True).show(shown=self.dated)

    def begin(self, shown: Shown) -> None:
        """Empty."""
        self.reason.clear()
        self.day.put(self.today)
        self.field.wrong("")
        self.reason.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Do it for this reason."""
        reason, on = self.reason.toPlainText().strip(), self.day.day
        self.field.wrong("" if reason else "请写理由。")
        return (lambda _work: self.reasoned(shown, reason, on)) if reason else None

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """The step itself."""
        raise NotImplementedError


class ClaimPanel(Panel):
    """认领."""

    words, heading = "登记认领", "谁认领？"
    note = "一位牵头认领，其他人联名；之后可以放弃认领，线索重新列入目录。"

    def build(self) -> None:
        """Kind, claimant, joint names, day."""
        self._kind = Choice("认领类别", [(kind.value, label(kind)) for kind in ProposerKind])
        self.form.add("认领类别", self._kind, needed=True)
        self._name = NamesLine("认领人", hint="委员姓名，或党派、团体、专委会名称", limit=80)
        self._name_field = self.form.add("认领人", self._name, needed=True)
        self._joint = NamesLine("联名人", hint="没有可不填，多人用顿号分开", limit=400)
        self._joint_field = self.form.add("联名人", self._joint)
        self._day = DateField("认领日期", self.today)
        self.form.add("认领日期", self._day, needed=True)

    def begin(self, shown: Shown) -> None:
        """A member, today."""
        self._kind.choose(ProposerKind.MEMBER)
        for field in (self._name, self._joint):
            field.clear()
            field.suggest(shown.members)
        for field in (self._name_field, self._joint_field):
            field.wrong("")
        self._day.put(self.today)
        self._name.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Claim it."""
        kind, name, on = ProposerKind(self._kind.code), self._name.text().strip(), self._day.day
        joint = tuple(one.strip() for one in self._joint.text().replace("，", "、").split("、") if one.strip())
        alone = kind is ProposerKind.JOINT and not [one for one in joint if one != name]
        self._name_field.wrong("" if name else "请写认领人。")
        self._joint_field.wrong("委员联名要写联名人。" if alone else "")
        if not name or alone:
            return None
        claim = shown.the_claim
        return lambda _work: self.presenter.claim(claim, Claimant(kind, name, joint), on)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Nobody has claimed it."""
        return lambda: self.presenter.claims_back([value])


class LapsePanel(PlainPanel):
    """结束认领."""

    words, heading = "结束认领", "没有人认领？"
    note = "线索回到“待遴选”，可以重新列入目录，也可以在“分类·转办”里另作处理。"

    def step(self, shown: Shown) -> tuple[Any, Changes]:
        """End it."""
        return self.presenter.lapse([shown.the_claim])

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Offer it still."""
        return lambda: self.presenter.claims_back(value)


class ReleasePanel(ReasonPanel):
    """放弃认领."""

    words, heading = "放弃认领", "为什么放弃？"
    note = "线索回到“待遴选”，认领人和理由保留可查。"

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """Release it."""
        return self.presenter.release(shown.the_claim, reason)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """The claim stands."""
        return lambda: self.presenter.claims_back([value])


class CultivatePanel(DatedPanel):
    """开始培育."""

    words, heading, label = "开始培育", "从哪天开始培育？", "开始日期"

    def step(self, shown: Shown) -> tuple[Any, Changes]:
        """Begin."""
        return self.presenter.cultivate(shown.the_claim, self._on)

    def act(self, shown: Shown) -> Act | None:
        """On the day shown."""
        self._on = self.day.day
        return super().act(shown)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Not begun yet."""
        return lambda: self.presenter.claims_back([value])


class LogPanel(Panel):
    """培育记录."""

    words, heading = "记录培育", "做了什么？"
    note = "调研、协商、起草、指导都记在这里；记第一条即开始培育。"

    def build(self) -> None:
        """Kind, day, person, words."""
        self._kind = Choice("方式", [(kind.value, label(kind)) for kind in CultivationKind])
        self.form.add("方式", self._kind, needed=True)
        self._day = DateField("日期", self.today)
        self.form.add("日期", self._day, needed=True)
        self._person = TextLine("人员", limit=80)
        self._person_field = self.form.add("人员", self._person, needed=True)
        self._text = TextArea("内容", hint="到过哪里、谈了什么、有什么结论", least=3, most=10)
        self._text_field = self.form.add("内容", self._text, needed=True)

    def begin(self, shown: Shown) -> None:
        """The claimant, today."""
        self._kind.choose(CultivationKind.RESEARCH)
        self._day.put(self.today)
        self._person.setText(shown.claim.claim.claimant if shown.claim else "")
        self._text.clear()
        for field in (self._person_field, self._text_field):
            field.wrong("")
        self._text.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Write it down."""
        kind, on = CultivationKind(self._kind.code), self._day.day
        person, text = self._person.text().strip(), self._text.toPlainText().strip()
        self._person_field.wrong("" if person else "请写人员。")
        self._text_field.wrong("" if text else "请写内容。")
        if not person or not text:
            return None
        claim = shown.the_claim
        return lambda _work: self.presenter.log(claim, kind, on, person, text)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Take the entry out."""
        began = shown.the_claim.state is ClaimState.CLAIMED
        return lambda: self.presenter.unlog(value, began=began)
