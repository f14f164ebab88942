"""What is known of a claim or a proposal, in short sentences."""

from collections.abc import Callable
from datetime import date

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.proposals import Cultivation, Proposal
from baixing_desktop.domain.rules.claiming import number_words
from baixing_desktop.usecases.claim_board import ClaimView, ProposalView, ResultLine
from ui.words import say_day

Name = Callable[[str], str]


def claim_facts(view: ClaimView, name: Name, today: date) -> tuple[str, ...]:
    """Who, since when, with whose help, and what was done."""
    claim = view.claim
    facts = [f"{say_day(claim.offered_on, today)}列入认领目录"]
    if view.window:
        facts[0] += f"（{view.window.name}，{_span(view.window.opens_on, view.window.closes_on, today)}）"
    if claim.claimant and claim.claimed_on:
        kind = f"（{label(claim.claimant_kind)}）" if claim.claimant_kind else ""
        facts.append(f"认领人：{'、'.join((claim.claimant, *view.joint))}{kind}，{say_day(claim.claimed_on, today)}")
    if claim.committee:
        facts.append(f"对口专委会：{name(claim.committee)}")
    if claim.suggested_handler:
        facts.append(f"建议主办单位：{name(claim.suggested_handler)}")
    facts += [_logged(entry, today) for entry in view.log]
    facts += [_about(proposal) for proposal in view.proposals]
    facts += [f"此前：{one.claimant or '无人'}，{label(one.state)}{_because(one.reason)}" for one in view.earlier]
    return ("反映人已经撤回这条线索，请结束或放弃认领。", *facts) if view.withdrawn else tuple(facts)


def proposal_facts(view: ProposalView, name: Name, today: date) -> tuple[str, ...]:
    """Who proposes, on which clues, what was decided, and what came of it."""
    one = view.proposal
    facts = [f"{label(one.kind)}，提案人：{one.proposer}（{label(one.proposer_kind)}）"]
    facts += [f"依据线索 {number}《{title}》" for _, number, title in view.clues]
    if one.submitted_on:
        facts.append(f"送交：{say_day(one.submitted_on, today)}")
    if one.decided_on:
        facts.append(f"审查：{say_day(one.decided_on, today)}{_because(one.reason)}")
    elif one.reason:
        facts.append(f"理由：{one.reason}")
    if view.kept_number:
        facts.append(f"曾编定{view.kept_number}，立案已撤回，编号仍归这件提案")
    if view.master:
        facts.append(f"并入：{_about(view.master)}")
    facts += [f"并入本件：{_about(other)}" for other in view.merged]
    if one.committee:
        facts.append(f"对口专委会：{name(one.committee)}")
    facts += [_result(result, today) for result in view.results]
    return tuple(facts)


def _span(first: date, last: date, today: date) -> str:
    return f"{say_day(first, today)}至{say_day(last, today)}"


def _logged(entry: Cultivation, today: date) -> str:
    return f"培育（{label(entry.kind)}）{say_day(entry.on, today)}　{entry.person}：{entry.text}"


def _about(proposal: Proposal) -> str:
    return f"提案{number_words(proposal)}《{proposal.title}》，{label(proposal.state)}"


def _because(reason: str) -> str:
    return f"（{reason}）" if reason else ""


def _result(result: ResultLine, today: date) -> str:
    line = result.line
    if line.reply:
        return f"{result.handler}：{label(line.reply.outcome)}，{line.reply.text}"
    due = f"，应于{say_day(line.due_on, today)}前答复" if line.due_on else ""
    return f"{result.handler}（{label(line.part)}）：{label(line.state)}{due}"
