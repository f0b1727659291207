from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.budgeting import FaultyPb, Utility
from jukugi.core.budgeting.election import election_from_pb
from jukugi.core.budgeting.numbers import read_number, write_number
from jukugi.core.budgeting.pb import PbNote, VoteType
from jukugi.core.budgeting.pb_reading import read_pb
from jukugi.core.budgeting.pb_writing import write_pb

PLAIN = """META
key;value
description;見本区の投票
num_projects;3
num_votes;3
budget;1000
vote_type;approval
PROJECTS
project_id;cost;votes;name
b1;400;2;"ベンチ;日よけ"
h2;250.5;1;花だん
p3;900;1;"「広場」の""舗装""と柵"
VOTES
voter_id;vote;age
1;b1,h2;34
2;b1;71
3;p3;
"""

POINTS = """META
key;value
num_projects;2
num_votes;2
budget;1000
vote_type;cumulative
PROJECTS
project_id;cost
x;400
y;300
VOTES
voter_id;vote;points
1;x,y;2,1
2;y;3
"""


DOUBLE = [("repeated", 11, "PROJECTS", "project_id", "b1")]


def faults(text: str) -> list[tuple]:
    with pytest.raises(FaultyPb) as refused:
        read_pb(text)
    return [(each.code, each.line, each.section, each.column, each.value) for each in refused.value.faults]


def same(text: str, *, as_: str = PLAIN) -> bool:
    """Whether two texts are the same vote (ids, costs, ballots)."""
    one, other = read_pb(text), read_pb(as_)
    return (
        one.project_ids == other.project_ids
        and (one.costs, one.budget, one.points) == (other.costs, other.budget, other.points)
        and one.lengths.tolist() == other.lengths.tolist()
        and one.choices.tolist() == other.choices.tolist()
    )


def test_a_file_is_read():
    file = read_pb(PLAIN)

    assert (file.vote_type, file.budget, file.n_voters) == (VoteType.APPROVAL, 1000, 3)
    assert file.costs == (400, Fraction("250.5"), 900)
    assert (file.lengths.tolist(), file.choices.tolist()) == ([2, 1, 1], [0, 1, 0, 2])
    assert file.projects["name"] == ("ベンチ;日よけ", "花だん", '「広場」の"舗装"と柵')
    assert (file.votes["age"], file.notes) == (("34", "71", ""), ())


def test_a_strict_file_is_written_as_it_was():
    assert write_pb(read_pb(PLAIN)) == PLAIN
    assert write_pb(read_pb(POINTS)) == POINTS


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("META", " meta ;;").replace("VOTES", "\n\nVotes\n\n"),
        lambda text: text.replace("voter_id;vote;age", "Voter_ID ; Vote ;Age; ").replace("b1,h2", " b1 , h2 "),
        lambda text: text.replace("b1,h2", "ｂ１、ｈ２").replace(";400;", ";４００;").replace(";1000", ";¥1,000円"),
        lambda text: text.replace("1;b1,h2;34", "1;b1,h2"),
        lambda text: text.replace("\nVOTES", "\n;;;\nVOTES").replace("3;p3;", "3;p3;\n\n;;"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace("budget;", "Budget;").replace("approval", " Approval "),
        lambda text: "".join(sorted_sections(text)),
    ],
)
def test_ways_of_saving_a_file_do_not_matter(change):
    assert same(change(PLAIN))


def sorted_sections(text: str) -> list[str]:
    votes, projects = text.index("VOTES"), text.index("PROJECTS")
    return [text[votes:], text[projects:votes], text[:projects]]


@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_other_delimiters_are_seen_from_the_header(delimiter):
    text = POINTS.replace("x,y;2,1", '"x，y"; "2，1"').replace(' "2', '"2').replace(";", delimiter)

    assert same(text.replace("，", ","), as_=POINTS)


@pytest.mark.parametrize(
    ("kind", "votes", "support"),
    [
        ("approval", "vote\nx,y\ny\n", (1, 2)),
        ("choose-1", "vote\nx\ny\n", (1, 1)),
        ("ordinal", "vote\nx,y\ny,x\n", (1, 1)),
        ("cumulative", "vote;points\nx,y;2,1\ny;3\n", (2, 4)),
        ("scoring", "vote;points\nx,y;0.5,-1\ny;2,0\n".replace("2,0", "2"), (1, 4)),
    ],
)
def test_every_kind_of_ballot_is_read_and_written_stably(kind, votes, support):
    head = POINTS[: POINTS.index("VOTES")].replace("cumulative", kind)

    file = read_pb(f"{head}VOTES\n{votes}")

    written = write_pb(file)
    assert write_pb(read_pb(written)) == written
    assert same(written, as_=f"{head}VOTES\n{votes}")
    assert election_from_pb(file).support == support


