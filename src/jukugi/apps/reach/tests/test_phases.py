"""Phases on the public page: sums alone, that tell nobody, neither beside the whole nor after earlier editions."""

from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.enums import Lane
from jukugi.apps.processes.models import Phase
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reach import actions
from jukugi.apps.reach.actions.publishing import verified_editions
from jukugi.apps.reach.counted import phases as counted
from jukugi.apps.reach.enums import K
from jukugi.apps.reach.models import ReachEdition
from jukugi.apps.reach.tests.factories import draft, sent
from jukugi.core.disclosure.flows import wide


@pytest.fixture
def officer():
    return RoleFactory(kind=RoleKind.POLICY_OFFICER, area=None).user


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def phase_of(process, title, since, until, lane=Lane.CITIZENS):
    now = timezone.now()
    return Phase.objects.create(
        process=process,
        lane=lane,
        title=title,
        opens_at=now + timedelta(days=since),
        closes_at=now + timedelta(days=until),
    )


def came(process, number, days):
    return sent(process, number, at=timezone.now() + timedelta(days=days))


def publish(process, officer) -> ReachEdition:
    actions.count_reach(process=process, now=timezone.now())
    return actions.publish_reach(process=process, note="", actor=officer, now=timezone.now())


def totals(edition):
    return {row["title"]: row["totals"]["opinions"] for row in edition.content["phases"]}


sizes = st.lists(st.integers(0, 40), min_size=3, max_size=5)


@settings(deadline=None)
@given(first=sizes, then=st.lists(sizes, max_size=3))
def test_no_small_sum_follows_from_any_edition_or_from_two(first, then):
    """Somebody with all editions knows of each part, and of all others together, nobody or enough people."""
    parts, was, before_total = list(first), {}, None
    for more in [[0] * len(first), *then]:
        parts = [number + (more[place] if place < len(more) else 0) for place, number in enumerate(parts)]
        *own, rest = parts
        total = sum(parts)
        if total < K or (before_total is not None and 0 < abs(total - before_total) < K):
            continue
        told = counted._told(dict(enumerate(own)), total, was, before_total)
        if told is None:
            told = was
        shown = {place: number for place, number in told.items() if number is not None}
        rest = total - sum(shown.values())
        assert all(number == 0 or number >= K for number in shown.values())
        assert rest == 0 or rest >= K
        if told is not was:
            empty = [parts[place] for place, number in told.items() if number is None and parts[place]]
            assert not empty or rest >= min(wide(K), total)
        if before_total is not None:
            both = [place for place in shown if was.get(place) is not None]
            steps = [shown[place] - was[place] for place in both]
            steps.append(total - before_total - sum(steps))
            assert all(step == 0 or abs(step) >= K for step in steps)
            assert all(told.get(place) is None for place, number in was.items() if number is None)
        was, before_total = told, total


@settings(deadline=None, max_examples=30)
@given(table=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=4))
def test_sums_of_phases_tell_nothing_new_of_the_whole(table):
    """Rows are wards, columns phases; published are the sum of all, some wards, and the sum of each phase."""
    cells = np.array(table, dtype=float)
    rows, columns = cells.shape
    whole = cells.sum(axis=1)
    told = [place for place in range(rows) if place != rows - 1 and whole[place] >= K]

    def ends(ward, *, has_phases):
        known, values = [np.ones((rows, columns))], [cells.sum()]
        for place in told:
            row = np.zeros((rows, columns))
            row[place] = 1
            known.append(row)
            values.append(whole[place])
        for phase in range(columns) if has_phases else ():
            row = np.zeros((rows, columns))
            row[:, phase] = 1
            known.append(row)
            values.append(cells[:, phase].sum())
        cost = np.zeros((rows, columns))
        cost[ward] = 1
        matrix = np.array([row.ravel() for row in known])
        found = [linprog(sign * cost.ravel(), A_eq=matrix, b_eq=values, bounds=(0, None)) for sign in (1, -1)]
        return [round(abs(each.fun), 6) for each in found]

    for ward in range(rows):
        assert ends(ward, has_phases=True) == ends(ward, has_phases=False)


@pytest.mark.django_db
def test_each_phase_of_citizens_is_told_with_its_sum(process, officer):
    phase_of(process, "検証", -100, -50)
    phase_of(process, "検討", -50, 50)
    phase_of(process, "庁内", -100, 50, lane=Lane.INTERNAL)
    phase_of(process, "重なる", -20, 90)
    phase_of(process, "これから", 60, 90)
    came(process, 30, -70)
    came(process, 45, -3)

    edition = publish(process, officer)

    assert totals(edition) == {"検証": 30, "検討": 45}


@pytest.mark.django_db
def test_a_few_of_one_phase_hide_another_with_them(process, officer):
    for title, since, until in (("一", -100, -50), ("二", -50, -20), ("三", -20, 20)):
        phase_of(process, title, since, until)
    came(process, 3, -70)
    came(process, 12, -30)
    came(process, 40, -3)

    edition = publish(process, officer)

    assert totals(edition) == {"一": None, "二": None, "三": 40}


