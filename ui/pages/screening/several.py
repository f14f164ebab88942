"""审核 of several together: the ways, with the same keys and forms as for one clue."""

from collections.abc import Sequence

from baixing_desktop.domain.together import Deed, Together
from ui.pages.screening.decisions import ReasonForm
from ui.pages.screening.presenter import DECLINES, RETENTIONS, RETURNS, Suggestion
from ui.together.cards import SEE, Offer, Question
from ui.together.mode import TogetherMode


def ways(mode: TogetherMode) -> tuple[Offer, ...]:
    """Accept, send back, retain, decline."""

    def question(title: str, deed: Deed, suggestions: Sequence[Suggestion], *, referral: bool = False) -> Question:
        form = ReasonForm(
            mode.style,
            title,
            suggestions,
            referral=referral,
            words=SEE,
            decide=lambda reason, where: mode.pane.decide(Together(deed, reason, where)),
        )
        return Question(form, form.begin, form.confirm)

    return (
        Offer("accept", "一起受理", Together(Deed.ACCEPT), "check", "A"),
        Offer("return", "一起退回补充", question("一起退回补充", Deed.RETURN, RETURNS), "undo-2", "R"),
        Offer("retain", "一起受理并留存", question("一起受理并留存", Deed.RETAIN, RETENTIONS), "archive", "L"),
        Offer("decline", "一起不予采用", question("一起不予采用", Deed.DECLINE, DECLINES, referral=True), "x", "D"),
    )
