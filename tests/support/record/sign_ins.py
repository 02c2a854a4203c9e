"""Trying to sign in to the office, with the right password and with a wrong one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import PASSWORD
from workplan.services.accounts.signing_in.sign_in_limits import Limits
from workplan.services.accounts.signing_in.sign_ins import SignInRefused, sign_in

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 9, 2)
MINUTE = timedelta(minutes=1)
LIMITS = Limits(3, 15 * MINUTE, 30 * MINUTE, session=timedelta(hours=12))
HERE, THERE = "192.0.2.1", "192.0.2.2"


def enter(
    office: Office,
    now: datetime = NOW,
    password: str = PASSWORD,
    who: str = "lead",
    address: str = HERE,
) -> str:
    return sign_in(now, office.email(who), password, address, LIMITS)


def fail(office: Office, now: datetime = NOW, who: str = "lead", address: str = HERE) -> None:
    with pytest.raises(SignInRefused):
        enter(office, now, "a wrong password", who, address)
