"""Where a clue belongs beyond its form: the session it comes from, the topic it answers, the community it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.widgets.fields import Choice
from ui.widgets.layouts import row

Options = Sequence[tuple[str, str]]
_GONE = "（已不在列表里）"


@dataclass(frozen=True, slots=True)
class Places:
    """Identities of the session and the topic, code of the community; empty for none."""

    session: str = ""
    topic: str = ""
    community: str = ""


@dataclass(frozen=True, slots=True)
class PlacesOffered:
    """What can be chosen; ``last`` is offered for a new clue, because the one before belonged there today."""

    sessions: Options = ()
    topics: Options = ()
    communities: Options = ()
    last: Places = Places()


class PlaceFields(QWidget):
    """Three lists beside each other; ``edited`` fires when a person chooses."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places = Places()
        self._session, self._topic, self._community = Choice("接访活动"), Choice("选题"), Choice("社区")
        body = row(gap=2, parent=self)
        for choice in self._choices:
            choice.setMinimumContentsLength(4)
            choice.activated.connect(self._chosen)
            body.addWidget(choice, 1)
        self.setFocusProxy(self._session)
        self.offer(PlacesOffered())

    @property
    def places(self) -> Places:
        """What is chosen."""
        return self._places

    def put(self, places: Places) -> None:
        """Show this; nobody is told."""
        self._places = places
        for choice, code in zip(self._choices, (places.session, places.topic, places.community), strict=True):
            # What is closed or was long ago is no longer offered, and still so.
            if code and choice.findData(code) < 0:
                choice.addItem(_GONE, code)
            choice.setCurrentIndex(choice.findData(code))

    def offer(self, offered: PlacesOffered) -> None:
        """What can be chosen; what is chosen stays so."""
        self._session.offer([("", "不是接访时收到"), *offered.sessions])
        self._topic.offer([("", "不答选题"), *offered.topics])
        self._community.offer([("", "不限社区"), *offered.communities])
        self.put(self._places)

    @property
    def _choices(self) -> tuple[Choice, ...]:
        return self._session, self._topic, self._community

    def _chosen(self, _index: int) -> None:
        self._places = replace(
            self._places, session=self._session.code, topic=self._topic.code, community=self._community.code
        )
        self.edited.emit()
