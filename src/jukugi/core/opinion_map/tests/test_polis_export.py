import pytest

from jukugi.core.opinion_map import Fault, PolisExportError, PolisStatement, parse_polis_export

COMMENTS_2022 = """\
timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000000000,Mon Jul 17 16:10:15 WIB 2017,7,3,2,0,1,"広場を
ふやす、""いま""も"
1500000000001,Mon Jul 17 16:10:15 WIB 2017,5,4,0,1,-1,駐車場をふやす
"""
COMMENTS_2024 = """\
timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,group-informed-consensus,comment-body
1700000000000,7,3,2,0,1,false,true,0.5,広場をふやす
1700000000001,5,4,0,1,0,true,false,0.1,わたしは区民です
"""
VOTES = """\
timestamp,datetime,comment-id,voter-id,vote
1500000000100,Mon,7,1,1
1500000000200,Mon,7,2,-1
1500000000300,Mon,5,1,0
"""
PARTICIPANTS = """\
participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,5,7
1,secret,0,1,2,1,0,0,1
2,secret,,0,1,0,1,,-1
"""
SUMMARY = """\
topic,駅前の広場
url,https://example.org/abc
voters,2
conversation-description,"一行目
二行目"
"""


def files(**changes):
    """The files of a good export, some of them replaced (by bytes or text) or left out (None)."""
    names = {"comments": "comments.csv", "votes": "votes.csv", "participants": "participants-votes.csv",
             "summary": "summary.csv"}  # fmt: skip
    texts = {"comments": COMMENTS_2022, "votes": VOTES, "participants": PARTICIPANTS, "summary": SUMMARY, **changes}
    return {
        names[name]: text if isinstance(text, bytes) else text.encode()
        for name, text in texts.items()
        if text is not None
    }


def faults_of(**changes):
    with pytest.raises(PolisExportError) as refusal:
        parse_polis_export(files(**changes))
    assert refusal.value.count == len(refusal.value.faults)
    return list(refusal.value.faults)


def test_a_whole_export_is_read():
    export = parse_polis_export(files())

    assert (export.topic, export.url) == ("駅前の広場", "https://example.org/abc")
    assert export.description == "一行目\n二行目"
    assert export.statements == (
        PolisStatement(5, 4, -1, False, False, "駐車場をふやす", 1500000000001),
        PolisStatement(7, 3, 1, False, False, '広場を\nふやす、"いま"も', 1500000000000),
    )
    assert export.votes.timestamp_ms.tolist() == [1500000000100, 1500000000200, 1500000000300]
    assert export.votes.statement.tolist() == [7, 7, 5]
    assert export.votes.participant.tolist() == [1, 2, 1]
    assert export.votes.choice.tolist() == [1, -1, 0]
    assert export.votes.has_moments
    assert export.published_groups == {1: 0, 2: None}
    assert export.moderated_out_ids == (5,)


def test_the_layout_of_2024_tells_what_is_meta_and_seed():
    export = parse_polis_export(files(comments=COMMENTS_2024))

    assert [(one.id, one.moderated, one.is_meta, one.is_seed) for one in export.statements] == [
        (5, 0, True, False),
        (7, 1, False, True),
    ]
    assert export.meta_ids == (5,)


def test_the_participants_table_stands_in_for_a_missing_log():
    export = parse_polis_export(files(votes=None))

    votes = export.votes
    cells = zip(votes.participant.tolist(), votes.statement.tolist(), votes.choice.tolist(), strict=True)
    assert sorted(cells) == [(1, 5, 0), (1, 7, 1), (2, 7, -1)]
    assert not votes.has_moments


def test_the_log_alone_is_enough_beside_the_statements():
    export = parse_polis_export(files(participants=None, summary=None))

    assert (export.topic, export.published_groups) == ("", None)


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm():
    marked = {name: b"\xef\xbb\xbf" + body.replace(b"\n", b"\r\n") for name, body in files().items()}

    assert parse_polis_export(marked).votes.choice.tolist() == [1, -1, 0]


def test_foreign_ids_of_participants_are_nowhere_in_the_result():
    assert "secret" not in repr(parse_polis_export(files()).__dict__)


def test_an_empty_folder_is_refused():
    with pytest.raises(PolisExportError) as refusal:
        parse_polis_export({"README.md": b"hello"})

    assert refusal.value.faults == (Fault("", None, None, "empty_folder"),)


def test_missing_files_are_named():
    assert faults_of(comments=None, votes=None, participants=None) == [
        Fault("comments.csv", None, None, "missing_file"),
        Fault("votes.csv", None, None, "missing_file"),
    ]


def test_an_empty_file_is_refused():
    assert faults_of(votes="") == [Fault("votes.csv", None, None, "empty_file")]


