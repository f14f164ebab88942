"""Ed25519: RFC 8032 vectors, and nothing else verifies."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.vault.signing import SIGNATURE_LENGTH, public_key, sign, verify

# RFC 8032, section 7.1: TEST 1 and TEST 2.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("seed", "key", "message", "signature"), VECTORS)
def test_it_is_the_ed25519_of_the_standard(seed: str, key: str, message: str, signature: str) -> None:
    assert public_key(bytes.fromhex(seed)) == key
    assert sign(bytes.fromhex(seed), bytes.fromhex(message)).hex() == signature
    assert verify(key, bytes.fromhex(signature), bytes.fromhex(message))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, SIGNATURE_LENGTH * 8 - 1))
def test_one_changed_bit_is_no_signature(seed: bytes, message: bytes, bit: int) -> None:
    good = bytearray(sign(seed, message))
    good[bit // 8] ^= 1 << bit % 8
    assert not verify(public_key(seed), bytes(good), message)


def test_another_message_or_length_is_no_signature() -> None:
    seed = bytes(32)
    assert not verify(public_key(seed), sign(seed, b"a"), b"b")
    assert not verify(public_key(seed), sign(seed, b"a")[:-1], b"a")


@pytest.mark.parametrize("key", ["", "00", "zz" * 32, "00" * 33])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        verify(key, bytes(64), b"")
    with pytest.raises(ValueError, match=r"."):
        sign(bytes(31), b"")
