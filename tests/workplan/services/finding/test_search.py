"""What is found, to the last text, by whom, and wherever it is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from models import Agency, TaskComment, User
from support.ground.office import OTHER_SLUG, SLUG
from support.record.finding import NOW, check_index, codes, listed
from workplan.cli.answers import OPERATOR
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import conversations
from workplan.services.finding import search
from workplan.services.finding.conditions import Condition
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office

FOLDED_SINCE = "0015"


def test_nobodys_finds_are_pushed_out_by_what_they_may_not_see(office: Office) -> None:
    mine = office.add("9z", name="Notify the committee", description="A commission asks")
    theirs, _ = tasks.add(
        Change(office.stranger, NOW),
        OTHER_SLUG,
        office.fields("ZZ", name="The committee of strangers"),
    )
    with writing() as session:
        row = {"task_id": theirs, "user_id": office.stranger.id, "said_at": NOW}
        session.execute(
            insert(TaskComment), [{**row, "body": f"The committee {n}"} for n in range(1200)]
        )

    assert codes("committee", office.lead) == ["9z"]
    assert codes("co", office.lead) == ["9z"]
    assert codes("committee", office.stranger) == ["ZZ"]
    assert codes("committee", office.people["admin"]) == []
    office.remove(mine)
    assert codes("committee", office.lead) == []


def test_a_task_of_which_much_is_said_takes_the_room_of_no_other(office: Office) -> None:
    first, _ = office.add("1a"), office.add("1b", description="The weekly call")
    with writing() as session:
        row = {"task_id": first, "user_id": office.lead.id, "said_at": NOW}
        session.execute(insert(TaskComment), [{**row, "body": f"Weekly {n}"} for n in range(1200)])

    found = search.find(db.session(), office.lead, "weekly")

    assert [(f.task.code, len(f.places)) for f in found] == [("1b", 1), ("1a", search.MOST_PLACES)]
    assert "".join(part for part, _ in found[1].places[0][1]) == "Weekly 1199"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("roto", "1a"),
        ("ROADMAP proto", "1a"),
        ("counter-UAS", "1a"),
        ("counter‑uas", "1a"),
        ("uas", "1a"),
        ("輸出", "1b"),
        ("審査", "1b"),
        ("査", "1b"),
        ("武器輸出の", "1b"),
        ("überprüfung", "1c"),
        ("uberprufung", "1c"),
        ("ÜBERPRÜFUNG", "1c"),
        ("U\u0308berpru\u0308", "1c"),
        ("ｕｂｅｒ", "1c"),
        ("prüf lieferung", "1c"),
        ("FMS-2027", "1d"),
        ("50%", "1d"),
        ("don't", "1d"),
        ("a_b", "1d"),
        ("ORESUND", "1d"),
        ("x^y", None),
        ("a%b", None),
        ("rotoz", None),
        ("出輸", None),
    ],
)
def test_search_and_the_list_find_the_same_inside_words_and_without_accents(
    office: Office, typed: str, code: str | None
) -> None:
    office.add("1a", name="Roadmap for counter-UAS prototyping")
    office.add("1b", name="武器輸出の審査")
    office.add("1c", name="Überprüfung der Lieferungen")
    office.add("1d", name="ＦＭＳ－２０２７", description="Don’t exceed 50% of a_b at Øresund")

    wanted = [code] if code else []
    assert codes(typed, office.lead) == wanted
    assert listed(office.lead, text=typed) == wanted


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (("name", "has", "PRUFUNG"), ["1c"]),
        (("name", "is", "überprüfung DER lieferungen"), ["1c"]),
        (("name", "hasnt", "ÜBER"), ["1d", "0"]),
        (("about", "has", "øresund"), ["1d"]),
        (("lead", "is", "BURO FÜR rustung"), ["1d", "0"]),
        (("person", "is", "jürgen ÖZ"), ["1d"]),
    ],
)
def test_conditions_compare_texts_and_names_without_case_or_accents(
    office: Office, condition: tuple[str, str, str], found: list[str]
) -> None:
    with writing() as session:
        session.get_one(Agency, office.agencies["DSCA"]).label = "Büro für Rüstung"
        session.get_one(User, office.contributor.id).name = "Jürgen Öz"
    office.add("1c", name="Überprüfung der Lieferungen")
    office.add(
        "1d", leads=("DSCA", "PM"), description="At Øresund", assignee_id=office.contributor.id
    )
    assert listed(office.lead, conditions=(Condition(*condition),)) == found


def test_the_best_comes_first(office: Office) -> None:
    office.add("1a", name="Restart the talks")
    office.add("1b", name="Nothing", description="A chart of art")
    office.add("1c", name="State of the art")
    said = office.add("1d", name="Other")
    conversations.say(Change(office.lead, NOW), said, "Part of it")

    assert codes("art", office.lead) == ["1c", "1a", "1b", "1d"]


def test_each_text_of_a_task_is_found_by_the_new_and_not_by_the_old(office: Office) -> None:
    task_id = office.add("old1", name="Oldname", description="Oldprose")
    for field, old, new in (
        ("code", "old1", "new1"),
        ("name", "Oldname", "Neuer Name"),
        ("description", "Oldprose", "Neue\nProsa"),
    ):
        since = office.last_seq()
        office.change(task_id, **{field: new})
        for typed in (new.split()[0], new[:2], new.split()[-1][1:4]):
            assert task_id in {f.task.id for f in search.find(db.session(), office.lead, typed)}
        assert codes(old, office.lead) == []
        assert listed(office.lead, text=old) == []
        assert len(listed(office.lead, text=new)) == 1
        undo(Change(office.coordinator, NOW), since + 1)
        assert len(codes(old, office.lead)) == 1
        assert codes(f"{new.split()[0]} ", office.lead) == []
    check_index()


def test_the_work_of_somebody_who_left_is_found_by_their_name(office: Office) -> None:
    office.add("1e", assignee_id=office.contributor.id)
    memberships.leave(Change(OPERATOR, NOW), office.email("contributor"), SLUG)
    assert listed(office.lead, conditions=(Condition("person", "is", "carl weber"),)) == ["1e"]


def test_the_best_fifty_tasks_are_found_with_ten_places_of_each(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (search.MOST, search.MOST_PLACES) == (50, 10)
    monkeypatch.setattr(search, "MOST", 2)
    monkeypatch.setattr(search, "MOST_PLACES", 2)
    for code in ("1b", "1c", "1d"):
        office.add(code, name=f"Quorum {code}")
    said = office.add("1e", name="Other")
    for text in ("quorum one", "quorum two", "quorum three"):
        conversations.say(Change(office.lead, NOW), said, text)

    assert codes("quorum", office.lead) == ["1b", "1c"]
    monkeypatch.setattr(search, "MOST", 9)
    places = {f.task.code: f.places for f in search.find(db.session(), office.lead, "quorum")}
    shown = ["".join(text for text, _ in parts) for _, parts in places["1e"]]
    assert shown == ["quorum three", "quorum two"]
