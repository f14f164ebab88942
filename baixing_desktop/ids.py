"""Identities: random, meaningless and never reused."""

import secrets
import uuid

# No 0/O, 1/I/L: these codes are read aloud and typed from paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_id() -> str:
    """A random UUID (version 4) as its 36-character text; identity of clues, devices, batches."""
    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether ``text`` is the canonical 36-character form of a UUID."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def new_code(length: int) -> str:
    """``length`` random characters of :data:`CODE_ALPHABET` (about 4.95 bits each)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def new_device_code() -> str:
    """Three characters that name a workstation inside its unit, a letter first (``K3F``)."""
    letters = CODE_ALPHABET[8:]
    return secrets.choice(letters) + new_code(2)
