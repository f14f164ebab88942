"""R2: every changing call of every act dies, is done by half, or fails; then the record is whole, the act redone.

For each call of each act four runs in processes of their own: killed before it, killed in the middle of it, failing
once with EIO, failing with ENOSPC from there on. The record afterwards must hold exactly what it held after some
transaction of the undisturbed act; all of it, if the act said that it was done; an error must be one that people can
read, and for a full disk the one that says so.
"""

import errno
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, Engine, event

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.setup import home_exists
from tests.proofs.acts import ACTS, Act
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import Ended, in_child
from tests.proofs.tools.homes import enrolled_homes, looking, shape_of, unsound
from tests.proofs.tools.shim import Fault, Mode, Shim

KINDS = ((Mode.KILL, 0), (Mode.TORN, 0), (Mode.FAIL_ONCE, errno.EIO), (Mode.FAIL_ON, errno.ENOSPC))
NO_HOME = "no home"
DONE = "done"


def prove(trial: Trial) -> Outcome:
    """All calls in the full tier, a sample that the seed chooses in the quick one."""
    outcome, homes = Outcome(), enrolled_homes(trial.place("homes"))
    for act in ACTS:
        _Trying(trial, homes, act, outcome).all_calls()
    return outcome


class _Trying:
    """One act under all its faults."""

    def __init__(self, trial: Trial, homes: Path, act: Act, outcome: Outcome) -> None:
        self._act, self._outcome = act, outcome
        self._ready, self._place = trial.folder / act.name, trial.folder / f"{act.name}-now"
        shutil.copytree(homes, self._ready)
        in_child(partial(act.prepare, self._ready)).result()
        self._shapes, self._calls = self._undisturbed()
        self._step = trial.size(140, 1)
        self._dice = trial.random(act.name)

    def all_calls(self) -> None:
        """Every call (or every so many) in every way."""
        self._outcome.count("写盘调用", self._calls)
        for mode, error in KINDS:
            for at in range(1 + self._dice.randrange(self._step), self._calls + 1, self._step):
                self._one(Fault(at, mode, error))

    def _undisturbed(self) -> tuple[list[str], int]:
        """The shapes of the record before and after each transaction, and the number of changing calls."""
        self._renew()
        home = self._place / self._act.home
        before, _ = in_child(partial(_looked, home, self._act.passphrase)).result()
        shapes, calls = in_child(partial(_followed, self._act, self._place)).result()
        after, wrong = in_child(partial(_looked, home, self._act.passphrase)).result()
        assert not wrong, wrong
        return [before, *shapes, after], calls

    def _one(self, fault: Fault) -> None:
        self._renew()
        ended = in_child(partial(_faulted, self._act, self._place, fault))
        self._outcome.count("出错的次数")
        case = f"{self._act.name}, {fault}"
        if ended.trace:
            self._outcome.fault(case, f"an error that nobody explains: {ended.trace.strip()[-400:]}")
        self._judge_word(case, fault, ended)
        afterwards = in_child(partial(_seen_and_redone, self._act, self._place))
        if afterwards.trace or afterwards.killed:
            self._outcome.fault(case, f"it cannot be done again: {afterwards.trace.strip()[-400:]}")
            return
        shape, wrong = afterwards.value
        if wrong:
            self._outcome.fault(case, wrong)
        elif shape not in (self._shapes[-1:] if ended.value == DONE else self._shapes):
            self._outcome.fault(case, "what was acknowledged is lost" if ended.value == DONE else "it is there by half")

    def _judge_word(self, case: str, fault: Fault, ended: Ended) -> None:
        if ended.killed:
            self._outcome.count("死机")
        elif ended.value == DONE:
            self._outcome.count("照样办成")
        elif ended.value:
            self._outcome.count("说明了原因")
            code, words = ended.value
            # A call may fail for lack of space in the middle of the database's work, which then only knows that
            # the disk failed: the advice must name the space in any case.
            if fault.error == errno.ENOSPC and "空间" not in words:
                self._outcome.fault(case, f"a full disk is told as {code}: {words}")

    def _renew(self) -> None:
        shutil.rmtree(self._place, ignore_errors=True)
        shutil.copytree(self._ready, self._place)


def _seen_and_redone(act: Act, place: Path) -> tuple[str, str]:
    """The shape of the record after a fault; then whoever was interrupted does it once more. And what is wrong."""
    home = place / act.home
    shape, wrong = _looked(home, act.passphrase)
    if not wrong:
        act.do(place)
        wrong = act.settled(place) or _looked(home, act.passphrase)[1]
    return shape, wrong


def _looked(home: Path, passphrase: str) -> tuple[str, str]:
    """The shape of the record, and what is wrong with it."""
    if not home_exists(home):
        return NO_HOME, ""
    try:
        with looking(home, passphrase) as desk:
            if wrong := unsound(desk):
                return "", wrong
            with desk.store.reading() as tx:
                return shape_of(tx.connection), ""
    except UserError as error:
        return "", f"it does not open: {error.code}"


def _followed(act: Act, place: Path) -> tuple[list[str], int]:
    shim = Shim()
    shim.watch(place)
    with _noting_commits(place / act.home) as shapes:
        act.do(place)
    return shapes, shim.calls()


def _faulted(act: Act, place: Path, fault: Fault) -> str | tuple[str, str]:
    shim = Shim()
    shim.watch(place)
    shim.arm(fault)
    try:
        act.do(place)
    except UserError as error:
        return error.code, str(error)
    return DONE


@contextmanager
def _noting_commits(home: Path) -> Generator[list[str]]:
    """The shape of the record in ``home`` as each transaction leaves it."""
    shapes: list[str] = []

    def before_commit(connection: Connection) -> None:
        if Path(connection.exec_driver_sql("PRAGMA database_list").all()[0][2]).parent == home:
            shapes.append(shape_of(connection))

    event.listen(Engine, "commit", before_commit)
    try:
        yield shapes
    finally:
        event.remove(Engine, "commit", before_commit)
