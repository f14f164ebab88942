"""Deriving and encrypting."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.errors import VaultError
from baixing_desktop.vault.cipher import PassphraseCost, decrypt, derive_key, encrypt, key_from_passphrase

KEY = bytes(range(32))


def test_several_threads_derive_at_once() -> None:
    """The library's own threads wait for each other for ever when two derivations overlap."""
    with ThreadPoolExecutor(4) as threads:
        keys = list(threads.map(key_from_passphrase, ["口令"] * 8, [b"0" * 16] * 8, [PassphraseCost()] * 8))
    assert len(set(keys)) == 1


@given(st.binary(max_size=200), st.binary(max_size=20), st.data())
def test_any_changed_byte_or_context_is_noticed(data: bytes, context: bytes, drawn: st.DataObject) -> None:
    box = encrypt(KEY, data, context)
    assert decrypt(KEY, box, context) == data
    at = drawn.draw(st.integers(0, len(box) - 1))
    changed = box[:at] + bytes([box[at] ^ drawn.draw(st.integers(1, 255))]) + box[at + 1 :]
    for key, text, bound in ((KEY, changed, context), (KEY, box, context + b"x"), (derive_key(KEY, "x"), box, context)):
        with pytest.raises(VaultError):
            decrypt(key, text, bound)


@pytest.mark.parametrize("box", [b"", b"short", bytes(12), bytes(28)])
def test_what_is_no_box_is_refused(box: bytes) -> None:
    with pytest.raises(VaultError):
        decrypt(KEY, box, b"")


def test_each_purpose_has_its_own_key() -> None:
    assert len({derive_key(KEY, purpose) for purpose in ("database", "attachments", "secrets")}) == 3
