"""Every way to take part counts what other screens count, by group, and nobody twice."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import CallKind
from jukugi.apps.opinions.models import Call, Submission
from jukugi.apps.processes.enums import participation_sources
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reach.counted.figures import cells_of, figures_of
from jukugi.apps.reach.tests.factories import sent

pytestmark = pytest.mark.django_db


def total(name, process, period=None) -> int:
    return sum(participation_sources[name].count(process, period).values())


def call_of(process, kind) -> Call:
    now = timezone.now()
    return Call.objects.create(
        process=process, kind=kind, code=f"c{Call.objects.count()}", title="募集", opens_at=now, opened_by="x"
    )


def test_the_registry_knows_every_way_to_take_part():
    assert participation_sources.names() == ["opinions", "surveys", "opinion_map", "public_comments", "meetings"]


def test_answers_to_a_consultation_and_to_a_survey_are_not_counted_as_opinions_too():
    process = ProcessFactory()
    sent(process, 3)
    sent(process, 2, call=call_of(process, CallKind.EVENT))
    sent(process, 4, call=call_of(process, CallKind.CONSULTATION))
    sent(process, 5, call=call_of(process, CallKind.SURVEY))
    sent(ProcessFactory(), 7)

    assert total("opinions", process) == 5
    assert Submission.objects.filter(process=process).count() == 14


def test_a_second_submission_of_one_device_is_not_the_first_time():
    process, ward = ProcessFactory(), WardFactory()
    first = sent(process, 1, ward=ward)[0]
    sent(process, 2, ward=ward, author=first.author)
    sent(process, 1, channel=Channel.POST)

    found = participation_sources["opinions"].count(process, None)

    assert found == {
        (ward.pk, "", "", Channel.WEB, True): 1,
        (ward.pk, "", "", Channel.WEB, False): 2,
        (None, "", "", Channel.POST, None): 1,
    }


def test_a_period_holds_its_first_moment_and_not_its_last():
    process, now = ProcessFactory(), timezone.now()
    for days in (0, 1, 2):
        sent(process, 1, at=now + timedelta(days=days))

    assert total("opinions", process, (now, now + timedelta(days=2))) == 2


@pytest.mark.parametrize("name", ["opinions", "surveys", "opinion_map", "public_comments", "meetings"])
def test_each_way_takes_one_query(name, django_assert_num_queries):
    process = ProcessFactory()
    sent(process, 3)

    with django_assert_num_queries(1):
        participation_sources[name].count(process, None)


groups = st.dictionaries(
    st.tuples(
        st.sampled_from([None, 1, 2]),
        st.sampled_from(["", "18", "80"]),
        st.sampled_from(["", "male", "female", "other"]),
        st.sampled_from(["web", "post"]),
        st.sampled_from([None, True, False]),
    ),
    st.integers(1, 50),
    max_size=30,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=groups)
def test_every_sum_of_the_figures_holds(groups):
    cells = cells_of(groups, {1: "141313", 2: "141321"})

    for figures in figures_of(cells, frozenset({"ward", "age", "sex"})):
        assert figures.counts["total"] == sum(groups.values())
        for whole, parts in figures.sums:
            assert figures.counts[whole] == sum(figures.counts[part] for part in parts)