@pytest.mark.django_db
def test_late_letters_of_an_earlier_phase_wait_until_they_are_enough(process, officer):
    phase_of(process, "検証", -100, -50)
    phase_of(process, "検討", -50, 50)
    came(process, 30, -70)
    came(process, 40, -3)
    publish(process, officer)
    came(process, 2, -60)
    came(process, 20, -2)

    second = publish(process, officer)
    came(process, 6, -60)
    third = publish(process, officer)

    assert totals(second) == {"検証": 30, "検討": 40}  # all others came to be 22 more, told as the whole alone
    assert {row["since"]["opinions"] for row in second.content["phases"]} == {1}
    assert totals(third) == {"検証": 38, "検討": 60}


@pytest.mark.django_db
def test_the_page_shows_the_chosen_phase_and_says_what_it_cannot(process, officer, client):
    first = phase_of(process, "検証", -100, -50)
    second = phase_of(process, "検討", -50, 50)
    came(process, 30, -70)
    came(process, 40, -3)
    publish(process, officer)
    url = reverse("reach:reach")

    one = client.get(f"{url}?way=opinions&phase={second.pk}").content.decode().replace("<wbr>", "")
    few = client.get(f"{url}?way=surveys&phase={first.pk}").content.decode().replace("<wbr>", "")
    unknown = client.get(f"{url}?phase=99999").content.decode().replace("<wbr>", "")

    assert "（すべての時期で70通）" in one
    assert "この段階だけの区・年代・性別は、示しません" in one
    assert "示せません" in few
    assert "この段階だけの" not in unknown


@pytest.mark.django_db
def test_where_all_came_in_one_phase_its_figures_are_those_of_the_whole(process, officer, client):
    phase = phase_of(process, "検討", -50, 50)
    came(process, 40, -3)
    publish(process, officer)

    page = client.get(f"{reverse('reach:reach')}?way=opinions&phase={phase.pk}").content.decode().replace("<wbr>", "")

    assert "40通のすべてがこの段階のものです" in page
    assert "数の中身" in page


@pytest.mark.django_db
class TestAgain:
    """What ``jukugi verify`` says of editions."""

    def test_editions_are_what_their_counts_allow(self, process, officer):
        came(process, 40, -3)
        publish(process, officer)
        came(process, 30, -2)
        publish(process, officer)

        assert [one.fault for one in verified_editions()] == ["", ""]

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda one: one.content["sources"]["opinions"]["figures"].update(total=41), "公表したあとに変えられて"),
            (lambda one: one.cells["opinions"]["people"].update({"-|-|-": 39}), "計算し直したものと違います"),
        ],
    )
    def test_what_was_changed_is_found(self, process, officer, change, said):
        came(process, 40, -3)
        edition = publish(process, officer)
        change(edition)
        ReachEdition.objects.filter(pk=edition.pk).update(content=edition.content, cells=edition.cells)

        assert said in next(verified_editions()).fault

    def test_a_small_figure_that_is_told_is_found(self, process, officer, monkeypatch):
        came(process, 40, -3)
        edition = publish(process, officer)
        content, cells = edition.content, edition.cells
        one = content["sources"]["opinions"]
        cells["opinions"]["ways"] = {"web|first": 37, "web|again": 3}
        one["figures"] |= {"ch|web": 40, "f|first": 37, "f|again": 3, "cf|web|first": 37, "cf|web|again": 3}
        one["figures"] = dict(sorted(one["figures"].items()))
        digest = counted_digest(content)
        ReachEdition.objects.filter(pk=edition.pk).update(content=content, cells=cells, digest=digest)

        assert "守りが足りません" in next(verified_editions()).fault


def counted_digest(content):
    from jukugi.apps.reach.counted.document import digest_of

    return digest_of(content)


@pytest.mark.django_db
def test_what_was_tried_is_told_by_editions_and_a_few_more_answers_are_not(process, officer, client):
    row = actions.record_outreach(
        process=process, draft=draft(kind="letter", responses=20, handed_out=200), actor=officer, now=timezone.now()
    )
    came(process, 40, -3)
    first = publish(process, officer)
    for responses, people in ((22, 30), (31, 30)):
        row = actions.correct_outreach(
            outreach=row,
            draft=draft(kind="letter", responses=responses, handed_out=200),
            reason="数え直した",
            actor=officer,
            now=timezone.now(),
        )
        came(process, people, -2)
        publish(process, officer)

    told = [one.content["tries"]["sums"][0]["answered"] for one in ReachEdition.objects.order_by("number")]
    assert first.content["tries"]["sums"][0]["handed_out"] == 200
    assert told == [20, 20, 31]
    page = client.get(f"{reverse('reach:reach')}?edition=1").content.decode()
    assert 'data-label="届いた返事">20' in page


def test_one_phase_is_one_part():
    phases = [SimpleNamespace(pk=1)]

    assert counted._told({1: 40}, 40, {}, None) == {phases[0].pk: 40}
