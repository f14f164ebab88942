"""Sealed boxes open for their one reader, whole, or not at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baixing_desktop.vault.sealing import NotSealedForUsError, is_recipient, new_identity, recipient_of, seal, unseal

IDENTITY = new_identity()
RECIPIENT = recipient_of(IDENTITY)


@given(st.binary(max_size=70_000))
@settings(max_examples=30)
def test_what_was_sealed_comes_out(data: bytes) -> None:
    box = seal(RECIPIENT, data)
    assert unseal(IDENTITY, box) == data
    assert len(data) < 16 or data not in box


def test_another_identity_learns_that_it_is_not_meant() -> None:
    with pytest.raises(NotSealedForUsError):
        unseal(new_identity(), seal(RECIPIENT, b"secret"))


def test_every_cut_and_every_changed_byte_is_noticed() -> None:
    box = seal(RECIPIENT, b"x" * 40)
    for length in range(len(box)):
        with pytest.raises(ValueError, match=r"."):
            unseal(IDENTITY, box[:length])
    for place in range(len(box)):
        changed = bytearray(box)
        changed[place] ^= 0x20
        with pytest.raises(ValueError, match=r"."):
            unseal(IDENTITY, bytes(changed))
    with pytest.raises(ValueError, match=r"."):
        unseal(IDENTITY, box + b"x")


@given(st.binary(max_size=400))
def test_rubbish_is_a_damaged_box(data: bytes) -> None:
    for start in (b"", b"age-encryption.org/v1\n-> X25519 "):
        with pytest.raises(ValueError, match=r"."):
            unseal(IDENTITY, start + data)


def test_keys_are_recognised() -> None:
    assert RECIPIENT.startswith("age1")
    assert is_recipient(RECIPIENT)
    assert not any(map(is_recipient, ["", "age1", RECIPIENT[:-1], RECIPIENT.upper(), IDENTITY, RECIPIENT + "q"]))
    with pytest.raises(ValueError, match="recipient"):
        seal(IDENTITY, b"")
    with pytest.raises(ValueError, match="identity"):
        recipient_of(RECIPIENT)
