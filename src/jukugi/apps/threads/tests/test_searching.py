"""The field for a receipt number, and the newest that became of voices."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.areas.enums import WARD_COOKIE
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.apps.threads.forms import TYPED_AT_MOST, NumberForm
from jukugi.apps.threads.offers.home import ON_HOME, home_fates
from jukugi.apps.threads.queries import stories as queries
from jukugi.kit.receipts import check_digit

pytestmark = pytest.mark.django_db

RIGHT = "31415926" + check_digit("31415926")
WRONG = RIGHT[:-1] + str((int(RIGHT[-1]) + 1) % 10)
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT,
        RIGHT.translate(FULL_WIDTH),
        f"{RIGHT[:4]}-{RIGHT[4:8]}-{RIGHT[8]}",
        f"{RIGHT[:4]}－{RIGHT[4:8]}ー{RIGHT[8]}".translate(FULL_WIDTH),
        f"{RIGHT[:4]}—{RIGHT[4:8]}‐{RIGHT[8]}",
        f" {RIGHT[:4]} {RIGHT[4:8]}　{RIGHT[8]} ",
        " ".join(RIGHT),
        f"{RIGHT}\x00\r\n",
    ],
)
def test_a_number_is_read_however_it_is_typed(client, typed):
    response = client.get(reverse("threads"), {"no": typed})

    assert (response.status_code, response.url) == (302, reverse("receipt", args=[RIGHT]))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "番号が入っていません"),
        (" 　", "番号が入っていません"),
        ("受付番号", "数字が入っていません"),
        (RIGHT[:-1], "8桁です"),
        (RIGHT + "1", "10桁です"),
        (RIGHT.translate(FULL_WIDTH)[:-2], "7桁です"),
        (f"{RIGHT[:4]}x{RIGHT[4:]}", "数字のほかの字"),
        (WRONG, "最後の数字と合いません"),
        (RIGHT[1] + RIGHT[0] + RIGHT[2:], "最後の数字と合いません"),
    ],
)
def test_what_is_wrong_with_a_number_is_told_and_what_was_typed_stays(client, typed, told):
    response = client.get(reverse("threads"), {"no": typed})

    form = response.context["form"]
    assert response.status_code == 400
    assert told in str(form.errors["no"])
    assert form["no"].value() == typed


def test_of_endless_letters_the_beginning_is_kept_and_the_page_stays_small(client):
    response = client.get(reverse("threads"), {"no": "9" * 5_000_000})

    assert response.status_code == 400
    assert response.context["form"]["no"].value() == "9" * TYPED_AT_MOST
    assert len(response.content) < 100_000


def test_what_was_typed_is_no_markup(client):
    page = client.get(reverse("threads"), {"no": '"><script>x</script>'}).content.decode()

    assert ("<script>x" in page, "&quot;&gt;&lt;script&gt;" in page) == (False, True)


def test_the_empty_field_complains_of_nothing(client):
    response = client.get(reverse("threads"))

    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert "autofocus" not in NumberForm().fields["no"].widget.attrs


def test_the_newest_fates_come_first_each_voice_once_and_only_public_ones():
    first = IssueLinkFactory(linked_at=BEFORE)
    again = IssueLinkFactory(opinion=first.opinion, linked_at=BEFORE + timedelta(days=3))
    end = IssueLinkFactory(
        issue=None, kind=LinkKind.NOT_TAKEN_UP, reason="国の決まりです。", linked_at=BEFORE + timedelta(days=2)
    )
    IssueLinkFactory(opinion=OpinionFactory(state=OpinionState.HIDDEN), linked_at=BEFORE + timedelta(days=9))
    IssueLinkFactory(
        linked_at=BEFORE + timedelta(days=9), ended_at=BEFORE + timedelta(days=9), ended_reason="誤り", ended_by="x"
    )

    fates = queries.newest_fates(10)

    assert [(fate.number, fate.status, fate.sentence) for fate in fates] == [
        (first.opinion.submission.receipt, "論点へ", f"論点「{again.issue.title}」につなぎました。"),
        (end.opinion.submission.receipt, "取り上げない", "国の決まりです。"),
    ]


def test_fates_are_of_one_ward_where_one_looks_at_it(client):
    ward = WardFactory()
    here = IssueLinkFactory(opinion__submission__ward=ward)
    IssueLinkFactory()

    numbers = [
        [fate.number for fate in client.get(reverse("threads"), query).context["fates"]]
        for query in ({"ward": ward.code}, {"ward": "all"}, {"ward": "999999"})
    ]
    client.cookies[WARD_COOKIE] = ward.code
    by_cookie = client.get(reverse("threads")).context["fates"]

    assert [len(found) for found in numbers] == [1, 2, 2]
    assert numbers[0] == [fate.number for fate in by_cookie] == [here.opinion.submission.receipt]


def test_of_long_words_the_beginning_is_told():
    IssueLinkFactory(opinion__text="長" * 500)

    fate = queries.newest_fates(1)[0]

    assert (fate.is_cut, len(fate.words) < 100) == (True, True)


def test_home_tells_so_many_fates_and_nothing_before_there_is_one():
    request = RequestFactory().get("/")
    nothing = home_fates(request, BEFORE)
    for _ in range(ON_HOME + 2):
        IssueLinkFactory()

    assert nothing is None
    assert len(home_fates(request, BEFORE).content["fates"]) == ON_HOME