def test_missing_columns_are_named():
    assert faults_of(votes="timestamp,comment-id,vote\n1,7,1\n") == [
        Fault("votes.csv", 1, "voter-id", "missing_column")
    ]


def test_a_column_named_twice_is_refused():
    assert faults_of(participants=PARTICIPANTS.replace("5,7", "7,7")) == [
        Fault("participants-votes.csv", 1, "7", "repeated_column")
    ]


def test_bytes_that_are_not_utf8_are_found_by_line():
    sjis = COMMENTS_2022.replace("広場を\n", "ひろば\n").encode().replace("駐".encode(), "駐".encode("cp932"))

    (fault,) = faults_of(comments=sjis)

    assert (fault.file, fault.row, fault.column, fault.code) == ("comments.csv", 4, None, "undecodable")


def test_a_quote_that_never_closes_is_found_where_its_row_starts():
    (fault,) = faults_of(comments=COMMENTS_2022.replace('""も"', "も"))

    assert (fault.file, fault.row, fault.code) == ("comments.csv", 2, "broken_csv")


def test_rows_of_another_width_are_found_by_the_line_they_start_on():
    assert faults_of(comments=COMMENTS_2022.replace("駐車場をふやす", "駐車場,をふやす")) == [
        Fault("comments.csv", 4, None, "wrong_width", "9")
    ]


def test_every_value_that_is_no_integer_is_found_by_row_and_column():
    votes = VOTES.replace("1500000000200,Mon,7,2", "いつか,Mon,七,2").replace(",5,1,0", ",5,1.0,0")

    assert faults_of(votes=votes) == [
        Fault("votes.csv", 3, "comment-id", "not_an_integer", "七"),
        Fault("votes.csv", 3, "timestamp", "not_an_integer", "いつか"),
        Fault("votes.csv", 4, "voter-id", "not_an_integer", "1.0"),
    ]


def test_a_number_too_large_to_hold_is_refused():
    assert faults_of(votes=VOTES.replace("1500000000200", "9" * 19)) == [
        Fault("votes.csv", 3, "timestamp", "too_large", "9" * 19)
    ]


@pytest.mark.parametrize("moment", ["-1", "253370764800000", "253402300799999"])
def test_a_moment_beyond_the_calendar_is_refused(moment):
    assert faults_of(votes=VOTES.replace("1500000000200", moment)) == [
        Fault("votes.csv", 3, "timestamp", "not_a_moment", moment)
    ]


def test_the_last_moment_of_the_year_9998_is_taken():
    last = 253370764799999

    assert parse_polis_export(files(votes=VOTES.replace("1500000000200", str(last)))).votes.timestamp_ms[1] == last


def test_a_moment_after_the_last_that_can_be_true_is_refused():
    latest = 1500000000250

    with pytest.raises(PolisExportError) as refusal:
        parse_polis_export(files(), latest_ms=latest)

    assert refusal.value.faults == (Fault("votes.csv", 4, "timestamp", "in_the_future", "1500000000300"),)
    assert parse_polis_export(files(), latest_ms=1500000000300).votes.choice.size == 3


def test_seconds_are_told_once_for_the_file():
    votes = VOTES.replace("1500000000", "1500000").replace("1500000100", "1500000101")

    assert faults_of(votes=votes) == [Fault("votes.csv", None, "timestamp", "seconds", "1500000300")]


def test_statements_without_a_moment_are_taken():
    comments = COMMENTS_2022.replace("1500000000000", "0").replace("1500000000001", "0")

    assert [one.created_ms for one in parse_polis_export(files(comments=comments)).statements] == [0, 0]


@pytest.mark.parametrize("number", ["-1", "2147483647", str(2**63 - 1)])
def test_an_id_that_no_database_numbers_is_refused(number):
    assert faults_of(comments=COMMENTS_2022.replace("WIB 2017,5,", f"WIB 2017,{number},")) == [
        Fault("comments.csv", 4, "comment-id", "id_out_of_range", number)
    ]
    assert faults_of(votes=VOTES.replace(",7,2,", f",7,{number},")) == [
        Fault("votes.csv", 3, "voter-id", "id_out_of_range", number)
    ]
    assert faults_of(votes=VOTES.replace(",7,2,", f",{number},2,")) == [
        Fault("votes.csv", 3, "comment-id", "id_out_of_range", number)
    ]
    assert faults_of(participants=PARTICIPANTS.replace("\n2,", f"\n{number},")) == [
        Fault("participants-votes.csv", 3, "participant", "id_out_of_range", number)
    ]


def test_the_largest_id_is_taken():
    assert parse_polis_export(files(votes=VOTES.replace(",7,2,", ",7,2147483646,"))).votes.participant[1] == 2147483646


