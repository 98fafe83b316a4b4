"""A round gets its rubric, and people their seats in the jury."""

import pytest
from sqlalchemy import func, select

from camp.core.errors import Invalid
from camp.jury import service
from camp.jury.models import Criterion, Juror, Round
from camp.people.models import Appointment

CRITERIA = [
    {"key": "impact", "name": "Impact", "names": {"ru": "Эффект"}, "weight": 60,
     "anchors": {"1": "None.", "5": "Strong."}, "anchor_words": {}},
    {"key": "problem", "name": "Problem", "weight": 40},
]  # fmt: skip


def prepare(cast, criteria=CRITERIA, scale=(1, 5), name="Final"):
    return cast.db.write(
        lambda session: (
            service.prepare_round(
                session,
                camp_id=cast.camp.id,
                name=name,
                scale=scale,
                criteria=criteria,
                by=cast.id("Aziza"),
            ).id
        )
    )


def appoint(cast, name, role, seat=1):
    return cast.db.write(
        lambda session: (
            service.appoint_juror(
                session,
                camp_id=cast.camp.id,
                person_id=cast.id(name),
                organisation="Library",
                role=role,
                seat=seat,
                by=cast.id("Aziza"),
                now=cast.clock(),
            ).id
        )
    )


def roles(cast, name):
    with cast.db.read() as session:
        found = session.scalars(
            select(Appointment.role).filter_by(camp_id=cast.camp.id, person_id=cast.id(name))
        )
        return set(found)


def test_a_round_keeps_its_criteria_in_order(cast):
    round_id = prepare(cast)

    with cast.db.read() as session:
        round_ = session.get_one(Round, round_id)
        assert [(one.key, one.position, one.weight) for one in round_.criteria] == [
            ("impact", 1, 60.0),
            ("problem", 2, 40.0),
        ]
        assert (round_.state, round_.scale_low, round_.scale_high) == ("prepared", 1, 5)
        assert round_.criteria[0].anchors["5"] == "Strong."


def test_preparing_twice_leaves_one_round_with_the_newer_rubric(cast):
    first = prepare(cast)
    second = prepare(cast, CRITERIA[:1])

    assert first == second
    with cast.db.read() as session:
        assert session.scalars(select(Criterion.key)).all() == ["impact"]


@pytest.mark.parametrize(
    ("criteria", "scale"),
    [
        ([], (1, 5)),
        ([CRITERIA[0], CRITERIA[0]], (1, 5)),
        ([{**CRITERIA[0], "weight": 0}], (1, 5)),
        ([{**CRITERIA[0], "key": "chair"}], (1, 5)),
        (CRITERIA, (5, 1)),
    ],
)
def test_a_rubric_that_nobody_could_judge_by_is_refused(cast, criteria, scale):
    with pytest.raises(Invalid):
        prepare(cast, criteria, scale)


def test_a_seat_gives_the_roles_that_go_with_it(cast):
    cast.add("Zulfiya")
    appoint(cast, "Zulfiya", "chair")
    assert roles(cast, "Zulfiya") == {"juror", "chair"}

    appoint(cast, "Jamila", "juror")
    appoint(cast, "Zulfiya", "reserve", 8)
    assert roles(cast, "Zulfiya") == {"juror"}
    assert roles(cast, "Jamila") == {"juror"}
    with cast.db.read() as session:
        assert session.scalar(select(func.count(Juror.id))) == 2


def test_a_camp_has_one_chair(cast):
    appoint(cast, "Jamila", "chair")
    appoint(cast, "Jasur", "chair", 2)

    assert roles(cast, "Jamila") == {"juror"}
    assert roles(cast, "Jasur") == {"juror", "chair"}
    with cast.db.read() as session:
        seats = session.scalars(select(Juror.role).order_by(Juror.seat)).all()
    assert seats == ["juror", "chair"]


def test_an_unknown_seat_is_refused(cast):
    with pytest.raises(Invalid):
        appoint(cast, "Jamila", "guest")
