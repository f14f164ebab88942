"""The office hands a new version to its workrooms over HTTPS: only what the publisher signed, never in the way."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain, canonical, parse_canonical, sha256_hex
from baixing_desktop.domain.people import PROGRAM as NOBODY
from baixing_desktop.domain.updates import Handing, Package, notice_of
from baixing_desktop.errors import StoreError, UserError
from baixing_desktop.files import read_file
from baixing_desktop.store.release import Payload, look_into_package
from baixing_desktop.usecases import arriving, handing_out
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handing_out import PIECE
from baixing_desktop.work import Work
from sync import SyncReport, container, synchronise
from sync.automatic import FETCH_SECONDS, REST_SECONDS, Automatic
from sync.batch import pack_batch
from sync.container import DOWN, read_single
from sync.office import routes
from sync.session import envelope_to, news_request, require_contact
from sync.updates import Fetched, fetch_online
from sync.wire.v1 import read_answer, write_answer
from tests.museum import make_log_v1 as made
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import address_of, deliver, exchange_by_hand, point_to, register, serving
from tests.sync.releases import KEYS, NEWER, PROGRAM, package

AFTER_ONE = Callable[[], bool]


def hand_out(office: Desk, file: Path) -> handing_out.HandedOut:
    return handing_out.hand_out(office, file, KEYS)[0]


def told(both: Pair) -> arriving.Offered | None:
    """What the workroom is offered after it has heard of its office."""
    exchange_by_hand(both.office, both.workroom)
    return arriving.offered_update(both.workroom, PROGRAM)


def kept(desk: Desk) -> list[str]:
    folder = desk.home / "updates"
    return sorted(path.suffix for path in folder.iterdir()) if folder.is_dir() else []


def after(pieces: int) -> AFTER_ONE:
    left = [pieces]

    def enough() -> bool:
        left[0] -= 1
        return left[0] < 0

    return enough


def refused(code: str, act: Callable[[], object]) -> UserError:
    with pytest.raises(UserError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


def acts(desk: Desk) -> list[str]:
    with desk.store.reading() as tx:
        return list(tx.connection.exec_driver_sql("SELECT action FROM audit ORDER BY seq").scalars())


def test_a_workroom_hears_of_it_fetches_it_and_the_office_knows(online: Online, tmp_path: Path) -> None:
    file = package(tmp_path)
    handed = hand_out(online.office, file)
    assert arriving.offered_update(online.workroom, PROGRAM) is None
    synchronise(online.workroom)
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert (offered.release, offered.reached, offered.file) == (handed.release, 0, None)
    fetched = fetch_online(online.workroom, PROGRAM)
    assert fetched.done
    assert fetched.offered is not None
    assert fetched.offered.file is not None
    assert fetched.offered.file.read_bytes() == file.read_bytes()
    assert kept(online.workroom) == [".bxup"]
    synchronise(online.workroom)
    (station,) = handing_out.update_stations(online.office)
    assert (station.version, station.ready) == (__version__, NEWER)
    assert acts(online.office).count("hand_out_update") == acts(online.office).count("fetch_update") == 1
    assert [act for act in acts(online.workroom) if "update" in act] == ["take_update_notice", "fetch_update"]


def test_what_was_installed_is_let_go(online: Online, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_out(online.office, package(tmp_path))
    synchronise(online.workroom)
    assert fetch_online(online.workroom, PROGRAM).done
    # The program that runs from now on.
    monkeypatch.setattr(arriving, "__version__", NEWER)
    monkeypatch.setattr(container, "__version__", NEWER)
    synchronise(online.workroom)
    assert kept(online.workroom) == []
    assert arriving.offered_update(online.workroom, PROGRAM) is None
    (station,) = handing_out.update_stations(online.office)
    assert (station.version, station.ready) == (NEWER, "")


def test_an_interrupted_fetch_goes_on_where_it_was(online: Online, tmp_path: Path) -> None:
    file = package(tmp_path)
    hand_out(online.office, file)
    synchronise(online.workroom)
    fetched = fetch_online(online.workroom, PROGRAM, enough=after(1))
    assert fetched.offered is not None
    assert (fetched.offered.reached, fetched.done) == (PIECE, False)
    # What a power cut left behind the last piece that anybody knew of, and a piece that was cut in itself.
    (part,) = (online.workroom.home / "updates").iterdir()
    with part.open("ab") as torn:
        torn.write(file.read_bytes()[PIECE : PIECE + 1000])
    steps: list[int] = []

    def heard(done: int, total: int, what: str) -> None:
        if total > 3 and what == "正在取回新版本":
            steps.append(done)

    assert fetch_online(online.workroom, PROGRAM, Work(heard)).done
    assert steps == [PIECE + 1000, 2 * PIECE + 1000]
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert offered.file is not None


def test_what_arrived_damaged_is_deleted_told_and_fetched_anew_on_request(online: Online, tmp_path: Path) -> None:
    hand_out(online.office, package(tmp_path))
    synchronise(online.workroom)
    fetch_online(online.workroom, PROGRAM, enough=after(1))
    (part,) = (online.workroom.home / "updates").iterdir()
    part.write_bytes(b"x" + part.read_bytes()[1:])
    assert fetch_online(online.workroom, PROGRAM).done
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert (offered.file, offered.refused) == (None, "文件在路上损坏了，已经删除")
    assert kept(online.workroom) == []
    assert "refuse_update" in acts(online.workroom)
    assert not fetch_online(online.workroom, PROGRAM).done
    arriving.fetch_once_more(online.workroom)
    assert fetch_online(online.workroom, PROGRAM).done
    assert kept(online.workroom) == [".bxup"]


def test_withdrawn_while_fetching(online: Online, tmp_path: Path) -> None:
    hand_out(online.office, package(tmp_path))
    synchronise(online.workroom)
    fetch_online(online.workroom, PROGRAM, enough=after(1))
    admin = online.office
    handing_out.withdraw_update(admin, Payload.PORTABLE)
    stopped = fetch_online(online.workroom, PROGRAM)
    assert stopped.away
    synchronise(online.workroom)
    assert arriving.offered_update(online.workroom, PROGRAM) is None
    assert kept(online.workroom) == []
    assert fetch_online(online.workroom, PROGRAM) == Fetched(None, done=False)
    # Undone, it comes again.
    handing_out.hand_out_again(admin, Payload.PORTABLE)
    synchronise(online.workroom)
    assert fetch_online(online.workroom, PROGRAM).done


def test_withdrawn_between_two_pieces_nothing_more_is_kept(online: Online, tmp_path: Path) -> None:
    hand_out(online.office, package(tmp_path))
    synchronise(online.workroom)
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    handing_out.withdraw_update(online.office, Payload.PORTABLE)
    synchronise(online.workroom)
    assert arriving.take_piece(online.workroom, offered, b"x" * 1000) is None
    assert kept(online.workroom) == []


def test_a_newer_one_takes_the_place_and_an_older_one_does_not(pair: Pair, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    assert told(pair) is not None
    error = refused("UPDATE_NOT_FITTING", lambda: hand_out(pair.office, package(tmp_path, "9.0.9")))
    assert "已经下发了 9.1.0" in error.advice.what
    refused("UPDATE_NOT_FITTING", lambda: hand_out(pair.office, package(tmp_path)))
    hand_out(pair.office, package(tmp_path, "9.2.0"))
    assert kept(pair.office) == [".bxup"]
    offered = told(pair)
    assert offered is not None
    assert offered.release.version == "9.2.0"


def test_only_what_the_publisher_signed_is_handed_out(pair: Pair, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    refused("UPDATE_NOT_OURS", lambda: hand_out(pair.office, package(tmp_path, "9.5.0", seed=bytes(32))))
    bad = package(tmp_path, "9.6.0")
    data = bytearray(read_file(bad, 2**24))
    data[len(data) // 2] ^= 1
    bad.write_bytes(data)
    refused("UPDATE_DAMAGED", lambda: hand_out(pair.office, bad))
    (handed,) = handing_out.handed_out(pair.office)
    assert (handed.release.version, handed.state) == (NEWER, Handing.OUT)
    assert kept(pair.office) == [".bxup"]


def forged(both: Pair, file: Path, **changes: object) -> arriving.Offered | None:
    """What a workroom makes of a notice that somebody wrote who holds all keys of the office, but no release key."""
    sealed = look_into_package(file)
    own = Package(sealed.manifest, sealed.signature.hex(), file.stat().st_size, "ab" * 32)
    arriving.take_notice(both.workroom, notice_of([replace(own, **changes)]))  # pyright: ignore[reportArgumentType]
    return arriving.offered_update(both.workroom, PROGRAM)


def test_a_stolen_office_key_makes_no_update(pair: Pair, tmp_path: Path) -> None:
    offered = forged(pair, package(tmp_path, seed=bytes(32)))
    assert offered is not None
    assert "签名不对" in offered.refused
    good = package(tmp_path)
    lied = canonical({**parse_dict(look_into_package(good).manifest), "version": "9.9.9"})
    offered = forged(pair, good, manifest=lied)
    assert offered is not None
    assert "签名不对" in offered.refused
    offered = forged(pair, good, length=2**29)
    assert offered is not None
    assert "大小" in offered.refused


def parse_dict(manifest: bytes) -> dict[str, Plain]:
    found = parse_canonical(manifest)
    assert isinstance(found, dict)
    return dict(found)


def test_another_file_behind_a_good_notice_is_deleted(online: Online, tmp_path: Path) -> None:
    """A stolen office puts a file of its own behind the publisher's manifest."""
    good, evil = package(tmp_path), package(tmp_path / "evil", seed=bytes(32), size=1_300_100)
    handed = hand_out(online.office, good)
    assert handed.file is not None
    for data in (evil.read_bytes(), b"no archive at all"):
        sealed = look_into_package(good)
        said = Package(sealed.manifest, sealed.signature.hex(), len(data), sha256_hex(data))
        arriving.take_notice(online.workroom, notice_of([said]))
        offered = arriving.offered_update(online.workroom, PROGRAM)
        assert offered is not None
        offered = arriving.take_piece(online.workroom, offered, data)
        assert offered is not None
        arriving.finish_update(online.workroom, PROGRAM, offered)
        offered = arriving.offered_update(online.workroom, PROGRAM)
        assert offered is not None
        assert offered.refused == "文件里不是发布单位做的那一版，已经删除"
        assert kept(online.workroom) == []


