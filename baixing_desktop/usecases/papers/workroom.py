"""Papers of a workroom: 批次交接清单, 接访记录, 案卷标签."""

from baixing_desktop.changes import Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.batch import Batch
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import ClueContext, Session, SessionMember
from baixing_desktop.domain.rules.redaction import mask_name
from baixing_desktop.errors import NotFoundError
from baixing_desktop.papers.layouts.label import FolderLabel, LabelSheet
from baixing_desktop.papers.layouts.session import SessionMatter, SessionRecord, session_sheet
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.papers.ledgers.manifest import Manifest, ManifestLine, manifest_ledger
from baixing_desktop.usecases.papers.kinds import Counter, Gathered

ANONYMOUS = "匿名"
_SESSION = "session"


def manifest(counter: Counter) -> Gathered:
    """批次交接清单 of one batch; of the newest one if none is named."""
    batch = _batch(counter)
    clues = [counter.tx.clues.get(event.clue_id) for event in counter.tx.outbox.events(batch.id)]
    days = [clue.content.received_on for clue in clues if clue.content.received_on]
    me = counter.tx.system.installation()
    people = [clue.content.contributor for clue in clues]
    paper = Manifest(
        batch_number=f"{me.unit}-{me.device_code}-{batch.epoch}-{batch.first}-{batch.last}",
        unit=counter.own_unit,
        sealed_on=local(batch.sealed_at).date(),
        first_day=min(days, default=None),
        last_day=max(days, default=None),
        lines=[
            ManifestLine(
                number=clue.provisional_number or "",
                title=clue.content.title,
                masked=ANONYMOUS if person.anonymous else mask_name(person.name),
                files=len(clue.content.attachments),
                content_hash=clue.content_hash or "",
            )
            for clue, person in zip(clues, people, strict=True)
        ],
    )
    named = sum(bool(person.name) for person in people)
    ledger = manifest_ledger(paper, counter.taken("本批次"))
    return Gathered(ledger, Kind.BATCH, batch.id, named, ("masked_name",) if named else ())


def session(counter: Counter) -> Gathered:
    """接访记录 of one session; without one named, a sheet to be written by hand."""
    if not counter.request.ids:
        return Gathered(session_sheet(SessionRecord(counter.own_unit)), _SESSION, "")
    held = counter.tx.of(Session).get(counter.request.id)
    members = counter.tx.of(SessionMember).where(session_id=held.id, order="name")
    contexts = counter.tx.of(ClueContext).where(session_id=held.id)
    matters = [_matter(counter.tx.clues.get(one.clue_id)) for one in contexts]
    paper = SessionRecord(
        unit=counter.desk.reference.unit_name(held.unit),
        held_on=held.held_on,
        place=held.place,
        members=joined([member.name for member in members]),
        recorder=counter.operator,
        visitors=held.visitors,
        matters=tuple(sorted(matters, key=lambda matter: matter.number)),
        remarks=held.note,
    )
    named = sum(bool(matter.masked) and matter.masked != ANONYMOUS for matter in matters)
    return Gathered(session_sheet(paper), _SESSION, held.id, named, ("masked_name",) if named else ())


def _matter(clue: Clue) -> SessionMatter:
    person = clue.content.contributor
    masked = ANONYMOUS if person.anonymous else mask_name(person.name)
    return SessionMatter(clue.content.title, clue.number, masked, "已登记" if clue.revision else "草稿")


def labels(counter: Counter) -> Gathered:
    """案卷标签 of the clues that were named."""
    clues = [counter.tx.clues.get(one) for one in counter.request.ids]
    made = [
        FolderLabel(
            number=clue.number,
            title=clue.content.title,
            unit=counter.desk.reference.unit_name(clue.unit),
            year=(clue.content.received_on or local(clue.created_at).date()).year,
        )
        for clue in clues
    ]
    return Gathered(LabelSheet(made), Kind.CLUE, clues[0].id if len(clues) == 1 else "")


def _batch(counter: Counter) -> Batch:
    if counter.request.ids:
        return counter.tx.outbox.batch(counter.request.id)
    batches = counter.tx.outbox.batches()
    if not batches:
        raise NotFoundError("RECORD_NOT_FOUND", kind="批次")
    return batches[-1]
