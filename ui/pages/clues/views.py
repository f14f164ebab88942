"""保存的查看方式: chosen from a list, kept under a name, let go of again."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from baixing_desktop.domain.views import Looking, SavedView
from ui.naming import NameDialog
from ui.pages.clues.presenter import CluesPresenter
from ui.shell.page import Page
from ui.widgets.buttons import button
from ui.widgets.fields import Choice


class SavedViews(QObject):
    """``choice`` offers what is kept and hides while nothing is; ``keep`` and ``drop`` are the buttons for it."""

    def __init__(
        self, page: Page, presenter: CluesPresenter, looking: Callable[[], Looking], use: Callable[[Looking], None]
    ) -> None:
        super().__init__(page)
        self._page, self._presenter, self._looking, self._use = page, presenter, looking, use
        self._views: dict[str, SavedView] = {}
        style = page.context.style
        self.choice = Choice("保存的查看方式", hint="查看方式")
        self.choice.hide()
        self.choice.activated.connect(self._pick)
        self.keep = button(style, "保存查看方式", self.ask_name, kind="quiet", icon="save", keys="Ctrl+Shift+K")
        self.drop = button(style, "删去查看方式", self._drop, kind="quiet", icon="x")
        self.drop.hide()

    def refresh(self) -> None:
        """Read what is kept."""
        self._page.ask(self._presenter.views, self._show)

    def follow(self, looking: Looking) -> None:
        """The list is looked at like this now: say so if it is one of those kept."""
        name = next((view.name for view in self._views.values() if view.looking == looking), "")
        self.choice.choose(name)
        self.drop.setVisible(bool(name))

    def ask_name(self) -> None:
        """Keep how the list is looked at now."""
        NameDialog.present(self._page.window(), self._page.context.style, self.choice.code, self._keep)

    def _show(self, views: tuple[SavedView, ...]) -> None:
        self._views = {view.name: view for view in views}
        self.choice.offer([(name, name) for name in self._views])
        self.choice.setVisible(bool(views))
        self.follow(self._looking())

    def _pick(self, _index: int) -> None:
        view = self._views.get(self.choice.code)
        if view is not None:
            self._use(view.looking)

    def _keep(self, name: str) -> None:
        view = SavedView(name, self._looking())
        self._page.act(lambda: self._presenter.keep_view(view), lambda before: self._kept(name, before))

    def _kept(self, name: str, before: SavedView | None) -> None:
        def undo() -> None:
            back = before
            if back is None:
                self._page.act(lambda: self._presenter.drop_view(name), lambda _gone: self.refresh())
            else:
                self._page.act(lambda: self._presenter.keep_view(back), lambda _kept: self.refresh())

        self.refresh()
        self._page.context.frame.notice(f"已保存查看方式“{name}”。", undo)

    def _drop(self) -> None:
        name = self.choice.code
        if name:
            self._page.act(lambda: self._presenter.drop_view(name), self._dropped)

    def _dropped(self, gone: SavedView | None) -> None:
        self.refresh()
        if gone is not None:
            self._page.context.frame.notice(
                f"已删去查看方式“{gone.name}”。",
                lambda: self._page.act(lambda: self._presenter.keep_view(gone), lambda _kept: self.refresh()),
            )
