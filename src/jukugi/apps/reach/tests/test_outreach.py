"""What was tried is written down, corrected by new rows, and taken back with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.models import Call
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reach import actions, errors
from jukugi.apps.reach.models import Outreach
from jukugi.apps.reach.queries.letters import forecast
from jukugi.apps.reach.queries.outreach import past_letters, sums, tried
from jukugi.apps.reach.tests.factories import draft, sent
from jukugi.core.representation import chance_of_answers
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


def record(officer, process=None, **told) -> Outreach:
    process = process or ProcessFactory()
    return actions.record_outreach(process=process, draft=draft(**told), actor=officer, now=timezone.now())


def call_of(process) -> Call:
    now = timezone.now()
    return Call.objects.create(
        process=process, kind=CallKind.PLACE, code=f"p{process.pk}", title="箱", opens_at=now, opened_by="x"
    )


def test_a_ward_officer_writes_for_people_of_the_ward_alone():
    own, other = WardFactory(), WardFactory()
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user

    assert record(officer, ward=own).ward == own
    for ward in (other, None):
        with pytest.raises(NotAllowed):
            record(officer, ward=ward)
    with pytest.raises(NotAllowed):
        record(RoleFactory(kind=RoleKind.OPERATOR, area=None).user, ward=own)
    with pytest.raises(NotAllowed):
        record(UserFactory(), ward=own)


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ({"title": "  "}, WordsMissing),
        ({"handed_out": 0}, errors.NobodyHandedOut),
        ({"responses": 101}, errors.MoreThanHandedOut),
    ],
)
def test_what_cannot_be_is_refused(officer, told, error):
    with pytest.raises(error):
        record(officer, **told)

    assert not Outreach.objects.exists()


def test_what_has_not_been_done_yet_is_refused(officer):
    with pytest.raises(errors.FutureOutreach):
        record(officer, done_on=timezone.localdate() + timedelta(days=1))

    assert not Outreach.objects.exists()


def test_a_call_counts_the_answers_and_must_be_of_the_process(officer):
    process = ProcessFactory()
    call = call_of(process)
    record(officer, process, call=call)
    sent(process, 7, call=call)

    assert [one.responses for one in tried(process)] == [7]
    with pytest.raises(errors.AnotherProcess):
        record(officer, call=call)
    with pytest.raises(errors.TwoWaysCounted):
        record(officer, process, call=call, responses=3)


def test_nothing_is_written_in_a_finished_process(officer):
    with pytest.raises(ProcessFinished):
        record(officer, ProcessFactory(is_finished=True))


def test_a_correction_keeps_the_entry_before_it(officer):
    row = record(officer)

    new = actions.correct_outreach(
        outreach=row, draft=draft(handed_out=90), reason="数え直した", actor=officer, now=timezone.now()
    )

    row.refresh_from_db()
    assert (row.handed_out, new.handed_out, new.corrects) == (100, 90, row)
    assert list(Outreach.objects.standing()) == [new]
    with pytest.raises(errors.OutreachChanged):
        actions.take_back_outreach(outreach=row, reason="誤り", actor=officer, now=timezone.now())


def test_an_entry_is_taken_back_with_a_reason(officer):
    row = record(officer)
    with pytest.raises(WordsMissing):
        actions.take_back_outreach(outreach=row, reason=" ", actor=officer, now=timezone.now())

    actions.take_back_outreach(outreach=row, reason="別の検討のもの", actor=officer, now=timezone.now())

    assert not Outreach.objects.standing().exists()
    with pytest.raises(errors.OutreachChanged):
        actions.correct_outreach(outreach=row, draft=draft(), reason="直す", actor=officer, now=timezone.now())


def test_small_numbers_of_answers_are_not_told_to_everybody(officer):
    process = ProcessFactory()
    record(officer, process, kind="leaflet", responses=3)
    record(officer, process, kind="letter", responses=20, handed_out=200)

    assert {one.label: one.answered for one in sums(tried(process))} == {"ちらし・ポスター": None, "手紙": 20}
    assert past_letters(tried(process)) == (200, 20)


def test_a_forecast_is_the_fewest_letters_with_this_chance():
    found = forecast(wanted=20, sent=200, answered=20)

    for chance, letters in found.letters:
        assert chance_of_answers(20, letters=letters, answered=20, sent=200) >= chance
        assert chance_of_answers(20, letters=letters - 1, answered=20, sent=200) < chance
    with pytest.raises(errors.NotEnoughLetters):
        forecast(wanted=10_000, sent=10_000_000, answered=0)
