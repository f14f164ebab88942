"""The pages of each face, in the order of the navigation."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from functools import partial

from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.erasure import erasures
from baixing_desktop.usecases.mailbox import inbound_messages
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.reading import devices, office_today, workroom_today
from baixing_desktop.usecases.reference import follow_newest
from baixing_desktop.usecases.requests import requests
from ui.attendant import Attendant
from ui.colleagues import Colleagues, Here
from ui.context import Context
from ui.help.checkup import checkup_command
from ui.help.helper import Helper
from ui.listing import list_commands
from ui.pages.audit.page import AuditPage
from ui.pages.bench.page import BenchPage
from ui.pages.bench.presenter import office_sentence
from ui.pages.claims.page import ClaimsPage
from ui.pages.clues.page import CluesPage
from ui.pages.compendium.page import CompendiumPage
from ui.pages.duty.page import DutyPage
from ui.pages.encouragement.page import EncouragementPage
from ui.pages.entry.page import EntryPage
from ui.pages.feedback.page import FeedbackPage
from ui.pages.finding.page import FindingPage
from ui.pages.importing.page import ImportPage
from ui.pages.inbox.page import InboxPage
from ui.pages.inbox.presenter import InboxPresenter
from ui.pages.mailbox.page import MailboxPage
from ui.pages.outputs.page import OutputsPage
from ui.pages.papers.page import PapersPage
from ui.pages.people.page import PeoplePage
from ui.pages.privacy.page import PrivacyPage
from ui.pages.reference.page import ReferencePage
from ui.pages.routing.page import RoutingPage
from ui.pages.screening.page import ScreeningPage
from ui.pages.sessions.page import SessionsPage
from ui.pages.settings.page import SettingsPage
from ui.pages.signing.page import SigningPage
from ui.pages.statistics.page import StatisticsPage
from ui.pages.submission.page import SubmissionPage
from ui.pages.submission.presenter import report_sentence
from ui.pages.supervision.page import SupervisionPage
from ui.pages.today.page import TodayPage
from ui.pages.today.presenter import status_sentence
from ui.pages.topics.office import OfficeTopicsPage
from ui.pages.topics.page import TopicsPage
from ui.pages.updates.page import UpdatesPage
from ui.receiving import Receiving
from ui.sending import Sending
from ui.serving import Serving
from ui.settling import Settling
from ui.shell.page import Later, Page
from ui.shell.window import Window
from ui.status import Status, StatusKeeper
from ui.viewing import Viewing
from ui.windows import Windows


@dataclass(frozen=True, slots=True)
class Works:
    """What works beside the pages as long as this person sits here, once for all windows: the status line, reporting
    or receiving by itself. Administrators, who have no part in the record, get none of it.
    """

    here: Here
    sending: Sending | None = None
    receiving: Receiving | None = None
    serving: Serving | None = None
    settling: Settling | None = None
    keeper: StatusKeeper | None = None

    @property
    def attendants(self) -> list[Attendant]:
        """What ends with the sitting."""
        beside = (self.keeper, self.sending, self.receiving, self.serving, self.settling)
        return [each for each in beside if each is not None]


def set_to_work(windows: Windows, context: Context) -> Works:
    """Begin what works beside the pages, before any of them is there."""
    desk, here = context.desk, Here(windows)
    if not desk.actor.post:
        return Works(here)
    if desk.face is Face.WORKROOM:
        sending = Sending(context, report_sentence)
        keeper = StatusKeeper(windows, context, partial(_workroom_status, desk, sending))
        sending.changed.connect(keeper.refresh)
        return Works(here, sending=sending, settling=Settling(desk, context.jobs), keeper=keeper)
    receiving = Receiving(context, InboxPresenter(desk).folder_sentence)
    keeper = StatusKeeper(windows, context, partial(_office_status, desk))
    settling = Settling(desk, context.jobs)
    return Works(here, receiving=receiving, serving=Serving(context), settling=settling, keeper=keeper)


def furnish(window: Window, context: Context, works: Works) -> Generator[None, None, tuple[Helper, list[Attendant]]]:
    """Put the pages into the window that belong to this face, and to the post and duty of the one who sits here, in
    several turns of the window's thread.

    Returns the help, and what looks after this window alone.
    """
    desk, actor = context.desk, context.desk.actor
    unit = desk.reference.unit_name(desk.unit_code)
    beside: list[Attendant] = []
    if actor.post and desk.face is not Face.WORKROOM:
        colleagues = Colleagues(window, desk, context.jobs, works.here)
        context = replace(context, colleagues=colleagues)
        beside.append(colleagues)
    pages = _business(context, works) if actor.post else []
    if actor.post:
        pages.append(Later(FindingPage, lambda: FindingPage(context, window.page_names)))
    if actor.duty in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        pages.append(_page(PeoplePage, context))
    if desk.face is Face.OFFICE and may(context.desk, "handing_out.hand_out"):
        pages.append(_page(UpdatesPage, context))
    if actor.duty is Role.AUDIT_ADMIN:
        pages.append(_page(AuditPage, context))
    pages.append(_page(SettingsPage, context))
    names = [page.name for page in pages]
    story = next((name for name in ("submission", "inbox") if name in names), names[0])
    helper = Helper(window, context.style, desk.face, names)
    viewing = Viewing(window, context)
    yield
    yield from window.furnish(
        pages,
        unit,
        actor.name,
        lambda: window.go(story),
        (*list_commands(window, context), *viewing.commands, *helper.commands, checkup_command(window, context)),
    )
    return helper, [helper, viewing, *beside]


def _page(kind: type[Page], context: Context) -> Later:
    return Later(kind, lambda: kind(context))


def _business(context: Context, works: Works) -> list[Later]:
    sending, receiving, serving = works.sending, works.receiving, works.serving
    if sending is not None:
        return [
            _page(TodayPage, context),
            # A citizen waits while it is built, but nobody waits for it to see what is to be done today.
            Later(EntryPage, lambda: EntryPage(context), soon=True),
            _page(CluesPage, context),
            Later(SubmissionPage, lambda: SubmissionPage(context, sending)),
            *(_page(kind, context) for kind in (FeedbackPage, SessionsPage, TopicsPage)),
            *(_page(kind, context) for kind in (SigningPage, PapersPage, ImportPage)),
        ]
    pages = [_page(BenchPage, context)]
    if receiving is not None and serving is not None and may(context.desk, "reading.inbound_batches"):
        pages.append(Later(InboxPage, lambda: InboxPage(context, receiving, serving)))
    for page, needed in (
        (ScreeningPage, "casework.accept_clue"),
        (RoutingPage, "casework.record_reply"),
        (ClaimsPage, "claim_board.items"),
    ):
        if may(context.desk, needed):
            pages.append(_page(page, context))
    always = (
        SupervisionPage,
        OutputsPage,
        CluesPage,
        StatisticsPage,
        CompendiumPage,
        OfficeTopicsPage,
        DutyPage,
        EncouragementPage,
        PapersPage,
    )
    pages += [_page(page, context) for page in always]
    for page, needed in (
        (ImportPage, "importing.import_clues"),
        (MailboxPage, "mailbox.inbound_messages"),
        (PrivacyPage, "requests.requests"),
        (ReferencePage, "reference.edit_entry"),
    ):
        if may(context.desk, needed):
            pages.append(_page(page, context))
    return pages


def _workroom_status(desk: Desk, sending: Sending) -> Status:
    edition, found = follow_newest(desk), workroom_today(desk)
    counts = {"today": found.returned.count, "feedback": found.to_tell.count, "submission": found.to_submit.count}
    return Status(status_sentence(found, desk.now(), sending.trouble), counts, found, edition)


def _office_status(desk: Desk) -> Status:
    edition, found = follow_newest(desk), office_today(desk)
    work = (
        found.to_classify, found.to_draft, found.to_issue, found.to_receive,
        found.to_take_over, found.to_reply, found.to_contact, found.to_close,
    )  # fmt: skip
    letters = len(inbound_messages(desk)) if may(desk, "mailbox.inbound_messages") else 0
    asked = len(requests(desk)) + len(erasures(desk)) if may(desk, "requests.requests") else 0
    counts = {
        "screening": found.to_screen.count,
        "routing": sum(queue.count for queue in work),
        "mailbox": letters,
        "privacy": asked,
    }
    last_contacts = tuple((device.id, device.last_contact) for device in devices(desk))
    return Status(office_sentence(desk), counts, (found, last_contacts, letters, asked), edition)
