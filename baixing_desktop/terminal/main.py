"""The composition root of the terminal: a command line in, an exit code out."""

import logging
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

from baixing_desktop import __version__
from baixing_desktop.errors import UserError
from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.output import Output

_OUR_BUG = "程序出错了，这是我们的问题。"

Command = Callable[[Namespace, Output], int | None]

COMMANDS: Mapping[tuple[str, str | None], str] = MappingProxyType(
    {
        ("init", None): "records.init",
        ("import", None): "records.import_file",
        ("list", None): "records.list_all",
        ("show", None): "records.show",
        ("form", None): "records.form",
        ("fonts", None): "fonts.list_or_install",
        ("scan", None): "scans.scan",
        ("paper", None): "papers.paper",
        ("ledger", None): "papers.ledger",
        ("batch", "seal"): "exchange.seal",
        ("batch", "receive"): "exchange.receive",
        ("batch", "receipt"): "exchange.receipt",
        ("batch", "clean"): "exchange.clean",
        ("enrol", "code"): "enrolling.issue_code",
        ("enrol", "join"): "enrolling.join",
        ("enrol", "request"): "enrolling.request",
        ("enrol", "answer"): "enrolling.answer",
        ("enrol", "accept"): "enrolling.accept",
        ("enrol", "list"): "enrolling.list_devices",
        ("enrol", "confirm"): "enrolling.confirm",
        ("enrol", "revoke"): "enrolling.revoke",
        ("enrol", "replace"): "enrolling.replace",
        ("enrol", "release"): "enrolling.release",
        ("sync", None): "exchange.synchronise",
        ("serve", None): "exchange.serve",
        ("user", "list"): "people.list_people",
        ("user", "add"): "people.add",
        ("user", "roles"): "people.roles",
        ("user", "reset"): "people.reset",
        ("user", "disable"): "people.disable",
        ("user", "enable"): "people.enable",
        ("user", "passphrase"): "people.passphrase",
        ("user", "policy"): "people.policy",
        ("user", "adopt"): "people.adopt",
        ("recovery", "sheet"): "people.recovery_sheet",
        ("recovery", "use"): "people.recovery_use",
        ("recovery", "service-key"): "people.service_key",
        ("audit", "verify"): "auditing.verify",
        ("audit", "head"): "auditing.head",
        ("audit", "list"): "auditing.list_entries",
        ("audit", "export"): "auditing.export",
        ("audit", "archive"): "auditing.archive",
        ("archive", "make"): "archives.make",
        ("archive", "verify"): "archives.verify",
        ("privacy", "withdraw"): "privacy.withdraw",
        ("privacy", "consent"): "privacy.consent",
        ("privacy", "ask-erase"): "privacy.ask_erase",
        ("privacy", "requests"): "privacy.list_requests",
        ("privacy", "register"): "privacy.register",
        ("privacy", "answer"): "privacy.answer",
        ("privacy", "due"): "privacy.due",
        ("privacy", "propose"): "privacy.propose",
        ("privacy", "proposals"): "privacy.proposals",
        ("privacy", "approve"): "privacy.approve",
        ("privacy", "refuse"): "privacy.refuse",
        ("reference", "lists"): "reference.lists",
        ("reference", "show"): "reference.show",
        ("reference", "set"): "reference.set_values",
        ("reference", "retire"): "reference.retire",
        ("reference", "revert"): "reference.revert",
        ("reference", "history"): "reference.history",
        ("similar", None): "duplicates.similar",
        ("hot", None): "hot.hot",
        ("stats", None): "statistics.stats",
        ("suggest", None): "suggesting.suggest",
        ("doctor", None): "doctor.doctor",
        ("support", None): "doctor.support",
        ("selftest", None): "selftest.selftest",
        ("backup", None): "safekeeping.backup",
        ("restore", None): "safekeeping.restore",
        ("verify", None): "safekeeping.verify",
        ("move", None): "safekeeping.move",
        ("update", "check"): "updating.check",
        ("update", "apply"): "updating.apply",
        ("update", "rollback"): "updating.rollback",
        ("update", "hand-out"): "handing_out.give",
        ("update", "withdraw"): "handing_out.withdraw",
        ("update", "status"): "handing_out.status",
        ("update", "fetch"): "handing_out.fetch",
        ("seat", "list"): "seats.list_seats",
        ("seat", "make"): "seats.make",
        ("seat", "join"): "seats.join",
        ("seat", "revoke"): "seats.revoke",
        ("seat", "password"): "seats.password",
        ("manual", None): "manual.write_manual",
    }
)
"""Module and function of each command and step."""


def command_for(name: str, step: str | None) -> Command:
    """The function behind a command. Only its own module is loaded: a list needs no network, a form no server."""
    module, function = COMMANDS[name, step].split(".")
    return getattr(import_module(f"baixing_desktop.terminal.{module}"), function)


def run(arguments: Namespace) -> int:
    """Run the command of a parsed line; returns the exit code."""
    if arguments.version:
        return at_the_boundary(_say_version, as_json=arguments.json)
    step = getattr(arguments, "step", None)
    return at_the_boundary(lambda out: command_for(arguments.command, step)(arguments, out), as_json=arguments.json)


def _say_version(out: Output) -> None:
    out.say(f"百姓提案线索工作台 {__version__}")
    out.document({"version": __version__})


def at_the_boundary(act: Callable[[Output], int | None], *, as_json: bool) -> int:
    """Run ``act`` at the outermost boundary: every way to fail becomes an exit code and a plain sentence.

    What ``act`` returns is the exit code, None meaning that all is fine.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    out = Output(as_json=as_json)
    try:
        return _explained(act, out)
    except UserError:
        # Said on stderr already; only the document found no place.
        return Exit.USER
    except BrokenPipeError:
        # Whoever read our output has gone; there is nobody left to tell.
        sys.stderr.close()
        return Exit.FINE
    except Exception:  # noqa: BLE001 - the outermost boundary of the terminal
        traceback.print_exc()
        print(f"{_OUR_BUG}已保存的数据没有改动。请把上面的内容发给管理员。", file=sys.stderr)  # noqa: T201
        out.document(
            {"error": {"code": "BUG", "what": _OUR_BUG, "safe": "已保存的数据没有改动。", "todo": "请联系管理员。"}}
        )
        return Exit.BUG


def _explained(act: Callable[[Output], int | None], out: Output) -> int:
    try:
        return act(out) or Exit.FINE
    except UserError as error:
        out.explain(error)
    except KeyboardInterrupt:
        out.explain(UserError("CANCELLED"))
    return Exit.USER
