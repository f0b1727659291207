"""``jukugi invite``: letters drawn on the city's own machine, from an extract that goes nowhere else."""

import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.sortition.registering import birthday, years_on
from jukugi.project.cli import main

WARDS = ("川崎区", "中原区", "高津区")
PLAN: dict[str, Any] = {
    "format": "jukugi-invitation-1", "lottery": 1, "round": 1, "title": "見本のパネル", "asked": "",
    "aim": "話し合う。", "contact": "見本の電話", "closes_on": "2026-12-20", "letters": 60, "seed": "abc:38915",
    "bands": [["18-29", 18, 29], ["30-59", 30, 59], ["60-", 60, None]], "weights": {"18-29": 2.0}, "wards": [],
}  # fmt: skip


def register(people: int = 900, *, seed: int = 1) -> list[list[str]]:
    """Rows with a heading; homes of one to four people."""
    chance = random.Random(seed)
    rows, home = [], 0
    while len(rows) < people:
        home += 1
        ward = chance.choice(WARDS)
        for _person in range(chance.choice((1, 1, 2, 2, 3, 4))):
            number = len(rows) + 1
            born = f"{chance.randint(1930, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            rows.append(
                [f"R{number:06}", f"秘密の名{number}", ward, f"{ward}秘密町{home}", "211-0000", born,
                 chance.choice("男女"), f"H{home}"]
            )  # fmt: skip
    return [["整理番号", "氏名", "区", "住所", "郵便番号", "生年月日", "性別", "世帯番号"], *rows[:people]]


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def given_files(tmp_path: Path) -> dict[str, Path]:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(PLAN), encoding="utf-8")
    codes = [
        ["number", "code", "address"],
        *([str(n), f"code-{n:04}", f"https://x.example/?code={n}"] for n in range(1, 61)),
    ]
    return {
        "register": write(tmp_path / "register.csv", register()),
        "plan": plan,
        "codes": write(tmp_path / "codes.csv", codes),
        "out": tmp_path / "out",
    }


def invite(files: dict[str, Path], *more: str) -> int:
    return main(["invite", *(part for name, path in files.items() for part in (f"--{name}", str(path))), *more])


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_letters_go_to_one_of_a_household_and_to_the_young_more_often(given_files, capsys):
    assert invite(given_files) == 0
    letters, counts = table(given_files["out"] / "letters.csv"), table(given_files["out"] / "counts.csv")
    home = {row[0]: row[7] for row in register()[1:]}
    by_name = {row[1]: row[0] for row in register()[1:]}
    homes = [home[by_name[row["name"]]] for row in letters]
    assert len(homes) == len(set(homes)) == 60
    rate = {row["ward"] + row["band"]: int(row["letters"]) / int(row["people"]) for row in counts}
    assert all(rate[ward + "18-29"] > rate[ward + "60-"] for ward in WARDS)
    assert [row["code"] for row in letters] == [f"code-{n:04}" for n in range(1, 61)]
    assert "60人を選びました" in capsys.readouterr().out


def test_what_goes_back_names_nobody(given_files, capsys):
    invite(given_files)
    said = capsys.readouterr()
    for name in ("invited.csv", "counts.csv", "record.json"):
        content = (given_files["out"] / name).read_text(encoding="utf-8")
        assert "秘密" not in content
        assert "R0" not in content
    assert "秘密" not in said.out + said.err
    assert [*table(given_files["out"] / "invited.csv")[0]] == ["number", "ward", "band", "sex"]


def test_the_same_register_in_another_order_and_spelling_gives_the_same_letters(given_files, tmp_path):
    invite(given_files)
    before = (given_files["out"] / "letters.csv").read_bytes()
    head, *rows = register()
    random.Random(5).shuffle(rows)
    write(given_files["register"], [head, *rows], "cp932")
    assert invite(given_files | {"out": tmp_path / "again"}) == 0
    assert (tmp_path / "again" / "letters.csv").read_bytes() == before
    assert invite(given_files, "--check") == 0


def test_a_changed_file_is_found(given_files, capsys):
    invite(given_files)
    path = given_files["out"] / "invited.csv"
    path.write_bytes(path.read_bytes().replace(b"male", b"femal", 1))
    assert invite(given_files, "--check") == 1
    assert "不一致" in capsys.readouterr().err


def test_every_faulty_row_is_told_without_a_name(given_files, capsys):
    rows = register()
    rows[3][5], rows[4][1], rows[5][3], rows[6][0] = "不明", "", " ", rows[7][0]
    rows[8] = rows[8][:4]
    write(given_files["register"], rows)
    assert invite(given_files) == 1
    said = capsys.readouterr().err
    assert "直すところが5行" in said
    for row in (4, 5, 6, 8, 9):
        assert f"{row}行目" in said
    assert "秘密" not in said
    assert not given_files["out"].exists()
    assert invite(given_files, "--take-good") == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("plan", b"{}", "計画として読めません"),
        ("plan", b"\xff", "計画として読めません"),
        ("codes", "番号\n1\n".encode(), "番号の表として読めません"),
        ("codes", b"number,code,address\n2,a,b\n", "1から続いていません"),
        ("register", b"", "中身がありません"),
        ("register", "氏名,住所\nあ,い\n".encode(), "要る列がありません"),
        ("register", b"\x81\x20\xff", "文字コードが分かりません"),
        ("register", "整理番号,氏名,住所,年齢\n1,あ,い,5\n".encode(), "一人もいません"),
    ],
)
def test_what_cannot_be_read_is_told(given_files, capsys, name, content, words):
    given_files[name].write_bytes(content)
    assert invite(given_files) == 1
    assert words in capsys.readouterr().err


def test_without_the_public_number_nothing_is_drawn(given_files, capsys):
    given_files["plan"].write_text(json.dumps(PLAN | {"seed": ""}))
    assert invite(given_files) == 1
    assert "公の数がまだ" in capsys.readouterr().err


def test_letters_are_printed_with_their_addresses(given_files, tmp_path):
    given_files["plan"].write_text(json.dumps(PLAN | {"letters": 3}))
    assert invite(given_files, "--pdf") == 0
    printed = (given_files["out"] / "letters-000001-000003.pdf").read_bytes()
    assert printed.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("1984-05-06", "1984-05-06"), ("1984/5/6", "1984-05-06"), ("19840506", "1984-05-06"),
        ("昭和59年5月6日", "1984-05-06"), ("S59.5.6", "1984-05-06"), ("平成元年1月8日", "1989-01-08"),
        ("令和2年2月29日", "2020-02-29"), ("１９８４年５月６日", "1984-05-06"),
    ],
)  # fmt: skip
def test_birthdays_however_they_are_written(typed, iso):
    assert birthday(typed).isoformat() == iso


@pytest.mark.parametrize("typed", ["", "不明", "1984-13-01", "昭和59年2月30日", "84-5-6", "大化1年1月1日"])
def test_what_is_no_birthday(typed):
    assert birthday(typed) is None


@given(st.dates(), st.dates())
def test_years_grow_by_one_on_a_birthday(born, on):
    if born <= on:
        years = years_on(born, on)
        assert years >= 0
        assert years <= on.year - born.year
