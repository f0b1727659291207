import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.queries.reading import ROWS, beginning
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db

URL = "/opinions/"


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def voice(process, text="坂が急です。", *, state=OpinionState.SHOWN, **origin):
    return OpinionFactory(
        text=text,
        state=state,
        **{f"submission__{name}": value for name, value in {"process": process, **origin}.items()},
    )


def words(response) -> list[str]:
    return [listed.words for listed in response.context["page"].voices]


def plain(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_only_public_voices_of_the_main_process_are_shown_newest_first(client, process):
    voice(process, "はじめの声", received_at=BEFORE)
    voice(process, "あとの声", received_at=BEFORE + timedelta(days=1))
    voice(process, "秘密の声その一", state=OpinionState.WAITING)
    voice(process, "秘密の声その二", state=OpinionState.HIDDEN)
    voice(ProcessFactory(), "よその声")

    page = client.get(URL)

    assert words(page) == ["あとの声", "はじめの声"]
    assert [hidden for hidden in ("秘密の声", "よその声") if hidden in plain(page)] == []


def test_the_figures_count_what_is_not_shown_too(client, process):
    author = voice(process, "公開の声").submission.author
    voice(process, "待つ声", state=OpinionState.WAITING, author=author)
    voice(process, "伏せた声", state=OpinionState.HIDDEN, channel=Channel.FAX)

    page = client.get(URL)

    assert "公開中1件、職員が確認中1件、公開しない1件" in plain(page)
    assert "2人から。2026年4月1日（水）〜2026年4月1日（水）に受け付けたもの" in plain(page)
    assert page.context["by_channel"] == (("web", 2), ("fax", 1))


def test_a_voice_stands_in_its_own_words_with_channel_ward_day_and_its_way(client, process):
    told = voice(process, "<b>坂</b>が\n急です。", channel=Channel.CARD, ward=WardFactory(name="見本東区"))

    page = client.get(URL).content.decode()

    number = told.submission.receipt
    assert "&lt;b&gt;坂&lt;/b&gt;が\n急です。" in page
    assert "<span>見本東区</span>" in page
    assert f'href="{reverse("receipt", args=[number])}"' in page
    assert receipts.shown(number) in page


def test_a_voice_without_a_ward_says_none(client, process):
    voice(process)

    assert client.get(URL).context["page"].voices[0].ward == ""


def test_voices_are_chosen_by_channel_and_ward(client, process):
    east, west = WardFactory(), WardFactory()
    voice(process, "東のウェブ", ward=east)
    voice(process, "東のFAX", ward=east, channel=Channel.FAX)
    voice(process, "西のFAX", ward=west, channel=Channel.FAX)

    found = {
        query: sorted(words(client.get(URL + query)))
        for query in (f"?ward={east.code}", "?channel=fax", f"?channel=fax&ward={west.code}", "?channel=post")
    }

    assert list(found.values()) == [["東のFAX", "東のウェブ"], ["東のFAX", "西のFAX"], ["西のFAX"], []]


def test_voices_of_an_issue_are_those_linked_to_it_in_force(client, process):
    issue = IssueFactory(process=process, title="坂の多いまち")
    for text, link in [
        ("つながる声", {}),
        ("一部の声", {"kind": LinkKind.PARTLY}),
        ("取り上げない声", {"kind": LinkKind.NOT_TAKEN_UP}),
        ("終えた声", {"ended_at": BEFORE, "ended_reason": "別の論点でした。", "ended_by": "見本"}),
        ("よその論点の声", {"issue": IssueFactory(process=process)}),
    ]:
        IssueLinkFactory(**{"opinion": voice(process, text), "issue": issue, **link})
    IssueLinkFactory(opinion=voice(process, "伏せた声", state=OpinionState.HIDDEN), issue=issue)

    page = client.get(URL, {"issue": issue.pk})

    assert sorted(words(page)) == ["つながる声", "一部の声"]
    assert "「坂の多いまち」に届いた声</h1>" in plain(page)
    assert f'href="{issue.get_absolute_url()}"' in plain(page)
    assert "2人から" in plain(page)
    assert "ほかに、公開していない声が1件" in plain(page)


@pytest.mark.parametrize("value", ["", "0", "-1", "9" * 18, "9" * 999, "x", "１", "\x00", "1.5", "None", "'; --"])
@pytest.mark.parametrize("name", ["issue", "channel", "ward", "page"])
def test_what_the_address_says_wrongly_is_left_out(client, process, name, value):
    voice(process, "坂が急です。")

    page = client.get(URL, {name: value})

    assert (page.status_code, words(page)) == (200, ["坂が急です。"])


def test_an_issue_of_another_process_is_left_out(client, process):
    voice(process, "坂が急です。")
    foreign = IssueLinkFactory().issue

    page = client.get(URL, {"issue": foreign.pk})

    assert words(page) == ["坂が急です。"]
    assert foreign.title not in plain(page)


def test_pages_follow_each_other_without_a_gap_and_keep_what_was_chosen(client, process):
    for n in range(2 * ROWS + 1):
        voice(process, f"声{n}", channel=Channel.FAX, received_at=BEFORE + timedelta(minutes=n // 2))
    voice(process, "ウェブの声")

    met, query = [], "?channel=fax"
    while query:
        page = client.get(URL + query)
        met.append(words(page))
        query = page.context["older"]

    assert [len(part) for part in met] == [ROWS, ROWS, 1]
    assert [text for part in met for text in part] == [f"声{n}" for n in range(2 * ROWS, -1, -1)]
    assert page.context["newer"] == "?channel=fax&page=2"
    assert "3ページのうち3ページ目" in plain(page)


def test_a_page_too_far_is_the_last(client, process):
    for n in range(ROWS + 1):
        voice(process, f"声{n}", received_at=BEFORE + timedelta(minutes=n))

    page = client.get(URL, {"page": "999999999"})

    assert (page.context["page"].number, words(page)) == (2, ["声0"])


def test_a_long_voice_shows_its_first_sentences_and_says_how_long_it_is(client, process):
    long_text = "坂が急です。\n" * 100
    voice(process, long_text)

    page = client.get(URL)

    listed = page.context["page"].voices[0]
    assert (listed.is_cut, long_text.startswith(listed.words), listed.words[-1]) == (True, True, "。")
    assert 200 < len(listed.words) <= 300
    assert "続きを読む（全700字）" in plain(page)


def test_a_voice_of_three_hundred_letters_is_shown_whole(client, process):
    voice(process, "あ" * 300)

    page = client.get(URL)

    assert words(page) == ["あ" * 300]
    assert "続きを読む" not in plain(page)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("一つ目の文。二つ目の文。三つ目", "一つ目の文。"),
        ("「どうして？」と聞いた。そのあと", "「どうして？」"),
        ("町内会館を昼間に開けてほしい", "町内会館を昼間に"),
    ],
)
def test_a_beginning_ends_with_a_sentence_or_a_phrase(text, start):
    assert beginning(text, limit=9) == start


def test_a_beginning_without_any_place_to_end_is_cut_at_its_length():
    assert beginning("x" * 50, limit=9) == "x" * 9


def test_nothing_there_yet_is_told(client, process):
    assert "公開した声は、まだありません" in plain(client.get(URL))


def test_nothing_of_an_issue_and_nothing_of_a_choice_are_told(client, process):
    voice(process)
    issue = IssueFactory(process=process)

    of_issue, of_choice = client.get(URL, {"issue": issue.pk}), client.get(URL, {"channel": "post"})

    assert "この論点につながった声は、まだありません" in plain(of_issue)
    assert "この組み合わせの声は、まだありません" in plain(of_choice)


def test_without_any_process_the_page_is_empty(client):
    page = client.get(URL)

    assert page.status_code == 200
    assert "公開した声は、まだありません" in plain(page)


@pytest.mark.parametrize("of_issue", [False, True])
def test_the_page_takes_as_many_queries_for_many_voices_as_for_one(client, process, of_issue):
    issue = IssueFactory(process=process)

    def fill(count: int) -> None:
        for _ in range(count):
            IssueLinkFactory(opinion=voice(process, ward=WardFactory()), issue=issue)

    def asked() -> int:
        caches["frame"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(URL, {"issue": issue.pk} if of_issue else {})
        return len(queries)

    fill(1)
    alone = asked()
    fill(8)

    assert asked() == alone


def test_the_address_of_a_voice_names_nothing_but_its_number(client, process):
    told = voice(process)

    ways = re.findall(r'href="(/threads/[^"]*)"', client.get(URL).content.decode())

    assert reverse("receipt", args=[told.submission.receipt]) in ways
