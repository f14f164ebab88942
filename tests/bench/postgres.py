"""3, 5, 6 on a database server: finding, lists, likeness and saving with many seats at once, beside the encrypted file.

The server is the tests' own, on this machine; the seats are real ones, each with a home and connections of its own, and
work at the same time in threads of one process, which share its interpreter: their waiting times are upper bounds.
"""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, event

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import StoreError
from baixing_desktop.store.postgres import KEPT, MOST, TURN_MS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.reading import list_clues
from baixing_desktop.usecases.seats import join_seat, make_ticket
from baixing_desktop.usecases.similar import rarity_here, similar_clues
from tests.bench import corpus, homes
from tests.bench.ground import Ground, at_95, in_turn, milliseconds
from tests.bench.result import Fact, Findings, Ratio
from tests.builders import CHEAP, PASSPHRASE, SetClock, new_home, open_home
from tests.postgres import ADMINISTRATOR, Cluster

PAGE = 50
FRESH = 50_000_000
CONNECTIONS = 100
"""What a server allows unless somebody changes it: all seats together must stay below it."""
EACH = 5
"""Connections that one seat may hold: its window works in so many lanes."""
WHY_TURN = f"登记要轮流：前面的都写完才轮到，等过 {TURN_MS / 1000:g} 秒就请人再试"
WHY_CONNECTIONS = f"一个席位用完留 {KEPT} 个，忙时至多 {MOST} 个"
MARKS = "ix_clue_search_tokens"
LARGEST = 1_000_000
AT_MOST_S = 20.0
"""One thing is not begun again after so long: a slow one must not keep the others from being measured."""
ACTS = 20
Acts = Mapping[str, Callable[[], object]]
LIKE = "SELECT id FROM clue WHERE title LIKE %(p)s OR analysis LIKE %(p)s OR suggestions LIKE %(p)s LIMIT 50"
TRIGRAMS = "SELECT id FROM bare WHERE body LIKE %(p)s LIMIT 50"


def measure(ground: Ground) -> Findings:
    """The same clues in a file and on a server."""
    findings = Findings()
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(ground.cluster())
        except pytest.skip.Exception as absent:
            findings.missing.append(f"PostgreSQL：{absent.msg}")
            return findings
        database = cluster.new_database()
        clock = SetClock()
        office = new_home(ground.place / "office", Face.OFFICE, "HZZX", clock, database=database)
        stack.callback(office.close)
        name = database.address.database
        _fill(ground, office, (cluster, name), findings)
        file = stack.enter_context(closing(homes.filled(ground.kept, ground.place / "file", ground.scale.clues)))
        cluster.run("VACUUM ANALYZE", name)
        with _bare(cluster, name) as bare:
            _one_seat(ground, office, file, bare, findings)
            _plans(office, bare, findings)
        _many_seats(ground, stack, (office, clock), (cluster, name), findings)
    findings.missing.append("PostgreSQL 的文件在内存盘上（有内存盘时）：保存一项不含服务器硬盘落盘的时间")
    return findings


def _fill(ground: Ground, office: Desk, server: tuple[Cluster, str], findings: Findings) -> None:
    """Write the clues in bulk, and let the server make the index over their marks afterwards, as one moves a record."""
    cluster, name = server

    def put() -> None:
        cluster.run(f"DROP INDEX {MARKS}", name)
        homes.written(office, ground.scale.clues)
        cluster.run(f"CREATE INDEX {MARKS} ON clue_search USING gin (tokens) WITH (fastupdate = off)", name)

    rate = ground.scale.clues / milliseconds(put) * 1000
    findings.facts.append(Fact(f"{ground.scale.clues:,} 条成批写入 PostgreSQL，连索引", rate, "条/秒"))
    ((size,),) = cluster.run(f"SELECT pg_database_size('{name}')")
    each = int(str(size)) / ground.scale.clues
    findings.facts.append(Fact("一条线索在 PostgreSQL 里占，连索引", each / 1000, "kB"))
    if ground.scale.clues < LARGEST:
        needs = f"照这里的速度要写 {LARGEST / rate / 60:,.0f} 分钟，占 {LARGEST * each / 1e9:,.0f} GB"
        findings.missing.append(f"PostgreSQL 里 {LARGEST:,} 条：没有量，{needs}")


