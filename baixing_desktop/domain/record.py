"""The content of a clue as plain data, form 1: the one shape that is hashed, stored as a revision and sent.

It is frozen: a later form gets a new number beside this one, because hashes printed on paper refer to it.
"""

from datetime import date

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.fields import Fields

FORM = 1


def to_record(content: ClueContent) -> dict[str, Plain]:
    """``content`` as plain data of form 1."""
    person = content.contributor
    # The key is there for children only: the hashes on papers of before stay as they are.
    guardian: dict[str, Plain] = {} if person.guardian is None else {"guardian": person.guardian}
    return {
        "form": FORM,
        "title": content.title,
        "analysis": content.analysis,
        "suggestions": content.suggestions,
        "source": {"category": content.source.category, "occasion": content.source.occasion},
        "receiver": content.receiver,
        "received_on": content.received_on.isoformat() if content.received_on else None,
        "contributor": {
            "anonymous": person.anonymous,
            "name": person.name,
            "phone": person.phone,
            "address": person.address,
            **guardian,
        },
        "consents": {
            "collect": content.consents.collect,
            "handover": content.consents.handover,
            "publicity": content.consents.publicity,
            "notice": content.consents.notice,
        },
        "attachments": [
            {"sha256": a.sha256, "name": a.name, "mime": a.mime, "length": a.length} for a in content.attachments
        ],
    }


def from_record(record: Plain) -> ClueContent:
    """Read plain data of form 1. Unknown keys are left alone, so a later minor addition stays readable.

    Raises:
        ValueError: a field is missing or has another type, or the form is not 1.
    """
    fields = Fields(record)
    if fields.number("form") != FORM:
        raise ValueError("unknown form")
    source, person, consents = fields.part("source"), fields.part("contributor"), fields.part("consents")
    received_on = fields.optional_text("received_on")
    return ClueContent(
        title=fields.text("title"),
        analysis=fields.text("analysis"),
        suggestions=fields.text("suggestions"),
        source=Source(source.text("category"), source.optional_text("occasion")),
        receiver=fields.text("receiver"),
        received_on=date.fromisoformat(received_on) if received_on else None,
        contributor=Contributor(
            person.flag("anonymous"),
            person.text("name"),
            person.text("phone"),
            person.text("address"),
            person.optional_text("guardian"),
        ),
        consents=Consents(
            consents.flag("collect"), consents.flag("handover"), consents.flag("publicity"), consents.text("notice")
        ),
        attachments=tuple(
            Attachment(a.digest("sha256"), a.text("name"), a.text("mime"), a.number("length"))
            for a in fields.parts("attachments")
        ),
    )


def content_hash(content: ClueContent) -> str:
    """SHA-256 (64 hex digits) over the canonical form 1; its first 8 digits stand in the QR code of the paper."""
    return sha256_hex(canonical(to_record(content)))
