"""Everything that was ever decided about a clue, and everything that happened on a handler's line, for reading."""

from dataclasses import dataclass

from baixing_desktop.domain.handling import (
    ContributorContact,
    Correction,
    Evaluation,
    Extension,
    HandlerReply,
    PublicResponse,
    Reminder,
    ReturnRequest,
)
from baixing_desktop.domain.screening import ClueEdition, MergeLink, Screening, SplitLink
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class ClueHistory:
    """Decisions, wordings and lineage of a clue, each oldest first. ``merged`` names what was merged into it."""

    screenings: tuple[Screening, ...]
    editions: tuple[ClueEdition, ...]
    merged: tuple[MergeLink, ...]
    merged_into: tuple[MergeLink, ...]
    parts: tuple[SplitLink, ...]
    part_of: SplitLink | None


@dataclass(frozen=True, slots=True)
class LineHistory:
    """What happened on one handler's line, each oldest first; rejected replies too."""

    replies: tuple[HandlerReply, ...]
    contacts: tuple[ContributorContact, ...]
    evaluations: tuple[Evaluation, ...]
    extensions: tuple[Extension, ...]
    returns: tuple[ReturnRequest, ...]
    reminders: tuple[Reminder, ...]
    corrections: tuple[Correction, ...]
    responses: tuple[PublicResponse, ...] = ()


@intention
def clue_history(desk: Desk, clue_id: str) -> ClueHistory:
    """The history of one clue in the office."""
    with desk.store.reading() as tx:
        origins = tx.of(SplitLink).where(part_id=clue_id)
        return ClueHistory(
            tx.of(Screening).where(clue_id=clue_id, order="at"),
            tx.of(ClueEdition).where(clue_id=clue_id, order="ordinal"),
            tx.of(MergeLink).where(master_id=clue_id, order="at"),
            tx.of(MergeLink).where(clue_id=clue_id, order="at"),
            tx.of(SplitLink).where(origin_id=clue_id, order="ordinal"),
            origins[0] if origins else None,
        )


@intention
def line_history(desk: Desk, forwarding_id: str) -> LineHistory:
    """The history of one handler's line."""
    with desk.store.reading() as tx:
        contacts = tx.of(ContributorContact).where(forwarding_id=forwarding_id, order="contacted_on")
        return LineHistory(
            tx.of(HandlerReply).where(forwarding_id=forwarding_id, order="ordinal"),
            contacts,
            tx.of(Evaluation).where(contact_id=[contact.id for contact in contacts], order="heard_on"),
            tx.of(Extension).where(forwarding_id=forwarding_id, order="requested_on"),
            tx.of(ReturnRequest).where(forwarding_id=forwarding_id, order="requested_on"),
            tx.of(Reminder).where(forwarding_id=forwarding_id, order="reminded_on"),
            tx.of(Correction).where(forwarding_id=forwarding_id, order="at"),
            tx.of(PublicResponse).where(forwarding_id=forwarding_id, order="published_on"),
        )
