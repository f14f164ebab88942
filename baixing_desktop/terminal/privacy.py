"""Commands on personal data: what citizens ask, and erasing by two people."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import local, stamp
from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope, PersonRequest, RequestKind
from baixing_desktop.errors import NotFoundError
from baixing_desktop.terminal.opening import confirmation_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import erasure, messages, requests
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue
from baixing_desktop.usecases.retention import retention_proposals


def withdraw(arguments: Namespace, out: Output) -> None:
    """A citizen takes a clue back."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.clue)
        messages.withdraw_clue(desk, clue.id, arguments.reason)
    _told(out, clue.number, "已记下撤回")


def consent(arguments: Namespace, out: Output) -> None:
    """A citizen agrees to something else from now on."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.clue)
        agreed = {name: name in arguments.agree for name in ("collect", "handover", "publicity")}
        messages.change_consents(desk, clue.id, Consents(**agreed, notice=clue.content.consents.notice))
    _told(out, clue.number, "已记下同意事项")


def ask_erase(arguments: Namespace, out: Output) -> None:
    """A citizen asks for erasure."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.clue)
        messages.request_erasure(desk, clue.id, arguments.reason, desk.today())
    _told(out, clue.number, "已记下删除请求")


def _told(out: Output, number: str, what: str) -> None:
    out.say(f"{what}：{number}。下次报送时告诉区办公室。")
    out.document({"number": number})


def list_requests(arguments: Namespace, out: Output) -> None:
    """The register of requests."""
    with opened(arguments) as desk:
        found = requests.requests(desk, closed=arguments.all)
        numbers = {entry.clue_id: find_clue(desk, entry.clue_id).number for entry in found}
        today = desk.today()
    for entry in found:
        late = "（已过期）" if entry.due_on < today and entry.closed_on is None else ""
        ended = f"{label(entry.state)}　{entry.outcome}" if entry.closed_on else f"应于 {entry.due_on} 前答复{late}"
        out.say(f"{entry.id}\t{numbers[entry.clue_id]}\t{label(entry.kind)}\t{entry.asked_on}\t{ended}")
    out.say(f"共 {len(found)} 项。")
    rows: list[Plain] = [_request_facts(entry, numbers[entry.clue_id]) for entry in found]
    out.document({"requests": rows})


def register(arguments: Namespace, out: Output) -> None:
    """Enter a request that was made at the office."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.clue)
        on = arguments.on or desk.today()
        entry, _ = requests.register_request(desk, clue.id, RequestKind(arguments.kind), arguments.reason, on)
    out.say(f"已登记：{clue.number}，{label(entry.kind)}，应于 {entry.due_on} 前答复。")
    out.document(_request_facts(entry, clue.number))


def answer(arguments: Namespace, out: Output) -> None:
    """Answer a request."""
    with opened(arguments) as desk:
        found = next((one for one in requests.requests(desk) if one.id == arguments.request), None)
        if found is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="待答复的请求")
        if arguments.grant:
            entry, _ = requests.grant_request(desk, found, arguments.grant)
        else:
            entry, _ = requests.refuse_request(desk, found, arguments.refuse)
        number = find_clue(desk, entry.clue_id).number
    out.say(f"{number}：{label(entry.state)}。")
    out.document(_request_facts(entry, number))


def due(arguments: Namespace, out: Output) -> None:
    """What was kept long enough."""
    with opened(arguments) as desk:
        found = retention_proposals(desk)
    out.say_all(
        f"{one.number}\t{one.title}\t{one.rule.label}\t自 {one.since}\t建议{label(one.rule.action)}" for one in found
    )
    out.say(f"共 {len(found)} 条。程序不会自行删除。")
    rows: list[Plain] = [
        {"number": one.number, "rule": one.rule.code, "since": one.since.isoformat(), "action": one.rule.action.value}
        for one in found
    ]
    out.document({"expired": rows})


def propose(arguments: Namespace, out: Output) -> None:
    """Propose an erasure."""
    with opened(arguments) as desk:
        clue = find_clue(desk, arguments.clue)
        scope, ground = ErasureScope(arguments.scope), ErasureGround(arguments.ground)
        entry, _ = erasure.propose_erasure(desk, clue.id, scope, ground, arguments.reason)
    out.say(f"已建议{label(entry.scope)}：{clue.number}。请另一个人审批。")
    out.document(_erasure_facts(entry, clue.number))


def proposals(arguments: Namespace, out: Output) -> None:
    """The proposals that wait, or all."""
    with opened(arguments) as desk:
        found = [
            (entry, find_clue(desk, entry.clue_id).number) for entry in erasure.erasures(desk, decided=arguments.all)
        ]
    out.say_all(
        f"{number}\t{label(entry.scope)}\t{label(entry.ground)}"
        f"\t{entry.proposed_by} {local(entry.proposed_at):%Y-%m-%d}"
        f"\t{label(entry.state)}{' ' + entry.decided_by if entry.decided_by else ''}"
        for entry, number in found
    )
    out.say(f"共 {len(found)} 项。")
    rows: list[Plain] = [_erasure_facts(entry, number) for entry, number in found]
    out.document({"proposals": rows})


def approve(arguments: Namespace, out: Output) -> None:
    """Approve, as another person than the one who proposed."""
    second = confirmation_of(arguments)
    with opened(arguments) as desk:
        waiting, number = _waiting(desk, arguments.clue)
        if second is not None:
            entry, _ = erasure.approve_on_the_spot(desk, waiting, second)
        else:
            entry, _ = erasure.approve_erasure(desk, waiting)
    out.say(f"已删除：{number}（{label(entry.scope)}）。下次报送时工作室的一份也会删除。")
    out.document(_erasure_facts(entry, number))


def refuse(arguments: Namespace, out: Output) -> None:
    """Do not erase."""
    with opened(arguments) as desk:
        waiting, number = _waiting(desk, arguments.clue)
        entry, _ = erasure.refuse_erasure(desk, waiting, arguments.reason)
    out.say(f"没有批准：{number}。")
    out.document(_erasure_facts(entry, number))


def _waiting(desk: Desk, given: str) -> tuple[Erasure, str]:
    clue = find_clue(desk, given)
    for entry in erasure.erasures(desk):
        if entry.clue_id == clue.id:
            return entry, clue.number
    raise NotFoundError("RECORD_NOT_FOUND", kind="待审批的删除建议")


def _request_facts(entry: PersonRequest, number: str) -> dict[str, Plain]:
    return {
        "id": entry.id,
        "number": number,
        "kind": entry.kind.value,
        "asked_on": entry.asked_on.isoformat(),
        "due_on": entry.due_on.isoformat(),
        "state": entry.state.value,
        "outcome": entry.outcome,
    }


def _erasure_facts(entry: Erasure, number: str) -> dict[str, Plain]:
    return {
        "number": number,
        "scope": entry.scope.value,
        "ground": entry.ground.value,
        "state": entry.state.value,
        "proposed_at": stamp(entry.proposed_at),
        "proposed_by": entry.proposed_by,
        "decided_by": entry.decided_by,
    }
