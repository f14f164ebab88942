"""The liaison's work on a clue (SM1)."""

from dataclasses import replace
from datetime import date

import pytest

from baixing_desktop.domain.clue import Attachment, Consents, Contributor, Source
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.numbering import is_provisional_number
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError, NotFoundError
from baixing_desktop.usecases.databases import ATTACHMENTS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, delete_draft, register_clue, reopen_draft, save_draft
from baixing_desktop.usecases.reading import editable_clue, find_clue, list_clues, reveal_contact, timeline
from tests.builders import STREETLIGHTS, SetClock, clue_content


def test_a_draft_keeps_half_a_sentence(workroom: Desk) -> None:
    clue, _ = save_draft(workroom, replace(STREETLIGHTS, title="建议在", analysis="", source=Source()))
    again = editable_clue(workroom, clue.id)
    assert (again.content.title, again.content.analysis) == ("建议在", "")
    assert again.workroom_state is ClueState.DRAFT
    assert again.provisional_number is None


def test_registering_gives_a_number_once(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content())
    assert clue.provisional_number is not None
    assert is_provisional_number(clue.provisional_number)
    assert clue.content_hash == content_hash(clue.content)
    taken_back, _ = reopen_draft(workroom, clue.id)
    again, _ = register_clue(workroom, clue_content(2), clue_id=clue.id, version=taken_back.version)
    assert again.provisional_number == clue.provisional_number
    assert (clue.revision, again.revision) == (1, 2)


def test_numbers_are_gap_free_and_start_anew_each_year(workroom: Desk, clock: SetClock) -> None:
    first = [register_clue(workroom, clue_content(n))[0].provisional_number for n in range(1, 4)]
    clock.forward(days=60)
    second, _ = register_clue(workroom, clue_content(9))
    serials = [(n or "").split("-")[1:4:2] for n in first]
    assert serials == [["2026", "0001"], ["2026", "0002"], ["2026", "0003"]]
    assert (second.provisional_number or "").split("-")[1:4:2] == ["2027", "0001"]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("标题", {"title": "  "}),
        ("情况分析", {"analysis": "\n"}),
        ("具体建议", {"suggestions": ""}),
        ("来源", {"source": Source()}),
        ("接收人", {"receiver": ""}),
        ("日期", {"received_on": None}),
        ("联系人", {"contributor": Contributor(phone="13800000001")}),
        ("同意", {"consents": Consents()}),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_registered(
    workroom: Desk, field: str, change: dict[str, object]
) -> None:
    with pytest.raises(InputError) as refused:
        register_clue(workroom, clue_content(0, **change))
    assert field in refused.value.advice.what
    assert list_clues(workroom, ClueQuery()).total == 0


def test_an_anonymous_clue_needs_no_consent_and_keeps_no_contact(workroom: Desk) -> None:
    person = Contributor(anonymous=True, name="张三", phone="13800000001")
    clue, _ = register_clue(workroom, clue_content(contributor=person, consents=Consents()))
    assert editable_clue(workroom, clue.id).content.contributor == Contributor(anonymous=True)


def test_the_second_of_two_edits_loses_and_is_told(workroom: Desk) -> None:
    draft, _ = save_draft(workroom, clue_content())
    save_draft(workroom, clue_content(1), clue_id=draft.id, version=draft.version)
    with pytest.raises(ConflictError):
        save_draft(workroom, clue_content(2), clue_id=draft.id, version=draft.version)
    assert find_clue(workroom, draft.id).content.title == clue_content(1).title


def test_a_registered_clue_is_not_edited_in_place(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content())
    with pytest.raises(IllegalActionError):
        save_draft(workroom, clue_content(1), clue_id=clue.id)
    with pytest.raises(IllegalActionError):
        delete_draft(workroom, clue.id)


def test_a_draft_can_be_thrown_away_once(workroom: Desk) -> None:
    draft, _ = save_draft(workroom, clue_content())
    delete_draft(workroom, draft.id)
    with pytest.raises(NotFoundError):
        delete_draft(workroom, draft.id)


def test_contacts_are_masked_and_every_look_is_recorded(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content())
    shown = find_clue(workroom, clue.id).content.contributor
    assert (shown.name, shown.phone) == ("张*", "138****0001")
    assert reveal_contact(workroom, clue.id) == STREETLIGHTS.contributor
    with workroom.store.reading() as tx:
        acts = [entry.action for entry in tx.audit.of_object(clue.id)]
        trail = str(tx.audit.all())
    assert acts == ["draft", "register", "reveal"]
    assert not any(secret in trail for secret in ("张䶮", "13800000001", "示例巷"))


def test_attachments_are_encrypted_and_come_back(workroom: Desk) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + b"street lamp" * 100
    file = attach_file(workroom, "路灯.png", picture)
    clue, _ = register_clue(workroom, clue_content(attachments=(file,)))
    assert editable_clue(workroom, clue.id).content.attachments == (file,)
    assert workroom.blobs.get(file.sha256) == picture
    on_disk = [path.read_bytes() for path in (workroom.home / ATTACHMENTS).rglob("*.bin")]
    assert len(on_disk) == 1
    assert b"street lamp" not in on_disk[0]


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ"), ("a.png", b"MZ"), ("a.docx", b"plain"), ("a.svg", b"<svg>")]
)
def test_other_files_are_refused(workroom: Desk, name: str, data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        attach_file(workroom, name, data)
    assert refused.value.code == "FILE_KIND"


def test_a_clue_takes_nine_attachments_of_fifty_megabytes_together(workroom: Desk) -> None:
    """safety 4.5; nothing is left out without a word."""
    many = tuple(Attachment(f"{number:064x}", f"{number}.png", "image/png", 5_000_000) for number in range(10))
    for keep in (save_draft, register_clue):
        keep(workroom, clue_content(1, attachments=many[:9]))
        with pytest.raises(InputError, match=r"最多 9 个附件.*9\.png"):
            keep(workroom, clue_content(1, attachments=many))
        larger = (replace(many[0], length=10_000_001), *many[1:9])
        with pytest.raises(InputError, match=r"共 50\.1 兆字节.*最多 50 兆字节"):
            keep(workroom, clue_content(1, attachments=larger))


def test_search_finds_two_characters_rare_ones_and_numbers(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content(contributor=Contributor(name="李𬭚", phone="13800000002")))
    register_clue(workroom, clue_content(title="加装电梯", analysis="楼道窄。", suggestions="协调各户。"))
    for words in ("路灯", "𬭚", clue.provisional_number or "", "沙园 树枝"):
        assert [item.id for item in list_clues(workroom, ClueQuery(text=words)).items] == [clue.id], words
    for words in ("100%", "_", "不存在"):
        assert list_clues(workroom, ClueQuery(text=words)).total == 0


def test_the_timeline_tells_what_happened(workroom: Desk, clock: SetClock) -> None:
    clue, _ = register_clue(workroom, clue_content())
    clock.forward(hours=1)
    draft, _ = reopen_draft(workroom, clue.id)
    register_clue(workroom, clue_content(received_on=date(2026, 11, 22)), clue_id=clue.id, version=draft.version)
    assert [entry.text for entry in timeline(workroom, clue.id)] == ["登记", "第 2 次登记（补充修改后）"]
