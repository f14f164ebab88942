"""Choosing a passphrase: at the first sitting, when it ran out, by the recovery sheet, for an old home."""

from collections.abc import Callable, Sequence

from baixing_desktop.errors import UserError
from ui.pages.unlock.frame import CardPage, options
from ui.style import Style
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Field, Form
from ui.widgets.layouts import row
from ui.widgets.states import Remark

_CODES_OF_FIRST = {"VAULT_WRONG_PASSPHRASE", "RECOVERY_CODE_BAD", "RECOVERY_NOT_OURS", "DOOR_LOCKED", "INPUT_MISSING"}


class PassphrasePage(CardPage):
    """Fields for what is known now (old passphrase, recovery code or name) and twice for the new passphrase."""

    def __init__(
        self,
        style: Style,
        title: str,
        sentence: str,
        *,
        first: TextLine,
        words: str,
        done: Callable[[str, str], None],
        action: str,
        warning: str = "",
        back: Callable[[], None] | None = None,
        people: Sequence[str] = (),
    ) -> None:
        """``first`` is the field for what is known now; ``done`` takes its text and the new passphrase. ``words`` say
        what a passphrase must be like. With ``people`` the one whose passphrase it will be is chosen (:attr:`person`).
        """
        super().__init__(style, "lock", title, sentence)
        self._first, self._done = first, done
        self._who = Choice("姓名", options(people))
        self._new = TextLine("新口令", secret=True)
        self._again = TextLine("再输一次", secret=True)
        form = Form(stacked=True)
        if people:
            form.add("为谁设置口令", self._who)
            self._who.choose(people[0])
        self._first_field = form.add(first.accessibleName(), first)
        self._new_field = form.add("新口令", self._new)
        self._new_field.hint(words)
        self._words = words
        self._again_field = form.add("再输一次", self._again)
        first.returnPressed.connect(self._new.setFocus)
        self._new.returnPressed.connect(self._again.setFocus)
        self._again.returnPressed.connect(self._try)
        self._button = button(style, action, self._try, kind="primary", keys="回车")
        left = [button(style, "返回", back)] if back else []
        remark = [Remark(style, "warn", warning)] if warning else []
        self.fill(form, *remark, row(*left, None, self._button))

    @property
    def person(self) -> str:
        """The name that was chosen."""
        return self._who.code

    def focus(self) -> None:
        """Begin at the top."""
        self._first.setFocus()

    def failed(self, error: UserError) -> None:
        """Say what is wrong at the field it is about."""
        self._button.setEnabled(True)
        if error.code in _CODES_OF_FIRST:
            self._say(self._first_field, self._first, error.sentences())
        else:
            self._say(self._new_field, self._new, error.sentences())

    def _try(self) -> None:
        self._first_field.wrong("")
        self._again_field.wrong("")
        self._new_field.hint(self._words)
        if not self._first.text().strip():
            self._say(self._first_field, self._first, f"请填写{self._first.accessibleName()}。")
        elif self._new.text() != self._again.text():
            self._say(self._again_field, self._again, "两次输入的口令不一样。")
        else:
            self._button.setEnabled(False)
            self._done(self._first.text(), self._new.text())

    @staticmethod
    def _say(field: Field, line: TextLine, words: str) -> None:
        field.wrong(words)
        line.setFocus()
        line.selectAll()


def renewal(style: Style, name: str, words: str, done: Callable[[str, str], None]) -> PassphrasePage:
    """The card for a person whose passphrase has to be changed now; ``done`` takes the old and the new one."""
    return PassphrasePage(
        style,
        f"{name}，请更换口令",
        "现在的口令是别人设的，或者已经到期。换成只有自己知道的口令后继续。",
        first=TextLine("现在的口令", secret=True),
        words=words,
        done=done,
        action="更换口令",
    )
