"""What people type into the audit trail, without the people it names: nothing can be taken out of it again (D6)."""

from baixing_desktop.domain.rules.redaction import mask_name, without_numbers
from baixing_desktop.store.store import Transaction


def impersonal(tx: Transaction, text: str) -> str:
    """``text`` without numbers that lead to anybody and without the names of the contributors in this record."""
    text = without_numbers(text.strip())
    for name in tx.clues.names_in(text) if text else ():
        text = text.replace(name, mask_name(name))
    return text
