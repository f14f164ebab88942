"""Commands on people: user …, recovery …"""

import os
from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, local, stamp
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.people import Person, PersonState
from baixing_desktop.domain.states import Role
from baixing_desktop.files import write_durably
from baixing_desktop.terminal.opening import ask, chosen_passphrase, first_line_of, home_of, opened
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import people
from baixing_desktop.usecases.recovery_paper import recovery_lines, recovery_pdf
from baixing_desktop.usecases.setup import recover, take_over
from baixing_desktop.usecases.sitting import idle_minutes, sign_out


def list_people(arguments: Namespace, out: Output) -> None:
    """List everybody."""
    with opened(arguments) as desk:
        found = people.people(desk)
    for account in found:
        since = f"口令设于 {local(account.passphrase_since):%Y-%m-%d}" if account.passphrase_since else "没有口令"
        out.say(
            f"{account.person.name}\t{words_of(account.person)}\t{since}{'（须更换）' if account.temporary else ''}"
        )
    rows: list[Plain] = [
        _document(a.person) | {"passphrase_since": stamp(a.passphrase_since) if a.passphrase_since else None}
        for a in found
    ]
    out.document({"people": rows})


def add(arguments: Namespace, out: Output) -> None:
    """Add a person."""
    with opened(arguments) as desk:
        post, duty = _roles(arguments)
        person, _ = people.add_person(
            desk, arguments.name, chosen_passphrase(arguments, arguments.name), post=post, duty=duty
        )
    _tell(out, person, "已添加")


def roles(arguments: Namespace, out: Output) -> None:
    """Give a person a post and a duty."""
    with opened(arguments) as desk:
        post, duty = _roles(arguments)
        person, _ = people.set_roles(desk, arguments.name, post=post, duty=duty)
    _tell(out, person, "已授权")


def reset(arguments: Namespace, out: Output) -> None:
    """Give a person a first passphrase again."""
    with opened(arguments) as desk:
        person, _ = people.reset_passphrase(desk, arguments.name, chosen_passphrase(arguments, arguments.name))
    _tell(out, person, "已重置口令")


def disable(arguments: Namespace, out: Output) -> None:
    """Shut a person out."""
    with opened(arguments) as desk:
        person, _ = people.disable_person(desk, arguments.name)
    _tell(out, person, "已停用")


def enable(arguments: Namespace, out: Output) -> None:
    """Let a person in again."""
    with opened(arguments) as desk:
        person, _ = people.enable_person(desk, arguments.name, chosen_passphrase(arguments, arguments.name))
    _tell(out, person, "已恢复")


def passphrase(arguments: Namespace, out: Output) -> None:
    """Change one's own passphrase."""
    with opened(arguments) as desk:
        before = first_line_of(arguments, "passphrase_file", "BAIXING_PASSPHRASE_FILE") or ask("现在的口令：")
        people.change_passphrase(desk, before, chosen_passphrase(arguments))
    out.say("已更换口令。")
    out.document({"changed": True})


def policy(arguments: Namespace, out: Output) -> None:
    """Show or set what passphrases must be like, and the idle lock."""
    with opened(arguments) as desk:
        if arguments.set:
            people.set_policy(desk, arguments.set)
        if arguments.idle:
            people.set_idle_minutes(desk, arguments.idle)
        rules, minutes = people.policy(desk), idle_minutes(desk)
    out.say(f"口令规则：{rules.label}。{rules.words}")
    out.say(f"无人操作 {minutes} 分钟后锁定。")
    out.document({"policy": rules.code, "idle_minutes": minutes})


def adopt(arguments: Namespace, out: Output) -> None:
    """Give an old home, which only the keyring guarded, its first person."""
    desk = take_over(
        home_of(arguments), name=arguments.name, passphrase=chosen_passphrase(arguments, arguments.name),
        clock=SystemClock(),
    )  # fmt: skip
    sign_out(desk)
    desk.close()
    out.say(f"{arguments.name}现在可以用口令打开这个工作台。请运行 baixing recovery sheet 打印恢复表。")
    out.document({"name": arguments.name})


def recovery_sheet(arguments: Namespace, out: Output) -> None:
    """Make the code for a new recovery sheet."""
    with opened(arguments) as desk:
        code, _ = people.new_recovery_code(desk)
        unit, on, who = desk.unit.name, desk.today(), desk.actor.name
    if arguments.output:
        write_durably(arguments.output, recovery_pdf(code, unit=unit, made_on=on, made_by=who))
        os.chmod(arguments.output, 0o600)
        out.say(f"已写出恢复表：{arguments.output}。打印后请删除这个文件。")
    else:
        out.say_all(recovery_lines(code, unit=unit, made_on=on))
    out.document({"code": None if arguments.output else code})


def recovery_use(arguments: Namespace, out: Output) -> None:
    """Open a home by its recovery sheet and set one person's passphrase anew."""
    code = first_line_of(arguments, "code_file") or ask("恢复码：")
    desk = recover(
        home_of(arguments), code=code, name=arguments.name, passphrase=chosen_passphrase(arguments, arguments.name),
        clock=SystemClock(),
    )  # fmt: skip
    sign_out(desk)
    desk.close()
    out.say(f"已为{arguments.name}重新设置口令。")
    out.document({"name": arguments.name})


def service_key(arguments: Namespace, out: Output) -> None:
    """Write the key with which the service opens this home without a person."""
    with opened(arguments) as desk:
        key = people.new_service_key(desk, "unattended")
    write_durably(arguments.output, f"{key}\n".encode())
    os.chmod(arguments.output, 0o600)
    out.say(f"已写出服务密钥：{arguments.output}。用法：baixing serve --passphrase-file {arguments.output}")
    out.document({"file": str(arguments.output)})


def words_of(person: Person) -> str:
    """A person's post, duty and state in words."""
    held = "、".join(label(role) for role in (person.post, person.duty) if role is not None)
    return f"{held}（已停用）" if person.state is PersonState.DISABLED else held


def _roles(arguments: Namespace) -> tuple[Role | None, Role | None]:
    return (
        Role(arguments.post) if arguments.post else None,
        Role(arguments.duty) if arguments.duty else None,
    )


def _tell(out: Output, person: Person, what: str) -> None:
    out.say(f"{what}：{person.name}，{words_of(person)}。")
    out.document(_document(person))


def _document(person: Person) -> dict[str, Plain]:
    return {"name": person.name, "post": person.post, "duty": person.duty, "state": person.state.value}
