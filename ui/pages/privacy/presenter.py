"""Requests, proposals and expired clues in words, and what is done about them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope, PersonRequest, RequestKind
from baixing_desktop.usecases import erasure, requests
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue
from baixing_desktop.usecases.retention import Expired, retention_proposals
from ui.words import say_day, say_moment


class Tab(StrEnum):
    """The three lists."""

    REQUESTS = "requests"
    ERASURES = "erasures"
    EXPIRED = "expired"


TABS = ((Tab.REQUESTS, "待答复的请求"), (Tab.ERASURES, "待审批的删除"), (Tab.EXPIRED, "保存期满"))
KINDS = tuple((kind.value, label(kind)) for kind in RequestKind)
SCOPES = tuple((scope.value, label(scope)) for scope in ErasureScope)
GROUNDS = tuple((g.value, label(g)) for g in ErasureGround if g is not ErasureGround.HANDED_OVER)
_GOES = {
    ErasureScope.CONTACT: "将去除：姓名、电话、地址，正文里的联系方式，签字扫描件。保留：事项本身、编号、办理经过。",
    ErasureScope.ALL: "将删除：标题、正文、附件、签字扫描件和联系方式。保留：编号、日期、来源、办理经过。",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of a list, and what stands about it at the right; ``late`` marks an answer that is overdue."""

    clue_id: str
    head: str
    below: str
    words: str
    late: bool = False
    request: PersonRequest | None = None
    erasure: Erasure | None = None
    expired: Expired | None = None

    @property
    def key(self) -> str:
        """What tells it from every other."""
        entry = self.request or self.erasure
        return entry.id if entry else f"{self.clue_id} {self.expired is not None}"


@dataclass(frozen=True, slots=True)
class Lists:
    """Everything that waits, by list."""

    matters: dict[Tab, tuple[Matter, ...]]

    @property
    def total(self) -> int:
        """What people have to decide on: answers and approvals, not what merely could go."""
        return len(self.matters[Tab.REQUESTS]) + len(self.matters[Tab.ERASURES])


class PrivacyPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.me = desk.actor.id

    def lists(self) -> Lists:
        """All three lists."""
        return Lists(
            {
                Tab.REQUESTS: tuple(self._request(entry) for entry in requests.requests(self._desk)),
                Tab.ERASURES: tuple(self._erasure(entry) for entry in erasure.erasures(self._desk)),
                Tab.EXPIRED: tuple(self._expired(one) for one in retention_proposals(self._desk)),
            }
        )

    def clue(self, clue_id: str) -> Matter:
        """A clue that somebody came here with."""
        clue = find_clue(self._desk, clue_id)
        return Matter(clue.id, clue.number, clue.content.title, "登记反映人对个人信息的请求，或建议删除。")

    def register(self, clue_id: str, kind: str, reason: str, on: date) -> tuple[PersonRequest, Changes]:
        """登记请求."""
        return requests.register_request(self._desk, clue_id, RequestKind(kind), reason, on)

    def grant(self, request: PersonRequest, outcome: str) -> tuple[PersonRequest, Changes]:
        """已办理."""
        return requests.grant_request(self._desk, request, outcome)

    def turn_down(self, request: PersonRequest, reason: str) -> tuple[PersonRequest, Changes]:
        """不予办理."""
        return requests.refuse_request(self._desk, request, reason)

    def propose(self, clue_id: str, scope: str, ground: str, reason: str) -> tuple[Erasure, Changes]:
        """建议删除."""
        return erasure.propose_erasure(self._desk, clue_id, ErasureScope(scope), ErasureGround(ground), reason)

    def approve(self, entry: Erasure, name: str, passphrase: str) -> tuple[Erasure, Changes]:
        """批准删除: by whoever sits here, or by a colleague who comes to this desk."""
        if entry.proposer == self.me:
            return erasure.approve_on_the_spot(self._desk, entry, Confirmation(name, passphrase))
        return erasure.approve_erasure(self._desk, entry)

    def keep(self, entry: Erasure, remark: str) -> tuple[Erasure, Changes]:
        """不批准删除."""
        return erasure.refuse_erasure(self._desk, entry, remark)

    def _request(self, entry: PersonRequest) -> Matter:
        clue, today = find_clue(self._desk, entry.clue_id), self._desk.today()
        late = entry.due_on < today
        due = f"应于 {say_day(entry.due_on, today)} 前答复" + ("，已过期" if late else "")
        asked = f"{say_day(entry.asked_on, today)} 提出，{entry.registered_by} 登记。理由：{entry.reason}"
        return Matter(
            clue.id, f"{label(entry.kind)}　{clue.content.title}", f"{clue.number}　{due}", asked, late, request=entry
        )

    def _erasure(self, entry: Erasure) -> Matter:
        clue = find_clue(self._desk, entry.clue_id)
        when = say_moment(entry.proposed_at, self._desk.now())
        words = f"{label(entry.ground)}。理由：{entry.reason}\n{self._loss(clue, entry.scope)}"
        head = f"{label(entry.scope)}　{clue.content.title}"
        return Matter(clue.id, head, f"{clue.number}　{entry.proposed_by} {when} 建议", words, erasure=entry)

    def _expired(self, one: Expired) -> Matter:
        kept = f"{one.rule.label}：自 {one.since:%Y-%m-%d} 起已满保存期限"
        words = f"{kept}（{one.rule.clause}），建议{label(one.rule.action)}。"
        return Matter(one.clue_id, one.title, f"{one.number}　{label(one.rule.action)}", words, expired=one)

    @staticmethod
    def _loss(clue: Clue, scope: ErasureScope) -> str:
        files = len(clue.content.attachments) if scope is ErasureScope.ALL else 0
        count = f"其中附件 {files} 个。" if files else ""
        return f"{_GOES[scope]}{count}工作室的一份在下次报送时同样处理，以后恢复备份也不会再出现。"
