"""The keys of a home: they open for its people only, and damage is said, never repaired silently."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from baixing_desktop.errors import InputError, UserError
from baixing_desktop.vault import system_keyring
from baixing_desktop.vault.cipher import combine_keys, encrypt, key_from_passphrase
from baixing_desktop.vault.keys import FILE, Holder, Vault, guards_of, is_service_key, system_keyring_available
from baixing_desktop.vault.recovery import ALPHABET, new_recovery_code, recovery_secret
from tests.builders import CHEAP, PASSPHRASE

AT = datetime(2026, 11, 25, 1, 2, 3, tzinfo=UTC)
LI, WANG = Holder("p1", "李敏"), Holder("p2", "王强")
OTHER = "另外一句口令B2"


def make(home: Path, holder: Holder = LI, passphrase: str = PASSPHRASE) -> Vault:
    return Vault.create(home, holder, passphrase, AT, CHEAP)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the keys of a new home, for one person."""
    make(tmp_path)
    return tmp_path


def refused(act: Callable[[], object]) -> str:
    """The code of the error that ``act`` ends with."""
    with pytest.raises(UserError) as error:
        act()
    return error.value.code


def test_the_passphrase_opens_the_same_keys(home: Path) -> None:
    one, two = Vault.unlock(home, LI.id, PASSPHRASE), Vault.unlock(home, LI.id, PASSPHRASE)
    assert one.database_key == two.database_key
    assert one.device_keys == two.device_keys
    assert len(one.database_key) == 32
    assert one.database_key != one.attachments.key
    assert guards_of(home).people == (LI,)


def test_two_homes_share_nothing(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert make(other).database_key != Vault.unlock(home, LI.id, PASSPHRASE).database_key


def test_without_the_passphrase_nothing_opens_and_nothing_changes(home: Path) -> None:
    before = (home / FILE).read_bytes()
    assert refused(lambda: Vault.unlock(home, LI.id, OTHER)) == "VAULT_WRONG_PASSPHRASE"
    assert refused(lambda: Vault.unlock(home, "p9", PASSPHRASE)) == "PERSON_UNKNOWN"
    assert (home / FILE).read_bytes() == before


def test_every_person_has_a_wrap_of_ones_own(home: Path) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    vault.admit(WANG, OTHER, AT, CHEAP, temporary=True)
    assert Vault.unlock(home, WANG.id, OTHER).database_key == vault.database_key
    assert refused(lambda: Vault.unlock(home, WANG.id, PASSPHRASE)) == "VAULT_WRONG_PASSPHRASE"
    assert vault.standing(WANG.id).temporary
    assert not vault.standing(LI.id).temporary
    vault.dismiss(WANG.id)
    assert refused(lambda: Vault.unlock(home, WANG.id, OTHER)) == "PERSON_UNKNOWN"
    assert Vault.unlock(home, LI.id, PASSPHRASE).database_key == vault.database_key


def test_a_wrap_under_another_name_opens_nothing(home: Path) -> None:
    """Exchanging wraps in the file does not make one person another."""
    Vault.unlock(home, LI.id, PASSPHRASE).admit(WANG, OTHER, AT, CHEAP)
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    people = document["people"]
    people[LI.id], people[WANG.id] = people[WANG.id], people[LI.id]
    (home / FILE).write_text(json.dumps(document))
    assert refused(lambda: Vault.unlock(home, LI.id, OTHER)) == "VAULT_WRONG_PASSPHRASE"


def test_a_passphrase_is_the_same_however_it_was_composed(tmp_path: Path) -> None:
    make(tmp_path, passphrase="Cafe\u0301 海珠 2026")
    assert Vault.unlock(tmp_path, LI.id, "Caf\u00e9 海珠 2026")


def test_former_passphrases_are_known_and_stand_nowhere(home: Path) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    for number in range(6):
        vault.admit(LI, f"{OTHER}{number}", AT, CHEAP)
    assert vault.used_before(LI.id, f"{OTHER}5", 5)
    assert vault.used_before(LI.id, f"{OTHER}1", 5)
    assert not vault.used_before(LI.id, f"{OTHER}0", 5)
    assert not vault.used_before(LI.id, PASSPHRASE, 5)
    assert not vault.used_before("p9", PASSPHRASE, 5)
    assert OTHER not in (home / FILE).read_text(encoding="utf-8")


def test_two_vaults_on_one_file_lose_nothing_of_each_other(home: Path) -> None:
    """The window and the receiving service are two processes."""
    window, service = Vault.unlock(home, LI.id, PASSPHRASE), Vault.unlock(home, LI.id, PASSPHRASE)
    window.admit(WANG, OTHER, AT, CHEAP)
    service.put_secret("tls", b"x")
    window.put_secret("more", b"y")
    again = Vault.unlock(home, WANG.id, OTHER)
    assert (again.secret("tls"), again.secret("more")) == (b"x", b"y")


def test_secrets_are_kept_encrypted(home: Path) -> None:
    Vault.unlock(home, LI.id, PASSPHRASE).put_secret("tls", b"-----BEGIN PRIVATE KEY-----")
    assert Vault.unlock(home, LI.id, PASSPHRASE).secret("tls") == b"-----BEGIN PRIVATE KEY-----"
    assert b"PRIVATE" not in (home / FILE).read_bytes()
    assert refused(lambda: Vault.unlock(home, LI.id, PASSPHRASE).secret("absent")) == "VAULT_DAMAGED"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "VAULT_DAMAGED"),
        (b"{}", "VAULT_DAMAGED"),
        (b"[]", "VAULT_DAMAGED"),
        (b"\xff", "VAULT_DAMAGED"),
        (b'{"v": 2, "suite": "S1", "id": "x", "secrets": {}}', "VAULT_DAMAGED"),
        (b'{"v": 2, "suite": "S1", "id": "x", "secrets": {}, "services": {}, "people": {"p1": {}}}', "VAULT_DAMAGED"),
        (b'{"v": 1, "suite": "S1", "id": "x", "secrets": {}, "wrap": {"by": "stranger"}}', "VAULT_DAMAGED"),
        (b'{"v": 4, "suite": "S1"}', "VAULT_NEWER"),
    ],
)
def test_a_damaged_or_newer_file_is_said(home: Path, content: bytes, code: str) -> None:
    (home / FILE).write_bytes(content)
    assert refused(lambda: Vault.unlock(home, LI.id, PASSPHRASE)) == code
    assert refused(lambda: guards_of(home)) == code


