"""A public draw, checked in the visitor's browser and by the command: 一致, and with one byte changed 不一致."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jukugi.core.sortition.publishing import COMMITMENT, POOL, QUOTAS, TABLE, verify_files
from jukugi.project.cli import main
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = (POOL, QUOTAS, TABLE, COMMITMENT)
ROW = 417


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The files of a draw of 12 among 80 volunteers, some of whom live together."""
    folder = tmp_path_factory.mktemp("draw")
    dice = random.Random(5)
    people = []
    for number in range(80):
        ward, sex = dice.choice(["川崎区", "幸区", "中原区"]), dice.choice(["女", "男"])
        people.append(f"見本{number:03},{ward},{sex},{number // 2 if number < 20 else ''}")
    (folder / "people.csv").write_text("\n".join(["id,区,性別,住所", *people]), encoding="utf-8")
    quotas = ["feature,value,min,max", *(f"区,{ward},3,5" for ward in ("川崎区", "幸区", "中原区"))]
    quotas += ["性別,女,5,7", "性別,男,5,7"]
    (folder / "limits.csv").write_text("\n".join(quotas), encoding="utf-8")
    tables = ["--pool", str(folder / "people.csv"), "--quotas", str(folder / "limits.csv"), "--household", "住所"]
    more = ["--size", "12", "--seed", "見本の種", "--out", str(folder / "out.json"), "--table", str(folder / "public")]
    assert main(["draw", *tables, *more]) == 0
    return folder / "public"


def changed(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    """One thing that was changed after the publication."""
    rows = files[TABLE].decode().split("\r\n")
    first = rows[1].split(",")
    people = files[POOL].decode().split("\r\n")
    pair = [line.split(",")[0] for line in people[1:3]]
    other = next(key for key in (line.split(",")[0] for line in people[1:] if line) if key not in first)
    return (
        files
        | {
            "one byte of the table": {TABLE: files[TABLE].replace(first[1].encode(), other.encode(), 1)},
            "a row less": {TABLE: "\r\n".join([*rows[:1], *rows[2:]]).encode()},
            "somebody twice in a row": {
                TABLE: "\r\n".join([rows[0], ",".join([*first[:2], first[1], *first[3:]]), *rows[2:]]).encode()
            },
            "two of a household": {
                TABLE: "\r\n".join([rows[0], ",".join([first[0], *pair, *first[3:]]), *rows[2:]]).encode()
            },
            "a chance": {POOL: files[POOL].replace(b",0.", b",0.9", 1)},
            "a quota": {QUOTAS: files[QUOTAS].replace(b",3,5", b",5,5", 1)},
            "a quota that is no number": {QUOTAS: files[QUOTAS].replace(b",3,5", b",x,5", 1)},
            "an open quote": {POOL: files[POOL] + b'"'},
            "the commitment": {COMMITMENT: b"{}"},
            "the number of rows": {
                COMMITMENT: files[COMMITMENT]
                .replace(b'"rows":1000', b'"rows":999')
                .replace(b'"rows": 1000', b'"rows": 999')
            },
        }[name]
    )


CHANGES = [
    "one byte of the table", "a row less", "somebody twice in a row", "two of a household", "a chance", "a quota",
    "a quota that is no number", "an open quote", "the commitment", "the number of rows",
]  # fmt: skip


def press(page: Page, files: dict[str, bytes], *, row: str = str(ROW), panel: str = "") -> None:
    kinds = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files.items()]
    page.get_by_label("公表された四つのファイル").set_input_files(kinds)
    page.get_by_label("引いた行の番号").fill(row)
    page.get_by_label("選ばれたと言われた人の番号").fill(panel)
    page.get_by_role("button", name="確かめる").click()


def read(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in NAMES}


def found(page: Page) -> list[str]:
    return page.locator("[data-findings] li").evaluate_all("items => items.map((item) => item.dataset.code)")


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_what_was_published_agrees_and_the_row_is_shown(published, visit, width):
    files = read(published)
    panel = files[TABLE].decode().split("\r\n")[1 + ROW].split(",")[1:]
    page = visit("/about/lot/", width=width)

    press(page, files, row="４１７", panel="、".join(reversed(panel)))

    expect(page.get_by_role("heading", name="一致", exact=True)).to_be_focused()
    expect(page.locator("[data-people]")).to_have_text("、".join(panel))
    assert faults(page) == []


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_found_as_the_city_finds_it(published, visit, name):
    files = changed(read(published), name)
    page = visit("/about/lot/")

    press(page, files)

    expect(page.get_by_role("heading", name="不一致")).to_be_focused()
    wanted = [finding.code for finding in verify_files(files, row=ROW)]
    assert wanted
    assert found(page) == wanted[:50]
    assert all("{" not in words for words in page.locator("[data-findings] li").all_text_contents())


def test_a_panel_of_another_row_a_row_that_is_none_and_a_missing_file_are_told(published, visit):
    files = read(published)
    page = visit("/about/lot/")
    first = page.locator("[data-findings] li").first

    press(page, files, panel="見本001 見本002")
    expect(first).to_have_attribute("data-code", "panel_differs")
    press(page, files, row="1000")
    expect(first).to_have_attribute("data-code", "no_such_row")
    press(page, files, row="いちばん")
    expect(first).to_have_attribute("data-code", "no_number")
    press(page, {POOL: files[POOL]})
    expect(page.locator("[data-findings] li")).to_have_count(3)
    assert found(page) == ["missing", "missing", "missing"]
    press(page, files, row="")
    expect(page.get_by_role("heading", name="一致", exact=True)).to_be_visible()
    expect(first).to_have_count(0)


class TestCommand:
    def test_it_says_the_people_of_the_row(self, published, capsys):
        assert main(["lot", str(published), "--row", str(ROW)]) == 0

        panel = read(published)[TABLE].decode().split("\r\n")[1 + ROW].split(",")[1:]
        assert f"{ROW}番の行の人：{'、'.join(panel)}" in capsys.readouterr().out

    @pytest.mark.parametrize("name", CHANGES)
    def test_what_was_changed_is_told(self, published, tmp_path, capsys, name):
        for file, content in changed(read(published), name).items():
            (tmp_path / file).write_bytes(content)

        assert main(["lot", str(tmp_path), "--row", str(ROW)]) == 1
        assert "不一致" in capsys.readouterr().err

    @pytest.mark.parametrize(
        ("more", "words"),
        [
            (["--row", "1000"], "1000番の行はありません"),
            (["--row", "-1"], "-1番の行はありません"),
            (["--panel", "panel.txt"], "--row も書いてください"),
        ],
    )
    def test_what_cannot_be_is_told(self, published, capsys, more, words):
        assert main(["lot", str(published), *more]) == 1
        assert words in capsys.readouterr().err

    def test_the_panel_is_compared(self, published, tmp_path, capsys):
        panel = read(published)[TABLE].decode().split("\r\n")[1 + ROW].split(",")[1:]
        told = tmp_path / "panel.txt"
        told.write_text("\n".join(panel), encoding="utf-8")
        assert main(["lot", str(published), "--row", str(ROW), "--panel", str(told)]) == 0

        told.write_text("\n".join(panel[1:]), encoding="utf-8")
        assert main(["lot", str(published), "--row", str(ROW), "--panel", str(told)]) == 1
        assert "の行の人と違います" in capsys.readouterr().err

    def test_a_folder_without_files_is_told(self, tmp_path, capsys):
        assert main(["lot", str(tmp_path)]) == 1
        assert "table.csv がありません" in capsys.readouterr().err
        assert main(["lot", str(tmp_path / "no")]) == 1
