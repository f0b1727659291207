"""The command as an operator meets it: the same twice, what stays out, and refusals in plain words."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import caches

from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import OpinionFactory, SubmissionFactory
from jukugi.apps.processes.models import Process
from jukugi.kit.archive.parts import archive_parts, followed_urls, replaced_urls
from jukugi.project.cli import main
from tests.sample_city import load_sample_city

pytestmark = pytest.mark.django_db

AT = ["--at", "2026-11-28T12:00:00+09:00"]
MATRIX = Path(__file__).with_name("permission_matrix.csv")
# Pages that everybody may open and that are no part of a record: where one writes, what one prints to write on, what a
# key or a sign-in opens, what people may take back (names, contacts, wishes), and files that lie in it another way.
LEFT_OUT = [
    "account_login",
    "accounts:carry",
    "accounts:carry-code",
    "accounts:confirm-mail",
    "accounts:find",
    "accounts:forget",
    "accounts:mail",
    "accounts:me",
    "accounts:resident",
    "budgeting:ballot",
    "budgeting:co-card",
    "budgeting:proposal-card",
    "budgeting:propose",
    "budgeting:propose-together",
    "circles:card",
    "circles:join",
    "circles:mine",
    "circles:new",
    "circles:new-wish",
    "circles:wishes",
    "drafts:review",
    "evaluations:write",
    "home",
    "meetings:find-registration",
    "meetings:hall",
    "meetings:join-table",
    "meetings:register",
    "meetings:registration",
    "meetings:table",
    "meetings:table-photo",
    "meetings:wall",
    "open_data:api",
    "open_data:feed",
    "open_data:file",
    "open_data:interface",
    "open_data:open-file",
    "open_data:seal-feed",
    "opinion_map:wall",
    "opinions:appeal",
    "opinions:card",
    "opinions:write",
    "organizations:association",
    "organizations:code",
    "organizations:enter-code",
    "organizations:mine",
    "places:card",
    "places:changed",
    "places:keep",
    "places:keep-month",
    "places:month-card",
    "places:near",
    "places:new",
    "places:walk",
    "places:walk-paper",
    "places:walk-worker",
    "places:wards",
    "processes:changes-feed",
    "public_comments:write",
    "sortition:join",
    "sortition:wall",
    "source",
    "support:ask",
    "support:ask-card",
    "threads:address",
]


@pytest.fixture
def process() -> Process:
    caches["frame"].clear()
    days = {"starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31)}
    Process.objects.create(slug="other", title="ほかの検討", is_main=True, **days)
    return Process.objects.create(slug="plan", title="計画の検討", **days)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_page_that_everybody_may_open_is_in_the_record_or_left_out_by_name():
    with MATRIX.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    public = {row["route"] for row in rows if row["method"] == "GET" and row["anonymous"] == "200"}
    named = set(followed_urls()) | set(replaced_urls())

    how = "Name the URL in archive_part.py of its room, or in LEFT_OUT here if it is no part of a record."
    assert sorted(public - named - set(LEFT_OUT)) == [], how
    assert sorted(named & set(LEFT_OUT)) == []
    assert sorted(named - {row["route"] for row in rows}) == []


def test_the_same_state_and_moment_give_the_same_files(tmp_path, process):
    OpinionFactory.create_batch(3, submission__process=process, state=OpinionState.SHOWN)

    assert main(["archive", "plan", str(tmp_path / "one"), *AT]) == 0
    caches["frame"].clear()
    assert main(["archive", "plan", str(tmp_path / "two"), *AT]) == 0

    assert files_in(tmp_path / "one") == files_in(tmp_path / "two")


def test_it_tells_of_its_own_process_and_holds_no_voice_that_is_not_public(tmp_path, process):
    shown = OpinionFactory(submission__process=process, state=OpinionState.SHOWN)
    held = OpinionFactory(submission=SubmissionFactory(process=process), text="預かり中の言葉です。")
    elsewhere = OpinionFactory(
        submission__process=Process.objects.get(slug="other"), state=OpinionState.SHOWN, text="ほかの検討への声です。"
    )

    assert main(["archive", "plan", str(tmp_path / "a"), *AT]) == 0

    files = files_in(tmp_path / "a")
    pages = {name: content.decode().replace("<wbr>", "") for name, content in files.items() if name.endswith(".html")}
    assert f"pages/threads/{shown.submission.receipt}.html" in pages
    assert "pages/processes/plan.html" in pages
    assert "pages/processes/other.html" not in pages
    for opinion in (held, elsewhere):
        assert f"pages/threads/{opinion.submission.receipt}.html" not in pages
        # Tables are of the whole city; their pages show the first rows.
        assert not [name for name, page in pages.items() if opinion.text in page and name != "pages/data/opinions.html"]
    assert not [name for name, content in files.items() if held.submission.receipt.encode() in content]
    assert not [name for name, content in files.items() if held.text.encode() in content]
    assert "計画の検討" in pages["pages/opinions.html"]


def test_a_reader_finds_every_change(tmp_path, process, capsys):
    assert main(["archive", "plan", str(tmp_path / "a"), *AT]) == 0
    assert main(["verify", str(tmp_path / "a")]) == 0

    page = tmp_path / "a" / "pages" / "processes" / "plan.html"
    page.write_bytes(page.read_bytes() + b" ")
    capsys.readouterr()

    assert main(["verify", str(tmp_path / "a")]) == 1
    assert capsys.readouterr().err == "× pages/processes/plan.html：中身が、書き出したときと違います。\n"


def test_a_process_that_nobody_may_read_and_a_folder_with_something_else_are_refused(tmp_path, process, capsys):
    Process.objects.filter(slug="plan").update(is_draft=True)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("手紙")

    assert main(["archive", "plan", str(tmp_path / "a")]) == 1
    assert main(["archive", "other", str(tmp_path / "mine")]) == 1

    told = capsys.readouterr().err.splitlines()
    assert told == [
        "公開している検討プロセス「plan」はありません。いまあるもの：other",
        f"{tmp_path / 'mine' / 'letter.txt'} は、この記録のファイルではありません。"
        "何も書いていません。空のフォルダーか、新しい名前を選んでください。",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_moment_without_its_offset_is_no_moment(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["archive", "plan", str(tmp_path / "a"), "--at", "2026-11-28"])

    assert stopped.value.code == 2
    assert "時差" in capsys.readouterr().err


def test_the_index_of_every_room_takes_few_queries_however_much_there_is(django_assert_max_num_queries):
    load_sample_city()
    process = Process.objects.get(is_main=True)

    for part in archive_parts:
        with django_assert_max_num_queries(3):
            entries = list(part.entries(process))
        assert entries
        assert len({entry.path for entry in entries}) == len(entries), part.title
