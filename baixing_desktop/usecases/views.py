"""Ways to look at the list of clues that somebody keeps; they are this person's own, on every seat.

What is searched for is not kept with them: it may be a citizen's name, and a name does not belong among settings.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from typing import Any, cast

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.lists import ClueOrder
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.views import Looking, PageView, SavedView, Span
from baixing_desktop.errors import InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention

MOST_VIEWS = 20
LONGEST_NAME = 20
_KEY = "views:"


@intention
def saved_views(desk: Desk) -> tuple[SavedView, ...]:
    """The ways to look that the one who sits here keeps, by name."""
    with desk.store.reading() as tx:
        return _kept(desk, tx)


@intention
def save_view(desk: Desk, view: SavedView) -> tuple[SavedView | None, Changes]:
    """Keep a way to look; returns the one that bore this name before, if there was one.

    Raises:
        InputError: ``INPUT_MISSING`` without a name, ``INPUT_INVALID``: the name is too long, or there are too many.
    """
    name = _name_of(view.name)
    with desk.store.writing() as tx:
        kept = {one.name: one for one in _kept(desk, tx)}
        before = kept.get(name)
        kept[name] = replace(view, name=name)
        _not_too_many(len(kept))
        _keep(desk, tx, kept)
    return before, Changes.of(Kind.SETTING, _key(desk))


@intention
def drop_view(desk: Desk, name: str) -> tuple[SavedView | None, Changes]:
    """Let go of a way to look; returns what it was."""
    with desk.store.writing() as tx:
        kept = {one.name: one for one in _kept(desk, tx)}
        gone = kept.pop(name, None)
        if gone is None:
            return None, Changes()
        _keep(desk, tx, kept)
    return gone, Changes.of(Kind.SETTING, _key(desk))


@intention
def page_views(desk: Desk, page: str) -> tuple[PageView, ...]:
    """The ways to look at this page that the one who sits here keeps, by name."""
    with desk.store.reading() as tx:
        return _views_of(desk, tx, page)


@intention
def keep_page_view(
    desk: Desk, page: str, view: PageView, *, instead_of: str = ""
) -> tuple[tuple[PageView, ...], Changes]:
    """Keep a way to look at a page, under another name ``instead_of`` an old one; what comes first is one only.

    Returns:
        All that were kept before: :func:`put_page_views` brings them back.

    Raises:
        InputError: as for :func:`save_view`.
    """
    name = _name_of(view.name)
    with desk.store.writing() as tx:
        before = _views_of(desk, tx, page)
        kept = {one.name: replace(one, first=one.first and not view.first) for one in before if one.name != instead_of}
        kept[name] = replace(view, name=name)
        return before, _put_views(desk, tx, page, tuple(kept.values()))


@intention
def put_page_views(desk: Desk, page: str, views: tuple[PageView, ...]) -> tuple[tuple[PageView, ...], Changes]:
    """Keep just these ways to look at a page; returns what was kept before.

    Raises:
        InputError: ``INPUT_INVALID``: there are too many.
    """
    with desk.store.writing() as tx:
        before = _views_of(desk, tx, page)
        return before, _put_views(desk, tx, page, views)


def reword_views(tx: Transaction, without: Callable[[str], str]) -> None:
    """Take what an erasure erases out of the names under which people keep their ways to look."""
    for key, value in tx.settings.beginning(_KEY).items():
        kept = cast("dict[str, Any]", json.loads(value))
        worded = {without(name): looking for name, looking in kept.items()}
        if worded.keys() != kept.keys():
            tx.settings.reword(key, json.dumps(worded, ensure_ascii=False))


def _name_of(words: str) -> str:
    name = one_line(clean_text(words)).strip()
    if not name:
        raise InputError("INPUT_MISSING", fields="名称")
    if len(name) > LONGEST_NAME:
        raise InputError("INPUT_INVALID", field="名称", reason=f"最多 {LONGEST_NAME} 个字")
    return name


def _not_too_many(count: int) -> None:
    if count > MOST_VIEWS:
        raise InputError("INPUT_INVALID", field="查看方式", reason=f"最多保存 {MOST_VIEWS} 个，请先删去不用的")


def _key(desk: Desk, page: str = "") -> str:
    return f"{_KEY}{desk.actor.id}" + (f":{page}" if page else "")


def _views_of(desk: Desk, tx: Transaction, page: str) -> tuple[PageView, ...]:
    found = cast("dict[str, dict[str, Any]]", json.loads(tx.settings.value(_key(desk, page)) or "{}"))
    return tuple(PageView(name, found[name]["picks"], found[name]["first"]) for name in sorted(found))


def _put_views(desk: Desk, tx: Transaction, page: str, views: tuple[PageView, ...]) -> Changes:
    _not_too_many(len(views))
    data = {one.name: {"picks": dict(one.picks), "first": one.first} for one in views}
    key = _key(desk, page)
    tx.settings.put(key, json.dumps(data, ensure_ascii=False), desk.now(), desk.actor.name)
    note(desk, tx, "set_views", "setting", "views", views=len(data), page=page)
    return Changes.of(Kind.SETTING, key)


def _kept(desk: Desk, tx: Transaction) -> tuple[SavedView, ...]:
    found = cast("dict[str, dict[str, Any]]", json.loads(tx.settings.value(_key(desk)) or "{}"))
    return tuple(SavedView(name, _looking(found[name])) for name in sorted(found))


def _keep(desk: Desk, tx: Transaction, views: dict[str, SavedView]) -> None:
    data = {name: _plain(view.looking) for name, view in views.items()}
    tx.settings.put(_key(desk), json.dumps(data, ensure_ascii=False), desk.now(), desk.actor.name)
    note(desk, tx, "set_views", "setting", "views", views=len(data))


def _plain(looking: Looking) -> dict[str, Any]:
    days = {name: day.isoformat() if day else None for name, day in (("first", looking.first), ("last", looking.last))}
    return {**asdict(looking), **days}


def _looking(data: dict[str, Any]) -> Looking:
    """What was kept; an order or a span that this version does not know is the usual one."""
    span = Span(data["span"]) if data["span"] in set(Span) else Span.ANY
    order = ClueOrder(data["order"]) if data["order"] in set(ClueOrder) else ClueOrder.CHANGED
    return Looking(
        tab=data["tab"],
        source=data["source"],
        unit=data["unit"],
        session=data["session"],
        topic=data["topic"],
        signed=data["signed"],
        span=span,
        first=date.fromisoformat(data["first"]) if data["first"] else None,
        last=date.fromisoformat(data["last"]) if data["last"] else None,
        order=order,
        backwards=data["backwards"],
    )
