"""The leading group, the pilots and the pilot topics of 2022 as first entries of a new office's record.

They name holders of public office; the office edits or ends them like any other entry.
"""

import json
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.kinds import PilotKind, RosterGroup
from baixing_desktop.domain.organisation import Pilot, RosterEntry
from baixing_desktop.domain.rules.contacts import Community
from baixing_desktop.domain.states import PilotState, PilotTopicState, TopicState
from baixing_desktop.domain.workflow import PILOT, PILOT_TOPIC, TOPIC

ISSUED_ON = date(2022, 10, 20)
"""The day of 海协办〔2022〕4号."""


def first_roster(text: str, new_id: Callable[[], str]) -> tuple[RosterEntry, ...]:
    """The entries of ``roster.json`` in their order."""
    rows = cast("list[dict[str, Any]]", json.loads(text)["roster"])
    return tuple(
        RosterEntry(
            new_id(),
            RosterGroup(row["group"]),
            row["post"],
            row["name"],
            row["title"],
            ordinal,
            date.fromisoformat(row["from"]),
        )
        for ordinal, row in enumerate(rows, start=1)
    )


def first_pilots(text: str, communities: Iterable[Community], new_id: Callable[[], str]) -> tuple[Pilot, ...]:
    """The streets and direct points of ``pilots.json``; a community without a name is still to be chosen."""
    known = {(c.workroom, c.spoken): c.code for c in communities}
    rows = cast("list[dict[str, Any]]", json.loads(text)["pilots"])
    return tuple(
        Pilot(
            new_id(),
            PilotKind(row["kind"]),
            row["name"],
            PILOT.begin(PilotState.PROPOSED),
            ISSUED_ON,
            unit=row["unit"],
            community=known[row["unit"], row["community"]] if row["community"] else None,
        )
        for row in rows
    )


def first_topics(text: str, office: str, new_id: Callable[[], str]) -> tuple[Topic, ...]:
    """The six pilot topics of ``pilots.json``, proposed by the unit ``office``."""
    titles = cast("list[str]", json.loads(text)["topics"])
    return tuple(
        Topic(
            new_id(),
            ISSUED_ON.year,
            title,
            TOPIC.begin(TopicState.SUGGESTED),
            office,
            ISSUED_ON,
            pilot_state=PILOT_TOPIC.begin(PilotTopicState.PROPOSED),
        )
        for title in titles
    )
