"""A list of who took which support: all that is wrong is told at once, and nothing or the good rows are taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.organizations.tests.factories import AssociationFactory
from jukugi.apps.support import errors
from jukugi.apps.support.actions import receiving
from jukugi.apps.support.models import SupportReceived
from jukugi.apps.support.tests.browsers import signed
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward():
    return WardFactory()


@pytest.fixture
def officer(ward):
    return RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user


@pytest.fixture
def bodies(ward):
    return [AssociationFactory(area=ward, name=f"第{n}町会", register_number=f"A0{n}") for n in (1, 2)]


def take(content, ward, actor, *, good=False, encoding="utf-8"):
    received = receiving.read_list(content.encode(encoding), wards=frozenset([ward.pk]))
    return receiving.take_list(received=received, source="見本", takes_good_rows=good, actor=actor, now=timezone.now())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_list_is_read_by_number_or_name_in_any_encoding(ward, officer, bodies, encoding):
    table = "台帳番号,団体名,年度,支援,受けた\nＡ０１,,２０２５,補助金,はい\n,第2町会,2025年度,会計や書類,いいえ\n"

    count = take(table, ward, officer, encoding=encoding)

    rows = list(SupportReceived.objects.values_list("organization", "fiscal_year", "need", "is_taken"))
    assert (count, rows) == (2, [(bodies[0].pk, 2025, "money", True), (bodies[1].pk, 2025, "books", False)])


def test_every_faulty_row_is_told_and_nothing_is_taken(ward, officer, bodies):
    table = "団体名,年度,支援,受けた\n第1町会,2025,補助金,はい\nどこか,2025,補助金,はい\n第2町会,令和,何か,たぶん\n"

    received = receiving.read_list(table.encode(), wards=frozenset([ward.pk]))
    with pytest.raises(errors.FaultyList):
        take(table, ward, officer)

    assert [(fault.row, fault.column) for fault in received.faults] == [(3, "団体名"), (4, "年度")]
    assert SupportReceived.objects.count() == 0


def test_the_good_rows_are_taken_where_the_officer_says_so(ward, officer, bodies):
    table = "団体名,年度,支援,受けた\n第1町会,2025,補助金,はい\nどこか,2025,補助金,はい\n"

    assert take(table, ward, officer, good=True) == 1


def test_a_correction_is_a_new_row_and_the_same_again_is_none(ward, officer, bodies):
    table = "団体名,年度,支援,受けた\n第1町会,2025,補助金,いいえ\n"
    take(table, ward, officer)

    counts = [take(table, ward, officer), take(table.replace("いいえ", "はい"), ward, officer)]

    assert counts == [0, 1]
    assert list(SupportReceived.objects.standing().values_list("is_taken", flat=True)) == [True]
    assert SupportReceived.objects.count() == 2


def test_an_association_of_another_ward_is_not_found(ward, officer):
    AssociationFactory(name="よその町会")

    received = receiving.read_list(
        "団体名,年度,支援,受けた\nよその町会,2025,補助金,はい\n".encode(), wards=frozenset([ward.pk])
    )

    assert (received.rows, len(received.faults)) == ((), 1)


def test_who_keeps_no_ward_takes_nothing(ward, bodies):
    with pytest.raises(NotAllowed):
        take("団体名,年度,支援,受けた\n第1町会,2025,補助金,はい\n", ward, RoleFactory(kind=RoleKind.OPERATOR).user)


@pytest.mark.parametrize("content", ["", "団体名,年度\nあ,2025\n", "年度,支援,受けた\n2025,補助金,はい\n"])
def test_what_is_no_such_table_is_refused_in_words(ward, content):
    with pytest.raises(errors.UnreadableList):
        receiving.read_list(content.encode(), wards=frozenset([ward.pk]))


def test_the_page_tells_row_column_and_why(ward, officer, bodies):
    table = "団体名,年度,支援,受けた\nどこか,2025,補助金,はい\n"
    given = {"file": SimpleUploadedFile("支援.csv", table.encode()), "source": "見本"}

    response = signed(officer).post("/desk/support/company/received/", given)

    page = response.content.decode().replace("<wbr>", "")
    assert (response.status_code, "一つに決まる団体がありません：どこか" in page) == (400, True)
