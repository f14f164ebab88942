"""Papers of data protection and of the audit: 个人信息查阅件, 个人信息事件情况表, 审计签存单."""

from baixing_desktop.changes import Kind
from baixing_desktop.domain.audit import first_fault
from baixing_desktop.domain.clue import Clue, Consents
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Device
from baixing_desktop.errors import InputError, NotFoundError
from baixing_desktop.papers.layouts.audit_head import AuditHead, audit_head_sheet
from baixing_desktop.papers.layouts.privacy import KINDS, BreachSheet, HeldClue, PersonFile, breach_sheet, person_sheet
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.retention import kept_until

_PERSON_FIELDS = ("name", "phone", "address", "guardian", "analysis", "suggestions")
_AUDIT = "audit"


def person(counter: Counter) -> Gathered:
    """个人信息查阅件 of the person who gave the named clues, in full, for that person only.

    Raises:
        InputError: no clue was named, or they are not all of one person.
    """
    if not counter.request.ids:
        raise InputError("INPUT_MISSING", fields="编号")
    clues = [counter.tx.clues.get(one) for one in counter.request.ids]
    people = {clue.content.contributor for clue in clues}
    if len({(one.name, one.phone) for one in people}) != 1 or clues[0].content.contributor.anonymous:
        raise InputError("INPUT_INVALID", field="编号", reason="这些线索不是同一个实名反映人的")
    contributor = clues[0].content.contributor
    paper = PersonFile(
        name=contributor.name,
        phone=contributor.phone,
        address=contributor.address,
        guardian=contributor.guardian or "",
        clues=tuple(_held(counter, clue) for clue in clues),
        unit=counter.own_unit,
        made_on=counter.desk.today(),
    )
    return Gathered(person_sheet(paper), Kind.CLUE, clues[0].id, 1, _PERSON_FIELDS)


def breach(counter: Counter) -> Gathered:
    """个人信息事件情况表 for a lost workstation: how many people its clues speak of at most."""
    device = _device(counter)
    clues = [counter.tx.clues.get(one) for one in counter.tx.listing.ids(ClueQuery(unit=device.unit))]
    people = {(p.name, p.phone) for p in (clue.content.contributor for clue in clues) if not p.anonymous}
    name = counter.desk.reference.unit_name(device.unit)
    paper = BreachSheet(
        happened="",
        found_at=counter.desk.now(),
        device=f"{name} {device.device_code} 号工作站",
        unit=counter.own_unit,
        kinds=KINDS if clues else (),
        persons=len(people),
        clues=len(clues),
        encrypted=True,
    )
    return Gathered(breach_sheet(paper), Kind.DEVICE, device.id)


def audit_head(counter: Counter) -> Gathered:
    """审计签存单: the end of the trail as it is now, after checking the whole of it."""
    entries = counter.tx.audit.all()
    if not entries:
        raise NotFoundError("RECORD_NOT_FOUND", kind="审计记录")
    last = entries[-1]
    sound = first_fault(entries, counter.tx.audit.floor()) is None
    paper = AuditHead(counter.own_unit, last.seq, last.hash, counter.desk.now(), sound)
    return Gathered(audit_head_sheet(paper), _AUDIT, str(last.seq))


def _held(counter: Counter, clue: Clue) -> HeldClue:
    handlers = (line.handler for line in counter.tx.casework.forwardings(clue.id) if line.issued_on)
    names = dict.fromkeys(counter.desk.reference.unit_name(handler) for handler in handlers)
    return HeldClue(
        number=clue.number,
        title=clue.content.title,
        received_on=clue.content.received_on,
        analysis=clue.content.analysis,
        suggestions=clue.content.suggestions,
        consents=_consents(clue.content.consents),
        # No letter and no package bears a contact, whatever was agreed to (domain decision 7).
        disclosed_to=tuple(f"{name}（不含联系方式）" for name in names),
        keep_until=kept_until(counter.desk, counter.tx, clue),
    )


def _consents(given: Consents) -> tuple[str, ...]:
    words = (("收集和保存", given.collect), ("转交承办单位", given.handover), ("公开宣传", given.publicity))
    return tuple(word for word, yes in words if yes)


def _device(counter: Counter) -> Device:
    # By identity, by its code as lists show it (SY-K3F), or by the short code where no other street has the same.
    wanted, known = counter.request.id, counter.tx.reception.devices()
    found = [each for each in known if wanted in {each.id, f"{each.unit}-{each.device_code}"}]
    found = found or [each for each in known if wanted == each.device_code]
    if len(found) != 1:
        raise NotFoundError("RECORD_NOT_FOUND", kind="工作站")
    return found[0]
