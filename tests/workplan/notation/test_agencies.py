"""Whose a task is: short names, the first leads, the others with their role."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.notation import agencies
from workplan.notation.agencies import Known, Owners
from workplan.notation.refusals import NotUnderstood

KNOWN = Known({
    "State": ["STATE", "Department of State"],
    "State PM": ["STATE-PM", "Bureau of Political-Military Affairs"],
    "State DDTC": ["STATE-DDTC"],
    "War": ["WAR"],
    "Commerce": ["COMMERCE"],
    "Commerce ITA": ["ITA"],
    "OUSD(C)": ["OUSD-C"],
})  # fmt: skip
LABEL = st.sampled_from(KNOWN.labels)


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("", Owners()),
        ("State", Owners(("State",))),
        ("state + WAR", Owners(("State", "War"))),
        ("State and War", Owners(("State", "War"))),
        ("ddtc", Owners(("State DDTC",))),
        ("ITA", Owners(("Commerce ITA",))),
        ("Department of State", Owners(("State",))),
        ("OUSD(C)", Owners(("OUSD(C)",))),
        (
            "State + War, Commerce: consult, PM (assist)",
            Owners(("State", "War"), (("Commerce", "consult"), ("State PM", "assist"))),
        ),
        ("State, Commerce", Owners(("State",), (("Commerce", "coordinate"),))),
        ("State, State: clears", Owners(("State",))),
    ],
)
def test_a_cell_is_read(text: str, owners: Owners) -> None:
    assert agencies.read(text, KNOWN) == owners


@pytest.mark.parametrize(
    ("text", "said", "mending"),
    [
        ("Comerce", "No such agency: “Comerce”.", "Commerce"),
        ("State, Comerce: consult", "No such agency: “Comerce”.", "State, Commerce: consult"),
        ("State, War: consuls", "“consuls” is no role.", "State, War: consult"),
        ("Xyzzy", "Give its short name, as tables show it.", None),
    ],
)
def test_what_is_not_understood_is_named_with_the_way_out(
    text: str, said: str, mending: str | None
) -> None:
    with pytest.raises(NotUnderstood) as refused:
        agencies.read(text, KNOWN)
    assert said in refused.value.message
    assert [one.value for one in refused.value.mendings] == ([mending] if mending else [])


@given(
    st.lists(LABEL, max_size=3, unique=True),
    st.dictionaries(LABEL, st.sampled_from(agencies.ROLES), max_size=4),
)
def test_what_is_written_is_read_back(leads: list[str], supports: dict[str, str]) -> None:
    leading = agencies.read(agencies.written_leads(leads), KNOWN)
    assert leading == Owners(tuple(leads))
    others = tuple(supports.items())
    assert agencies.read_supports(agencies.written_supports(others), KNOWN) == others


def test_it_is_said() -> None:
    assert agencies.said_leads(()) == "nobody leads"
    assert agencies.said_leads(("State",)) == "State leads"
    assert agencies.said_leads(("State", "War")) == "State and War lead jointly"
    assert agencies.said_supports((("War", "consult"),)) == "War consults"
    assert agencies.said_supports(()) == "nobody supports"
