"""``jukugi allocate``: the result of a vote with its reasons, and refusals in words."""

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from jukugi.project.cli import main

JUKUGI = Path(sys.executable).parent / "jukugi"
VOTE = """META
key;value
description;見本区の投票
num_projects;4
num_votes;5
budget;500
vote_type;approval
currency;JPY
PROJECTS
project_id;cost;name
bench;120;ベンチ
trees;200;並木
stage;300;舞台
nobody;10;だれも選ばない
VOTES
voter_id;vote
1;bench,trees
2;bench,trees
3;trees
4;trees,stage
5;stage
"""


@pytest.fixture
def vote(tmp_path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(VOTE, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def allocate(vote: Path, *more: str) -> Done:
    """The command, as its entry point runs it."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        code = main(["allocate", str(vote), "--out", str(vote.with_name("result.json")), *more])
    return Done(code, out.getvalue(), err.getvalue())


def result(vote: Path) -> dict:
    return json.loads(vote.with_name("result.json").read_text(encoding="utf-8"))


def test_the_result_names_winners_cost_shares_and_the_reason_of_each_project(vote):
    done = allocate(vote)

    found = result(vote)
    assert (done.returncode, done.stderr) == (0, "")
    assert (found["winners"], found["cost"], found["final_endowment"], found["ties"]) == (["trees"], 200, 100, [])
    assert [each["project"] for each in found["details"]] == ["trees", "bench", "stage", "nobody"]
    assert [each["why_not"] for each in found["details"]] == [None, "spent_elsewhere", "too_dear", "no_support"]
    assert found["details"][0]["paid"] == {
        "in_full": {"voters": 4, "money": 200},
        "in_part": {"voters": 0, "money": 0},
        "nothing": {"voters": 0},
    }
    assert found["details"][0]["words"] == [
        "投票した5人のうち4人が支持しました（費用200円）。",
        "支持した全員が、一人50円ずつ出しました。",
        "1番目に、均等割りで選ばれました。",
    ]
    assert found["details"][1]["spent_on"] == [{"project": "trees", "money": 100}]
    assert found["details"][1]["words"][1] == (
        "支持した人の持ち分は合わせて200円でしたが、選ばれたほかの事業（「並木」に100円など）に使って100円が残り、"
        "費用に20円足りないため、選ばれませんでした。"
    )
    assert "4事業のうち1事業" in done.stdout


@pytest.mark.parametrize(
    ("rules", "winners", "endowment"),
    [
        (("--rule", "greedy"), ["trees", "bench", "nobody"], None),
        (("--completion", "utilitarian"), ["trees", "bench", "nobody"], 100),
        (("--completion", "add1"), ["trees", "bench"], 174),
        (("--completion", "add1", "--increment", "0.5"), ["trees", "bench"], 174.5),
        (("--completion", "add1-utilitarian", "--stop", "exhaustive-integral"), ["trees", "bench", "nobody"], 174),
        (("--ties", "minCost, maxVotes"), ["trees"], 100),
    ],
)
def test_each_rule_is_counted_as_it_is_asked_for(vote, rules, winners, endowment):
    done = allocate(vote, *rules)

    assert (done.returncode, done.stderr) == (0, "")
    assert (result(vote)["winners"], result(vote)["final_endowment"]) == (winners, endowment)


def test_the_same_file_gives_the_same_bytes(vote):
    allocate(vote)
    first = vote.with_name("result.json").read_bytes()
    allocate(vote)

    assert vote.with_name("result.json").read_bytes() == first


def test_a_lot_is_told_with_its_seed(vote):
    vote.write_text(
        VOTE.replace("bench;120", "bench;200").replace("3;trees", "3;bench,trees").replace("4;trees", "4;bench,trees")
    )

    drawn = [(allocate(vote, "--seed", seed).stdout, result(vote)["ties"]) for seed in ("1", "2", "3", "4")]

    assert {ties[0]["chosen"] for _, ties in drawn} == {"bench", "trees"}
    assert all(sorted(ties[0]["projects"]) == ["bench", "trees"] for _, ties in drawn)
    assert all("同点をくじで決めました" in told for told, _ in drawn)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp932"])
def test_files_of_offices_are_read(vote, encoding):
    vote.write_bytes(VOTE.replace("\n", "\r\n").encode(encoding))

    assert allocate(vote).returncode == 0
    assert result(vote)["details"][0]["name"] == "並木"


def test_what_a_file_says_wrongly_about_itself_is_told_and_kept(vote):
    vote.write_text(VOTE.replace("num_votes;5", "num_votes;6"), encoding="utf-8")

    done = allocate(vote)

    assert done.returncode == 0
    assert "num_votes は6ですが、投票は5" in done.stderr
    assert len(result(vote)["notes"]) == 1


def test_all_faults_are_told_and_nothing_is_written(vote):
    vote.write_text(VOTE.replace("budget;500", "budget;たくさん").replace("5;stage", "5;staeg"), encoding="utf-8")

    done = allocate(vote)

    assert (done.returncode, done.stdout) == (1, "")
    assert "誤り2件" in done.stderr
    assert "vote.pb 6行目 META「budget」：数として読めません" in done.stderr
    assert "vote.pb 21行目 VOTES「vote」：PROJECTSにない事業です。番号を直してください（staeg）" in done.stderr
    assert not vote.with_name("result.json").exists()


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda vote: vote.unlink(), "見つかりません"),
        (lambda vote: vote.write_bytes(b""), "中身がありません"),
        (lambda vote: vote.write_bytes(b"\xff\xfe\x00"), "文字コード"),
        (lambda vote: vote.write_text(VOTE[: VOTE.index("1;bench")], encoding="utf-8"), "投票が一つもありません"),
        (lambda vote: vote.with_name("result.json").mkdir(), "ファイルではありません"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(vote, break_it, said):
    break_it(vote)

    done = allocate(vote)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--increment", "0"), "--increment の値 0"),
        (("--increment", "いち"), "--increment の値 いち"),
        (("--ties", "oldest"), "--ties の値 oldest"),
        (("--ties", "min-cost,min-cost"), "--ties の値 min-cost,min-cost"),
        (("--rule", "greedy", "--completion", "add1"), "--rule greedy のときは付けないで"),
        (("--utility", "points"), "点がありません"),
    ],
)
def test_a_setting_that_cannot_be_is_refused_by_its_name(vote, more, said):
    done = allocate(vote, *more)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_file_itself_is_not_overwritten_and_no_setting_is_needed(vote):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    command = [JUKUGI, "allocate", vote, "--out", vote]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert "読むファイルと同じ" in done.stderr
    assert vote.read_text(encoding="utf-8") == VOTE


def test_a_word_that_is_no_rule_is_wrong_usage(vote):
    with pytest.raises(SystemExit) as ended:
        allocate(vote, "--rule", "loudest")

    assert ended.value.code == 2
