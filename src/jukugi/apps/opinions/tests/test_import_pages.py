"""The pages on which a table is brought, looked at and taken."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.actions.importing import take_rows
from jukugi.apps.opinions.enums import HEARING, ImportState
from jukugi.apps.opinions.models import OpinionImport, Submission
from jukugi.apps.opinions.policies import IMPORT_BYTES_AT_MOST, IMPORT_STANDS_STILL_AFTER
from jukugi.apps.opinions.queries.imports import REASONS
from jukugi.apps.processes.tests.factories import OpeningFactory, PhaseFactory
from jukugi.kit.jobs.worker import do_waiting_jobs
from jukugi.kit.receipts import shown

pytestmark = pytest.mark.django_db

TABLES = "/desk/opinions/imports/"
HEADING = "番号,意見,日付,手段"


@pytest.fixture
def officer(client):
    now = timezone.now()
    phase = PhaseFactory(opens_at=now - timedelta(days=60), closes_at=now + timedelta(days=60))
    OpeningFactory(phase=phase, kind=HEARING)
    person = RoleFactory().user
    client.force_login(person)
    return person


def today():
    return timezone.localdate().isoformat()


def text_of(response):
    return response.content.decode().replace("<wbr>", "")


def upload(client, content, name="意見.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(TABLES, {"file": SimpleUploadedFile(name, content)})


def brought(client, *lines):
    upload(client, "\n".join([HEADING, *lines]))
    return OpinionImport.objects.latest("pk")


def choose(client, one, **fields):
    sent = {"column_number": "0", "column_words": "1", "column_day": "2", "column_channel": "3", **fields}
    return client.post(reverse("opinions:import-columns", args=[one.pk]), sent)


def checked(client, *lines, **fields):
    one = brought(client, *lines)
    choose(client, one, **fields)
    one.refresh_from_db()
    return one


def taken(client, *lines):
    one = checked(client, *lines)
    client.post(reverse("opinions:take-import", args=[one.pk]))
    take_rows(import_pk=one.pk, clock=timezone.now)
    one.refresh_from_db()
    return one


@pytest.mark.django_db(transaction=True)
def test_from_the_file_to_the_receipts(client, officer):
    book = Workbook()
    for row in (
        ["整理番号", "ご意見", "受付日", "方法"],
        [1, "夜も開けて。", timezone.localdate(), "FAX"],
        [2, "", None, ""],
    ):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)

    columns = upload(client, out.getvalue(), "回答.xlsx").url
    page = text_of(client.get(columns))
    assert '<option value="1" selected>ご意見</option>' in page
    assert '<option value="0" selected>整理番号</option>' in page
    check = choose(client, OpinionImport.objects.get()).url
    page = text_of(client.get(check))
    assert "2行のうち、1行を取り込めます" in page
    assert "夜も開けて。" in page
    assert "意見が書かれていません" in page
    assert not Submission.objects.exists()

    client.post(f"{check}take/")
    assert "取り込んでいます" in text_of(client.get(check))
    do_waiting_jobs()

    page, submission = text_of(client.get(check)), Submission.objects.get()
    table = client.get(f"{check}receipts.csv").content.decode("utf-8-sig").splitlines()
    assert "1行を取り込みました" in page
    assert "意見が書かれていません" in page
    assert table == ["行,番号,受付番号", f"2,1,{shown(submission.receipt)}"]
    assert "夜も開けて。" in text_of(client.get(reverse("opinions:handle", args=[submission.opinions.get().pk])))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "ファイルに何も書かれていません"),
        ("意見\n", "見出しの下に、行が一つもありません"),
        (b"\xff\x00\x81", "文字として読めないところ"),
        ('意見\n公園\n"道', "3行目で、引用符"),
        ("意見,意見\n公園,道", "見出し「意見」の列が二つ以上"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "古い形のExcelファイル"),
        (b"PK\x03\x04 broken", "Excelファイルとして開けませんでした"),
        (b"a" * (IMPORT_BYTES_AT_MOST + 1), "16 MBを超えています"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_plain_words(client, officer, content, told):
    response = upload(client, content)

    assert response.status_code == 400
    assert told in text_of(response)
    assert not OpinionImport.objects.exists()


def test_without_a_file_the_form_says_so(client, officer):
    response = client.post(TABLES, {})

    assert response.status_code == 400
    assert "ファイルが選ばれていません" in text_of(response)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"column_words": ""}, "どの列に意見が書かれているか"),
        ({"column_words": "9"}, "その列は、この表にありません"),
        ({"column_words": "0"}, "と同じ列です"),
        ({"column_day": ""}, "届いた日の列を選ぶか"),
        ({"column_channel": ""}, "手段の列を選ぶか"),
        ({"fixed_channel": "card"}, "列も選ばれています"),
        ({"column_day": "", "fixed_day": "2999-01-01"}, "日付が、きょうより後です"),
        ({"column_day": "", "fixed_day": "2001-01-01"}, "この日は、意見を受け付けていません"),
        ({"column_day": "", "fixed_day": "きのう"}, "日付として読めません"),
        ({"fixed_place": "長" * 81}, "81字あります"),
    ],
)
def test_what_was_chosen_wrongly_is_told_beside_the_field(client, officer, fields, told):
    one = brought(client, f"1,公園,{today()},会場")

    response = choose(client, one, **fields)

    one.refresh_from_db()
    assert response.status_code == 400
    assert told in text_of(response)
    assert one.mapping == {}


def test_columns_can_be_chosen_again_and_stand_as_they_were(client, officer):
    one = checked(client, f"1,公園,{today()},会場", column_number="", fixed_place="市民館")

    page = text_of(client.get(reverse("opinions:import-columns", args=[one.pk])))

    assert 'value="市民館"' in page
    assert '<option value="0" selected>' not in page


def test_a_ward_officer_has_the_own_ward_to_choose_and_no_other(client, officer):
    own, other = WardFactory(name="中原区"), WardFactory(name="高津区")
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user)
    one = brought(client, f"1,公園,{today()},会場")

    page = text_of(client.get(reverse("opinions:import-columns", args=[one.pk])))
    response = choose(client, one)

    assert f'<option value="{own.code}" selected>中原区</option>' in page
    assert f'<option value="{other.code}"' not in page
    assert "区の列を選ぶか、受け持ちの区を選んでください" in text_of(response)
    assert choose(client, one, fixed_ward=other.code).status_code == 400
    assert choose(client, one, fixed_ward=own.code).status_code == 302


def test_the_faults_are_given_out_as_a_table_without_formulas(client, officer):
    one = checked(client, "1,公園,=HYPERLINK(1),会場", f"2,,{today()},+81", "3,公園,@x,会場")

    rows = client.get(reverse("opinions:import-faults", args=[one.pk])).content.decode("utf-8-sig").splitlines()

    assert [row.split(",")[:3] for row in rows] == [
        ["行", "列", "そこにある値"],
        ["2", "日付", "'=HYPERLINK(1)"],
        ["3", "意見", ""],
        ["3", "手段", "'+81"],
        ["4", "日付", "'@x"],
    ]


def test_a_number_that_looks_like_a_formula_stays_text_in_the_table_of_receipts(client, officer):
    one = taken(client, f"=1+1,公園,{today()},会場")

    rows = client.get(reverse("opinions:import-receipts", args=[one.pk])).content.decode("utf-8-sig").splitlines()

    assert rows[1].startswith("2,'=1+1,")


def test_while_it_is_taken_the_page_tells_how_far_and_offers_to_stop(client, officer):
    one = checked(client, f"1,公園,{today()},会場")
    address = reverse("opinions:import", args=[one.pk])
    client.post(f"{address}take/")

    page = text_of(client.get(address))
    part = client.get(address, headers={"HX-Request": "true"})

    assert "ここでやめる" in page
    assert "続きを取り込む" not in page
    assert 'http-equiv="refresh"' in page
    assert part.content.decode().startswith('<div class="stack" id="table-now"')
    client.post(f"{address}give-up/")
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "何も取り込まずにやめました" in text_of(client.get(address))


def test_where_the_work_stands_still_it_can_be_gone_on_with(client, officer):
    one = checked(client, f"1,公園,{today()},会場")
    address = reverse("opinions:import", args=[one.pk])
    client.post(f"{address}take/")
    OpinionImport.objects.update(moved_at=timezone.now() - IMPORT_STANDS_STILL_AFTER)

    page = text_of(client.get(address))
    response = client.post(f"{address}resume/")

    assert "続きを取り込む" in page
    assert response.url == address
    assert "続きを取り込む" not in text_of(client.get(address))


def test_a_second_press_is_told_what_was_decided(client, officer):
    one = checked(client, f"1,公園,{today()},会場")
    address = reverse("opinions:import", args=[one.pk])

    first, second = client.post(f"{address}take/"), client.post(f"{address}take/")

    assert (first.status_code, second.status_code) == (302, 409)
    assert "すでに「取り込み中」です" in text_of(second)
    assert address in text_of(second)


def test_strangers_and_other_wards_see_nothing_of_a_table(client, officer):
    one = checked(client, f"1,秘密の声,{today()},会場")
    routes = ("import", "import-columns", "import-faults", "import-receipts")

    for person in (UserFactory(), RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user):
        client.force_login(person)
        for route in routes:
            response = client.get(reverse(f"opinions:{route}", args=[one.pk]))
            assert response.status_code == 403
            assert "秘密の声" not in text_of(response)
    client.logout()
    assert {client.get(reverse(f"opinions:{route}", args=[one.pk])).status_code for route in routes} == {302}


def test_a_ward_officer_sees_the_tables_of_the_own_ward_in_the_list(client, officer):
    ward = WardFactory()
    brought(client, f"1,公園,{today()},会場")
    OpinionImport.objects.update(file_name="全市.csv")
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user)
    brought(client, f"1,公園,{today()},会場")

    page = text_of(client.get(TABLES))

    assert "意見.csv" in page
    assert "全市.csv" not in page


def test_pages_take_the_same_queries_for_one_row_and_for_many(client, officer):
    def asked(number, start):
        good = [f"{start + n},公園{n},{today()},会場" for n in range(number)]
        bad = [f"b{start + n},,きのう,会場" for n in range(number)]
        one = checked(client, *good, *bad)
        address, counts = reverse("opinions:import", args=[one.pk]), []
        for path in (TABLES, address, f"{address}columns/", f"{address}faults.csv"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        client.post(f"{address}take/")
        take_rows(import_pk=one.pk, clock=timezone.now)
        for path in (address, f"{address}receipts.csv"):
            with CaptureQueriesContext(connection) as queries:
                client.get(path)
            counts.append(len(queries))
        return counts

    asked(1, 0)
    assert asked(2, 100) == asked(30, 1000)


def test_what_came_in_tables_is_not_among_what_one_typed_in(client, officer):
    one = taken(client, f"1,公園,{today()},会場")

    assert one.state == ImportState.DONE
    assert shown(Submission.objects.get().receipt) not in text_of(client.get("/desk/opinions/enter/"))


def test_every_fault_has_its_words_with_and_without_what_stood_there():
    for what, todo in REASONS.values():
        assert "{value}" not in str(what)
        assert "{" not in str(todo)
