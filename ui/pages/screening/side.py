"""What stands at the side of the clue: its history, a comparison, or the form of the decision that is being made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from baixing_desktop.usecases.curating import Wording
from ui.pages.screening.decisions import ReasonForm, again_form, decline_form, retain_form, return_form
from ui.pages.screening.rewording import EditForm, SplitForm
from ui.pages.screening.shelves import SHELVES
from ui.style import Style
from ui.widgets.one_of import OneOf, Wanted

DecisionForm = ReasonForm | EditForm | SplitForm

HISTORY, COMPARISON = "history", "comparison"


Reasoned = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Deciders:
    """What is called with the content of each form."""

    send_back: Reasoned
    decline: Reasoned
    retain: Reasoned
    again: Reasoned
    edit: Callable[[Wording, str], None]
    split: Callable[[Wording, tuple[Wording, ...], str], None]


def decision_forms(style: Style, deciders: Deciders) -> dict[str, Callable[[], DecisionForm]]:
    """How every form is made, by its name."""
    forms: dict[str, Callable[[], DecisionForm]] = {
        "return": lambda: return_form(style, deciders.send_back),
        "decline": lambda: decline_form(style, deciders.decline),
        "retain": lambda: retain_form(style, deciders.retain),
        "split": lambda: SplitForm(style, deciders.split),
        "edit": lambda: EditForm(deciders.edit),
    }
    for shelf in SHELVES:
        if shelf.question:
            forms[shelf.name] = partial(again_form, shelf, style, deciders.again)
    return forms


class Side(OneOf):
    """``history`` is seen unless one of ``forms`` or the comparison is open; ``turned`` is called when that changes."""

    def __init__(
        self,
        history: QWidget,
        comparison: QWidget,
        forms: Mapping[str, Callable[[], DecisionForm]],
        turned: Callable[[], None],
    ) -> None:
        super().__init__()
        self._standing: dict[str, QWidget] = {HISTORY: history, COMPARISON: comparison}
        self._turned = turned
        self.open = HISTORY
        """The name of what is seen."""
        for widget in self._standing.values():
            self.add(widget)
        self._forms = Wanted[str, DecisionForm](self, forms)

    @property
    def form_open(self) -> bool:
        """Whether a decision is being written."""
        return self.open in self._forms

    @property
    def form(self) -> DecisionForm | None:
        """The decision that is being written."""
        return self._forms.get(self.open)

    @property
    def words(self) -> str:
        """What the form that is open brings about; nothing where none is."""
        form = self.form
        return form.words if form else ""

    def turn(self, name: str) -> None:
        """Show what is called ``name``."""
        self.open = name
        self.show_one(self._standing.get(name) or self._forms[name])
        self._turned()

    def begin(self, name: str, wording: Wording) -> None:
        """Open the form called ``name``; those that word the clue anew start from ``wording``."""
        self.turn(name)
        form = self.form
        if isinstance(form, EditForm | SplitForm):
            form.begin(wording)
        elif form is not None:
            form.begin()

    def confirm(self) -> None:
        """Confirm the open form."""
        form = self.form
        if form is not None:
            form.confirm()
