"""Reports as people read them, and as officers make them."""

import hashlib
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts.queries.reaching import reached_whole
from jukugi.apps.drafts.tests.factories import public_opinion
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.queries.counting import received
from jukugi.apps.outcomes.tests.factories import promised, public_clause
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reports import tasks
from jukugi.apps.reports.enums import ReportKind
from jukugi.apps.reports.models import Report, ReportEdition
from jukugi.apps.reports.tests.factories import again, begun, handed_over, published
from jukugi.kit.open_files import open_files
from jukugi.kit.open_tables import as_csv, open_figures, open_tables
from jukugi.kit.report_sections import digest_of, report_sections

pytestmark = pytest.mark.django_db


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


@pytest.fixture
def officer(client):
    user = RoleFactory().user
    client.force_login(user)
    return user


def test_an_empty_list_says_when_it_fills(client):
    assert "報告は、まだありません" in said(client.get("/reports/"))


def test_the_list_leads_to_the_newest_edition(client):
    edition = again(published(title="中間報告書その一").report)
    begun(title="だれも読めない報告")

    page = said(client.get("/reports/"))
    assert f"/reports/{edition.report_id}/2/" in page
    assert "だれも読めない報告" not in page
    assert client.get(f"/reports/{edition.report_id}/").headers["Location"] == edition.get_absolute_url()


def test_what_is_not_published_is_nobodys(client):
    waiting, hidden = handed_over(), published()
    process = hidden.report.process
    process.is_draft = True
    process.save()

    assert client.get(f"/reports/{waiting.pk}/").status_code == 404
    for path in ("", "report.json", "report.docx"):
        assert client.get(f"{hidden.get_absolute_url()}{path}").status_code == 404


def test_an_edition_tells_its_figures_with_bases_sources_and_how_to_check_it(client):
    clause = public_clause()
    promised(clause=clause)
    edition = published(clause.document.process, kind=ReportKind.COUNCIL)

    page = said(client.get(edition.get_absolute_url()))

    assert "市の約束のうち（1件の100%）" in page
    assert 'href="/promises/"' in page
    assert edition.digest in page
    assert 'aria-label="横棒の図。状態ごとの約束' in page
    assert "この報告の数は、いまの数と同じです。" in page


def test_a_page_says_quietly_what_changed_since(client):
    clause = public_clause()
    promised(clause=clause)
    edition = published(clause.document.process, kind=ReportKind.COUNCIL)
    promised(clause=clause, title="もう一つ")

    page = said(client.get(edition.get_absolute_url()))

    assert "2つの数が変わりました" in page
    assert "報告の日と、いまの数" in page


def test_an_older_edition_leads_to_the_newer_and_says_what_differs(client):
    clause = public_clause()
    promised(clause=clause)
    first = published(clause.document.process, kind=ReportKind.COUNCIL)
    promised(clause=clause, title="もう一つ")
    second = again(first.report)

    assert "新しい版があります" in said(client.get(first.get_absolute_url()))
    newer = said(client.get(second.get_absolute_url()))
    assert "前の版とちがう数" in newer
    assert "数が変わったため。" in newer


def test_the_data_are_the_bytes_behind_the_digest(client):
    edition = published()

    answer = client.get(f"{edition.get_absolute_url()}report.json")

    assert hashlib.sha256(answer.content).hexdigest() == edition.digest
    assert json.loads(answer.content)["format"] == "jukugi-report-1"


def test_files_are_there_once_the_job_made_them(client):
    edition = published()
    assert "つくっているところです" in said(client.get(edition.get_absolute_url()))
    assert client.get(f"{edition.get_absolute_url()}report.pdf").status_code == 404

    tasks.make_files(edition.pk)

    word = client.get(f"{edition.get_absolute_url()}report.docx")
    assert word.content.startswith(b"PK")
    assert "%E7%AC%AC1%E7%89%88" in word.headers["Content-Disposition"]
    assert client.get(f"{edition.get_absolute_url()}report.pdf").content.startswith(b"%PDF")
    assert client.get(f"{edition.get_absolute_url()}report.exe").status_code == 404


