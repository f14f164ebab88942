"""The command of figures: stats."""

from argparse import Namespace
from collections.abc import Iterable

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.figures import DIMENSIONS, MEANINGS, STAGES, Counts, Dimension, Figure, Stage
from baixing_desktop.errors import InputError
from baixing_desktop.terminal.opening import opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.statistics import Overview, clues_of, ids_behind, overview


def stats(arguments: Namespace, out: Output) -> None:
    """Say every figure of a period, or list the clues behind one."""
    if arguments.last < arguments.first:
        raise InputError("INPUT_INVALID", field="--to", reason="不能早于 --from")
    period = Period(arguments.first, arguments.last)
    with opened(arguments) as desk:
        if arguments.list is not None:
            _list(desk, period, arguments, out)
        else:
            _say(overview(desk, period), out)


def _list(desk: Desk, period: Period, arguments: Namespace, out: Output) -> None:
    figure = Figure(arguments.list)
    dimension, code = (None, "") if arguments.of is None else _group(arguments.of)
    found = clues_of(desk, ids_behind(desk, period, figure, dimension, code))
    out.say(f"{MEANINGS[figure].title}：{len(found)} 条（{MEANINGS[figure].counts}）")
    out.say_all(f"{line.number}\t{line.title}" for line in found)
    rows: list[Plain] = [{"id": line.id, "number": line.number, "title": line.title} for line in found]
    out.document({"figure": figure.value, "clues": rows})


def _group(text: str) -> tuple[Dimension, str]:
    name, equals, code = text.partition("=")
    if not equals or name not in list(Dimension):
        names = "、".join(f"{one.value}（{words}）" for one, words in DIMENSIONS.items())
        raise InputError("INPUT_INVALID", field="--of", reason=f"请写成 street=SY 的样子，等号前可以是：{names}")
    return Dimension(name), code


def _say(found: Overview, out: Output) -> None:
    period, before = found.period, found.period.before
    out.say(f"{period.words}（上期：{before.words}）")
    for figure, meaning in MEANINGS.items():
        counted = f"{meaning.title}\t{found.totals[figure]}\t上期 {found.earlier[figure]}"
        out.say(f"{counted}\t{meaning.counts}；{meaning.clause}")
    for stage, name in STAGES.items():
        spent = found.stages[stage]
        if spent.mean is not None:
            out.say(f"{name}\t平均 {spent.mean:.1f} 天\t最长 {spent.longest} 天\t{spent.letters} 份")
    for dimension, lines in found.groups.items():
        out.say(f"\n按{DIMENSIONS[dimension]}")
        out.say_all(f"{line.name}\t{_words(line.counts)}" for line in lines)
    out.document(_plain(found))


def _words(counts: Counts) -> str:
    shown: Iterable[Figure] = (one for one in Figure if counts[one] or one is Figure.COLLECTED)
    return "　".join(f"{MEANINGS[one].title} {counts[one]}" for one in shown)


def _plain(found: Overview) -> dict[str, Plain]:
    def counts(of: Counts) -> dict[str, Plain]:
        return {figure.value: of[figure] for figure in Figure}

    def span(of: Period) -> dict[str, Plain]:
        return {"from": of.first.isoformat(), "to": of.last.isoformat()}

    groups: dict[str, Plain] = {
        dimension.value: [{"code": line.code, "name": line.name, **counts(line.counts)} for line in lines]
        for dimension, lines in found.groups.items()
    }
    stages: dict[str, Plain] = {
        stage.value: {
            "letters": found.stages[stage].letters,
            "days": found.stages[stage].days,
            "longest": found.stages[stage].longest,
        }
        for stage in Stage
    }
    return {
        "period": span(found.period),
        "before": span(found.period.before),
        "totals": counts(found.totals),
        "totals_before": counts(found.earlier),
        "groups": groups,
        "stages": stages,
    }
