"""The sense of the page 接访活动."""

import re
from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.gathering import Session
from baixing_desktop.domain.rules.sessions import SessionFault, session_faults
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import (
    SessionForm,
    SessionView,
    called_topics,
    names_on_duty,
    remove_session,
    save_session,
    sessions,
)
from ui.words import say_day

_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")
_WRONG = {
    SessionFault.NO_PLACE: "请写接访地点。",
    SessionFault.NO_MEMBERS: "请写值班委员，几位之间用顿号隔开。",
    SessionFault.VISITORS: "来访人数请写数字。",
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    held_on: date
    place: str
    members: str
    visitors: str
    note: str
    topic_id: str

    @property
    def names(self) -> tuple[str, ...]:
        """The members on duty."""
        return tuple(name for name in _BETWEEN_NAMES.split(self.members) if name)

    @property
    def count(self) -> int | None:
        """The number of visitors, 0 when nothing is written, None for what is no number."""
        words = self.visitors.strip()
        return int(words or "0") if (words or "0").isdecimal() else None


class SessionsPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self) -> tuple[SessionView, ...]:
        """The sessions, newest first."""
        return sessions(self._desk)

    def topics(self) -> list[tuple[str, str]]:
        """Identity and title of what is called for now."""
        return [("", "没有专题"), *((view.topic.id, view.topic.title) for view in called_topics(self._desk))]

    def names(self) -> tuple[str, ...]:
        """Who can be on duty."""
        return names_on_duty(self._desk)

    def save(self, typed: Typed, known: SessionView | None) -> tuple[SessionView, Changes]:
        """Write down what was typed, as a new session or over ``known``."""
        form = SessionForm(
            typed.held_on, typed.place, typed.names, typed.count or 0, typed.note, typed.topic_id or None
        )
        before = known.session if known else None
        kept, changes = save_session(
            self._desk, form, session_id=before.id if before else None, version=before.version if before else None
        )
        return SessionView(kept, typed.names, known.clues if known else 0), changes

    def typed(self, view: SessionView | None) -> Typed:
        """What stands in the fields for a session, or for a new one today."""
        if view is None:
            return Typed(self._desk.today(), "", "", "", "", "")
        kept = view.session
        visitors = str(kept.visitors) if kept.visitors else ""
        return Typed(kept.held_on, kept.place, "、".join(view.members), visitors, kept.note, kept.topic_id or "")

    def remove(self, view: SessionView) -> tuple[SessionView, Changes]:
        """Take a session out; returns what it was, for :meth:`restore`."""
        return remove_session(self._desk, view.session.id)

    def restore(self, view: SessionView) -> tuple[Session, Changes]:
        """Write down again what was taken out."""
        kept = view.session
        form = SessionForm(kept.held_on, kept.place, view.members, kept.visitors, kept.note, kept.topic_id)
        return save_session(self._desk, form)

    def day_words(self, view: SessionView) -> str:
        """``11月20日``."""
        return say_day(view.session.held_on, self._desk.today())

    @staticmethod
    def wrong(typed: Typed) -> dict[SessionFault, str]:
        """What is missing or wrong, in words for its field."""
        return {fault: _WRONG[fault] for fault in session_faults(typed.place, typed.names, typed.count)}
