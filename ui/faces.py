"""The pages of each face, in the order of the navigation."""

from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import devices, office_today, workroom_today
from ui.context import Context
from ui.pages.bench.page import BenchPage
from ui.pages.bench.presenter import office_sentence
from ui.pages.clues.page import CluesPage
from ui.pages.entry.page import EntryPage
from ui.pages.inbox.page import InboxPage
from ui.pages.routing.page import RoutingPage
from ui.pages.screening.page import ScreeningPage
from ui.pages.submission.page import SubmissionPage
from ui.pages.today.page import TodayPage
from ui.pages.today.presenter import status_sentence
from ui.shell.page import Page
from ui.shell.window import Window
from ui.status import Status, StatusKeeper


def furnish(window: Window, context: Context) -> StatusKeeper:
    """Put the pages of this installation's face into the window; returns what keeps its status line true."""
    me = context.desk.installation
    unit = context.desk.reference.unit_name(me.unit)
    if me.face is Face.WORKROOM:
        pages: list[Page] = [TodayPage(context), EntryPage(context), CluesPage(context), SubmissionPage(context)]
        window.furnish(pages, unit, context.desk.actor.name, lambda: window.go("submission"))
        return StatusKeeper(window, context, lambda: _workroom_status(context.desk))
    pages = [
        BenchPage(context),
        InboxPage(context),
        ScreeningPage(context),
        RoutingPage(context),
        CluesPage(context),
    ]
    window.furnish(pages, unit, context.desk.actor.name, lambda: window.go("inbox"))
    return StatusKeeper(window, context, lambda: _office_status(context.desk))


def _workroom_status(desk: Desk) -> Status:
    found = workroom_today(desk)
    counts = {"today": found.returned.count + found.to_tell.count, "submission": found.to_submit.count}
    return Status(status_sentence(found, desk.now()), counts, found)


def _office_status(desk: Desk) -> Status:
    found = office_today(desk)
    work = (
        found.to_classify, found.to_draft, found.to_issue, found.to_receive,
        found.to_take_over, found.to_reply, found.to_contact, found.to_close,
    )  # fmt: skip
    counts = {"screening": found.to_screen.count, "routing": sum(queue.count for queue in work)}
    last_contacts = tuple((device.id, device.last_contact) for device in devices(desk))
    return Status(office_sentence(desk), counts, (found, last_contacts))