def test_a_changed_file_does_not_ask_for_all_the_memory(home: Path) -> None:
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    document["people"][LI.id]["memory_kib"] = 1 << 40
    (home / FILE).write_text(json.dumps(document))
    assert refused(lambda: Vault.unlock(home, LI.id, PASSPHRASE)) == "VAULT_DAMAGED"


@pytest.mark.parametrize(("name", "spoilt"), [("iterations", -1), ("lanes", -1), ("since", "?"), ("temporary", None)])
def test_a_spoilt_field_of_a_person_is_said_as_damage(home: Path, name: str, spoilt: object) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    fields = document["people"][LI.id]
    fields[name] = spoilt
    if spoilt is None:
        del fields[name]
    (home / FILE).write_text(json.dumps(document))
    if name in ("iterations", "lanes"):
        assert refused(lambda: Vault.unlock(home, LI.id, PASSPHRASE)) == "VAULT_DAMAGED"
    else:
        assert refused(lambda: vault.standing(LI.id)) == "VAULT_DAMAGED"


@pytest.mark.parametrize(
    "change",
    [{"temporary": False}, {"since": "2027-11-25T01:02:03Z"}, {"name": "李闵"}, {"mac": None}, {"mac": 1}],
    ids=lambda change: next(iter(change)),
)
def test_what_stands_beside_a_box_cannot_be_changed(home: Path, change: dict[str, object]) -> None:
    """Whoever can write the file does not get round “must change” and “too old”, nor gives a person another name."""
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    vault.admit(WANG, OTHER, AT, CHEAP, temporary=True)
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    document["people"][WANG.id] |= change
    if change == {"mac": None}:
        document["people"][WANG.id].pop("mac")
        document["v"] = 2
    (home / FILE).write_text(json.dumps(document))
    assert refused(lambda: Vault.unlock(home, WANG.id, OTHER)) == "VAULT_DAMAGED"
    if "mac" in document["people"][WANG.id]:
        assert refused(lambda: vault.standing(WANG.id)) == "VAULT_DAMAGED"
    assert Vault.unlock(home, LI.id, PASSPHRASE).standing(LI.id).since == AT


