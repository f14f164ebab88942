"""The batch log between workroom and office: this front door is all that the window and the terminal use.

The server process has a door of its own, :mod:`sync.office.main`, so that nothing else loads a web server.
"""

from sync.automatic import Automatic
from sync.enrolment import Ticket
from sync.examining import examine_line
from sync.export import Exported, read_receipt_file, seal_to_file
from sync.folder import FolderReceived, FolderSync, erasable, erase, exchange_folder, receive_folder
from sync.join import Enrolled, enrol, typed_ticket
from sync.joinfile import FileRequest, accept_answer_file, request_to_file
from sync.line import (
    LineChanged,
    ReceivingChanged,
    change_line,
    put_line_back,
    receive_also_from,
    receive_no_more_from,
)
from sync.office.clerk import (
    FileAnswered,
    FileReceived,
    IssuedTicket,
    answer_file,
    comparison_with,
    make_ticket,
    receive_file,
)
from sync.office.forked import ForkedEvent, look_into
from sync.online import SyncState, reach_office, state, synchronise
from sync.outbox import seal
from sync.patience import Patience
from sync.report import Notify, SyncReport
from sync.service import Running, Service, own_command
from sync.shared import FolderLook, exchange_shared, receive_shared
from sync.transport import DEFAULT_PORT, retry_delay
from sync.updates import Fetched, fetch_from, fetch_online, receive_on_stick

__all__ = [
    "DEFAULT_PORT",
    "Automatic",
    "Enrolled",
    "Exported",
    "Fetched",
    "FileAnswered",
    "FileReceived",
    "FileRequest",
    "FolderLook",
    "FolderReceived",
    "FolderSync",
    "ForkedEvent",
    "IssuedTicket",
    "LineChanged",
    "Notify",
    "Patience",
    "ReceivingChanged",
    "Running",
    "Service",
    "SyncReport",
    "SyncState",
    "Ticket",
    "accept_answer_file",
    "answer_file",
    "change_line",
    "comparison_with",
    "enrol",
    "erasable",
    "erase",
    "examine_line",
    "exchange_folder",
    "exchange_shared",
    "fetch_from",
    "fetch_online",
    "look_into",
    "make_ticket",
    "own_command",
    "put_line_back",
    "reach_office",
    "read_receipt_file",
    "receive_also_from",
    "receive_file",
    "receive_folder",
    "receive_no_more_from",
    "receive_on_stick",
    "receive_shared",
    "request_to_file",
    "retry_delay",
    "seal",
    "seal_to_file",
    "state",
    "synchronise",
    "typed_ticket",
]
