"""States of a clue and of the batch that carries it (SM1–SM3)."""

from enum import StrEnum


class ClueState(StrEnum):
    """SM1: a clue in the workroom (seed 八(二))."""

    COMMUNITY_REGISTERED = "community_registered"
    DRAFT = "draft"
    REGISTERED = "registered"
    SEALED = "sealed"
    SUBMITTED = "submitted"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"


class BatchState(StrEnum):
    """SM2: a batch on its way, as the workroom sees it. An ``OPEN`` one is still being put together."""

    OPEN = "open"
    SEALED = "sealed"
    EXPORTED = "exported"
    RECEIPTED = "receipted"


class InboundState(StrEnum):
    """SM2: a batch as the office sees it; the four failures leave the office's record untouched."""

    RECEIVED = "received"
    IMPORTED = "imported"
    PARTLY_IMPORTED = "partly_imported"
    RECEIPTED = "receipted"
    DAMAGED = "damaged"
    WRONG_KEY = "wrong_key"
    VERSION_TOO_NEW = "version_too_new"


class ImportState(StrEnum):
    """A table that was imported: whether its clues are still there, or were taken back with it."""

    TAKEN_IN = "taken_in"
    PARTLY_TAKEN_BACK = "partly_taken_back"
    TAKEN_BACK = "taken_back"


class OfficeState(StrEnum):
    """SM3: a clue in the office (seed 八(二)–(三)). ``WITHDRAWN``: the citizen took it back."""

    RECEIVED = "received"
    SCREENING = "screening"
    RETURNED = "returned"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    ACCEPTED = "accepted"
    RETAINED = "retained"
    CLASSIFIED = "classified"
    ROUTED = "routed"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"
