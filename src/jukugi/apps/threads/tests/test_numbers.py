"""How far voices come: the same figures as on every other screen, by ward and level, and where threads break off."""

import csv
import io

import pytest
from django.urls import reverse

from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.queries import counting
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.threads.queries.numbers import open_gaps, thread_numbers

pytestmark = pytest.mark.django_db

REASON = "国の決まりで、市では決められません。"


def text(response) -> str:
    return response.content.decode().replace("<wbr>", "")


@pytest.fixture
def process():
    """Two voices on an issue (one of them on two levels), one ended, one nowhere, one waiting; two from a ward."""
    process = ProcessFactory(is_main=True)
    ward = WardFactory(name="見本区")
    low = IssueFactory(process=process, level=IssueLevel.CHIIKI)
    high = IssueFactory(process=process, level=IssueLevel.SHIIKI)
    first = voice(process, ward)
    IssueLinkFactory(opinion=first, issue=low)
    IssueLinkFactory(opinion=first, issue=high)
    IssueLinkFactory(opinion=voice(process), issue=low)
    IssueLinkFactory(opinion=voice(process), issue=None, kind=LinkKind.NOT_TAKEN_UP, reason=REASON)
    voice(process, ward, text="まだどこにもつながっていない言葉です。")
    voice(process, state=OpinionState.WAITING)
    IssueLinkFactory()
    return process


def voice(process, ward=None, *, state=OpinionState.SHOWN, **fields):
    return OpinionFactory(submission__process=process, submission__ward=ward, state=state, **fields)


def test_the_figures_are_those_of_every_other_screen_and_wards_add_up(process):
    numbers = thread_numbers(process)

    totals = [count for _words, count in numbers.totals]
    assert totals == [5, 4, 1, 2, 1, 0, 0, 0, 0, 0, 0]
    received = counting.received(process)
    assert totals[:2] == [received.total, received.shown]
    assert totals[3] == counting.linked(process)
    columns = list(zip(*([count for _words, count in row.cells] for row in numbers.wards), strict=True))
    told = [place for place, column in enumerate(columns) if None not in column]
    assert [sum(columns[place]) for place in told] == [totals[place] for place in told]
    assert [str(numbers.reaches[place].words) for place in told] == [
        "公開中",
        "どこにもつながっていない",
        "論点の声になった",
        "取り上げないところがある",
        "文書の文につながった",
    ]


def test_voices_that_are_not_public_one_by_one_are_not_told_by_ward(client, process):
    """Who took part by ward is published once, with small numbers kept empty: a second table would give them away."""
    ward = WardFactory(name="小さな区")
    voice(process, ward, state=OpinionState.IN_GIST)

    page, rows = text(client.get(reverse("threads:numbers"))), told_rows(client)

    assert ["区", "小さな区", "", "0", "0", "0", "0", "0", *[""] * 5] in rows
    assert "一つずつを区とともに公開していない声なので、区ごとには示しません" in page


def told_rows(client) -> list[list[str]]:
    return list(csv.reader(io.StringIO(client.get(reverse("threads:numbers-csv")).content.decode("utf-8-sig"))))


def test_a_voice_on_two_levels_counts_in_both(process):
    numbers = thread_numbers(process)

    by_level = {row.code: [count for _words, count in row.cells] for row in numbers.levels}
    assert by_level == {"chiiki": [2], "kuiki": [0], "shiiki": [1], "kobetsu": [0]}


def test_a_gap_is_counted_for_the_city_and_for_a_ward_and_leads_to_its_list(client, process):
    ward = process.submissions.filter(ward__isnull=False).first().ward

    whole, there = open_gaps(process), open_gaps(process, ward)

    others = ("drafts:list", "evaluations:list", "public_comments:list", "surveys:list")
    assert [(gap.count, gap.url) for gap in whole] == [
        (1, reverse("threads:unlinked")),
        *((0, reverse(name)) for name in others),
    ]
    assert [(gap.count, gap.url) for gap in there] == [(1, f"{reverse('threads:unlinked')}?ward={ward.code}")]
    assert "まだどこにもつながっていない言葉です。" in text(client.get(there[0].url))


def test_reasons_for_ends_are_grouped_and_lead_to_a_voice(client, process):
    IssueLinkFactory(opinion=voice(process), issue=None, kind=LinkKind.NOT_TAKEN_UP, reason=REASON)
    IssueLinkFactory(
        opinion=voice(process, state=OpinionState.HIDDEN, text="隠した言葉"),
        issue=None,
        kind=LinkKind.NOT_TAKEN_UP,
        reason="隠した声の理由",
    )

    page = text(client.get(reverse("threads:ended")))

    assert page.count(REASON) == 1
    assert "2件。" in page
    assert "隠した" not in page


def test_pages_stand_before_there_is_anything(client):
    for name in ("numbers", "unlinked", "ended"):
        assert client.get(reverse(f"threads:{name}")).status_code == 200
    assert client.get(reverse("threads:numbers-csv")).status_code == 404


def test_the_table_as_csv_has_the_figures_of_the_page(client, process):
    rows = told_rows(client)

    assert rows[0][:4] == ["分け方", "名前", "届いた", "公開中"]
    assert rows[1] == ["区", "全体", "5", "4", "1", "2", "1", *["0"] * 6]
    assert ["区", "見本区", "", "2", "1", "1", "0", "0"] in [row[:8] for row in rows]
    assert ["論点の広さ", "地域", "", "", "", "2", "", ""] in [row[:8] for row in rows]


def test_the_list_of_fates_leads_to_the_figures(client, process):
    page = text(client.get(reverse("threads")))

    for name in ("numbers", "unlinked", "ended"):
        assert reverse(f"threads:{name}") in page


def test_only_voices_of_this_process_and_ward_are_listed(client, process):
    other = WardFactory()

    page = text(client.get(reverse("threads:unlinked"), {"ward": other.code}))

    assert "すべての声に、行き先があります" in page
