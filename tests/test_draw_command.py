"""``jukugi draw``: panels from tables of every dialect, certificates, impossible quotas and refusals in words."""

import csv
import io
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
QUOTAS = """feature,value,min,max
性別,女性,3,3
性別,男性,3,3
年代,若い,2,3
年代,その他,3,4
"""
PEOPLE = [
    (f"P{number:02}", "女性" if number % 2 else "男性", "若い" if number % 5 == 0 else "その他", f"{number // 3}番地")
    for number in range(30)
]
POOL = "id,性別,年代,住所\n" + "".join(",".join(person) + "\n" for person in PEOPLE)


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "pool.csv").write_text(POOL, encoding="utf-8")
    (tmp_path / "quotas.csv").write_text(QUOTAS, encoding="utf-8")
    return tmp_path


def draw(folder: Path, *more: str, size: str = "6", seed: str = "7") -> int:
    """The command in this process."""
    tables = ["--pool", str(folder / "pool.csv"), "--quotas", str(folder / "quotas.csv")]
    return main(["draw", *tables, "--size", size, "--seed", seed, "--out", str(folder / "out.json"), *more])


def result(folder: Path) -> dict:
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


def test_a_panel_is_drawn_without_settings_with_chances_and_a_certificate(folder):
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [
        *(JUKUGI, "draw", "--pool", folder / "pool.csv", "--quotas", folder / "quotas.csv"),
        *("--size", "6", "--seed", "7", "--out", folder / "out.json"),
    ]

    done = subprocess.run(command, env=bare, capture_output=True, text=True, check=False)

    found = result(folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "応募30人から6人を選びました" in done.stdout
    assert "これより公平なくじはないと確かめました" in done.stdout
    assert (found["method"], found["proven"], found["infeasible"]) == ("leximin", True, False)
    assert found["gap"] <= 1e-6
    assert found["minimum_probability"] == pytest.approx(min(found["probabilities"].values()), abs=1e-9)
    assert sum(found["probabilities"].values()) == pytest.approx(6, abs=1e-6)
    assert list(found["probabilities"]) == sorted(key for key, *_rest in PEOPLE)
    people = {key: values for key, *values in PEOPLE}
    has = Counter(value for key in found["panel"] for value in people[key][:2])
    assert len(set(found["panel"])) == 6
    assert (has["女性"], has["男性"], 2 <= has["若い"] <= 3) == (3, 3, True)


def test_the_same_tables_and_seed_give_the_same_bytes_whatever_the_order_of_rows(folder):
    draw(folder)
    first = (folder / "out.json").read_bytes()
    head, *rows = POOL.splitlines()
    (folder / "pool.csv").write_text("\n".join([head, *reversed(rows)]), encoding="utf-8")

    draw(folder)

    assert (folder / "out.json").read_bytes() == first


def test_another_seed_draws_others_with_the_same_chances(folder):
    draw(folder)
    first = result(folder)
    draw(folder, seed="８")

    assert result(folder)["probabilities"] == first["probabilities"]
    assert result(folder)["panel"] != first["panel"]


def test_of_a_household_at_most_one_is_drawn(folder):
    homes = {key: home for key, *_values, home in PEOPLE}
    for seed in range(8):
        draw(folder, "--household", "住所", seed=str(seed))
        assert len({homes[key] for key in result(folder)["panel"]}) == 6


def test_maximin_has_the_same_smallest_chance_and_its_own_name(folder):
    draw(folder)
    least = result(folder)["minimum_probability"]

    draw(folder, "--method", "maximin")

    assert result(folder)["method"] == "maximin"
    assert result(folder)["minimum_probability"] == pytest.approx(least, abs=1e-6)


def dialect(text: str, heading: str) -> str:
    return "\n".join([heading, *text.splitlines()[1:]]) + "\n"


@pytest.mark.parametrize(
    "write",
    [
        lambda folder: (folder / "quotas.csv").write_text(dialect(QUOTAS, "category,name,min,max")),
        lambda folder: (folder / "quotas.csv").write_text(dialect(QUOTAS, "category,feature,min,max")),
        lambda folder: (folder / "quotas.csv").write_text(dialect(QUOTAS, " Feature ,VALUE,Min,Max")),
        lambda folder: (folder / "quotas.csv").write_text(dialect(QUOTAS, "項目,区分,下限,上限")),
        lambda folder: (folder / "quotas.csv").write_text(
            "\n".join(f"{line},{more}" for line, more in zip(
                QUOTAS.splitlines(), ["min_flex,max_flex,備考", "0,6,x", ",,", "0,6,", "1,5,y"], strict=True
            ))
        ),
        lambda folder: (folder / "quotas.csv").write_text(QUOTAS.replace("3,3", "３,３").replace(",2,3", ", 2 ,3.0")),
        lambda folder: (folder / "quotas.csv").write_text(QUOTAS.replace(",", "\t").replace("\n", "\n\n")),
        lambda folder: (folder / "quotas.csv").write_bytes(QUOTAS.replace("\n", "\r\n").encode("utf-8-sig")),
        lambda folder: (folder / "pool.csv").write_bytes(POOL.replace("\n", "\r\n").encode("cp932")),
        lambda folder: (folder / "pool.csv").write_bytes(POOL.encode("utf-16")),
        lambda folder: (folder / "pool.csv").write_text(POOL.replace("\n", "\n,,,\n").replace("女性", " 女性　")),
        lambda folder: (folder / "pool.csv").write_text(
            "".join(f"{number or ''},{line}\n" for number, line in enumerate(POOL.splitlines()))
        ),
        lambda folder: (folder / "pool.csv").write_text(POOL.replace("id,", "nationbuilder_id,", 1)),
    ],
    ids=[
        "OpenDLP", "replication package", "case and blanks", "Japanese", "flex and more columns", "full-width digits",
        "tabs and blank lines", "mark and CRLF", "cp932", "utf-16", "blank rows and blanks", "a column without a name",
        "nationbuilder",
    ],
)  # fmt: skip
def test_tables_of_every_dialect_give_the_same_draw(folder, write, capsys):
    draw(folder)
    first = result(folder)

    write(folder)
    code = draw(folder)

    assert (code, capsys.readouterr().err) == (0, "")
    assert result(folder)["panel"] == first["panel"]
    assert result(folder)["probabilities"] == first["probabilities"]


def test_a_workbook_is_read_too(folder):
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(POOL)):
        book.active.append(row)
    book.save(folder / "pool.csv")

    assert draw(folder) == 0


