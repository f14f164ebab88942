"""封装所选: some of the registered clues go with the next sending, the others stay at the desk."""

from collections.abc import Callable, Sequence

from ui.context import Context
from ui.pages.clues.presenter import CluesPresenter
from ui.shell.page import Command, Page

SEAL, UNSEAL = "封装所选", "撤销封装"
SEAL_KEYS, UNSEAL_KEYS = "Ctrl+Shift+B", "Ctrl+Shift+U"


class SealWork:
    """Seals what is chosen in the list, and takes seals back. ``chosen`` finds the clues in the background."""

    def __init__(
        self, page: Page, presenter: CluesPresenter, chosen: Callable[[], Callable[[], Sequence[str]]]
    ) -> None:
        self._page, self._presenter, self._chosen = page, presenter, chosen
        self._context: Context = page.context

    @property
    def commands(self) -> tuple[Command, ...]:
        """There for those who may report."""
        if not self._presenter.reports:
            return ()
        return (
            Command(SEAL, SEAL_KEYS, "办理", self.seal),
            Command(UNSEAL, UNSEAL_KEYS, "办理", self.unseal),
        )

    def seal(self) -> None:
        """Those of the chosen ones that wait for 报送; the others are left alone."""
        found = self._chosen()

        def done(sealed: tuple[str, ...]) -> None:
            notice = self._context.frame.notice
            if not sealed:
                notice("所选的线索里没有等待报送的，没有封装。")
                return
            notice(
                f"已封装 {len(sealed)} 条，随下次报送送出；送出以前可以撤销。", lambda: self._take_back(lambda: sealed)
            )

        self._page.act(lambda: self._presenter.seal(found()), done)

    def unseal(self) -> None:
        """Those of the chosen ones that are sealed and have not left, with what was sealed after them."""
        self._take_back(self._chosen())

    def _take_back(self, found: Callable[[], Sequence[str]]) -> None:
        self._page.act(
            lambda: self._presenter.unseal(found()),
            lambda count: self._context.frame.notice(f"已撤销封装 {count} 条，可以再修改。"),
        )
