"""One small form for each thing that can be done with a proposal."""

from datetime import date
from typing import Any

from PySide6.QtGui import QIntValidator

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import ProposalKind
from baixing_desktop.domain.rules.claiming import number_words
from baixing_desktop.domain.states import Action
from baixing_desktop.usecases.filing import FilingNumber
from ui.pages.claims.panels import Act, DatedPanel, Panel, PlainPanel, ReasonPanel, Undo
from ui.pages.claims.presenter import ClaimsPresenter, Shown
from ui.widgets.fields import Check, DateField, Finder, TextArea, TextLine


class Undone:
    """A step of a proposal, which is undone by taking it back."""

    presenter: ClaimsPresenter

    def undo(self, shown: Shown, value: Any) -> Undo:
        """Take back what was just done with the proposal, unless something else was done with it since."""
        was = shown.the_proposal
        return lambda: self.presenter.proposal_undone(was.id, was.version + 1)


class SubmitPanel(Undone, DatedPanel):
    """送交提案."""

    words, heading, label = "送交提案", "哪天送交提案委？", "送交日期"
    note = "送交以后文字不能再改。"

    def act(self, shown: Shown) -> Act | None:
        """On the day shown."""
        on = self.day.day
        return lambda _work: self.presenter.submit(shown.the_proposal, on)


class FilePanel(Undone, Panel):
    """立案."""

    words, heading = "立案", "审查立案，编定提案号"
    note = "“第几次会议”空着就是平时提案，按届连续编号。提案号一经编定不再改动。"

    def build(self) -> None:
        """Term, session, number, day."""
        self._term, self._session, self._number = (
            TextLine(name, limit=4) for name in ("第几届", "第几次会议", "第几号")
        )
        for line in (self._term, self._session, self._number):
            line.setValidator(QIntValidator(1, 9999, line))
        self._term_field = self.form.add("第几届", self._term, needed=True)
        self.form.add("第几次会议", self._session)
        self._number_field = self.form.add("第几号", self._number, needed=True)
        self._day = DateField("审查日期", self.today)
        self.form.add("审查日期", self._day, needed=True)

    def read(self, shown: Shown) -> tuple[int | None, int | None, int | None]:
        """What number comes next."""
        return self.presenter.next_number()

    def begin(self, shown: Shown) -> None:
        """The number after the last one."""
        term, session, number = self.known
        one = shown.the_proposal
        if one.number:
            # It was filed before, and keeps what it was given then.
            term, session, number = one.term, one.session_no, one.number
        elif one.kind is ProposalKind.INTERIM and session is not None:
            session, number = None, None
        for line, value in ((self._term, term), (self._session, session), (self._number, number)):
            line.setText(str(value) if value else "")
        for field in (self._term_field, self._number_field):
            field.wrong("")
        self._day.put(self.today)
        (self._number if term else self._term).setFocus()

    def act(self, shown: Shown) -> Act | None:
        """File it."""
        term, session, number = (line.text().strip() for line in (self._term, self._session, self._number))
        self._term_field.wrong("" if term else "请写届次。")
        self._number_field.wrong("" if number else "请写提案号。")
        if not term or not number:
            return None
        filing, on = FilingNumber(int(term), int(number), int(session) if session else None), self._day.day
        return lambda _work: self.presenter.file(shown.the_proposal, filing, on)

    def done(self, shown: Shown, value: Any) -> str:
        """Its number."""
        return f"已立案：{number_words(value)}"


class NotFilePanel(Undone, ReasonPanel):
    """不予立案."""

    words, heading, dated = "不予立案", "为什么不予立案？", True
    note = "接着请决定：重新列入认领目录、转为社情民意信息，或留存。"

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """Do not file it."""
        return self.presenter.not_file(shown.the_proposal, reason, on)