def _one_seat(ground: Ground, office: Desk, file: Desk, bare: "psycopg.Connection[Any]", findings: Findings) -> None:
    rounds, dice = max(ground.scale.rounds, min(ACTS, ground.scale.terms)), random.Random(11)
    size = f"{ground.scale.clues:,} 条"
    terms = [
        corpus.words_in(corpus.content(dice.randrange(ground.scale.clues)).analysis, length, dice)
        for length in (2, 3, 4)
        for _ in range(rounds)
    ]
    server, local = _acts(office, terms, FRESH), _acts(file, terms, FRESH)
    for what, act in server.items():
        ours, other = in_turn(rounds, act, local[what], seconds=AT_MOST_S)
        times = "" if len(ours) == rounds else f"；太慢，只做了 {len(ours)} 次"
        findings.ratios.append(Ratio(f"{what}（PostgreSQL，{size}{times}）", ours, "同样的事在加密文件里", other))
        findings.facts.append(Fact(f"{what}，PostgreSQL，95% 在此以内", at_95(ours), "ms"))
    for what, statement in (("LIKE", LIKE), ("pg_trgm", TRIGRAMS)):
        if what == "pg_trgm" and not _with_trigrams(bare):
            findings.missing.append("pg_trgm：这个服务器没有这个扩展")
            continue
        for length, some in ((2, terms[:rounds]), (4, terms[-rounds:])):
            mine, theirs = _each(some), _each(some)
            ours, scanned = in_turn(
                min(rounds, len(some) - 1) or 1,
                lambda mine=mine: list_clues(office, ClueQuery(next(mine), limit=PAGE)),
                lambda theirs=theirs, statement=statement: bare.execute(
                    statement.encode(), {"p": f"%{next(theirs)}%"}
                ).fetchall(),
                seconds=AT_MOST_S,
            )
            peer = f"裸 SQL：{what}（只取 50 条，不计总数）"
            findings.ratios.append(Ratio(f"找 {length} 个字：首页和总数（PostgreSQL，{size}）", ours, peer, scanned))


def _acts(desk: Desk, terms: list[str], first: int) -> Acts:
    """What somebody at this seat does; each term is looked for in turn."""
    numbers, rarity, turn = count(first), rarity_here(desk), _each(terms)
    return {
        "列表首页和总数": lambda: list_clues(desk, ClueQuery(limit=PAGE)),
        "查找：首页和总数": lambda: list_clues(desk, ClueQuery(next(turn), limit=PAGE)),
        "查重一条": lambda: similar_clues(desk, corpus.content(next(numbers)), rarity),
        "登记一条": lambda: import_clues(desk, homes.plan(next(numbers), 1), file_name="bench.csv"),
    }


def _many_seats(
    ground: Ground, stack: ExitStack, first: tuple[Desk, SetClock], server: tuple[Cluster, str], findings: Findings
) -> None:
    seats = [_seat(ground.place, first, number) for number in range(ground.scale.seats)]
    for desk in seats:
        stack.callback(desk.close)
    terms = [corpus.words_in(corpus.content(n % ground.scale.clues).analysis, 2, random.Random(n)) for n in range(40)]
    each = [_acts(desk, terms, FRESH + 1_000_000 * (number + 1)) for number, desk in enumerate(seats)]

    _first_searches(seats, terms, findings)

    def work(acts: Acts) -> dict[str, list[float | None]]:
        return {what: list(_again_and_again(act, ground.scale.rounds)) for what, act in acts.items()}

    with ThreadPoolExecutor(len(seats)) as people:
        taken = list(people.map(work, each))
    told_off = sum(one is None for own in taken for some in own.values() for one in some)
    findings.at_most(f"{len(seats)} 个席位同时：没有轮到、请人再试的", told_off, "次", 0, WHY_TURN)
    for what in each[0]:
        all_of_them = [one for own in taken for one in own[what] if one is not None]
        if not all_of_them:
            continue
        words = f"{len(seats)} 个席位同时：{what}"
        findings.facts.append(Fact(f"{words}，一半在此以内", median(all_of_them), "ms"))
        findings.facts.append(Fact(f"{words}，95% 在此以内", at_95(all_of_them), "ms"))
    findings.at_most(f"{len(seats)} 个席位用过之后的连接", _connections(*server), "个", CONNECTIONS, WHY_CONNECTIONS)
    before = _connections(*server)
    with ThreadPoolExecutor(ACTS) as readers:
        asked = [readers.submit(list_clues, seats[0], ClueQuery(limit=PAGE)) for _ in range(ACTS)]
    for answer in asked:
        answer.result()
    kept = 1 + max(0, _connections(*server) - before)
    findings.at_most(f"一个席位同时读 {ACTS} 处之后留着的连接", kept, "个", EACH, WHY_CONNECTIONS)


