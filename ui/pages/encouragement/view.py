"""What the page asks of each of its views; a view answers what it has."""

from PySide6.QtWidgets import QWidget


class View(QWidget):
    """One of the views under 激励与宣传."""

    def focus(self) -> None:
        """The keyboard goes where work starts."""
        raise NotImplementedError

    def step(self, step: int) -> None:
        """The line below or above."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again."""
        raise NotImplementedError

    def show_record(self, _record_id: str) -> None:
        """Choose this record when the list is read next; a view without such a list stays as it is."""

    def begin(self) -> None:
        """Something new."""

    def primary(self) -> None:
        """The step that comes next."""

    def save(self) -> None:
        """Keep what was typed."""

    def remove(self) -> None:
        """Take what is chosen out."""

    def print(self) -> None:
        """The paper of this view."""

    def book(self) -> None:
        """The same as a workbook."""

    def stop(self) -> None:
        """Stop what is being made."""

    def rest(self) -> None:
        """Something failed: it may be tried again."""