def test_people_are_numbered_from_1_where_no_column_names_them(folder):
    lines = POOL.splitlines()
    (folder / "pool.csv").write_text("\n".join(line.partition(",")[2] for line in lines), encoding="utf-8")

    draw(folder)

    assert list(result(folder)["probabilities"]) == [str(number) for number in range(1, 31)]
    assert result(folder)["id_column"] is None


def test_a_column_of_keys_can_be_named(folder):
    (folder / "pool.csv").write_text(POOL.replace("id,", "番号,", 1), encoding="utf-8")

    assert draw(folder, "--id", "番号") == 0
    assert next(iter(result(folder)["probabilities"])) == "P00"


WOMEN, MEN, YOUNG, OTHERS = QUOTAS.splitlines()[1:]


@pytest.mark.parametrize(
    ("change", "size", "said", "moved"),
    [
        ((WOMEN, "性別,女性,4,4"), "6", "「性別」の最少を合わせると7人で、選ぶ人数6人を超えます", 1),
        ((WOMEN, "性別,女性,1,2"), "6", "「性別」の最多を合わせても5人で、選ぶ人数6人に足りません", 1),
        ((YOUNG, "年代,若い,7,8"), "12", "「年代：若い」は最少7人ですが、応募は6人です", None),
        ((WOMEN, "性別,女性,3,2"), "6", "「性別：女性」の最少3人が、最多2人より多くなっています", 1),
        ((OTHERS, "年代,その他,0,2"), "6", "「年代」の最多を合わせても5人で、選ぶ人数6人に足りません", 1),
        (("", ""), "31", "選ぶ人数は31人ですが、応募は30人です", None),
        ((OTHERS, OTHERS + "\n年代,いない,1,2"), "6", "「年代：いない」は最少1人ですが、応募は0人です", 1),
    ],
)
def test_impossible_quotas_are_told_in_words_with_the_smallest_change(folder, capsys, change, size, said, moved):
    (folder / "quotas.csv").write_text(QUOTAS.replace(*change) if change[0] else QUOTAS, encoding="utf-8")

    code = draw(folder, size=size)

    found, told = result(folder), capsys.readouterr()
    assert (code, told.out) == (1, "")
    assert said in told.err
    assert found["infeasible"] is True
    if moved is not None:
        assert sum(each["change"] for each in found["relaxations"]) == found["total_change"] == moved
        assert all(each["words"] in told.err for each in found["relaxations"])


def test_with_the_relaxed_quotas_a_panel_is_drawn(folder):
    (folder / "quotas.csv").write_text(QUOTAS.replace(WOMEN, "性別,女性,6,6"), encoding="utf-8")
    draw(folder)
    text = (folder / "quotas.csv").read_text(encoding="utf-8")
    for each in result(folder)["relaxations"]:
        name = f"{each['feature']},{each['value']}"
        text = text.replace(f"{name},{each['min']},{each['max']}", f"{name},{each['new_min']},{each['new_max']}")
    (folder / "quotas.csv").write_text(text, encoding="utf-8")

    assert draw(folder) == 0


