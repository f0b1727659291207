"""Looking for voices on the public page and at the desk: who finds what, and what the page says of it."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import BEFORE, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.actions.indexing import index_opinions
from jukugi.apps.opinions.actions.search_parts import bring_into_index
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import IssueLink
from jukugi.apps.opinions.queries.reading import ROWS
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db

URL = "/opinions/"
DESK = "/desk/opinions/search/"


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def voice(process, text="坂が急です。", *, state=OpinionState.SHOWN, **origin):
    opinion = OpinionFactory(
        text=text,
        state=state,
        **{f"submission__{name}": value for name, value in {"process": process, **origin}.items()},
    )
    index_opinions([opinion.pk])
    return opinion


def words(response) -> list[str]:
    return [listed.words for listed in response.context["page"].voices]


def plain(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def numbers(response, name: str) -> dict[str, int]:
    return {choice.value: choice.number for choice in response.context[name] if choice.number}


def test_the_public_finds_public_voices_of_the_main_process_and_counts_no_others(client, process):
    ward = WardFactory()
    voice(process, "公開の坂", ward=ward)
    voice(process, "待つ坂", state=OpinionState.WAITING, ward=ward)
    hidden = voice(process, "伏せた坂", state=OpinionState.HIDDEN, channel=Channel.FAX, ward=ward)
    voice(ProcessFactory(), "よその坂", channel=Channel.POST, ward=ward)
    IssueLinkFactory(opinion=hidden, issue=IssueFactory(process=process))

    page = client.get(URL, {"q": "坂"})

    assert words(page) == ["公開の坂"]
    assert (page.context["page"].total, numbers(page, "channels"), numbers(page, "wards")) == (
        1,
        {"web": 1},
        {ward.code: 1},
    )
    assert page.context["issues"] == []
    assert [secret for secret in ("待つ坂", "伏せた坂", "よその坂") if secret in plain(page)] == []


@pytest.mark.parametrize("state", ["waiting", "hidden"])
def test_the_address_gives_the_public_no_other_states(client, process, state):
    voice(process, "坂の声", state=OpinionState(state))

    found = [client.get(URL, {"q": "坂", "state": state}), client.get(URL, {"state": state})]

    assert [words(page) for page in found] == [[], []]


def test_a_voice_that_is_hidden_later_is_found_no_longer(client, process):
    told = voice(process)
    before = words(client.get(URL, {"q": "坂"}))
    told.state = OpinionState.HIDDEN
    told.save(update_fields=["state"])

    assert (before, words(client.get(URL, {"q": "坂"}))) == (["坂が急です。"], [])


def test_found_words_are_marked_and_nothing_else_is_obeyed(client, process):
    voice(process, "<b>坂</b>の&amp;ﾊﾞｽ停<script>")

    page = client.get(URL, {"q": "バス停 坂"}).content.decode()

    assert "&lt;b&gt;<mark>坂</mark>&lt;/b&gt;の&amp;amp;<mark>ﾊﾞｽ停</mark>&lt;script&gt;" in page


def test_what_was_typed_stands_in_the_field_and_is_not_obeyed(client, process):
    page = client.get(URL, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page


def test_choices_tell_how_many_each_would_find_while_the_others_stay(client, process):
    east, west = WardFactory(), WardFactory()
    voice(process, "坂一", ward=east)
    voice(process, "坂二", ward=east, channel=Channel.FAX)
    voice(process, "坂三", ward=west, channel=Channel.FAX)
    voice(process, "階段", ward=east)

    page = client.get(URL, {"q": "坂", "channel": "fax", "ward": east.code})

    assert words(page) == ["坂二"]
    assert (numbers(page, "channels"), numbers(page, "wards")) == ({"web": 1, "fax": 1}, {east.code: 1, west.code: 1})


def test_issues_of_what_was_found_lead_on_with_the_same_words(client, process):
    issue, other = IssueFactory(process=process, title="坂の多いまち"), IssueFactory(process=process)
    for text, of in [("坂一", issue), ("坂二", issue), ("坂三", other), ("階段", issue)]:
        IssueLinkFactory(opinion=voice(process, text), issue=of)

    page = client.get(URL, {"q": "坂"})
    (first, number, address), _second = page.context["issues"]

    assert (first, number) == (issue, 2)
    assert sorted(words(client.get(URL + address))) == ["坂一", "坂二"]


@pytest.mark.parametrize("is_indexed", [False, True])
def test_numbers_of_issues_agree_with_the_lists_behind_them(client, process, is_indexed):
    issue, other, west = IssueFactory(process=process), IssueFactory(process=process), WardFactory()
    for text, of, ward in [("坂一", issue, west), ("坂二", issue, None), ("坂三", other, west), ("階段", issue, west)]:
        IssueLinkFactory(opinion=voice(process, text, ward=ward), issue=of)
    both = voice(process, "坂四", ward=west)
    for of in (issue, other):
        IssueLinkFactory(opinion=both, issue=of)
    IssueLinkFactory(opinion=both, issue=IssueFactory(process=process), kind=LinkKind.NOT_TAKEN_UP)
    ended = IssueLinkFactory(opinion=both, issue=IssueFactory(process=process))
    if is_indexed:
        bring_into_index()
    IssueLink.objects.filter(pk=ended.pk).update(ended_at=BEFORE, ended_reason="別の論点", ended_by="見本")

    told = client.get(URL, {"q": "坂", "ward": west.code}).context["issues"]

    assert [(of, number) for of, number, _url in told] == [(issue, 2), (other, 2)]
    assert [len(words(client.get(URL + url))) for _of, _number, url in told] == [2, 2]


@pytest.mark.parametrize("typed", ["", "坂"])
def test_days_are_taken_with_both_ends(client, process, typed):
    for day in range(4):
        voice(process, f"坂{day}", received_at=BEFORE + timedelta(days=day))

    page = client.get(URL, {"q": typed, "since": "2026-04-02", "until": "2026-04-03"})

    assert words(page) == ["坂2", "坂1"]


@pytest.mark.parametrize("name", ["since", "until"])
@pytest.mark.parametrize("value", ["", "x", "2026-13-01", "9999-12-31", "0001-01-01", "\x00", "２０２６-04-01"])
def test_a_day_that_is_none_is_left_out(client, process, name, value):
    voice(process)

    assert words(client.get(URL, {"q": "坂", name: value})) == ["坂が急です。"]


def test_pages_keep_the_words(client, process):
    for n in range(ROWS + 1):
        voice(process, f"坂{n}", received_at=BEFORE + timedelta(minutes=n))

    first = client.get(URL, {"q": "坂", "since": "2026-01-01"})
    second = client.get(URL + first.context["older"])

    assert (len(words(first)), words(second), second.context["page"].total) == (ROWS, ["坂0"], ROWS + 1)


def test_nothing_found_says_what_to_try(client, process):
    voice(process)

    page = client.get(URL, {"q": "停留所"})

    assert "「停留所」がある声は見つかりませんでした" in plain(page)
    assert "短い言葉や、別の言い方でも試してください" in plain(page)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("！？", "記号だけでは探せません。"),
        ("坂" * 101, "探す言葉が101字あります。"),
        ("1 2 3 4 5 6 7 8 9", "探す言葉が9個あります。"),
    ],
)
def test_what_cannot_be_looked_for_is_said_beside_the_field(client, process, typed, said):
    voice(process)

    page = client.get(URL, {"q": typed})

    assert page.status_code == 200
    assert said in plain(page)
    assert "坂が急です。" not in plain(page)


@pytest.mark.parametrize("url", [URL, DESK])
@pytest.mark.parametrize(
    "typed",
    [
        "坂" * 10_000, "坂 " * 5_000, "！？" * 40, "\"" * 3, "'; DROP TABLE opinions_opinion; --", "坂 AND NOT 急",
        "NEAR(坂)", "坂*", "\0", "坂\0急", "%", "_", "100%_", "\\", "🚌", "👨‍👩‍👧", "\u202e坂", "\ufdfa" * 90,
        "\u3099", "ﾞ",
    ],
)  # fmt: skip
def test_whatever_is_typed_gets_a_page(client, process, url, typed):
    client.force_login(RoleFactory().user)
    voice(process)

    page = client.get(url, {"q": typed})

    assert page.status_code == 200
    assert page.context["page"] is not None or page.context["wanted"].refused is not None


@pytest.mark.parametrize("url", [URL, DESK])
@pytest.mark.parametrize("typed", ["%ED%A0%BD", "%ED%A0%BD%E5%9D%82", "%FF%FE", "%00"])
def test_bytes_that_are_no_letters_get_a_page(client, process, url, typed):
    client.force_login(RoleFactory().user)

    assert client.get(f"{url}?q={typed}&ward={typed}&page={typed}&since={typed}").status_code == 200


def test_of_a_long_voice_the_sentence_with_the_words_is_shown(client, process):
    voice(process, "坂が急です。" * 100 + "ここに避難所を。" + "坂が急です。" * 100)

    (listed,) = client.get(URL, {"q": "避難所"}).context["page"].voices

    assert (listed.starts_within, listed.is_cut, listed.words.startswith("ここに避難所を。")) == (True, True, True)
    assert listed.pieces[:2] == (("ここに", False), ("避難所", True))


@pytest.mark.parametrize("url", [URL, DESK])
def test_a_search_takes_as_many_queries_for_many_voices_as_for_one(client, process, url):
    client.force_login(RoleFactory().user)
    issue = IssueFactory(process=process)

    def fill(count: int) -> None:
        for _ in range(count):
            IssueLinkFactory(opinion=voice(process, ward=WardFactory()), issue=issue)

    def asked() -> int:
        caches["frame"].clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url, {"q": "坂"})
        return len(queries)

    fill(1)
    alone = asked()
    fill(8)

    assert asked() == alone


def test_an_officer_finds_voices_in_every_state(client, process):
    client.force_login(RoleFactory().user)
    for text, state in [("坂一", "shown"), ("坂二", "waiting"), ("坂三", "hidden")]:
        voice(process, text, state=OpinionState(state))

    page, waiting = client.get(DESK, {"q": "坂"}), client.get(DESK, {"q": "坂", "state": "waiting"})

    assert sorted(words(page)) == ["坂一", "坂三", "坂二"]
    assert numbers(page, "states") == {"shown": 1, "waiting": 1, "hidden": 1}
    assert words(waiting) == ["坂二"]


@pytest.mark.parametrize("query", [{}, {"q": "坂"}, {"channel": "fax"}, {"q": "坂", "ward": "other"}])
def test_a_ward_officer_finds_and_counts_voices_of_the_ward_alone(client, process, query):
    mine, other = WardFactory(), WardFactory(code="other")
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=mine).user)
    voice(process, "坂一", ward=mine, channel=Channel.FAX, state=OpinionState.WAITING)
    voice(process, "坂二", ward=other, channel=Channel.FAX)
    voice(process, "坂三", channel=Channel.FAX)

    page = client.get(DESK, query)

    assert words(page) == ["坂一"]
    assert (page.context["page"].total, [choice.value for choice in page.context["wards"]]) == (1, [mine.code])
    assert sum(numbers(page, "channels").values()) in (0, 1)


def test_a_number_finds_its_voice_for_those_who_handle_it(client, process):
    mine = WardFactory()
    told = voice(process, "坂の声", ward=mine, state=OpinionState.HIDDEN)
    foreign = voice(process, "よその区の声", ward=WardFactory())
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=mine).user)

    found = client.get(DESK, {"q": receipts.shown(told.submission.receipt)})
    refused = client.get(DESK, {"q": foreign.submission.receipt})

    assert (words(found), words(refused)) == (["坂の声"], [])
    assert f'href="/desk/opinions/{told.pk}/"' in found.content.decode()


def test_others_are_refused(client, process):
    voice(process)

    nameless = client.get(DESK, {"q": "坂"})
    client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)
    operator = client.get(DESK, {"q": "坂"})

    assert (nameless.status_code, operator.status_code) == (302, 403)
    assert "坂が急" not in operator.content.decode()