class MergePanel(Undone, Panel):
    """并案."""

    words, heading = "并入其他提案", "并入哪一件？"
    note = "内容相同或相近的一并办理，每位提案人和反映人仍分别得到答复。"

    def build(self) -> None:
        """The master and the day."""
        self._master = Finder("主提案", hint="输入提案号或标题的一部分")
        self._field = self.form.add("主提案", self._master, needed=True)
        self._day = DateField("审查日期", self.today)
        self.form.add("审查日期", self._day, needed=True)

    def read(self, shown: Shown) -> list[tuple[str, str]]:
        """What may be a master."""
        return self.presenter.masters(shown.the_proposal)

    def begin(self, shown: Shown) -> None:
        """Nothing chosen."""
        self._master.offer(self.known)
        self._master.clearEditText()
        self._field.wrong("" if self.known else "没有别的已送交或已立案的提案。")
        self._day.put(self.today)
        self._master.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Merge it."""
        master, on = self._master.code, self._day.day
        self._field.wrong("" if master else "请选一件提案。")
        return (lambda _work: self.presenter.merge(shown.the_proposal, master, on)) if master else None


class WithdrawPanel(Undone, ReasonPanel):
    """撤案."""

    words, heading = "撤案", "为什么撤案？"
    note = "认领随之结束，线索回到“待遴选”。"

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """Withdraw it."""
        return self.presenter.withdraw(shown.the_proposal, reason)


class AssignPanel(Undone, Panel):
    """交办."""

    words, heading = "交办", "交给哪个单位办理？"
    note = "为每个单位拟一份交办函，请到“分类·转办”核准发出；自接办之日起 1 个月内答复（八(四)1）。"

    def build(self) -> None:
        """The handlers, whether each answers, and what is asked."""
        units, hint = self.presenter.handlers(), "输入单位名称的一部分"
        self._handler = Finder("承办单位", units, hint=hint)
        self._field = self.form.add("承办单位", self._handler, needed=True)
        self._others = [Finder(f"会办单位{number}", units, hint="没有可不填") for number in "一二三"]
        self._twice = [self.form.add(finder.accessibleName(), finder) for finder in self._others][-1]
        self._separate = Check("分办：各单位分别答复，不分主次")
        self.form.add("办理方式", self._separate)
        self._opinion = TextArea("交办意见", hint="可以不写", least=2, most=6)
        self.form.add("交办意见", self._opinion)

    def begin(self, shown: Shown) -> None:
        """Nothing chosen."""
        for finder in (self._handler, *self._others):
            finder.follow(self.presenter.handlers)
        self._separate.setChecked(False)
        self._opinion.clear()
        self._field.wrong("")
        self._twice.wrong("")
        self._handler.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Draft the letters."""
        handler, separate = self._handler.code, self._separate.isChecked()
        others = tuple(finder.code for finder in self._others if finder.code)
        twice = len({handler, *others}) <= len(others)
        self._field.wrong("" if handler else "请选一个承办单位。")
        self._twice.wrong("同一个单位选了两次。" if twice else "")
        if not handler or twice:
            return None
        opinion = self._opinion.toPlainText()
        return lambda _work: self.presenter.assign(shown.the_proposal, (handler, *others), opinion, separate=separate)

    def done(self, shown: Shown, value: Any) -> str:
        """Where it goes on."""
        return f"已拟 {len(value)} 份交办函，请到“分类·转办”的“待发函”核准发出"


class ConcludePanel(Undone, PlainPanel):
    """办结提案."""

    words, heading = "办结提案", "各单位都已答复并告知群众"
    note = "提案依据的线索随之办结。"
    action = Action.CONCLUDE_PROPOSAL

    def step(self, shown: Shown) -> tuple[Any, Changes]:
        """Do it."""
        return self.presenter.finish(shown.the_proposal, self.action)


class OfferAgainPanel(ConcludePanel):
    """重新列入认领目录."""

    words, heading, action = "重新列入认领目录", "让提案主体重新认领？", Action.OFFER_AGAIN
    note = "原来的认领结束，保留可查；线索进入“可认领”。"


class OpinionPanel(ConcludePanel):
    """转为社情民意信息."""

    words, heading, action = "转为社情民意信息", "作为社情民意信息报送？", Action.TURN_INTO_OPINION
    note = "为每条线索记一项“社情民意信息”成果。"


class KeepPanel(Undone, ReasonPanel):
    """留存."""

    words, heading = "留存", "为什么留存？"
    note = "线索留在线索库，需要时可以重新启用。"

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """Keep it."""
        return self.presenter.finish(shown.the_proposal, Action.KEEP_PROPOSAL, reason)