def test_quotas_that_cannot_be_kept_together_are_named(folder, capsys):
    """Every woman here is young: four women and four others do not fit into six seats."""
    rows = [f"{n},{'女性,若い' if n < 10 else '男性,その他'},x" for n in range(20)]
    (folder / "pool.csv").write_text("id,性別,年代,住所\n" + "\n".join(rows), encoding="utf-8")
    (folder / "quotas.csv").write_text(
        "feature,value,min,max\n性別,女性,4,4\n性別,男性,0,6\n年代,若い,0,6\n年代,その他,4,4"
    )

    draw(folder)

    said = capsys.readouterr().err
    assert "同時に守れません：「性別：女性」4人、「年代：その他」4人。" in said
    assert result(folder)["total_change"] == 2


def test_all_faulty_rows_are_told_and_nothing_is_written(folder, capsys):
    (folder / "pool.csv").write_text(POOL + "P00,女性,若い,x\nP31,,若い,x\nP32,女性,幼児,x\n,女性,若い,x\nP33,女性\n")

    code = draw(folder)

    said = capsys.readouterr()
    assert (code, said.out) == (1, "")
    assert "直すところが5か所" in said.err
    assert "pool.csv 32行目「id」列：同じ番号" in said.err
    assert "pool.csv 33行目「性別」列：空です" in said.err
    assert "pool.csv 34行目「年代」列：この値の枠が枠の表にありません" in said.err
    assert "（幼児）" in said.err
    assert not (folder / "out.json").exists()


def test_the_good_rows_are_taken_where_the_officer_says_so(folder, capsys):
    (folder / "pool.csv").write_text(POOL + "P31,女性,幼児,x\n", encoding="utf-8")

    code = draw(folder, "--take-good")

    assert code == 0
    assert "除きました：pool.csv 32行目" in capsys.readouterr().err
    assert [each["row"] for each in result(folder)["left_out"]] == [32]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("性別,女性,1,2", "「value」列：同じ項目の同じ値の枠"),
        ("性別,その他,-1,2", "「min」列：0以上の整数ではありません"),
        ("性別,その他,,2", "「min」列：空です"),
        ("性別,その他,1.5,2", "「min」列：0以上の整数ではありません"),
        (",その他,1,2", "「feature」列：空です"),
    ],
)
def test_a_faulty_quota_is_told_with_row_and_column(folder, capsys, row, said):
    (folder / "quotas.csv").write_text(QUOTAS + row + "\n", encoding="utf-8")

    code = draw(folder)

    told = capsys.readouterr().err
    assert code == 1
    assert "quotas.csv 6行目" in told
    assert said in told


def test_flex_inside_the_bounds_is_told(folder, capsys):
    (folder / "quotas.csv").write_text("feature,value,min,max,min_flex,max_flex\n性別,女性,3,3,4,2\n性別,男性,3,3,,\n")

    draw(folder)

    said = capsys.readouterr().err
    assert "2行目「min_flex」列：枠の内側" in said
    assert "2行目「max_flex」列：枠の内側" in said


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--size", "0"), "--size の値 0"),
        (("--seconds", "0"), "--seconds の値 0.0"),
        (("--seed", " "), "--seed が空です"),
        (("--id", "番号"), "「番号」列：この列がありません"),
        (("--household", "住所,郵便番号"), "「郵便番号」列：この列がありません"),
        (("--pool", "nowhere.csv"), "見つかりません"),
        (("--out", "/nowhere/at/all.json"), "見つかりません"),
        (("--out", "/"), "ファイルではありません"),
    ],
)
def test_what_cannot_be_is_refused_in_words(folder, capsys, more, said):
    assert draw(folder, *more) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("quotas.csv", b"feature,value\nx,y\n", "「min」列：この列がありません"),
        ("quotas.csv", "性別,女性,1,2\n性別,男性,1,2\n".encode(), "「feature」列：この列がありません"),
        ("quotas.csv", b"", "中身がありません"),
        ("pool.csv", b"\xff\xfe\x00", "文字コードが分かりません"),
        ("pool.csv", "id,性別\n1,女性\n".encode(), "「年代」列：この列がありません"),
        ("pool.csv", "id,性別,年代\n".encode(), "行がありません"),
        ("pool.csv", 'id,性別,年代\n1,"女性,若い\n'.encode(), "引用符"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(folder, capsys, name, content, said):
    (folder / name).write_bytes(content)

    code = draw(folder)

    assert code == 1
    assert said in capsys.readouterr().err
    assert not (folder / "out.json").exists()


def test_the_result_never_falls_on_a_table_that_is_read(folder, capsys):
    assert draw(folder, "--out", str(folder / "pool.csv")) == 1
    assert "読むファイルと同じ" in capsys.readouterr().err
    assert (folder / "pool.csv").read_text(encoding="utf-8") == POOL


@pytest.mark.parametrize("more", [("--size", "many"), ("--method", "nash"), ("--size", "-3")])
def test_wrong_usage_has_its_own_code(folder, more):
    with pytest.raises(SystemExit) as stopped:
        draw(folder, *more)

    assert stopped.value.code == 2