def test_words_of_officers_are_cleaned(client, officer):
    report = begun()
    evil = "<script>alert(1)</script> [x](javascript:alert(1))"
    client.post(f"/desk/reports/{report.pk}/sections/opinions/", {"before": evil, "after": ""})

    page = said(client.get(f"/desk/reports/{report.pk}/preview/"))
    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_home_page_and_the_page_of_a_process_lead_to_the_newest_report(client):
    edition = published(ProcessFactory(is_main=True))

    assert edition.get_absolute_url() in said(client.get("/"))
    assert edition.get_absolute_url() in said(client.get(edition.report.process.get_absolute_url()))


def test_the_figures_are_an_open_table_and_the_editions_are_files():
    clause = public_clause()
    promised(clause=clause)
    edition = published(clause.document.process, kind=ReportKind.COUNCIL)

    rows = list(open_tables["report_figures"].rows())
    names = open_tables["report_figures"].names
    told = {(row[names.index("section")], row[names.index("figure")]): row[names.index("value")] for row in rows}
    (file,) = open_files["reports"].files()
    content = b"".join(file.content())

    assert told["outcomes", "promises"] == open_figures["promises_all"].ask() == 1
    assert open_figures["report_editions"].ask() == len(rows)
    assert "".join(as_csv(open_tables["report_figures"])).count(edition.digest) == len(rows)
    assert (file.name, digest_of(content.decode())) == (f"report-{edition.report_id}-1.json", file.shown_digest)


# at the desk


def test_an_officer_makes_a_report_from_its_kind_to_handing_over(client, officer):
    process = ProcessFactory()
    begin = {"process": process.pk, "kind": "interim", "title": "中間報告書", "fiscal_year": ""}
    made = client.post("/desk/reports/new/", begin)
    report = Report.objects.get()
    one = f"/desk/reports/{report.pk}/"

    assert made.headers["Location"] == one
    assert client.post(f"{one}sections/opinions/arrange/", {"act": "leave_out"}).status_code == 302
    assert client.post(f"{one}sections/outcomes/arrange/", {"act": "add"}).status_code == 302
    assert client.post(f"{one}sections/outcomes/", {"before": "約束です。", "after": ""}).status_code == 302
    assert client.post(one, {"title": "新しい名前"}).status_code == 302
    assert "約束です。" in said(client.get(f"{one}preview/"))
    assert client.post(f"{one}hand-over/", {"reason": ""}).status_code == 302
    page = said(client.get(one))
    assert "承認に出した人と、最後に書いた人は公開できません" in page
    assert "新しい名前" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"kind": "yearly", "title": "年次", "fiscal_year": ""}, "年次報告なのに、年度がありません"),
        ({"kind": "interim", "title": "中間", "fiscal_year": "2026"}, "年度を書けるのは、年次報告だけです"),
        ({"kind": "", "title": "中間"}, "選ばれていません"),
        ({"kind": "interim", "title": ""}, "ここが空です"),
    ],
)
def test_what_cannot_be_a_report_is_told_in_the_form(client, officer, form, words):
    answer = client.post("/desk/reports/new/", {"process": ProcessFactory().pk} | form)

    assert answer.status_code == 400
    assert words in said(answer)


def test_a_second_officer_publishes_what_they_read(client, officer):
    report = handed_over(kind=ReportKind.COUNCIL)
    one = f"/desk/reports/{report.pk}/"
    assert "読んで公開する" in said(client.get("/desk/reports/"))
    assert "報告を公開する" in said(client.get("/desk/"))
    assert "公開されると、このまま残ります" in said(client.get(f"{one}preview/"))

    moved = client.post(f"{one}publish/", {"digest": "0" * 64})
    done = client.post(f"{one}publish/", {"digest": digest_of(report.asked_content)})

    edition = ReportEdition.objects.get()
    assert moved.status_code == 409
    assert "中身が変わりました" in said(moved)
    assert done.headers["Location"] == edition.get_absolute_url()


