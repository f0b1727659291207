import pytest
from django.urls import reverse

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import RECEIPT_KIND, LinkKind, OpinionState
from jukugi.apps.opinions.models import PrintedCard
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory
from jukugi.kit import receipts

pytestmark = pytest.mark.django_db


def page(client, number: str) -> str:
    return client.get(reverse("receipt", args=[number])).content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("typed", ["", "123", "1234-5678-0x", "314159265", "123456789" * 9, "\x00", "<b>", "９" * 12])
def test_a_wrong_number_is_told_and_stays_in_the_field(client, typed):
    response = client.get(reverse("threads"), {"no": typed})

    assert response.status_code == 400
    assert "<b>" not in response.content.decode().split("<main")[1].split("</form>")[0].replace("<b>&", "")


@pytest.mark.parametrize("typed", ["{0}-{1}-{2}", "{0}{1}{2}", "　{0}－{1}－{2}"])
def test_a_number_is_found_however_it_is_typed(client, typed):
    number = OpinionFactory().submission.receipt

    response = client.get(reverse("threads"), {"no": typed.format(number[:4], number[4:8], number[8:])})

    assert response.url == reverse("receipt", args=[number])


def test_a_number_that_was_never_given_out_is_not_found_and_offers_the_search(client):
    response = client.get(reverse("receipt", args=["000000000"]))

    assert response.status_code == 404
    assert 'name="no"' in response.content.decode()


def test_a_card_that_is_not_back_yet_is_no_error(client):
    number = receipts.issue(RECEIPT_KIND, now=BEFORE)
    PrintedCard.objects.create(receipt=number, printed_at=BEFORE, actor_key="x")

    response = client.get(reverse("receipt", args=[number]))

    assert response.status_code == 200
    assert "まだ" in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("state", [OpinionState.WAITING, OpinionState.HIDDEN])
def test_words_that_are_not_public_are_not_told_to_strangers(client, state):
    opinion = OpinionFactory(text="見本太郎の名前がある声です。", state=state)

    assert "見本太郎" not in page(client, opinion.submission.receipt)


def test_the_story_tells_the_issue_and_the_reason_of_its_link(client):
    link = IssueLinkFactory(reason="「集まれる場所」")

    told = page(client, link.opinion.submission.receipt)

    assert "論点につなぎました" in told
    assert [word for word in (link.issue.title, "「集まれる場所」", link.opinion.text) if word not in told] == []


def test_an_end_has_its_reason_in_the_same_place(client):
    opinion = OpinionFactory(state=OpinionState.SHOWN)
    IssueLinkFactory(opinion=opinion, issue=None, kind=LinkKind.NOT_TAKEN_UP, reason="ほかの市の施設のことです。")

    told = page(client, opinion.submission.receipt)

    assert "この声は、取り上げないことになりました" in told
    assert "ほかの市の施設のことです。" in told


def test_a_voice_with_many_links_takes_no_more_queries(client, django_assert_num_queries):
    opinion = OpinionFactory(state=OpinionState.SHOWN)
    process = opinion.submission.process
    IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process))
    address = reverse("receipt", args=[opinion.submission.receipt])
    client.get(address)
    with django_assert_num_queries(20, exact=False) as first:
        client.get(address)
    for _ in range(30):
        IssueLinkFactory(opinion=opinion, issue=IssueFactory(process=process))

    with django_assert_num_queries(len(first.captured_queries)):
        client.get(address)
