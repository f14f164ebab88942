"""注明不得转给的单位: a unit that is complained about must not get the clue (信访工作条例 30)."""

from typing import Any

from ui.pages.routing.panels import Act, Panel
from ui.pages.routing.presenter import CaseView
from ui.text import plain
from ui.widgets.fields import Finder, TextArea

MOST = 3
_PLACES = "一二三"


class BarPanel(Panel):
    """Up to :data:`MOST` units, and why one that was noted may have it after all."""

    words, heading = "注明不得转给的单位", "线索反映的是哪个单位？"

    def build(self) -> None:
        """Finders over all units, and the reason."""
        handlers = self.presenter.handlers()
        self._units = [Finder(f"被反映单位{place}", handlers, hint="没有可不填") for place in _PLACES[:MOST]]
        for finder in self._units:
            self.form.add(finder.accessibleName(), finder)
        self._reason = TextArea("取消理由", hint="取消已注明的单位时必填", least=2, most=6)
        self._field = self.form.add("取消理由", self._reason)
        self.body.addWidget(self.form)
        self.body.addWidget(
            plain("注明以后，拟函、发函和改派都不能选这些单位。依据《信访工作条例》第三十条。", "soft", wrap=True)
        )

    def begin(self, case: CaseView) -> None:
        """What is noted so far."""
        noted = self._noted(case)
        for finder, code in zip(self._units, (*noted, *[""] * MOST), strict=False):
            finder.follow(self.presenter.handlers)
            finder.choose(code)
            if not code:
                finder.clearEditText()
        self._reason.clear()
        self._field.wrong("")
        self._units[0].setFocus()

    def act(self, case: CaseView) -> Act | None:
        """Note them."""
        # What does not fit into the fields stays noted.
        units = tuple(finder.code for finder in self._units if finder.code) + self._noted(case)[MOST:]
        reason = self._reason.toPlainText().strip()
        lifted = set(self._noted(case)) - set(units)
        self._field.wrong("请写为什么可以转给原来注明的单位。" if lifted and not reason else "")
        if lifted and not reason:
            self._reason.setFocus()
            return None
        return lambda: self.presenter.beside.bar(case.clue.clue, units, reason)

    def done(self, case: CaseView, value: Any) -> str:
        """That it holds from now on."""
        return f"已注明不得转给的单位：{case.clue.clue.content.title}"

    @staticmethod
    def _noted(case: CaseView) -> tuple[str, ...]:
        """Those of the clue itself: what was noted on a merged one is changed there."""
        return tuple(bar.unit for bar in case.barred if bar.clue_id == case.clue.clue.id)
