"""修改稿: a revision that came after the office had accepted the clue, or from another copy of the workroom's record.

The office decides which version stands; until then its own one does (safety 4.6). The workroom hears in its receipt
that the revision is here, and by its news what was decided.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import SubmittedClue
from baixing_desktop.domain.clue import Clue, ClueContent, Consents
from baixing_desktop.domain.progress import ProgressStep, Step
from baixing_desktop.domain.revisions import LateRevision, Settlement
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

TWO_VERSIONS = "区办公室已有这条线索的另一稿；这一稿已收到，采用哪一稿由区办公室决定，结果随回执告知"
"""What the receipt says of such a revision."""

_ADOPTED, _DECLINED = "已采用修改稿", "仍用现稿"


@dataclass(frozen=True, slots=True)
class Versions:
    """The office's version of a clue and the late revision of it, both without what leads to the person.

    ``contact_changed``: the revision names another person, telephone, address or consent.
    """

    late: LateRevision
    number: str
    ours: str
    theirs: str
    contact_changed: bool


def another_is_kept(tx: Transaction, submitted: SubmittedClue) -> str | None:
    """Why this revision cannot be kept, in Chinese: another copy of the record sent one under the same number."""
    kept = [one for one in tx.revisions.of_clue(submitted.clue_id) if one.revision == submitted.revision]
    same = not kept or kept[0].content_hash == submitted.content_hash
    return None if same else "区办公室已收到另一台工作站的同一稿，请再登记一稿后报送"


def keep_rival(tx: Transaction, submitted: SubmittedClue, now: datetime) -> bool:
    """Keep a revision beside the office's version; False when it is here already."""
    if any(one.revision >= submitted.revision for one in tx.revisions.of_clue(submitted.clue_id)):
        return False
    tx.revisions.add(
        LateRevision(
            submitted.clue_id,
            submitted.revision,
            submitted.content_hash,
            submitted.registered_at,
            submitted.typist,
            submitted.content,
            now,
        )
    )
    return True


@intention
def open_revisions(desk: Desk) -> tuple[Versions, ...]:
    """The late revisions on which nobody decided, each beside the office's version, in the order of their arrival."""
    with desk.store.reading() as tx:
        return tuple(_versions(tx.clues.get(late.clue_id), late, desk) for late in tx.revisions.open())


@intention
def adopt_revision(desk: Desk, clue_id: str, revision: int) -> tuple[Clue, Changes]:
    """The revision stands from now on; the office's version stays among the revisions. The state does not change.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: somebody decided already.
        InputError: ``WRONG_ROLE``.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        clue, late = _open_one(tx, clue_id, revision)
        kept = clue.content.consents
        new = late.content.consents
        # A consent that was taken back meanwhile stays taken back, whatever the paper says.
        consents = Consents(
            kept.collect and new.collect, kept.handover and new.handover, kept.publicity and new.publicity, new.notice
        )
        adopted = replace(
            clue,
            content=replace(late.content, consents=consents),
            content_hash=late.content_hash,
            typist=late.typist,
            # Two copies of a record may give the same number to two revisions.
            revision=max(late.revision, clue.revision + 1),
            version=clue.version + 1,
            updated_at=desk.now(),
        )
        tx.clues.save(adopted, expected=clue.version)
        tx.clues.add_revision(replace(adopted, content=late.content), late.registered_at)
        _settle(desk, tx, clue, late, Settlement.ADOPTED, _ADOPTED)
    return adopted, Changes.of(Kind.CLUE, clue_id)


@intention
def decline_revision(desk: Desk, clue_id: str, revision: int, reason: str) -> tuple[Clue, Changes]:
    """The office's version stands; the workroom hears why.

    Raises:
        InputError: ``INPUT_MISSING``: no reason; else as :func:`adopt_revision`.
    """
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="仍用现稿的理由")
    with desk.store.writing() as tx:
        clue, late = _open_one(tx, clue_id, revision)
        _settle(desk, tx, clue, late, Settlement.DECLINED, f"{_DECLINED}：{reason}")
    return clue, Changes.of(Kind.CLUE, clue_id)


def _open_one(tx: Transaction, clue_id: str, revision: int) -> tuple[Clue, LateRevision]:
    require_face(tx.system.installation(), Face.OFFICE)
    clue = tx.clues.get(clue_id)
    for late in tx.revisions.of_clue(clue_id):
        if late.revision == revision and late.settled_at is None:
            return clue, late
    raise IllegalActionError("ACTION_BARRED", action="再决定一次", reason="这一稿已经处理过", todo="请刷新列表")


def _settle(desk: Desk, tx: Transaction, clue: Clue, late: LateRevision, settlement: Settlement, words: str) -> None:
    for one in tx.revisions.of_clue(clue.id):
        if one.revision < late.revision and one.settled_at is None:
            tx.revisions.settle(one, Settlement.SUPERSEDED, desk.now())
    tx.revisions.settle(late, settlement, desk.now())
    state = clue.office_state or OfficeState.RECEIVED
    # A step that every released workroom can read: at another one it would stop.
    tx.casework.tell(clue.unit, ProgressStep(clue.id, Step.RECEIVED_AGAIN, desk.now(), state, reason=words))
    note(desk, tx, f"revision_{settlement}", Kind.CLUE, clue.id, revision=late.revision)


def _versions(clue: Clue, late: LateRevision, desk: Desk) -> Versions:
    ours, theirs = clue.content, late.content
    changed = (ours.contributor, ours.consents) != (theirs.contributor, theirs.consents)
    number = clue.formal_number or clue.provisional_number or ""
    return Versions(late, number, _text(desk, ours), _text(desk, theirs), changed)


def _text(desk: Desk, content: ClueContent) -> str:
    files = "、".join(one.name for one in content.attachments) or "无"
    return "\n".join(
        (
            f"标题：{content.title}",
            f"情况分析：{content.analysis}",
            f"具体建议：{content.suggestions}",
            f"来源：{desk.reference.source_label(content.source.category)}",
            f"接收人：{content.receiver}",
            f"附件：{files}",
        )
    )
