"""A contributor under fourteen: the guardian decides and is named (PIPL 28, 31; safety P5)."""

from dataclasses import replace

import pytest

from baixing_desktop.domain.clue import Consents, Contributor
from baixing_desktop.domain.record import content_hash, from_record, to_record
from baixing_desktop.domain.rules.redaction import masked, redacted
from baixing_desktop.domain.rules.registration import Field, missing_fields
from baixing_desktop.errors import InputError
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.reading import find_clue, reveal_contact
from tests.builders import STREETLIGHTS, clue_content

CHILD = Contributor(name="张小明", phone="13800000001", address="沙园七街示例巷1号", guardian="张大山")


def test_a_child_is_registered_with_a_named_guardian_only(workroom: Desk) -> None:
    unnamed = clue_content(contributor=replace(CHILD, guardian=" "))
    assert missing_fields(unnamed) == (Field.GUARDIAN,)
    with pytest.raises(InputError):
        register_clue(workroom, unnamed)
    draft, _ = save_draft(workroom, unnamed)
    assert find_clue(workroom, draft.id).content.contributor.guardian == "", "that it is a child is kept"
    disagreed = clue_content(contributor=CHILD, consents=Consents())
    assert missing_fields(disagreed) == (Field.CONSENT,)


def test_the_guardian_is_contact_data(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content(contributor=CHILD, analysis="张大山说夜间照明不足，孩子怕黑。"))
    assert reveal_contact(workroom, clue.id).guardian == "张大山"
    assert masked(CHILD).guardian == "张**"
    shown = redacted(clue.content)
    assert (shown.contributor, "张大山" in shown.analysis) == (Contributor(), False)


def test_the_form_names_both(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content(contributor=CHILD))
    text = "".join("".join(page.split()) for page in page_texts(attachment3(workroom, [clue.id])))
    assert "张小明（监护人：张大山）" in text


def test_records_of_grown_ups_are_as_they_were() -> None:
    assert "guardian" not in str(to_record(STREETLIGHTS))
    child = replace(STREETLIGHTS, contributor=CHILD)
    assert from_record(to_record(child)) == child
    assert content_hash(child) != content_hash(STREETLIGHTS)
