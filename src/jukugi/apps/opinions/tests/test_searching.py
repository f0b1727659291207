"""Looking for opinions: the same ones on both databases, nothing hidden, whatever is typed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.enums import Channel, RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.actions.indexing import index_letters, index_opinions, index_what_lacks
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.models import Opinion, SearchDoc
from jukugi.apps.opinions.queries.finding import Wish, found_at_desk, found_of_process
from jukugi.apps.opinions.queries.searching import SEARCH_LIMIT, search_of
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.core.text.searching import found_places
from jukugi.kit.receipts import shown

pytestmark = pytest.mark.django_db

LIST = "/opinions/"
FIND = "/desk/opinions/find/"


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def said(process: Process, text: str, **fields) -> Opinion:
    opinion = OpinionFactory(submission__process=process, text=text, **{"state": OpinionState.SHOWN, **fields})
    index_opinions([opinion.pk])
    return opinion


def keys(process: Process, query: str, **wish) -> set[int]:
    search = search_of(query)
    assert search is not None
    return set(found_of_process(process, Wish(search, **wish), search).keys)


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("バス", {0}),
        ("ﾊﾞｽ", {0}),
        ("子供", {1, 2}),
        ("こども", {1, 2}),
        ("避難所", {3}),
        ("避難", {3, 4}),
        ("2", {0}),
        ("２", {0}),
        ("鍵 避難所", {3}),
        ("鍵　会館", {5}),
        ("のら犬", set()),
        ("AND", set()),
        ("NEAR(a b)", set()),
        ("訓練*", {4}),
        ('"訓練"', {4}),
        ("訓練' OR '1'='1", set()),
        ("𠮷野家", {6}),
        ("吉野家", {6}),
        ("%", None),
        ("_", None),
    ],
)
def test_what_a_query_finds(process, query, expected):
    texts = [
        "バスの本数を2本増やして",
        "子どもの遊び場がほしい",
        "こどもの居場所",
        "避難所の鍵をだれが開けるのか",
        "避難の訓練が毎年同じだ",
        "会館の鍵を借りにくい",
        "𠮷野家の前の坂",
    ]
    made = [said(process, text) for text in texts]

    if expected is None:
        with pytest.raises(Exception, match="SearchHasNoWords"):
            search_of(query)
    else:
        assert keys(process, query) == {made[place].pk for place in expected}


PIECES = st.sampled_from(
    [
        "避難所",
        "避難",
        "訓練",
        "バス",
        "ﾊﾞｽ",
        "子ども",
        "子供",
        "こども",
        "の",
        "鍵",
        "会館",
        "2",
        "２",
        "a",
        "SNS",
        "、",
        " ",
        "🙂",
    ]
)


class TestAgainstAnOracle(TestCase):
    """What the database finds is what reading every text finds."""

    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(st.lists(PIECES, min_size=1, max_size=5).map("".join), min_size=1, max_size=6),
        st.lists(PIECES, min_size=1, max_size=3).map("".join),
    )
    def test_the_index_and_a_reading_of_all_texts_agree(self, texts, query):
        process = ProcessFactory()
        made = [said(process, f"声{text}") for text in texts]
        try:
            search = search_of(query)
        except Exception:
            return
        if search is None:
            return

        expected = {opinion.pk for opinion in made if all(found_places(opinion.text, [term]) for term in search.terms)}
        assert set(found_of_process(process, Wish(search), search).keys) == expected


def test_a_voice_is_found_by_its_letters_at_once_and_by_its_words_after_the_job(process):
    opinion = OpinionFactory(submission__process=process, text="子供の遊び場", state=OpinionState.SHOWN)
    index_letters([opinion])
    assert keys(process, "遊び場") == {opinion.pk}
    assert keys(process, "こども") == set()

    assert index_what_lacks() == 1

    assert keys(process, "こども") == {opinion.pk}
    assert index_what_lacks() == 0


def test_erased_words_are_found_no_more(process):
    opinion = said(process, "消してほしい言葉")
    Opinion.objects.filter(pk=opinion.pk).update(text="", text_key="")

    index_what_lacks()

    assert not SearchDoc.objects.exists()
    assert keys(process, "言葉") == set()


def test_the_public_finds_public_voices_alone(client, process):
    said(process, "公開の声の鍵")
    said(process, "待つ声の鍵", state=OpinionState.WAITING)
    said(process, "隠した声の鍵", state=OpinionState.HIDDEN)
    said(ProcessFactory(), "別の検討の鍵")

    page = words(client.get(LIST, {"q": "鍵"}))

    assert "見つかった1件" in page
    assert "公開の声の<mark>鍵</mark>" in page
    assert "待つ声" not in page
    assert "隠した声" not in page


def test_staff_find_voices_of_every_state_in_their_wards(process):
    mine, other = WardFactory(), WardFactory()
    found = {said(process, "鍵の声", state=state, submission__ward=mine).pk for state in OpinionState.values}
    said(process, "鍵の声", submission__ward=other)
    search = search_of("鍵")

    assert set(found_at_desk({mine.pk}, Wish(search), search).keys) == found
    assert len(found_at_desk({None}, Wish(search), search).keys) == 4


def test_choices_narrow_what_is_found_and_say_how_many_they_would_find(client, process):
    ward, other = WardFactory(name="中原区"), WardFactory(name="高津区")
    said(process, "鍵の声一", submission__ward=ward)
    said(process, "鍵の声二", submission__ward=other, submission__channel=Channel.CARD)
    linked = said(process, "鍵の声三", submission__ward=ward)
    issue = IssueFactory(process=process, title="鍵の話")
    IssueLinkFactory(opinion=linked, issue=issue)

    page = words(client.get(LIST, {"q": "鍵", "ward": ward.code}))
    assert "見つかった2件" in page
    assert "高津区（1）" in page
    assert "鍵の話" in page
    assert "見つかった1件" in words(client.get(LIST, {"q": "鍵", "issue": issue.pk}))
    assert "見つかった1件" in words(client.get(LIST, {"q": "鍵", "channel": "card"}))
    day = linked.submission.received_at.date()
    assert "見つかった3件" in words(client.get(LIST, {"q": "鍵", "since": day.isoformat()}))
    late = (day + timedelta(days=2)).isoformat()
    assert "「鍵」のある声は、見つかりません" in words(client.get(LIST, {"q": "鍵", "since": late}))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("「」*", "記号だけでは探せません"),
        ("あ" * (SEARCH_LIMIT + 1), "101字あります"),
        (" ".join("あいうえおかきくけ"), "9個あります"),
    ],
)
def test_what_cannot_be_looked_for_is_told_and_kept(client, process, query, told):
    said(process, "鍵の声")

    answer = client.get(LIST, {"q": query})

    assert answer.status_code == 200
    assert told in words(answer)
    assert query[:50] in words(answer)


def test_what_is_typed_is_never_markup(client, process):
    said(process, "<b>鍵</b>の声")

    page = words(client.get(LIST, {"q": "<b>鍵"}))

    assert "<b>鍵" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("query", ["\x00", "\ud800".encode("utf-8", "replace").decode(), "'", "a\x1fb", "🙂鍵"])
def test_odd_characters_are_no_fault(client, process, query):
    said(process, "鍵の声")

    assert client.get(LIST, {"q": query}).status_code == 200


def test_a_search_takes_the_same_queries_for_few_and_for_many(client, process, django_assert_max_num_queries):
    for number in range(3):
        said(process, f"鍵の声{number}")
    client.get(LIST)
    with django_assert_max_num_queries(22):
        client.get(LIST, {"q": "鍵"})
    for number in range(40):
        said(process, f"鍵の声その{number}")
    with django_assert_max_num_queries(22):
        client.get(LIST, {"q": "鍵"})


def test_the_desk_finds_by_words_and_by_number(client, process):
    ward = WardFactory()
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)
    mine = said(process, "会館の鍵の声", submission__ward=ward, state=OpinionState.WAITING)
    other = said(process, "公園の鍵の声", submission__ward=WardFactory())

    page = words(client.get(FIND, {"q": "鍵"}))
    assert "会館の<mark>鍵</mark>の声" in page
    assert "公園" not in page
    assert client.get(FIND, {"q": shown(mine.submission.receipt)}).url == f"/desk/opinions/{mine.pk}/"
    assert client.get(FIND, {"q": shown(other.submission.receipt)}).status_code == 200, "not of this ward"
    assert "さがす言葉を入れてください" in words(client.get(FIND))
    assert "のある声は、見つかりません" in words(client.get(FIND, {"q": "のら犬"}))
    assert "記号だけでは探せません" in words(client.get(FIND, {"q": "「」"}))


def test_nobody_without_a_role_finds_anything_at_the_desk(client, process):
    client.force_login(UserFactory())

    assert client.get(FIND, {"q": "鍵"}).status_code == 403
