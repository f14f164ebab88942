"""A part of what waits is sealed, and a seal is taken back: the office's log never notices."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases import drafting, reading
from baixing_desktop.usecases.sealing import unseal
from sync import read_receipt_file, receive_file, seal, seal_to_file
from tests.sync.conftest import Pair
from tests.sync.helpers import clues_in, register, same_content


def test_only_the_chosen_ones_go(pair: Pair, tmp_path: Path) -> None:
    first, second, third = register(pair.workroom, 3)
    batch, _ = seal(pair.workroom, [third.id, first.id])
    assert batch is not None
    assert (batch.first, batch.last) == (1, 2)
    exported = seal_to_file(pair.workroom, tmp_path, only_sealed=True)
    assert exported.events == 2
    states = {clue_id: clue.workroom_state for clue_id, clue in clues_in(pair.workroom).items()}
    assert states == {
        first.id: ClueState.SUBMITTED,
        second.id: ClueState.REGISTERED,
        third.id: ClueState.SUBMITTED,
    }
    assert receive_file(pair.office, exported.files[0], tmp_path).accepted == 2
    assert set(clues_in(pair.office)) == {first.id, third.id}
    assert seal(pair.workroom, [first.id])[0] is None


def test_a_seal_is_taken_back_with_what_came_after_it_and_its_place_is_given_again(pair: Pair, tmp_path: Path) -> None:
    one, two, three = register(pair.workroom, 3)
    for clue in (one, two, three):
        seal(pair.workroom, [clue.id])
    count, _ = unseal(pair.workroom, [two.id])
    assert count == 2
    states = [clues_in(pair.workroom)[clue.id].workroom_state for clue in (one, two, three)]
    assert states == [ClueState.SEALED, ClueState.REGISTERED, ClueState.REGISTERED]
    assert [(b.first, b.last) for b in reading.batches(pair.workroom)] == [(1, 1)]
    # Another text under the same place in the log: nobody has seen the one before.
    draft, _ = drafting.reopen_draft(pair.workroom, two.id)
    changed = replace(draft.content, title="改过的标题")
    drafting.register_clue(pair.workroom, changed, clue_id=two.id)
    exported = seal_to_file(pair.workroom, tmp_path)
    received = receive_file(pair.office, exported.files[0], tmp_path)
    assert (received.accepted, received.rejected) == (3, 0)
    assert same_content(pair.office, pair.workroom)
    assert read_receipt_file(pair.workroom, received.receipt_path).agrees


def test_what_has_left_stays_sealed(pair: Pair, tmp_path: Path) -> None:
    (clue,) = register(pair.workroom, 1)
    seal_to_file(pair.workroom, tmp_path)
    with pytest.raises(IllegalActionError, match="不能撤销封装"):
        unseal(pair.workroom, [clue.id])


def test_what_could_not_be_written_can_be_unsealed(pair: Pair, tmp_path: Path) -> None:
    (clue,) = register(pair.workroom, 1)
    with pytest.raises(InputError):
        seal_to_file(pair.workroom, tmp_path / "gone")
    assert unseal(pair.workroom, [clue.id])[0] == 1


def test_what_may_stand_on_a_stick_counts_as_left(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends right when the file gets its name: its place in the log is not given again."""
    (clue,) = register(pair.workroom, 1)

    name_it = Path.replace

    def ends(file: Path, name: Path) -> Path:
        if name.suffix == ".bxp":
            raise KeyboardInterrupt
        return name_it(file, name)

    with monkeypatch.context() as ending:
        ending.setattr(Path, "replace", ends)
        with pytest.raises(KeyboardInterrupt):
            seal_to_file(pair.workroom, tmp_path)
    with pytest.raises(IllegalActionError):
        unseal(pair.workroom, [clue.id])
    assert seal_to_file(pair.workroom, tmp_path).events == 1