def test_the_writer_is_told_why_it_came_back(client, officer):
    report = handed_over()
    one = f"/desk/reports/{report.pk}/"

    empty = client.post(f"{one}send-back/", {"reason": ""})
    client.post(f"{one}send-back/", {"reason": "図の説明がありません。"})

    assert empty.status_code == 400
    assert "図の説明がありません。" in said(client.get(one))


def test_a_further_edition_asks_for_its_reason_in_the_form(client, officer):
    report = published().report

    answer = client.post(f"/desk/reports/{report.pk}/hand-over/", {"reason": ""})

    assert answer.status_code == 400
    assert "前の版と何が違うのか" in said(answer)


def test_changes_while_it_waits_are_refused_in_words(client, officer):
    report = handed_over()
    one = f"/desk/reports/{report.pk}/"

    arranged = client.post(f"{one}sections/opinions/arrange/", {"act": "down"})
    written = client.post(f"{one}sections/opinions/", {"before": "x", "after": ""})

    assert arranged.status_code == 409
    assert written.status_code == 400
    assert "承認を待っているので、変えられません" in said(arranged) + said(written)


@pytest.mark.parametrize("path", ["sections/nothing/", "sections/nothing/arrange/", "sections/opinions/arrange/"])
def test_what_is_not_there_is_not_found_or_refused(client, officer, path):
    one = f"/desk/reports/{begun().pk}/{path}"
    answer = client.post(one, {"act": "add" if "nothing" in path else "sideways"})

    assert answer.status_code in (404, 409)


def test_others_are_turned_away_from_the_desk(client):
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)

    for path in ("", "new/", f"{begun().pk}/", f"{handed_over().pk}/preview/"):
        answer = client.get(f"/desk/reports/{path}")
        assert answer.status_code == 403
        assert "権限がありません" in said(answer)


def test_a_section_without_anything_to_tell_says_so(client, officer):
    report = begun()

    assert "載せるものはありませんでした" in said(client.get(f"/desk/reports/{report.pk}/preview/"))


def test_what_waits_for_another_hand_stands_first_at_the_desk(client, officer):
    handed_over(title="承認を待つ報告")
    begun(title="書いている報告")

    page = said(client.get("/desk/reports/"))
    assert page.index("承認を待つ報告") < page.index("書いている報告")


def test_sections_take_no_more_queries_for_many_rows_than_for_one(django_assert_max_num_queries):
    clause, now = public_clause(), timezone.now()
    process = clause.document.process
    promised(clause=clause)
    sections = [report_sections[name] for name in ("processes", "issues", "outcomes", "drafts", "meetings")]
    with CaptureQueriesContext(connection) as few:
        for section in sections:
            section.content(process, now)
    for number in range(5):
        promised(clause=clause, title=f"約束{number}")
        public_clause(process, text=f"別の文{number}。")

    with django_assert_max_num_queries(len(few)):
        for section in sections:
            section.content(process, now)


def test_figures_are_those_of_the_rooms_own_queries():
    clause, now = public_clause(), timezone.now()
    promised(clause=clause)
    public_opinion(clause.document)
    IssueFactory(process=clause.document.process)
    process = clause.document.process

    told = {
        (name, number.name): number.value
        for name, section in report_sections.items()
        for number in getattr(section.content(process, now), "numbers", ())
    }

    assert told["opinions", "received"] == received(process).total == open_figures["opinions_received"].ask() == 1
    assert told["opinions", "shown"] == received(process).shown == open_figures["opinions_shown"].ask()
    assert told["outcomes", "promises"] == open_figures["promises_all"].ask()
    assert told["drafts", "voices"] == reached_whole(process)
    assert told["issues", "issues"] == process.issues.standing().count()
