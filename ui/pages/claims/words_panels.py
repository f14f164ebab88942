"""The words of a proposal: drafted from clues, changed, drafted once more."""

from typing import Any

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import ProposalKind, ProposerKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.usecases.proposing import ProposalForm
from ui.pages.claims.panels import Act, Panel, Undo
from ui.pages.claims.presenter import Shown
from ui.widgets.fields import Choice, TextArea, TextLine


class WordsPanel(Panel):
    """The words of a draft: one matter, with 情况, 分析 and 具体建议 (domain A2)."""

    with_more = True

    def build(self) -> None:
        """Title, texts, kind, proposer, and the further clues."""
        self._title = TextLine("提案标题", limit=100)
        self._analysis = TextArea("情况和分析", least=5, most=14)
        self._suggestions = TextArea("具体建议", least=5, most=14)
        self._kind = Choice("提案种类", [(kind.value, label(kind)) for kind in ProposalKind])
        self._by_kind = Choice("提案者类别", [(kind.value, label(kind)) for kind in ProposerKind])
        self._proposer = TextLine("提案人", limit=400)
        self._more = TextLine("还依据的线索", hint="培育中的线索编号，多条用顿号分开", limit=400)
        self._fields = {
            control: self.form.add(control.accessibleName(), control, needed=True)
            for control in (self._title, self._analysis, self._suggestions, self._proposer)
        }
        self.form.add("提案种类", self._kind, needed=True)
        self.form.add("提案者类别", self._by_kind, needed=True)
        self.form.add("还依据的线索", self._more).show(shown=self.with_more)

    def read(self, shown: Shown) -> ProposalForm:
        """The words to begin with."""
        return self.presenter.prefilled(shown)

    def begin(self, shown: Shown) -> None:
        """The words read beforehand."""
        before: ProposalForm = self.known
        self._title.setText(before.title)
        self._analysis.setPlainText(before.analysis)
        self._suggestions.setPlainText(before.suggestions)
        self._proposer.setText(before.proposer)
        self._kind.choose(before.kind)
        self._by_kind.choose(before.proposer_kind)
        self._more.clear()
        for field in self._fields.values():
            field.wrong("")
        self._title.setFocus()

    def act(self, shown: Shown) -> Act | None:
        """Keep the words."""
        texts = {
            self._title: self._title.text().strip(),
            self._analysis: self._analysis.toPlainText().strip(),
            self._suggestions: self._suggestions.toPlainText().strip(),
            self._proposer: self._proposer.text().strip(),
        }
        for control, words in texts.items():
            self._fields[control].wrong("" if words else f"请写{control.accessibleName()}。")
        if not all(texts.values()):
            return None
        title, analysis, suggestions, proposer = texts.values()
        form = ProposalForm(
            title, analysis, suggestions, ProposalKind(self._kind.code), ProposerKind(self._by_kind.code), proposer
        )
        more = self._more.text()
        return lambda _work: self.keep(shown, form, more)

    def keep(self, shown: Shown, form: ProposalForm, more: str) -> tuple[Any, Changes]:
        """Draft it."""
        return self.presenter.draft(shown, form, more)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """No draft."""
        return lambda: self.presenter.proposal_undone(value.id, value.version)


class DraftPanel(WordsPanel):
    """形成提案初稿."""

    words, heading = "形成提案初稿", "由线索起草提案"
    note = "文字取自整理稿，不含姓名和联系方式。一件提案只写一件事；可以同时依据几条线索。"


class AnotherPanel(WordsPanel):
    """A further proposal on the same clues."""

    words, heading = "另拟一件提案", "由同样的线索另拟一件"
    note = "一条线索可以形成几件提案，请改写标题和内容。"


class RevisePanel(WordsPanel):
    """修改提案稿."""

    words, heading, with_more = "保存提案稿", "修改提案稿", False

    def read(self, shown: Shown) -> ProposalForm:
        """As it stands."""
        return form_of(shown.the_proposal)

    def keep(self, shown: Shown, form: ProposalForm, more: str) -> tuple[Any, Changes]:
        """Change it."""
        return self.presenter.revise(shown.the_proposal, form)

    def undo(self, shown: Shown, value: Any) -> Undo:
        """The words as they were."""
        return lambda: self.presenter.revise(value, form_of(shown.the_proposal))


def form_of(one: Proposal) -> ProposalForm:
    """The words of a proposal."""
    return ProposalForm(one.title, one.analysis, one.suggestions, one.kind, one.proposer_kind, one.proposer)