@pytest.mark.parametrize(
    ("version", "kind", "file"),
    [
        (__version__, Payload.PORTABLE, "baixing-linux-x86_64.tar.xz"),
        ("0.0.1", Payload.PORTABLE, "baixing-linux-x86_64.tar.xz"),
        (NEWER, Payload.DEB, "baixing_9.1.0_amd64.deb"),
        (NEWER, Payload.PORTABLE, "baixing-linux-aarch64.tar.xz"),
    ],
)
def test_older_equal_and_other_systems_packages_are_not_offered(
    pair: Pair, tmp_path: Path, version: str, kind: Payload, file: str
) -> None:
    hand_out(pair.office, package(tmp_path, version, kind=kind, file=file))
    assert told(pair) is None


def test_what_runs_from_its_source_is_offered_nothing(pair: Pair, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    assert told(pair) is not None
    assert arriving.offered_update(pair.workroom, arriving.this_program(KEYS)) is None
    portable = arriving.this_program(KEYS, tmp_path)
    assert portable.kind is Payload.PORTABLE
    assert arriving.this_program(KEYS, Path("/opt/apps/x/files")).kind is Payload.DEB


def test_a_program_that_knows_of_no_updates_is_told_nothing(pair: Pair, tmp_path: Path) -> None:
    """0.1.0 does not say what it knows; the answer to it is as it was, so its news goes on."""
    hand_out(pair.office, package(tmp_path))
    contact = require_contact(pair.workroom)
    old = replace(news_request(pair.workroom), update=None)
    answered = deliver(pair.office, pack_batch(old, envelope_to(pair.workroom, contact)))
    raw = read_single(answered, DOWN).open(pair.workroom.keys.seal_identity)
    assert b"update" not in raw
    assert read_answer(raw).update is None


def test_a_notice_of_a_later_form_stops_nothing(pair: Pair) -> None:
    kept_answer = made.answer(made.events())
    later: dict[str, Plain] = {**parse_dict(write_answer(kept_answer)), "update": {"form": 2, "packages": "?"}}
    assert read_answer(canonical(later)) == kept_answer


def test_a_full_disk_says_so_and_keeps_what_is_here(
    online: Online, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out(online.office, package(tmp_path))
    synchronise(online.workroom)
    fetch_online(online.workroom, PROGRAM, enough=after(1))
    monkeypatch.setattr(arriving, "_RESERVE", 2**60)
    with pytest.raises(StoreError) as caught:
        fetch_online(online.workroom, PROGRAM)
    assert caught.value.code == "UPDATE_NO_ROOM"
    monkeypatch.undo()
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert offered.reached == PIECE
    assert fetch_online(online.workroom, PROGRAM).done


def test_all_workrooms_together_get_only_so_many_pieces(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "FETCH_BURST", 2)
    monkeypatch.setattr(routes, "FETCHES_PER_SECOND", 0.001)
    hand_out(pair.office, package(tmp_path))
    with serving(pair.office) as server:
        point_to(pair.workroom, address_of(server))
        synchronise(pair.workroom)
        error = refused("SYNC_BUSY", lambda: fetch_online(pair.workroom, PROGRAM))
        assert int(str(error.facts["seconds"])) > 1
        offered = arriving.offered_update(pair.workroom, PROGRAM)
        assert offered is not None
        assert offered.reached == 2 * PIECE
        # A clue comes through all the same.
        register(pair.workroom, 1)
        assert synchronise(pair.workroom).confirmed == 1


def test_a_clue_does_not_wait_for_a_fetch(online: Online, tmp_path: Path) -> None:
    """Between two pieces the automatic looks whether something is to be sent."""
    hand_out(online.office, package(tmp_path, size=20 * PIECE))
    now = [0.0]
    automatic = Automatic(online.workroom, lambda: now[0], lambda: 1.0, program=PROGRAM)
    assert automatic.step() is not None
    now[0] += REST_SECONDS
    assert automatic.due

    def a_second_a_piece(done: int, total: int, what: str) -> None:
        now[0] += float(done <= total and bool(what))

    assert automatic.step(Work(a_second_a_piece)) is None
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert offered.reached == (FETCH_SECONDS - 1) * PIECE
    # Something was registered: at its time the exchange comes first.
    register(online.workroom, 1)
    automatic.hurry()
    now[0] += 10.0
    report = automatic.step()
    assert report is not None
    assert report.confirmed == 1
    while offered is not None and offered.file is None:
        now[0] += REST_SECONDS
        automatic.step()
        offered = arriving.offered_update(online.workroom, PROGRAM)
    now[0] += 5.0
    automatic.step()
    (station,) = handing_out.update_stations(online.office)
    assert station.ready == NEWER


def test_whoever_presses_the_button_waits_for_one_piece_at_most(online: Online, tmp_path: Path) -> None:
    hand_out(online.office, package(tmp_path, size=20 * PIECE))
    now = [0.0]
    automatic = Automatic(online.workroom, lambda: now[0], lambda: 1.0, program=PROGRAM)
    automatic.step()
    now[0] += REST_SECONDS
    register(online.workroom, 1)
    with ThreadPoolExecutor(1) as hand:
        pressed: list[Future[SyncReport]] = []

        def press(done: int, total: int, what: str) -> None:
            if not pressed and done < total and what:
                pressed.append(hand.submit(automatic.now))
                while not automatic.hurried:
                    sleep(0)

        assert automatic.step(Work(press)) is None
        assert pressed[0].result().confirmed == 1
    offered = arriving.offered_update(online.workroom, PROGRAM)
    assert offered is not None
    assert offered.reached == 0


def test_put_off_until_the_end_of_work(pair: Pair, tmp_path: Path) -> None:
    hand_out(pair.office, package(tmp_path))
    offered = told(pair)
    assert offered is not None
    assert not offered.put_off
    arriving.put_off_update(pair.workroom)
    offered = arriving.offered_update(pair.workroom, PROGRAM)
    assert offered is not None
    assert offered.put_off


def test_only_an_administrator_hands_out(pair: Pair, tmp_path: Path) -> None:
    for who in (replace(pair.office.actor, duty=None), NOBODY):
        desk = replace(pair.office, actor=who)
        refused("ACTION_NOT_ALLOWED", lambda desk=desk: handing_out.hand_out(desk, package(tmp_path), KEYS))
    refused("WRONG_ROLE", lambda: handing_out.hand_out(pair.workroom, package(tmp_path), KEYS))
