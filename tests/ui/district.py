"""Small districts with work in every queue: made once for all tests, never opened, only copied."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import ClueContent, Contributor
from baixing_desktop.domain.kinds import (
    ConsultationKind,
    CultivationKind,
    MediaLevel,
    ProposerKind,
    PublicChannel,
    ResultKind,
)
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import casework, claiming, filing, gathering, handing_out, proposing
from baixing_desktop.usecases.consultations import TalkForm, save_consultation
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.publicising import ReportForm, save_report
from baixing_desktop.usecases.reading import clue_ids, find_clue, office_queue
from baixing_desktop.usecases.responses import ResponseForm, add_response, may_be_answered_in_public
from baixing_desktop.usecases.result_uses import UseForm, add_use
from baixing_desktop.usecases.samples import sample_clues
from baixing_desktop.usecases.showcasing import prefilled_case, save_case
from sync import read_receipt_file, receive_file, seal_to_file
from tests.builders import SetClock, clue_content, new_home, open_home
from tests.sync.helpers import enrol_by_hand
from tests.sync.releases import KEYS, package
from tests.usecases.programme import cultivated, general, submitted

NASTY = "<b>粗</b><img src=x>&amp;<script>alert(1)</script>"
"""What a citizen may say, and a window must show as it is."""


def make_district(folder: Path) -> None:
    """``folder/office`` and ``folder/workroom``: returned, accepted, classified … closed, and some still to send;
    one with the longest texts and with markup in them.
    """
    long = "沙园七街从菜市场到小学一段没有路灯，冬天放学时天已黑。" * 30
    nasty = clue_content(title=f"{NASTY[:40]}", analysis=NASTY + long, suggestions=long + NASTY)
    first = [*(clue_content(number) for number in range(1, 13)), nasty]
    last = clue_content(14, contributor=Contributor(anonymous=True))
    _make(folder, SetClock(), first, [last], replace(clue_content(15), suggestions=""), minutes=0)


def lively_district(folder: Path, clock: SetClock) -> None:
    """The same with our own sample clues, for pictures; ``clock`` stands at its end."""
    samples = [s.content for s in sample_clues(clock.now().date())]
    ours = [
        replace(c, receiver="沙园街道政协委员工作室", consents=replace(c.consents, publicity=c.consents.collect))
        for c in samples
    ]
    more = [replace(c, title=c.title.replace("建议", "再次建议")) for c in ours[:3]]
    _make(folder, clock, [*ours[:11], *more[:2]], ours[11:], replace(more[2], suggestions=""), minutes=17)
    on_duty(folder, clock)
    consulted(folder, clock)
    claimed_too(folder, clock, [replace(c, title=c.title.replace("建议", "关于")) for c in ours[3:10]])
    handed_out(folder, clock)


def handed_out(folder: Path, clock: SetClock) -> None:
    """A new version for the workrooms, of which they have not heard yet."""
    with closing(open_home(folder / "office", clock)) as office:
        file = package(folder / "release", "0.2.0", size=2_000_000, news="打印更快；共享文件夹断开时写明原因。")
        handing_out.hand_out(office, file, KEYS)


def on_duty(folder: Path, clock: SetClock) -> None:
    """Three sessions of this month, of which clues came, and a 零报告 of an earlier one; told with the next batch."""
    workroom, office = open_home(folder / "workroom", clock), open_home(folder / "office", clock)
    ids, today = clue_ids(office, ClueQuery()), workroom.today()
    for number, (place, members, visitors, words) in enumerate((
        ("沙园街道党群服务中心", ("张晓", "李明"), 9, "多位居民谈到夜间照明和电动车充电。"),
        ("港海社区居委会", ("王伟",), 4, ""),
        ("沙园街道政协委员工作室", ("李明", "陈静"), 6, "有企业代表到场。"),
    )):  # fmt: skip
        form = gathering.SessionForm(today - timedelta(days=4 * number), place, members, visitors, words)
        held, _ = gathering.save_session(workroom, form)
        for clue_id in ids[3 * number : 3 * number + 3 - number]:
            gathering.place_clue(workroom, clue_id, session_id=held.id)
    month = today.replace(day=1) - timedelta(days=40)
    gathering.report_nil(workroom, month.year, month.month, "当月没有群众来访。")
    exchange(workroom, office, folder)
    for desk in (workroom, office):
        desk.close()


def consulted(folder: Path, clock: SetClock) -> None:
    """A consultation about two clues, a public response to an answered one, and what one became."""
    office = open_home(folder / "office", clock)
    day = office.today()
    answered = may_be_answered_in_public(office)
    add_response(
        office,
        answered[0].forwarding_id,
        ResponseForm(PublicChannel.WECHAT, day, "关于居民反映集中问题办理情况的回应", "“海珠住建”公众号"),
    )
    numbers = tuple(sorted({one.matter.number for one in answered})[:2])
    form = TalkForm(
        ConsultationKind.PLATFORM, "老旧小区公共设施怎样补上", day - timedelta(days=1), "区政协提案委",
        "沙园街道党群服务中心", "区住建局、沙园街道办事处，委员 3 人，居民代表 6 人",
        "先装临时照明，明年一季度列入改造计划，每月由社区张贴一次进展。", numbers,
    )  # fmt: skip
    save_consultation(office, form)
    proof = "海府办〔2026〕12号，区民生实事第3项"
    use = UseForm(ResultKind.LIVELIHOOD_PROJECT, "2027年区民生实事：老旧小区照明改造", day, proof)
    add_use(office, answered[0].matter.clue_id, use)
    shown = answered[0].matter
    report = ReportForm(day, "广州日报", MediaLevel.CITY, "老街亮起了新路灯", "A5版", (shown.number,))
    save_report(office, report)
    draft = prefilled_case(office, shown.clue_id)
    save_case(office, replace(draft, title="老旧小区照明改造列入民生实事"))
    office.close()


def claimed_too(folder: Path, clock: SetClock, contents: Sequence[ClueContent]) -> None:
    """Seven further clues on their way to proposals: two offered, one claimed, one in cultivation, a draft, a proposal
    that is filed and assigned, one that was not filed.
    """
    office, workroom = open_home(folder / "office", clock), open_home(folder / "workroom", clock)
    known = set(clue_ids(office, ClueQuery()))
    for content in contents:
        register_clue(workroom, content)
    exchange(workroom, office, folder)
    fresh = [one for one in clue_ids(office, ClueQuery()) if one not in known]
    fresh = [one for one in fresh if find_clue(office, one).content.title in {c.title for c in contents}]
    general(office, *fresh)
    day = office.today()
    window, _ = claiming.save_window(office, claiming.WindowForm(2026, "十六届六次会议", day, day + timedelta(42)))
    clock.forward(minutes=12)
    claims, _ = claiming.offer_clues(office, fresh[:3], window_id=window.id)
    party = claiming.Claimant(ProposerKind.PARTY, "民盟海珠区基层委员会")
    claiming.claim_clue(office, claims[2].id, party, day)
    joint = claiming.Claimant(ProposerKind.MEMBER, "梁委员", ("何委员", "吴委员"))
    clock.forward(minutes=7)
    growing, drafted, filed, refused = cultivated(office, fresh[3:7], joint)
    clock.forward(minutes=25)
    talked = "到现场走访，与街道、社区和商户座谈，收集意见 12 条。"
    claiming.log_cultivation(office, growing.id, CultivationKind.RESEARCH, day, "梁委员、何委员", talked)
    proposing.draft_proposal(office, [drafted.id], proposing.prefilled(office, [drafted.id]))
    committee = replace(office, actor=replace(office.actor, post=Role.PROPOSAL_COMMITTEE))
    clock.forward(minutes=8)
    proposal = submitted(office, [filed])
    filing.file_proposal(committee, proposal.id, filing.FilingNumber(16, 12, 5), day)
    clock.forward(minutes=3)
    filing.assign_proposal(office, proposal.id, ("QJYJ",))
    filing.not_file(committee, submitted(office, [refused]).id, "属于部门日常工作，已有安排。", day)
    workroom.close()
    office.close()


def _make(
    folder: Path,
    clock: SetClock,
    first: Sequence[ClueContent],
    last: Sequence[ClueContent],
    draft: ClueContent,
    *,
    minutes: int,
) -> None:
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom, "https://127.0.0.1:8443")
    for content in first:
        register_clue(workroom, content)
        clock.forward(minutes=minutes)
    exchange(workroom, office, folder)
    clock.forward(days=3)
    advance(office)
    exchange(workroom, office, folder)
    clock.forward(hours=5)
    for content in last:
        register_clue(workroom, content)
    save_draft(workroom, draft)
    workroom.close()
    office.close()


def exchange(workroom: Desk, office: Desk, folder: Path) -> None:
    """Batches out and receipts in, by file."""
    for path in seal_to_file(workroom, folder, ask_for_news=True).files:
        read_receipt_file(workroom, receive_file(office, path, folder).receipt_path)


def advance(office: Desk) -> None:
    """One clue returned, one declined, the others as far as their place in the queue; three stay to be screened."""
    items = office_queue(office, OfficeQueue.TO_SCREEN).items
    casework.return_clue(office, items[0].id, "请写明具体路段。")
    casework.decline_clue(office, items[1].id, "属于民事纠纷。", "可申请人民调解")
    for steps, item in enumerate(items[2:-3]):
        casework.accept_clue(office, item.id)
        if steps:
            casework.classify_clue(office, item.id, Route.DISTRICT_URGENT)
            forward(office, item.id, steps)


def forward(office: Desk, clue_id: str, steps: int) -> None:
    """The forwarding of one clue, ``steps`` steps far (1 is none of it)."""
    if steps < 2:
        return
    day = office.today() - timedelta(days=1)
    letter, _ = casework.draft_forwarding(office, clue_id, "QJYJ", limited=True)
    reply = "已列入明年一季度的改造计划，先设置临时照明，完工后由社区张贴公告。"
    contact = CitizenContact(ContactChannel.PHONE, day, "陈办", "", None)
    for step in (
        lambda: casework.issue_forwarding(office, letter.id, day),
        lambda: casework.record_received(office, letter.id, day),
        lambda: casework.record_take_over(office, letter.id, day),
        lambda: casework.record_reply(
            office, letter.id, Outcome.PLANNED, reply, day, promised_on=day + timedelta(days=90)
        ),
        lambda: casework.record_contact(office, letter.id, contact),
        lambda: casework.close_forwarding(office, letter.id),
    )[: steps - 2]:
        step()
