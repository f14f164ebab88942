"""What must be on the form before a clue is registered (seed 附件3, 八(二); SM1 draft → registered)."""

from enum import StrEnum

from baixing_desktop.domain.clue import ClueContent


class Field(StrEnum):
    """The fields of Attachment 3, by the name printed on it."""

    TITLE = "标题"
    ANALYSIS = "情况分析"
    SUGGESTIONS = "具体建议"
    SOURCE = "来源"
    RECEIVER = "接收人"
    RECEIVED_ON = "日期"
    CONTACT = "联系人"
    GUARDIAN = "监护人"
    CONSENT = "收集个人信息的同意"


TITLE_LIMIT = 50
"""Longest title in characters; the form's title row holds it in large type."""


def missing_fields(content: ClueContent) -> tuple[Field, ...]:
    """The fields that still stop registration, in the order of the paper.

    Contact data need the citizen's consent to collection (PIPL 13); an anonymous clue needs neither. For
    a child under fourteen the guardian gives it and is named (PIPL 31; safety P5).
    """
    person = content.contributor
    found = {
        Field.TITLE: content.title.strip(),
        Field.ANALYSIS: content.analysis.strip(),
        Field.SUGGESTIONS: content.suggestions.strip(),
        Field.SOURCE: content.source.category,
        Field.RECEIVER: content.receiver.strip(),
        Field.RECEIVED_ON: content.received_on,
        Field.CONTACT: person.anonymous or person.name.strip(),
        Field.GUARDIAN: person.anonymous or person.guardian is None or person.guardian.strip(),
        Field.CONSENT: person.anonymous or not person.name.strip() or content.consents.collect,
    }
    return tuple(name for name, value in found.items() if not value)


def missing_in_import(content: ClueContent) -> tuple[Field, ...]:
    """As :func:`missing_fields`, for a clue that was written elsewhere: a text that its form lacked
    cannot be asked for any more, so only the title and the contact rules stop it. The report names what is missing.
    """
    texts = (Field.ANALYSIS, Field.SUGGESTIONS)
    return tuple(field for field in missing_fields(content) if field not in texts)
