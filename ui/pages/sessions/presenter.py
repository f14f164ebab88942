"""The sense of the page 接访活动."""

import re
from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.gathering import Session
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import (
    SessionForm,
    SessionView,
    called_topics,
    remove_session,
    save_session,
    sessions,
)
from ui.words import say_day

_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    held_on: date
    place: str
    members: str
    visitors: str
    note: str
    topic_id: str


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

    def save(self, typed: Typed, known: SessionView | None) -> tuple[Session, Changes]:
        """Write down what was typed, as a new session or over ``known``."""
        form = SessionForm(
            typed.held_on,
            typed.place,
            tuple(name for name in _BETWEEN_NAMES.split(typed.members) if name),
            int(typed.visitors) if typed.visitors.isdecimal() else 0,
            typed.note,
            typed.topic_id or None,
        )
        kept = known.session if known else None
        return save_session(
            self._desk, form, session_id=kept.id if kept else None, version=kept.version if kept else None
        )

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
    def wrong(typed: Typed) -> dict[str, str]:
        """What is missing or wrong, by field."""
        wrong: dict[str, str] = {}
        if not typed.place.strip():
            wrong["place"] = "请写接访地点。"
        if not _BETWEEN_NAMES.sub("", typed.members):
            wrong["members"] = "请写值班委员，几位之间用顿号隔开。"
        if typed.visitors.strip() and not typed.visitors.strip().isdecimal():
            wrong["visitors"] = "来访人数请写数字。"
        return wrong
