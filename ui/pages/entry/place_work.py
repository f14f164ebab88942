"""What happens when somebody says where a clue belongs, and what the next clue is offered."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Source
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.pages.entry.places import PlaceFields, Places, PlacesOffered
from ui.pages.entry.presenter import EntryPresenter


class PlaceWork(QObject):
    """Reads what can be chosen, and remembers what was chosen last."""

    def __init__(
        self, context: Context, presenter: EntryPresenter, fields: PlaceFields, failed: Callable[[UserError], None]
    ) -> None:
        super().__init__(fields)
        self._context, self._presenter, self._fields, self._failed = context, presenter, fields, failed
        fields.edited.connect(self._edited)
        context.hub.changed.connect(self._elsewhere)

    def begin(self) -> None:
        """Another clue is on the desk."""
        self._fields.put(self._presenter.places)
        preferences = self._context.preferences
        last = Places(preferences.session, "", preferences.community)
        self._context.jobs.run(self, lambda: self._presenter.offered(last), self._offer, self._failed)

    def remember(self, source: Source) -> None:
        """It is registered: the next one is likely to come from the same place."""
        preferences, places = self._context.preferences, self._fields.places
        preferences.session, preferences.community = places.session, places.community
        preferences.source, preferences.occasion = source.category, source.occasion or ""

    def _elsewhere(self, changes: Changes) -> None:
        """A topic that was published, a session, a community: it can be chosen at once."""
        if changes.touches(Kind.REFERENCE, Kind.TOPIC, Kind.SESSION):
            read = partial(self._presenter.offered, Places())
            self._context.jobs.run(self, read, self._fields.offer, self._failed)

    def _offer(self, offered: PlacesOffered) -> None:
        self._fields.offer(offered)
        if self._presenter.clue is None and self._fields.places == Places():
            self._fields.put(offered.last)
            self._edited()

    def _edited(self) -> None:
        self._presenter.places = self._fields.places
