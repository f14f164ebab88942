"""Identities: random, meaningless and never reused.

The first card of the window needs none, and what they are made with takes a sixtieth of a start to load: that happens
where it is used.
"""

# No 0/O, 1/I/L: these codes are read aloud and typed from paper.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_id() -> str:
    """A random UUID (version 4) as its 36-character text; identity of clues, devices, batches."""
    import uuid  # noqa: PLC0415 - see above

    return str(uuid.uuid4())


def is_id(text: str) -> bool:
    """Whether ``text`` is the canonical 36-character form of a UUID."""
    import uuid  # noqa: PLC0415 - see above

    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def new_code(length: int) -> str:
    """``length`` random characters of :data:`CODE_ALPHABET` (about 4.95 bits each)."""
    import secrets  # noqa: PLC0415 - see above

    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(length))


def new_device_code() -> str:
    """Three characters that name a workstation inside its unit, a letter first (``K3F``)."""
    import secrets  # noqa: PLC0415 - see above

    letters = CODE_ALPHABET[8:]
    return secrets.choice(letters) + new_code(2)
