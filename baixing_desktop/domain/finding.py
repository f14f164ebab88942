"""查找: the kinds of records that one search goes through, and which of their texts it reads (seed 八(二)).

Contact data is in no text that is read here: who looks for a telephone number does that in 线索, where it is recorded
(P10). What was erased is gone from these texts by the erasure itself, which keeps no index beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.encouragement import Nomination, Publicity, ResultReport, Showcase
from baixing_desktop.domain.gathering import Consultation, Session, Topic
from baixing_desktop.domain.handling import (
    Assignment,
    Extension,
    HandlerReply,
    PublicResponse,
    ResultUse,
    ReturnRequest,
)
from baixing_desktop.domain.organisation import Member, Pilot, RosterEntry, ShelfNote
from baixing_desktop.domain.outputs import CityReport, Compendium, Output, Premium
from baixing_desktop.domain.proposals import Claim, Cultivation, Proposal
from baixing_desktop.domain.screening import ClueEdition, Screening
from baixing_desktop.domain.supervision import FollowUp, KeyItem, LookBack, Supervision
from baixing_desktop.domain.units import Unit


class FoundKind(StrEnum):
    """What can be found, in the order in which it is listed."""

    CLUE = "clue"
    EDITION = "edition"
    SCREENING = "screening"
    LETTER = "letter"
    ASSIGNMENT = "assignment"
    REPLY = "reply"
    EXTENSION = "extension"
    RETURN = "return"
    RESPONSE = "response"
    CLAIM = "claim"
    CULTIVATION = "cultivation"
    PROPOSAL = "proposal"
    SUPERVISION = "supervision"
    FOLLOW_UP = "follow_up"
    KEY_ITEM = "key_item"
    LOOK_BACK = "look_back"
    CONSULTATION = "consultation"
    OUTPUT = "output"
    CITY_REPORT = "city_report"
    PREMIUM = "premium"
    RESULT_USE = "result_use"
    PUBLICITY = "publicity"
    SHOWCASE = "showcase"
    NOMINATION = "nomination"
    RESULT_REPORT = "result_report"
    COMPENDIUM = "compendium"
    TOPIC = "topic"
    PILOT = "pilot"
    SESSION = "session"
    MEMBER = "member"
    POST = "post"
    UNIT = "unit"
    NOTE = "note"


OF_CLUE = "clue"
"""Such a record is opened as part of its clue."""


@dataclass(frozen=True, slots=True)
class Searched:
    """How one kind is searched. The field ``title`` names a record (none: its clue or proposal does); ``texts`` are
    read beside it, ``units`` hold codes that are found by the unit's name, ``on`` is the day by which the newest comes
    first, ``at`` the record that is opened, and ``needs`` the use case that whoever searches must be allowed.
    Of records that are written anew with every change (``ordinal``) only the last one is found.
    """

    record: type
    needs: str
    on: str
    title: str = ""
    texts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    at: str = "id"


SEARCHED: Mapping[FoundKind, Searched] = MappingProxyType(
    {
        FoundKind.CLUE: Searched(
            Clue,
            "reading.list_clues",
            "updated_at",
            "title",
            ("analysis", "suggestions", "receiver", "formal_number", "provisional_number"),
        ),
        FoundKind.EDITION: Searched(
            ClueEdition, "history.clue_history", "at", "title", ("analysis", "suggestions"), at=OF_CLUE
        ),
        FoundKind.SCREENING: Searched(
            Screening, "history.clue_history", "at", texts=("reason", "referral", "notice"), at=OF_CLUE
        ),
        FoundKind.LETTER: Searched(
            Forwarding,
            "history.line_history",
            "drafted_at",
            "letter_number",
            ("closing_reason",),
            ("handler",),
            OF_CLUE,
        ),
        FoundKind.ASSIGNMENT: Searched(
            Assignment, "history.line_history", "drafted_at", "subject", ("opinion",), at=OF_CLUE
        ),
        FoundKind.REPLY: Searched(
            HandlerReply,
            "history.line_history",
            "replied_on",
            "letter_number",
            ("text", "signer", "rejection"),
            at=OF_CLUE,
        ),
        FoundKind.EXTENSION: Searched(
            Extension, "history.line_history", "requested_on", texts=("reason", "decision"), at=OF_CLUE
        ),
        FoundKind.RETURN: Searched(
            ReturnRequest,
            "history.line_history",
            "requested_on",
            texts=("reason", "decision"),
            units=("suggested_handler", "new_handler"),
            at=OF_CLUE,
        ),
        FoundKind.RESPONSE: Searched(PublicResponse, "responses.public_responses", "published_on", "title", ("link",)),
        FoundKind.CLAIM: Searched(
            Claim,
            "claim_board.items",
            "offered_on",
            texts=("gist", "claimant", "reason"),
            units=("committee", "suggested_handler"),
        ),
        FoundKind.CULTIVATION: Searched(Cultivation, "claim_board.items", "on", texts=("text",), at="claim_id"),
        FoundKind.PROPOSAL: Searched(
            Proposal,
            "claim_board.items",
            "drafted_on",
            "title",
            ("analysis", "suggestions", "proposer", "reason"),
            ("committee",),
        ),
        FoundKind.SUPERVISION: Searched(
            Supervision,
            "supervised.supervisions",
            "planned_on",
            "subject",
            ("place", "findings", "reason"),
        ),
        FoundKind.FOLLOW_UP: Searched(FollowUp, "supervised.supervisions", "on", texts=("text",), at="supervision_id"),
        FoundKind.KEY_ITEM: Searched(
            KeyItem, "key_items.key_items", "proposed_on", texts=("grounds", "leader", "meeting", "report", "reason")
        ),
        FoundKind.LOOK_BACK: Searched(LookBack, "looking_back.look_backs", "listed_on", texts=("findings", "reason")),
        FoundKind.CONSULTATION: Searched(
            Consultation, "consultations.consultations", "held_on", "title", ("organiser", "place", "summary")
        ),
        FoundKind.OUTPUT: Searched(
            Output, "outputs.outputs", "started_on", "title", ("addressee", "result", "reason"), ("committee",)
        ),
        FoundKind.CITY_REPORT: Searched(
            CityReport,
            "city.city_reports",
            "started_on",
            "title",
            ("departments", "letter_number", "result"),
            ("committee",),
        ),
        FoundKind.PREMIUM: Searched(
            Premium, "premiums.premiums", "nominated_on", texts=("grounds", "reason"), units=("committee",)
        ),
        FoundKind.RESULT_USE: Searched(ResultUse, "result_uses.result_uses", "on", "title", ("proof",)),
        FoundKind.PUBLICITY: Searched(Publicity, "publicising.reports", "on", "title", ("medium", "link", "note")),
        FoundKind.SHOWCASE: Searched(
            Showcase, "showcasing.cases", "on", "title", ("said", "done", "result"), at=OF_CLUE
        ),
        FoundKind.NOMINATION: Searched(
            Nomination,
            "commending.nominations",
            "nominated_on",
            texts=("grounds", "reason", "meeting"),
            units=("unit",),
        ),
        FoundKind.RESULT_REPORT: Searched(
            ResultReport, "briefing.result_reports", "on", "title", ("letter_number", "note")
        ),
        FoundKind.COMPENDIUM: Searched(Compendium, "compiling.issues", "made_at", "title"),
        FoundKind.TOPIC: Searched(
            Topic, "topics.all_topics", "suggested_on", "title", ("theme", "note", "reason"), ("proposed_by",)
        ),
        FoundKind.PILOT: Searched(
            Pilot,
            "pilots.all_pilots",
            "proposed_on",
            "name",
            ("community", "meeting", "experience", "reason"),
            ("unit",),
        ),
        FoundKind.SESSION: Searched(
            Session, "gathering.sessions", "held_on", "place", ("community", "note"), ("unit",)
        ),
        FoundKind.MEMBER: Searched(
            Member, "members.members", "from_on", "name", ("sector", "note"), ("committee", "workroom")
        ),
        FoundKind.POST: Searched(RosterEntry, "roster.roster", "from_on", "name", ("post", "title")),
        FoundKind.UNIT: Searched(Unit, "reference.lists", "", "name"),
        FoundKind.NOTE: Searched(ShelfNote, "shelf.notes", "on", "title", ("text",)),
    }
)
"""Every kind; a test goes through all texts of all records and knows the reason for those that are not read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record: ``opens`` is the identity under which its page shows it, ``around`` the passage in which the words
    stand, ``about`` the title of the clue, proposal or supervision that it belongs to, of a clue its number.
    """

    kind: FoundKind
    id: str
    opens: str
    title: str
    around: str
    on: date | None
    about: str = ""
    clue_id: str = ""


_BEFORE, _AFTER = 14, 60
"""So many characters are shown on both sides of a word."""


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for: blanks part words, each of which has to occur, in whatever order."""
    return tuple(dict.fromkeys(text.split()))


def passage(texts: Iterable[str], words: Sequence[str]) -> str:
    """The place in one of ``texts`` where the first of ``words`` that occurs stands, in one line; where none does, as
    when the title has them all, how the texts begin.
    """
    begun = ""
    for text in texts:
        plain = " ".join(text.split())
        begun = begun or plain[:_AFTER] + ("…" if len(plain) > _AFTER else "")
        for word in words:
            at = folded(plain).find(folded(word))
            if at >= 0:
                start, end = max(at - _BEFORE, 0), at + len(word) + _AFTER
                return ("…" if start else "") + plain[start:end] + ("…" if end < len(plain) else "")
    return begun


def folded(text: str) -> str:
    """``text`` as it is compared: the case of ASCII letters does not count."""
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)
