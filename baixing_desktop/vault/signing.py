"""Ed25519 signatures (suite S1): who wrote a batch, who answered it."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE_LENGTH = 64


def public_key(seed: bytes) -> str:
    """The public key of a 32-byte seed, as 64 lower-case hexadecimal digits.

    Raises:
        ValueError: the seed has another length.
    """
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw().hex()


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64-byte signature of ``message`` under a 32-byte seed. Callers separate domains by a prefix.

    Raises:
        ValueError: the seed has another length.
    """
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def verify(key: str, signature: bytes, message: bytes) -> bool:
    """Whether ``signature`` over ``message`` fits the public ``key`` (64 hexadecimal digits).

    Raises:
        ValueError: ``key`` is no key.
    """
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except InvalidSignature:
        return False
    return True