def test_a_person_whom_an_earlier_version_admitted_still_opens(home: Path) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    wrap = wrap_of_version_2(document["people"][LI.id], vault._data_key)  # pyright: ignore[reportPrivateUsage]
    (home / FILE).write_text(json.dumps(document | {"v": 2, "people": {LI.id: wrap}}))
    assert Vault.unlock(home, LI.id, PASSPHRASE).database_key == vault.database_key
    vault.admit(LI, OTHER, AT, CHEAP)
    document = json.loads((home / FILE).read_bytes())
    assert (document["v"], "mac" in document["people"][LI.id]) == (3, True)
    assert Vault.unlock(home, LI.id, OTHER).standing(LI.id).since == AT


def wrap_of_version_2(wrap: dict[str, Any], data_key: bytes) -> dict[str, Any]:
    """The wrap of :data:`LI` as it was before version 3."""
    salt, context = b64decode(wrap["salt"]), f"person {LI.id}"
    key = combine_keys(key_from_passphrase(PASSPHRASE, salt, CHEAP), b"", purpose=context)
    box = b64encode(encrypt(key, data_key, f"{context} v2".encode())).decode()
    return {name: value for name, value in wrap.items() if name != "mac"} | {"box": box}


def test_exchanged_secrets_are_noticed(home: Path) -> None:
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    secrets = document["secrets"]
    secrets["sign_seed"], secrets["seal_identity"] = secrets["seal_identity"], secrets["sign_seed"]
    (home / FILE).write_text(json.dumps(document))
    assert refused(lambda: Vault.unlock(home, LI.id, PASSPHRASE).device_keys) == "VAULT_DAMAGED"


# -- the recovery sheet and services


def test_the_newest_recovery_sheet_opens_the_home(home: Path) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    assert not guards_of(home).recovery
    first, second = vault.new_recovery_code(AT), vault.new_recovery_code(AT)
    assert guards_of(home).recovery
    assert Vault.unlock_by_recovery(home, second.lower().replace("-", " ")).database_key == vault.database_key
    assert refused(lambda: Vault.unlock_by_recovery(home, first)) == "RECOVERY_NOT_OURS"
    assert second.replace("-", "") not in (home / FILE).read_text()


def test_a_home_without_a_sheet_opens_by_none(home: Path) -> None:
    assert refused(lambda: Vault.unlock_by_recovery(home, new_recovery_code())) == "RECOVERY_NOT_OURS"


@settings(max_examples=200)
@given(st.integers(0, 39), st.sampled_from(ALPHABET))
def test_any_wrong_character_is_found_in_its_group(place: int, letter: str) -> None:
    code = new_recovery_code()
    text = code.replace("-", "")
    if text[place] == letter:
        assert recovery_secret(code)
        return
    with pytest.raises(InputError) as error:
        recovery_secret(text[:place] + letter + text[place + 1 :])
    assert error.value.facts["group"] == place // 5 + 1


@settings(max_examples=200)
@given(st.integers(0, 7), st.integers(0, 3))
def test_exchanged_neighbours_are_found_in_their_group(group: int, place: int) -> None:
    text = new_recovery_code().replace("-", "")
    at = group * 5 + place
    if text[at] == text[at + 1]:
        return
    with pytest.raises(InputError) as error:
        recovery_secret(text[:at] + text[at + 1] + text[at] + text[at + 2 :])
    assert error.value.facts["group"] == group + 1


@pytest.mark.parametrize("code", ["", "ABC", "2" * 39])
def test_a_code_that_is_not_whole_is_refused(code: str) -> None:
    assert refused(lambda: recovery_secret(code)) == "RECOVERY_CODE_BAD"


def test_a_service_has_a_key_of_its_own(home: Path) -> None:
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    window, boot = vault.new_service_key("window"), vault.new_service_key("boot")
    assert is_service_key(f" {window}\n")
    assert not is_service_key(PASSPHRASE)
    for key in (window, boot):
        assert Vault.unlock_for_service(home, key).database_key == vault.database_key
    vault.new_service_key("window")
    assert refused(lambda: Vault.unlock_for_service(home, window)) == "SERVICE_KEY_BAD"
    assert Vault.unlock_for_service(home, boot)
    assert window.removeprefix("BXS-") not in (home / FILE).read_text()


# -- the system's keyring


