"""Which columns of a list somebody chose: said by the address, and kept in a cookie of the person.

A cookie, as for the width of the rail: how a list looks is nobody's record and needs no table.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import redirect, request
from flask.typing import ResponseReturnValue

from views.support.session import actor
from views.support.shown.filters import address

ASKED = "columns"
"""What the address calls the columns that it shows, each once."""
CHOOSE = "choose"
"""Under which name the form of the menu sends its button."""
USUAL = "usual"
KEPT_SECONDS = 365 * 24 * 3600


class Columned(NamedTuple):
    """A list with columns to choose from.

    Args:
        name: of the list, by which the choice is kept.
        offered: each column with its heading, in their order.
        fixed: the columns that are always there.
        usual: those that are there until somebody chooses.
    """

    name: str
    offered: tuple[tuple[str, str], ...]
    fixed: tuple[str, ...]
    usual: tuple[str, ...]

    def known(self, names: list[str]) -> tuple[str, ...]:
        """Return the columns of some names, in the order of the list; of no name, none."""
        asked = {*names} & {name for name, _ in self.offered}
        return tuple(n for n, _ in self.offered if n in asked | {*self.fixed}) if asked else ()

    @property
    def cookie(self) -> str:
        """The name of the cookie that keeps what the person of this request chose."""
        return f"columns-{self.name}-{actor().id}"


def shown(columned: Columned) -> tuple[str, ...]:
    """Return the columns that this page shows."""
    return columned.known(request.args.getlist(ASKED)) or _kept(columned) or columned.usual


def led_on(columned: Columned) -> ResponseReturnValue | None:
    """Keep what the menu chose, and return the address that says which columns it shows.

    None where the address says so already. One that was sent by somebody else is shown, not kept.
    """
    button = request.args.get(CHOOSE)
    asked = columned.known(request.args.getlist(ASKED))
    if button is None and (asked or not _kept(columned)):
        return None
    chosen = _kept(columned) if button is None else () if button == USUAL else asked
    if chosen == columned.usual:
        chosen = ()
    answer = redirect(address([*others(), *((ASKED, name) for name in chosen)]))
    if chosen:
        answer.set_cookie(
            columned.cookie,
            ".".join(chosen),
            max_age=KEPT_SECONDS,
            samesite="Lax",
            secure=request.is_secure,
            httponly=True,
        )
    elif columned.cookie in request.cookies:
        answer.delete_cookie(columned.cookie, samesite="Lax", secure=request.is_secure)
    return answer


def others() -> list[tuple[str, str]]:
    """Return what the address says besides its columns."""
    return [(k, v) for k, v in request.args.items(multi=True) if k not in (ASKED, CHOOSE)]


def _kept(columned: Columned) -> tuple[str, ...]:
    return columned.known(request.cookies.get(columned.cookie, "").split("."))
