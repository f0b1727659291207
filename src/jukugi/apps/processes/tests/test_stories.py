"""The last step of every voice's story: the next milestone of its process."""

from datetime import date, timedelta

import pytest
from django.test import RequestFactory

from jukugi.apps.processes import stories
from jukugi.apps.processes.enums import Precision
from jukugi.apps.processes.tests.factories import DURING, MilestoneFactory, ProcessFactory
from jukugi.kit.pages.voices import StepState, Voice

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 1)


def steps(process, **fields):
    voice = Voice("opinion", 1, "000000000", "web", "", DURING, ("声",), is_public=True, subject=process, **fields)
    return stories.steps(RequestFactory().get("/"), voice, DURING)


def milestone(process, days: int, **fields):
    return MilestoneFactory(process=process, on=TODAY + timedelta(days=days), **fields)


def test_the_next_milestone_is_told_and_none_of_the_past_or_of_today():
    process = ProcessFactory()
    for days, title in ((-1, "きのう"), (0, "きょう"), (40, "素案"), (90, "答申")):
        milestone(process, days, title=title)

    (step,) = steps(process)

    assert (step.title, step.at, step.state) == (
        "次の節目は「素案」です",
        TODAY + timedelta(days=40),
        StepState.NEXT,
    )


@pytest.mark.parametrize(("precision", "when"), [(Precision.DAY, ""), (Precision.MONTH, "2026年12月")])
def test_a_milestone_of_which_the_month_is_known_is_told_by_its_month(precision, when):
    process = ProcessFactory()
    milestone(process, 40, precision=precision)

    assert [step.when for step in steps(process)] == [when]


def test_a_milestone_whose_month_is_open_is_passed_over():
    process = ProcessFactory()
    milestone(process, 10, precision=Precision.LOOSE, title="未定")
    milestone(process, 99, title="策定")

    assert [step.title for step in steps(process)] == ["次の節目は「策定」です"]


def test_of_two_on_one_day_the_first_entered_is_told():
    process = ProcessFactory()
    milestone(process, 10, title="先")
    milestone(process, 10, title="後")

    assert [step.title for step in steps(process)] == ["次の節目は「先」です"]


def test_without_a_milestone_to_come_nothing_is_told():
    process = ProcessFactory()
    milestone(process, -30)
    milestone(ProcessFactory(), 30)

    assert steps(process) == []


@pytest.mark.parametrize("ended", ["voice", "process", "subject"])
def test_where_nothing_more_will_come_nothing_is_promised(django_assert_num_queries, ended):
    process = ProcessFactory(is_finished=ended == "process")
    milestone(process, 30)

    with django_assert_num_queries(0):
        told = steps(None if ended == "subject" else process, is_closed=ended == "voice")

    assert told == []


def test_the_story_takes_one_query(django_assert_num_queries):
    process = ProcessFactory()
    for days in range(1, 30):
        milestone(process, days)

    with django_assert_num_queries(1):
        steps(process)
