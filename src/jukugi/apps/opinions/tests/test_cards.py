import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import RECEIPT_KIND
from jukugi.apps.opinions.errors import TooManyCards
from jukugi.apps.opinions.models import PrintedCard
from jukugi.apps.opinions.tests.factories import SubmissionFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit import receipts
from jukugi.kit.errors import NotAllowed
from jukugi.kit.pages.qr import qr_picture

pytestmark = pytest.mark.django_db


def print_cards(count: int, place: str = "幸区役所", actor=None) -> list[PrintedCard]:
    return actions.print_cards(count=count, place=place, actor=actor or RoleFactory().user, now=DURING)


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_every_card_has_a_number_of_its_own_that_was_given_out():
    made = print_cards(100)

    numbers = {card.receipt for card in made}
    assert len(numbers) == 100
    assert {receipts.read_number(number) for number in numbers} == numbers
    assert receipts.kind_of(made[0].receipt) == RECEIPT_KIND


@pytest.mark.parametrize("count", [0, -1, 101, 10**30])
def test_between_one_and_a_hundred_cards_are_printed_at_once(count):
    with pytest.raises(TooManyCards):
        print_cards(count)

    assert not PrintedCard.objects.exists()


def test_only_officers_print_cards():
    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user):
        with pytest.raises(NotAllowed):
            print_cards(1, actor=person)

    assert len(print_cards(1, actor=RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)) == 1


def test_the_sheet_holds_each_number_twice_and_the_address_to_look_it_up(client):
    client.force_login(RoleFactory().user)

    response = client.post(reverse("opinions:cards"), {"count": "3", "place": "幸区役所"}, follow=True)

    page = text_of(response)
    numbers = [receipts.shown(card.receipt) for card in PrintedCard.objects.all()]
    assert response.redirect_chain[0][1] == 302
    assert [page.count(f'<b class="num">{number}</b>') for number in numbers] == [2, 2, 2]
    assert page.count('class="half-sheet print-page"') == 2
    address = f"http://testserver{reverse('threads')}"
    assert address in page
    assert page.count(f'<path d="{qr_picture(address).path}"/>') == 3


@pytest.mark.parametrize("count", ["0", "-3", "101", "9" * 40, "九", "", "1.5"])
def test_a_number_of_cards_that_cannot_be_is_told_and_the_place_kept(client, count):
    client.force_login(RoleFactory().user)

    response = client.post(reverse("opinions:cards"), {"count": count, "place": "幸区役所"})

    assert response.status_code == 400
    assert 'value="幸区役所"' in text_of(response)
    assert "枚" in text_of(response)
    assert not PrintedCard.objects.exists()


def test_the_list_tells_how_many_cards_came_back(client):
    client.force_login(RoleFactory().user)
    back, _away, _lost = print_cards(3, place="多摩市民館")
    SubmissionFactory(receipt=back.receipt)

    page = text_of(client.get(reverse("opinions:cards")))

    assert 'data-label="枚数">3</td><td class="n" data-label="戻った数">1</td>' in page
    assert "多摩市民館" in page


@pytest.mark.parametrize("batch", ["999999", "-1", "9" * 60, "x", "１", "0"])
def test_a_batch_that_is_not_there_shows_the_list(client, batch):
    client.force_login(RoleFactory().user)
    print_cards(1)

    response = client.get(reverse("opinions:cards"), {"batch": batch})

    assert response.status_code == 200
    assert "これまでに印刷したカード" in text_of(response)
