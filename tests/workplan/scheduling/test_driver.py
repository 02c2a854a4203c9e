"""A driver is stored as one short text, and read back as it was."""

from __future__ import annotations

import pytest

from workplan.scheduling.driver import Driver


@pytest.mark.parametrize(
    ("driver", "text"),
    [
        (Driver("start"), "start:"),
        (Driver("constraint", detail="SNET"), "constraint:SNET"),
        (Driver("link", 12, "FS"), "link:12:FS:0:0"),
        (Driver("link", 12, "SS", -3, is_elapsed=True), "link:12:SS:-3:1"),
        (Driver("link", 7, "FF", 0.5), "link:7:FF:0.5:0"),
    ],
)
def test_a_driver_is_written_and_read(driver: Driver, text: str) -> None:
    assert driver.encoded() == text
    assert Driver.decoded(text) == driver


def test_a_whole_lag_stays_a_whole_number() -> None:
    assert isinstance(Driver.decoded("link:1:FS:2:0").lag, int)
