"""分类: the six routes of 八(三), each with its clause, its condition and what follows."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.rules.routing import ROUTES, RouteRule
from ui.pages.clues.marking import MarkBoxes
from ui.pages.routing.panels import Act, Panel
from ui.pages.routing.presenter import CaseView
from ui.style import space
from ui.text import plain
from ui.widgets.layouts import column, row


class RouteChoice(QPushButton):
    """One route as a button that can be down; ``brief``: what it asks for and what follows is in its tooltip only."""

    def __init__(self, number: int, rule: RouteRule, *, brief: bool) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = label(rule.route)
        self.setAccessibleName(f"{number}，{words}，{rule.clause}：{rule.condition}，{rule.follows}")
        more = f"：{rule.condition}，{rule.follows}" if brief else ""
        self.setToolTip(f"{words}（{number}）{more}")
        parts = [plain(str(number), "key"), plain(words, "strong"), plain(rule.clause, "small")]
        if not brief:
            parts += [plain(rule.condition, "", wrap=True), plain(f"→ {rule.follows}", "soft", wrap=True)]
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._body = column(row(*parts[:3], None, gap=2), *parts[3:], gap=0, parent=self)
        self._body.setContentsMargins(space(3), space(2), space(3), space(2))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """What the words need at this width."""
        return self._body.heightForWidth(width)

    def minimumSizeHint(self):  # noqa: ANN201, N802 - Qt's name and type
        """What the words need at least."""
        return self._body.minimumSize()

    def sizeHint(self):  # noqa: ANN201, N802 - Qt's name and type
        """What the words need."""
        return self._body.sizeHint()


class ClassifyPanel(Panel):
    """Choose with 1–6, the arrow keys or the mouse."""

    words, heading = "按此分类", "转到哪里？"
    brief = False

    def build(self) -> None:
        """Six choices."""
        self._group = QButtonGroup(self)
        self._choices: dict[Route, RouteChoice] = {}
        for number, rule in enumerate(ROUTES.values(), start=1):
            made = RouteChoice(number, rule, brief=self.brief)
            self._group.addButton(made)
            self._choices[rule.route] = made
            self.body.addWidget(made)
        self._wrong = plain("", "small", tone="bad")
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self._marks = MarkBoxes(self.presenter.themes())
        self.body.addWidget(plain("标记和主题（八（二）、八（三）1；可以不选）", "soft", wrap=True))
        self.body.addWidget(self._marks)

    def begin(self, case: CaseView) -> None:
        """Nothing chosen; the marks that the clue bears."""
        self.begin_with(case.clue.marks)

    def begin_with(self, marks: Marks) -> None:
        """Nothing chosen but these marks; the focus goes to the first route."""
        self._marks.put(marks)
        self._group.setExclusive(False)
        for made in self._choices.values():
            made.setChecked(False)
        self._group.setExclusive(True)
        self._wrong.hide()
        next(iter(self._choices.values())).setFocus()

    def renew(self, case: CaseView) -> None:
        """Marks that were changed meanwhile, unless others are being ticked here."""
        if self._marks.marks == self._marks.begun:
            self._marks.put(case.clue.marks)

    def choose(self, number: int) -> None:
        """Choose route ``number`` (1–6)."""
        made = list(self._choices.values())[number - 1]
        made.setChecked(True)
        made.setFocus()

    def take(self, code: str) -> None:
        """Choose the route with this code."""
        self.choose(list(self._choices).index(Route(code)) + 1)

    def chosen(self) -> tuple[Route, Marks] | None:
        """The route and the marks; None after saying that a route is missing."""
        route = next((route for route, made in self._choices.items() if made.isChecked()), None)
        self._wrong.setText("" if route else "请选一个去向。")
        self._wrong.setVisible(route is None)
        return (route, self._marks.marks) if route else None

    def act(self, case: CaseView) -> Act | None:
        """Classify."""
        chosen = self.chosen()
        if chosen is None:
            return None
        # What nobody touched here is not written: it may be changed elsewhere at this moment.
        marks = chosen[1] if chosen[1] != self._marks.begun else None
        return lambda: self.presenter.classify(case.clue.clue, chosen[0], marks)

    def done(self, case: CaseView, value: Any) -> str:
        """Say what follows."""
        chosen = next(route for route, made in self._choices.items() if made.isChecked())
        after = "下一步在“待拟函”。" if ROUTES[chosen].by_letter else f"{ROUTES[chosen].follows}。"
        return f"已分类为{label(chosen)}。{after}"


class BriefClassifyPanel(ClassifyPanel):
    """The same beside the list of many, where its button is to stay in sight."""

    brief = True
