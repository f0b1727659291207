"""Open tables as pages and files: every room's, with what every column means."""

import csv
import io
import json
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from jukugi.apps.areas.models import PopulationCount
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.meetings.tests.factories import MeetingFactory
from jukugi.apps.open_data.catalogue import chapters
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.outcomes.tests.factories import drafted, promised
from jukugi.kit.open_files import open_files
from jukugi.kit.open_tables import as_csv, as_json, open_tables

pytestmark = pytest.mark.django_db
# イベント一覧 of 推奨データセット, in its order.
EVENT_COLUMNS = [
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "イベント名",
    "イベント名_カナ",
    "イベント名_英語",
    "開始日",
    "終了日",
    "開始時間",
    "終了時間",
    "開始日時特記事項",
    "説明",
    "料金(基本)",
    "料金(詳細)",
    "連絡先名称",
    "連絡先電話番号",
    "連絡先内線番号",
    "主催者",
    "場所名称",
    "住所",
    "方書",
    "緯度",
    "経度",
    "アクセス方法",
    "駐車場情報",
    "定員",
    "参加申込終了日",
    "参加申込終了時間",
    "参加申込方法",
    "URL",
    "備考",
]
NAMES = open_tables.names()


def rows_of(client: Client, name: str, query: str = "?plain=1") -> list[dict[str, str]]:
    content = b"".join(client.get(f"/data/{name}.csv{query}"))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def said(answer) -> str:
    return answer.content.decode().replace("<wbr>", "")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_says_what_every_column_means_and_has_a_row_for_nothing(client, name):
    table = open_tables[name]

    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert all(column.name.isascii() and str(column.title) for column in table.columns)
    page = client.get(f"/data/{name}/")
    assert page.status_code == 200
    assert str(table.title) in said(page)
    assert "まだ行がありません" in said(page)
    assert next(csv.reader(io.StringIO("".join(as_csv(table, bom=False))))) == table.names
    assert json.loads("".join(as_json(table))) == []


def test_the_catalogue_lists_every_table_for_people_and_machines(client):
    page = said(client.get("/data/"))
    listed = client.get("/data/catalogue.json").json()["dcat:dataset"]

    files = [f"files-{name}" for name in open_files.names()]
    assert sorted(one["dct:identifier"] for one in listed) == sorted([*NAMES, *files])
    assert all(f"/data/{name}/" in page for name in NAMES)
    assert {one["dct:license"] for one in listed} == {"https://creativecommons.org/licenses/by/4.0/deed.ja"}
    for one in listed:
        assert one["dct:publisher"]["foaf:name"] == one["dcat:contactPoint"]["vcard:fn"] == "川崎市"
        assert one["dct:accrualPeriodicity"].startswith("http://purl.org/cld/freq/")
        assert one["dcat:theme"] in {"town", "course", "voices", "money"}
        assert all(form["dcat:downloadURL"].startswith("http://testserver/") for form in one["dcat:distribution"])


def test_every_file_that_is_told_is_there(client):
    told = [(url, file) for chapter in chapters() for entry in chapter.files for url, file in entry.files]

    assert {file.name for _url, file in told} >= {"events.csv", "population.csv", "meetings.ics", "facilities.csv"}
    for url, _file in told:
        assert client.get(url).status_code == 200, url


def test_standard_lists_have_the_columns_of_the_standard_and_no_others(client):
    meeting = MeetingFactory(title="=話し合い", place="見本会館")
    ward = WardFactory(name="見本区")
    for sex, people in (("male", 30), ("female", 40)):
        for first, last in ((0, 4), (5, 9), (10, 19), (85, None)):
            PopulationCount.objects.create(
                area=ward, as_of=date(2026, 4, 1), age_from=first, age_to=last, sex=sex, people=people, source="試験"
            )

    events, people = (
        list(csv.DictReader(io.StringIO(b"".join(client.get(f"/data/files/{path}")).decode("utf-8-sig"))))
        for path in ("events/events.csv", "population/population.csv")
    )

    assert list(events[0]) == EVENT_COLUMNS
    assert (events[0]["イベント名"], events[0]["場所名称"]) == ("'=話し合い", "見本会館")
    assert events[0]["開始日"] == f"{timezone.localtime(meeting.starts_at):%Y-%m-%d}"
    assert len(people[0]) == 8 + 2 * 18 + 2
    assert list(people[0])[8:10] == ["0-4歳の男性", "0-4歳の女性"]
    assert list(people[0])[-4:] == ["85歳以上の男性", "85歳以上の女性", "世帯数", "備考"]
    told = people[0]
    assert (told["地域名"], told["調査年月日"], told["総人口"], told["女性"]) == ("見本区", "2026-04-01", "280", "160")
    assert (told["5-9歳の男性"], told["85歳以上の女性"]) == ("30", "40")
    assert told["10-14歳の男性"] == told["15-19歳の男性"] == told["20-24歳の男性"] == "", (
        "not told so finely, or not at all"
    )


def test_what_is_not_public_is_in_no_table(client):
    shown = OpinionFactory(text="公開した声", state=OpinionState.SHOWN)
    OpinionFactory(text="まだ確かめていない声", state=OpinionState.WAITING)
    hidden = OpinionFactory(text="隠した声", state=OpinionState.HIDDEN)
    promised(title="公開の約束")
    drafted(title="下書きの約束")

    assert [row["text"] for row in rows_of(client, "opinions")] == ["公開した声"]
    assert [row["title"] for row in rows_of(client, "promises")] == ["公開の約束"]
    everything = "".join("".join(as_csv(table)) for _name, table in open_tables.items())
    assert shown.text in everything
    for words in ("まだ確かめていない声", hidden.text, "下書きの約束"):
        assert words not in everything


def test_a_cell_is_no_formula_in_office_software_and_just_as_it_is_kept_for_machines(client):
    OpinionFactory(text='=1+1\n二行め,"引用"', state=OpinionState.SHOWN)

    office = b"".join(client.get("/data/opinions.csv")).decode()
    assert office.startswith("\ufeff")
    assert rows_of(client, "opinions", "")[0]["text"].startswith("'=1+1")
    assert rows_of(client, "opinions")[0]["text"] == '=1+1\n二行め,"引用"'
    told = json.loads(b"".join(client.get("/data/opinions.json")))
    assert told[0]["text"] == '=1+1\n二行め,"引用"'


@pytest.mark.parametrize(
    "path",
    [
        "/data/nothing/",
        "/data/nothing.csv",
        "/data/files/ballots/no.pb",
        "/data/files/no/no",
        "/data/files/facilities/facilities.csv",
        "/data/opinions.xlsx",
        "/data/opinions.exe",
    ],
)
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_archives_that_an_operator_laid_there_can_be_taken(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    assert "検討プロセスの記録" not in said(client.get("/data/"))
    (tmp_path / "archives").mkdir()
    (tmp_path / "archives" / "plan-2026.zip").write_bytes(b"zip")
    (tmp_path / "archives" / "Not a name.zip").write_bytes(b"secret")
    (tmp_path / "archives" / "notes.txt").write_bytes(b"secret")

    page = said(client.get("/data/"))
    taken = client.get("/data/archives/plan-2026.zip")

    assert '<a href="/data/archives/plan-2026.zip">plan-2026.zip</a>' in page
    assert "Not a name" not in page
    assert b"".join(taken) == b"zip"
    assert taken.headers["Content-Disposition"] == 'attachment; filename="plan-2026.zip"'
    assert client.get("/data/archives/notes.zip").status_code == 404