class Kept(KeyringBackend):
    """A keyring in memory that gives itself out as one of the allowed back ends."""

    priority = 5  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - a class property in keyring

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - keyring's is wrapped without types
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The system's keyring, replaced so that no test touches the real one."""
    backend = Kept()
    name = f"{Kept.__module__}.{Kept.__qualname__}"
    monkeypatch.delenv("BAIXING_KEYRING")
    monkeypatch.setattr(system_keyring, "get_all_keyring", lambda: [backend])
    monkeypatch.setattr(system_keyring, "_ALLOWED", frozenset({name}))
    return backend


def test_with_a_keyring_both_halves_are_needed(tmp_path: Path, kept: Kept) -> None:
    """T1 and T2: a copied disk with the passphrase, or the keyring without it, open nothing."""
    made = make(tmp_path)
    assert system_keyring_available()
    assert made.standing(LI.id).keyring
    assert Vault.unlock(tmp_path, LI.id, PASSPHRASE).database_key == made.database_key
    assert refused(lambda: Vault.unlock(tmp_path, LI.id, OTHER)) == "VAULT_WRONG_PASSPHRASE"
    (share,) = kept.kept
    right = kept.kept[share]
    kept.kept[share] = right[:-8] + "AAAAAAA="
    assert refused(lambda: Vault.unlock(tmp_path, LI.id, PASSPHRASE)) == "VAULT_WRONG_PASSPHRASE"
    kept.kept.clear()
    assert refused(lambda: Vault.unlock(tmp_path, LI.id, PASSPHRASE)) == "VAULT_KEYRING_LOST"


def test_the_recovery_sheet_needs_no_keyring(tmp_path: Path, kept: Kept) -> None:
    """A new PC or a reinstalled system: the sheet opens the home, and the new keyring keeps a new half."""
    vault = make(tmp_path)
    code = vault.new_recovery_code(AT)
    kept.kept.clear()
    again = Vault.unlock_by_recovery(tmp_path, code)
    again.admit(LI, OTHER, AT, CHEAP)
    assert Vault.unlock(tmp_path, LI.id, OTHER).database_key == vault.database_key


def test_several_people_share_the_keyrings_half(tmp_path: Path, kept: Kept) -> None:
    make(tmp_path).admit(WANG, OTHER, AT, CHEAP)
    assert len(kept.kept) == 1
    assert Vault.unlock(tmp_path, LI.id, PASSPHRASE).database_key == Vault.unlock(tmp_path, WANG.id, OTHER).database_key


def test_a_keyring_that_is_not_on_the_list_is_never_used(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """keyrings.alt would put the key into a plain text file (safety 0.12)."""
    monkeypatch.setattr(system_keyring, "_ALLOWED", frozenset({"keyring.backends.SecretService.Keyring"}))
    assert not system_keyring_available()
    assert not make(tmp_path).standing(LI.id).keyring
    assert not kept.kept


# -- homes of program 0.1.0


def as_old(home: Path, kept: Kept) -> bytes:
    """Turn ``home`` into what 0.1.0 wrote without a passphrase; returns the database key."""
    vault = Vault.unlock(home, LI.id, PASSPHRASE)
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    key, data_key = bytes(range(32)), vault._data_key  # pyright: ignore[reportPrivateUsage] - an old home's own bytes
    kept.kept["baixing-desktop", document["id"]] = b64encode(key).decode()
    box = b64encode(encrypt(key, data_key, b"keyring")).decode()
    old = {"v": 1, "suite": "S1", "id": document["id"], "secrets": document["secrets"]}
    (home / FILE).write_text(json.dumps(old | {"wrap": {"by": "keyring", "box": box}}))
    return vault.database_key


def test_a_home_of_the_keyring_alone_becomes_one_of_people(tmp_path: Path, kept: Kept) -> None:
    make(tmp_path)
    key = as_old(tmp_path, kept)
    assert guards_of(tmp_path).old_by == "keyring"
    vault = Vault.unlock_old(tmp_path, None)
    assert vault.database_key == key
    assert vault.device_keys
    vault.admit(WANG, OTHER, AT, CHEAP)
    assert guards_of(tmp_path).people == (WANG,)
    assert Vault.unlock(tmp_path, WANG.id, OTHER).device_keys == vault.device_keys
    assert all(account.endswith(".share") for _, account in kept.kept), "the old key is gone from the keyring"
    assert refused(lambda: Vault.unlock_old(tmp_path, None)) == "VAULT_DAMAGED"