@pytest.mark.parametrize("heading", ["2147483647", "9" * 30, "9" * 5000], ids=len)
def test_a_heading_of_too_many_digits_is_refused(heading):
    assert faults_of(participants=PARTICIPANTS.replace(",5,7", f",5,{heading}"), votes=None) == [
        Fault("participants-votes.csv", 1, heading[:40], "id_out_of_range", heading[:40])
    ]


def test_two_headings_of_one_statement_are_refused():
    assert faults_of(participants=PARTICIPANTS.replace(",5,7", ",7,07"), votes=None) == [
        Fault("participants-votes.csv", 1, "07", "repeated_column")
    ]


def test_a_character_that_no_database_keeps_is_refused_where_it_stands():
    assert faults_of(
        comments=COMMENTS_2022.replace("駐車場", "駐\0車場"), summary=SUMMARY.replace("駅前", "駅\0前")
    ) == [
        Fault("comments.csv", 4, "comment-body", "null_character", "駐␀車場をふやす"),
        Fault("summary.csv", 1, None, "null_character", "topic：駅␀前の広場"),
    ]


@pytest.mark.parametrize(("value", "code"), [("2", "not_a_choice"), ("", "not_an_integer"), ("賛成", "not_an_integer")])
def test_a_choice_beyond_the_three_is_refused(value, code):
    assert faults_of(votes=VOTES.replace(",2,-1", f",2,{value}")) == [Fault("votes.csv", 3, "vote", code, value)]


def test_a_cell_of_the_participants_table_is_checked_like_a_vote():
    assert faults_of(participants=PARTICIPANTS.replace(",,-1", ",,3")) == [
        Fault("participants-votes.csv", 3, "7", "not_a_choice", "3")
    ]


def test_a_vote_on_a_statement_nobody_wrote_is_refused():
    assert faults_of(votes=VOTES.replace(",5,1,0", ",6,1,0")) == [
        Fault("votes.csv", 4, "comment-id", "unknown_statement", "6")
    ]
    assert faults_of(participants=PARTICIPANTS.replace(",5,7", ",5,8")) == [
        Fault("participants-votes.csv", 1, "8", "unknown_statement", "8")
    ]


def test_a_statement_listed_twice_is_refused():
    again = COMMENTS_2022.replace(",5,4,0", ",7,4,0")

    assert Fault("comments.csv", 4, "comment-id", "repeated_statement", "7") in faults_of(comments=again)


def test_a_participant_listed_twice_is_refused():
    assert faults_of(participants=PARTICIPANTS.replace("\n2,", "\n1,")) == [
        Fault("participants-votes.csv", 3, "participant", "repeated_participant", "1")
    ]


def test_moderation_and_flags_are_checked():
    comments = COMMENTS_2024.replace(",2,0,1,false", ",2,0,9,false").replace("0,true,false", "0,maybe,false")

    assert faults_of(comments=comments) == [
        Fault("comments.csv", 2, "moderated", "not_a_moderation", "9"),
        Fault("comments.csv", 3, "is-meta", "not_a_flag", "maybe"),
    ]


def test_a_row_of_the_summary_that_is_no_pair_is_refused():
    assert faults_of(summary="topic,a,b\n") == [Fault("summary.csv", 1, None, "wrong_width", "3")]


def test_faults_of_all_files_come_at_once():
    found = faults_of(
        comments=COMMENTS_2022.replace(",4,0,1,-1", ",x,0,1,-1"),
        votes=VOTES.replace(",2,-1", ",2,5"),
        summary="topic\n",
    )

    assert [(fault.file, fault.row) for fault in found] == [("comments.csv", 4), ("votes.csv", 3), ("summary.csv", 1)]


def test_two_hundred_faults_are_listed_and_all_are_counted():
    votes = "timestamp,datetime,comment-id,voter-id,vote\n" + "1500000000000,Mon,7,1,9\n" * 350

    with pytest.raises(PolisExportError) as refusal:
        parse_polis_export(files(votes=votes))

    assert (len(refusal.value.faults), refusal.value.count) == (200, 350)


def test_a_long_value_is_shown_by_its_beginning():
    (fault,) = faults_of(votes=VOTES.replace(",2,-1", ",2," + "あ" * 100))

    assert fault.value == "あ" * 40


def test_fifty_thousand_votes_are_read():
    rows = "".join(f"{1500000000000 + n},Mon,{5 if n % 2 else 7},{n},1\n" for n in range(50_000))

    export = parse_polis_export(files(votes="timestamp,datetime,comment-id,voter-id,vote\n" + rows))

    assert export.votes.choice.size == 50_000
