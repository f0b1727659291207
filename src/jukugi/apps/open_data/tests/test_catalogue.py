"""Open tables as pages and files: every room's, with what every column means."""

import csv
import io
import json

import pytest
from django.test import Client

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.outcomes.tests.factories import drafted, promised
from jukugi.kit.open_tables import as_csv, as_json, open_tables

pytestmark = pytest.mark.django_db
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

    assert [one["dct:identifier"] for one in listed] == NAMES
    assert all(f"/data/{name}/" in page for name in NAMES)
    assert {one["dct:license"] for one in listed} == {"https://creativecommons.org/licenses/by/4.0/deed.ja"}


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


@pytest.mark.parametrize("path", ["/data/nothing/", "/data/nothing.csv", "/data/opinions.xlsx", "/data/opinions.exe"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404
