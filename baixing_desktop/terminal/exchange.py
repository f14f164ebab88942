"""Commands of the batch log: seal, receive, receipt, enrol, sync, serve."""

from argparse import Namespace

import sync
from baixing_desktop.errors import SyncError
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
