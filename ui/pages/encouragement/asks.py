"""What is asked about each step of 激励反馈 and 群众参与 (SM10; seed 八(五)2, 二)."""

from datetime import date

from baixing_desktop.domain.kinds import InvitationKind, OpinionChannel, ParticipationStage, RewardKind
from ui.asking import Ask
from ui.pages.encouragement.presenter import options


def word_asks(today: date) -> tuple[Ask, ...]:
    """How word was given."""
    return (
        Ask("channel", "反馈方式", OpinionChannel.PHONE.value, options(OpinionChannel)),
        Ask("on", "反馈日期", day=today),
        Ask("note", "备注", hint="可以不写"),
    )


def reward_asks(today: date) -> tuple[Ask, ...]:
    """Which reward."""
    return (
        Ask("reward", "激励方式", RewardKind.LETTER.value, options(RewardKind)),
        Ask("on", "激励日期", day=today),
        Ask("note", "备注", hint="可以不写"),
    )


def part_asks(today: date) -> tuple[Ask, ...]:
    """In which stage the person took part."""
    return (
        Ask("stage", "环节", ParticipationStage.RESEARCH.value, options(ParticipationStage)),
        Ask("on", "日期", day=today),
        Ask("note", "备注", hint="例如：一起到现场调研"),
    )


def invitation_asks(today: date) -> tuple[Ask, ...]:
    """To what the person is invited."""
    return (
        Ask("kind", "活动类别", InvitationKind.SURVEY.value, options(InvitationKind)),
        Ask("occasion", "活动", needed=True, hint="例如：三线下地专题调研"),
        Ask("on", "活动日期", day=today),
    )


def reason_asks() -> tuple[Ask, ...]:
    """Why not, or why a step is taken back."""
    return (Ask("reason", "理由", needed=True),)