def test_approvals_count_by_cost_and_points_by_points_unless_told():
    assert election_from_pb(read_pb(PLAIN)).utility is Utility.COST
    assert election_from_pb(read_pb(POINTS)).utility is Utility.POINTS
    assert election_from_pb(read_pb(POINTS), utility=Utility.COST).support == (1, 2)


def test_what_a_file_says_wrongly_about_itself_is_noted():
    text = PLAIN.replace("num_votes;3", "num_votes;4\nmax_length;1\nmax_sum_cost;800").replace(";400;2;", ";400;5;")

    assert read_pb(text.replace("2;b1;", "2;b1,b1;")).notes == (
        PbNote("repeated_choice", "", 1),
        PbNote("num_votes", "4", 3),
        PbNote("votes_differ", "b1", 1),
        PbNote("max_length", "1", 1),
        PbNote("max_sum_cost", "800", 1),
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: "", [("empty_file", None, "", None, "")]),
        (lambda text: text[: text.index("VOTES")], [("missing_section", None, "VOTES", None, "")]),
        (lambda text: "x\n" + text, [("before_sections", 1, "", None, "x")]),
        (lambda text: text + "META\nkey;value\n", [("repeated_section", 18, "META", None, "")]),
        (lambda text: text.replace('日よけ"', "日よけ"), [("open_quote", 10, "", None, "")]),
        (lambda text: text.replace("2;b1;71", '2;b1;"71'), [("open_quote", 16, "", None, "")]),
        (lambda text: text.replace("budget;1000\n", ""), [("missing_key", 1, "META", "budget", "")]),
        (lambda text: text.replace("budget;1000", "budget;x"), [("not_a_number", 6, "META", "budget", "x")]),
        (lambda text: text.replace("budget;1000", "budget;-1"), [("below_zero", 6, "META", "budget", "-1")]),
        (lambda text: text.replace("approval", "x"), [("unknown_vote_type", 7, "META", "vote_type", "x")]),
        (lambda text: text.replace(";cost;", ";price;"), [("missing_column", 8, "PROJECTS", "cost", "")]),
        (lambda text: text.replace(";400;", ";;"), [("empty", 10, "PROJECTS", "cost", "")]),
        (lambda text: text.replace("h2;2", "b1;2").replace(",h2", ""), DOUBLE),
        (lambda text: text.replace("2;b1", "1;b1"), [("repeated", 16, "VOTES", "voter_id", "1")]),
        (lambda text: text.replace("2;b1;", "2;b1,q9;"), [("unknown_project", 16, "VOTES", "vote", "q9")]),
        (lambda text: text.replace("2;b1;", "2;b1;;;5;"), [("wrong_width", 16, "VOTES", None, "6")]),
        (lambda text: text.replace("2;b1;71", "2"), [("wrong_width", 16, "VOTES", None, "1")]),
        (lambda text: text.replace("approval", "choose-1"), [("several_choices", 15, "VOTES", "vote", "b1,h2")]),
        (lambda text: text.replace("approval", "scoring"), [("missing_column", None, "VOTES", "points", "")]),
    ],
)
def test_a_fault_is_told_with_its_place(change, expected):
    assert faults(change(PLAIN)) == expected


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = POINTS.replace("budget;1000", "budget;?").replace("y;300", "y;-3")
    text = text.replace("x,y;2,1", "x,y;2").replace("2;y;3", "2;z;3")

    assert [each[:2] for each in faults(text)] == [
        ("not_a_number", 5),
        ("below_zero", 10),
        ("wrong_points", 13),
        ("unknown_project", 14),
    ]


cells = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from(';,"\n\t '), max_size=8)


@given(st.lists(cells, min_size=3, max_size=3), st.lists(cells, min_size=2, max_size=2), cells)
def test_any_words_survive_and_the_second_export_is_the_first(names, ages, description):
    file = read_pb(PLAIN)
    odd = type(file)(
        **{
            **vars(file),
            "meta": {**file.meta, "description": description},
            "projects": {**file.projects, "name": tuple(names)},
            "votes": {**file.votes, "age": (*ages, "")},
        }
    )

    first = write_pb(odd)

    again = read_pb(first)
    assert write_pb(again) == write_pb(read_pb(write_pb(again)))
    assert again.projects["name"] == tuple(name.strip() for name in names)
    assert same(first)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1000", 1000),
        ("1,000", 1000),
        ("１２，３４５，６７８", 12345678),
        ("1 000 000", 1000000),
        ("12,5", Fraction("12.5")),
        ("0.1", Fraction("0.1")),
        ("1e6", 1000000),
        ("3000円", 3000),
        ("", None),
        ("x", None),
        ("1.2.3", None),
        ("1e999", None),
        ("nan", None),
        ("1/3", None),
    ],
)
def test_numbers_are_read_exactly(text, number):
    assert read_number(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_numbers_are_written_as_they_are_read(number):
    assert read_number(write_number(Fraction(number))) == Fraction(number)
