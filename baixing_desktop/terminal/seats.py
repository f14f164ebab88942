"""Commands of further seats: seat list, make, join, revoke."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import SystemClock, local, stamp
from baixing_desktop.domain.seats import Seat
from baixing_desktop.files import write_durably
from baixing_desktop.store.postgres import Address
from baixing_desktop.terminal.opening import ask, first_line_of, home_of, new_passphrase, opened, passphrase_from_file
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases import seats
from baixing_desktop.usecases.setup import renew_database_password


def list_seats(arguments: Namespace, out: Output) -> None:
    """Say which further seats there are."""
    with opened(arguments) as desk:
        found = seats.seats(desk)
    out.say_all(f"{seat.label}：{_standing(seat)}" for seat in found)
    if not found:
        out.say("没有其他席位。")
    rows: list[Plain] = [_facts(seat) for seat in found]
    out.document({"seats": rows})


def make(arguments: Namespace, out: Output) -> None:
    """Write the ticket of a further seat and say its code."""
    with opened(arguments) as desk:
        ticket, _ = seats.make_ticket(desk, arguments.label, arguments.person)
    write_durably(arguments.output, ticket.data)
    out.say(f"席位文件已写出：{arguments.output}")
    out.say(f"席位码：{ticket.code}")
    out.say("请把席位码抄给对方或电话告知，不要和文件放在一起。一天内有效，只能用一次。")
    out.document({**_facts(ticket.seat), "file": str(arguments.output), "code": ticket.code})


def join(arguments: Namespace, out: Output) -> None:
    """Set up this computer as a further seat."""
    home = home_of(arguments)
    code = first_line_of(arguments, "code_file") or ask("席位码：")
    address = Address.parse(arguments.database) if arguments.database else None
    passphrase = new_passphrase(arguments, "")
    seat = seats.join_seat(home, arguments.file, code, passphrase, clock=SystemClock(), address=address)
    out.say(f"席位“{seat.label}”已经可用：{home}")
    out.document({**_facts(seat), "home": str(home)})


def revoke(arguments: Namespace, out: Output) -> None:
    """Take a seat back."""
    with opened(arguments) as desk:
        seat, _ = seats.revoke_seat(desk, arguments.label)
    out.say(f"席位“{seat.label}”已收回，那台电脑不能再打开数据。请同时更换数据库密码。")
    out.document(_facts(seat))


def password(arguments: Namespace, out: Output) -> None:
    """Keep the new password of the database at this seat."""
    home, user = home_of(arguments), arguments.user
    own = passphrase_from_file(arguments) or ask(f"{user or ''}的口令：" if user else "口令：")
    given = first_line_of(arguments, "database_password_file") or ask("数据库新密码：")
    renew_database_password(home, passphrase=own, password=given, clock=SystemClock(), user=user)
    out.say("已记下数据库的新密码。")
    out.document({"home": str(home)})


def _standing(seat: Seat) -> str:
    if seat.revoked_at:
        return f"{local(seat.revoked_at):%Y-%m-%d} 收回"
    if seat.joined_at:
        return f"{local(seat.joined_at):%Y-%m-%d} 启用"
    return f"{local(seat.made_at):%Y-%m-%d %H:%M} 生成，还没有启用"


def _facts(seat: Seat) -> dict[str, Plain]:
    return {
        "id": seat.id,
        "label": seat.label,
        "made_at": stamp(seat.made_at),
        "joined_at": stamp(seat.joined_at) if seat.joined_at else None,
        "revoked_at": stamp(seat.revoked_at) if seat.revoked_at else None,
    }