def _first_searches(seats: list[Desk], terms: list[str], findings: Findings) -> None:
    """Each seat opens the contact data once, all at the same time; a lone seat does it alone."""

    def search(desk: Desk) -> float:
        return milliseconds(lambda: list_clues(desk, ClueQuery(terms[0], limit=PAGE)))

    findings.facts.append(Fact("一个席位打开后的第一次查找", search(seats[0]), "ms"))
    with ThreadPoolExecutor(len(seats)) as people:
        taken = list(people.map(search, seats[1:]))
    findings.facts.append(Fact(f"{len(seats) - 1} 个席位同时打开后的第一次查找，一半在此以内", median(taken), "ms"))


def _again_and_again(act: Callable[[], object], rounds: int) -> Iterator[float | None]:
    begun, done = time.perf_counter(), 0
    while done < rounds and not (done and time.perf_counter() - begun > AT_MOST_S):
        yield _patiently(act)
        done += 1


def _patiently(act: Callable[[], object]) -> float | None:
    """How long ``act`` took (ms); None if the turn to write did not come in time, of which a person is told."""
    try:
        return milliseconds(act)
    except StoreError as error:
        if error.code != "STORE_BUSY":
            raise
        return None


def _seat(place: Path, first: tuple[Desk, SetClock], number: int) -> Desk:
    """A further seat of the office, set up as people do it."""
    office, clock = first
    ticket = make_ticket(office, f"席位{number}", office.actor.name)[0]
    file = place / f"ticket-{number}"
    file.write_bytes(ticket.data)
    join_seat(place / f"seat-{number}", file, ticket.code, PASSPHRASE, clock=clock, cost=CHEAP)
    return open_home(place / f"seat-{number}", clock)


def _connections(cluster: Cluster, name: str) -> int:
    # The name is the cluster's own.
    found = cluster.run(f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608
    return int(str(found[0][0]))


def _plans(office: Desk, bare: "psycopg.Connection[Any]", findings: Findings) -> None:
    """Which indexes the server uses for the program's own questions."""
    for what, query in (
        ("列表首页", ClueQuery(limit=PAGE)),
        ("查找两个字", ClueQuery(corpus.content(0).analysis[2:4], limit=PAGE)),
    ):
        used, scans = set[str](), 0
        for statement, given in _asked(office, query):
            told = bare.execute(b"EXPLAIN (FORMAT JSON) " + statement.encode(), given).fetchone()
            for node in _nodes(told[0][0]["Plan"] if told else {}):
                used |= {str(node["Index Name"])} if "Index Name" in node else set()
                scans += node.get("Node Type") == "Seq Scan" and node.get("Relation Name") in ("clue", "clue_search")
        words = f"EXPLAIN {what}：整表扫描（用到的索引：{'、'.join(sorted(used)) or '无'}）"
        findings.facts.append(Fact(words, scans, "处"))


def _asked(office: Desk, query: ClueQuery) -> list[tuple[str, Any]]:
    """The statements with which the program answers ``query``, and what is put into them."""
    asked: list[tuple[str, Any]] = []
    with office.store.reading() as tx:
        engine: Engine = tx.connection.engine

    def hear(_connection: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        if statement.lstrip().startswith(("SELECT", "WITH")):
            asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", hear)
    try:
        list_clues(office, query)
    finally:
        event.remove(engine, "before_cursor_execute", hear)
    return asked


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", []):
        yield from _nodes(below)


def _bare(cluster: Cluster, name: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(
        host="127.0.0.1",
        port=cluster.port,
        user=ADMINISTRATOR,
        password=cluster.password,
        dbname=name,
        autocommit=True,
    )


def _with_trigrams(bare: "psycopg.Connection[Any]") -> bool:
    """A table of the same texts with an index of pg_trgm; False where the server lacks it."""
    try:
        bare.execute("CREATE EXTENSION pg_trgm")
    except psycopg.Error:
        return False
    bare.execute("CREATE TABLE bare AS SELECT id, title || analysis || suggestions AS body FROM clue")
    bare.execute("CREATE INDEX ON bare USING gin (body gin_trgm_ops)")
    bare.execute("ANALYZE bare")
    return True


def _each(terms: list[str]) -> Iterator[str]:
    """One after the other, and again from the first."""
    return (terms[number % len(terms)] for number in count())
