"""States of what handlers are asked to do (SM4)."""

from enum import StrEnum


class ForwardingState(StrEnum):
    """SM4: one line of a forwarding or an assignment (seed 八(三), 八(四)1).

    ``NOTED`` ends a letter for study whose handler only takes note; ``WAIVED`` a co-handler's line that the lead
    need not wait for; ``CANCELLED`` a draft that was never issued; ``REASSIGNED`` a line that went to another handler.
    """

    DRAFTED = "drafted"
    APPROVED = "approved"
    ISSUED = "issued"
    RECEIVED = "received"
    RETURN_REQUESTED = "return_requested"
    TAKEN_OVER = "taken_over"
    REPLIED = "replied"
    CONTACTED = "contacted"
    EVALUATED = "evaluated"
    CLOSED = "closed"
    REASSIGNED = "reassigned"
    NOTED = "noted"
    WAIVED = "waived"
    CANCELLED = "cancelled"


class ExtensionState(StrEnum):
    """SM4: a request for more time."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"
