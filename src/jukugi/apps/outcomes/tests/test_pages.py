"""The book of promises as people read it, and as officers keep it."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts.enums import Influence
from jukugi.apps.drafts.tests.factories import add, begun, originate, public_opinion, publish
from jukugi.apps.outcomes.actions import keeping, promising
from jukugi.apps.outcomes.enums import PromiseState
from jukugi.apps.outcomes.models import Promise
from jukugi.apps.outcomes.policies import Source
from jukugi.apps.outcomes.tests.factories import MEASURED, days, department, draft, drafted, promised, public_clause
from jukugi.apps.public_comments.tests.factories import announced, finish, send

pytestmark = pytest.mark.django_db


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


def done(promise, on=None, words="開いた。"):
    return keeping.keep_promise(
        promise=promise,
        words=words,
        evidence="市のページ",
        on=on or days(0),
        actor=RoleFactory().user,
        now=timezone.now(),
    )


def test_an_empty_book_says_when_it_fills(client):
    page = said(client.get("/promises/"))

    assert "約束は、まだ載っていません" in page
    assert "約束は載っていません" in said(client.get("/promises/wards/"))


def test_late_promises_are_told_with_their_days(client):
    promised(due_on=days(-9), title="夜の場を開く")
    drafted(title="だれも読めない約束")

    page = said(client.get("/promises/"))
    assert "約束1件のうち、1件が期日を過ぎています" in page
    assert "9日超過" in page
    assert "だれも読めない約束" not in page


@pytest.mark.parametrize("query", ["?standing=nothing", "?ward=%00", "?page=-3", "?department=abc", "?level=<b>"])
def test_what_nobody_can_read_asks_for_nothing(client, query):
    promised(title="夜の場を開く")

    assert "夜の場を開く" in said(client.get(f"/promises/{query}"))


def test_a_draft_is_nobodys(client):
    promise = drafted()

    assert client.get(promise.get_absolute_url()).status_code == 404


def test_one_promise_tells_where_it_was_made_and_what_happened(client):
    clause = public_clause()
    promise = promised(clause=clause, title="夜の場を開く", due_on=days(-2), **MEASURED)
    done(promise, words="中原に開いた。")

    page = said(client.get(promise.get_absolute_url()))
    assert clause.get_absolute_url() in page
    assert "中原に開いた。" in page
    assert "市のページ" in page
    assert "まだ測っていません。" in page
    assert "夜の場を開く" in said(client.get(clause.get_absolute_url()))


def test_a_voice_reads_what_was_promised_and_that_it_was_done(client):
    writer = RoleFactory().user
    edition = begun(writer)
    clause = add(edition, writer, "夜も使える場を開く。")
    opinion = public_opinion(edition.document, text="夜も開けて。")
    originate(edition, clause, opinion, writer, influence=Influence.ADOPTED)
    publish(edition)
    clause = type(clause).objects.select_related("document__process").get(pk=clause.pk)
    promise = promised(clause=clause, title="夜の場を開く", due_on=days(-1))
    address = f"/threads/{opinion.submission.receipt}/"

    page = said(client.get(address))
    assert "市が約束しました：夜の場を開く" in page
    assert "期日を1日過ぎています：夜の場を開く" in page
    done(promise)
    assert "約束を果たしました：夜の場を開く" in said(client.get(address))


def test_an_answer_to_a_comment_leads_to_its_promise(client):
    officer, head = RoleFactory().user, RoleFactory().user
    consultation = announced(officer)
    receipt = send(consultation, "一つめ", "二つめ", "三つめ").receipt
    lines = finish(consultation, officer, head)
    lines[0].refresh_from_db()
    answer = lines[0].answer
    assert answer is not None
    promise = promising.draft_promise(
        process=consultation.process,
        draft=draft(title="答えで約束した"),
        sources=[Source(answer)],
        actor=officer,
        now=timezone.now(),
    )
    promising.publish_promise(promise=promise, actor=head, now=timezone.now())

    assert "市が約束しました：答えで約束した" in said(client.get(f"/threads/{receipt}/"))
    line = reverse("public_comments:line", args=[consultation.pk, 1])
    assert "答えで約束した" in said(client.get(line))
    assert line in said(client.get(promise.get_absolute_url()))


def test_the_table_has_what_the_page_has_and_no_formula(client):
    promised(title="=HYPERLINK()", words="約束の言葉")
    promised(title="二つめ", due_on=days(-1))

    rows = list(csv.reader(io.StringIO(client.get("/promises/table.csv").content.decode("utf-8-sig"))))
    assert {row[2] for row in rows[1:]} == {"'=HYPERLINK()", "二つめ"}
    late = list(csv.reader(io.StringIO(client.get("/promises/table.csv?standing=late").content.decode("utf-8-sig"))))
    assert [row[2] for row in late[1:]] == ["二つめ"]


def test_a_ward_has_its_sheet(client):
    ward = WardFactory(name="見本区")
    done(promised(area=ward, title="見本区で開いた場"))
    promised(title="市全体の約束")

    page = said(client.get(f"/promises/wards/{ward.code}/"))
    assert "見本区で、約束したことと、したこと" in page
    assert "見本区で開いた場" in page
    assert "このほかに、市全体の約束が1件あります" in page
    assert "市全体の約束" in said(client.get("/promises/wards/city/"))
    assert client.get("/promises/wards/nowhere/").status_code == 404


def test_officers_make_a_promise_from_a_clause_and_another_publishes_it(client):
    writer, head, clause = RoleFactory().user, RoleFactory().user, public_clause(text="夜も使える場を開く。")
    client.force_login(writer)
    assert "夜も使える場を開く。" in said(client.get("/desk/promises/sources/"))
    address = f"/desk/promises/new/?clause={clause.pk}"
    assert "夜も使える場を開く。" in said(client.get(address))
    given = {
        "title": "夜の場",
        "words": "夜も開く",
        "level": "shiiki",
        "department": department().pk,
        "promised_on": days(-3).isoformat(),
        "due_on": days(-5).isoformat(),
    }

    refused = client.post(address, given)
    assert refused.status_code == 400
    assert "期日" in said(refused)
    assert "夜も開く" in said(refused)
    made = client.post(address, given | {"due_on": days(30).isoformat()})
    promise = Promise.objects.get()
    assert made.url == f"/desk/promises/{promise.pk}/"
    assert client.post(f"/desk/promises/{promise.pk}/publish/").status_code == 403

    client.force_login(head)
    assert "夜の場" in said(client.get("/desk/promises/"))
    assert client.post(f"/desk/promises/{promise.pk}/publish/").status_code == 302
    promise.refresh_from_db()
    assert promise.state == PromiseState.OPEN
    assert "夜も使える場を開く。" not in said(client.get("/desk/promises/sources/"))


def test_steps_are_written_at_the_desk_and_what_was_typed_stays_when_refused(client):
    promise = promised(due_on=days(-1))
    client.force_login(RoleFactory().user)
    address = f"/desk/promises/{promise.pk}/"

    refused = client.post(
        f"{address}steps/done/", {"done-words": "夜の場を開いた", "done-evidence": "", "done-on": days(0).isoformat()}
    )
    assert refused.status_code == 400
    assert "夜の場を開いた" in said(refused)
    assert "確かめられるもの" in said(refused)
    taken = client.post(f"{address}steps/moved/", {"moved-words": "工事が遅れる", "moved-due_on": days(60).isoformat()})
    assert taken.status_code == 302
    assert "工事が遅れる" in said(client.get(promise.get_absolute_url()))
    assert client.post(f"{address}steps/nothing/").status_code == 404


def test_without_a_source_one_is_sent_to_choose_one(client):
    client.force_login(RoleFactory().user)

    for query in ("", "?clause=99", "?answer=abc"):
        assert client.get(f"/desk/promises/new/{query}").url == "/desk/promises/sources/"


def test_the_desk_says_what_is_late_and_what_waits_for_another_hand(client):
    ward = WardFactory()
    promised(area=ward, due_on=days(-2))
    drafted(area=ward)
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user
    client.force_login(officer)

    page = said(client.get("/desk/"))
    assert "期日を過ぎた約束" in page
    assert "約束を公開する" in page


def test_home_tells_how_many_are_kept(client):
    done(promised())
    promised(due_on=days(-1))

    assert "2件のうち、行ったもの1件、期日を過ぎているもの1件。" in said(client.get("/"))


def test_a_review_is_opened_written_and_closed_in_the_browser(client):
    writer, head = RoleFactory().user, RoleFactory().user
    promise = promised(writer)
    client.force_login(head)
    year = 2026
    made = client.post(
        "/desk/promises/reviews/new/",
        {"process": promise.process_id, "fiscal_year": year, "due_on": days(30).isoformat()},
    )
    assert made.status_code == 302
    assert "まだ" in said(client.get(made.url))
    refused = client.post(made.url, {"words": "まとめ"})
    assert refused.status_code == 400
    assert "まだ書かれていない約束が1件あります。" in said(refused)

    client.force_login(writer)
    entry = f"{made.url}{promise.pk}/"
    assert client.post(entry, {"verdict": "on_track", "words": "進んでいる。"}).status_code == 302
    client.force_login(head)
    closed = client.post(made.url, {"words": "よい一年"})
    assert closed.url == f"/promises/reviews/{promise.process_id}/{year}/"
    client.logout()
    page = client.get(closed.url)
    assert "よい一年" in said(page)
    assert "進んでいる。" in said(page)
    assert client.get(f"{closed.url}review.json").json()["words"] == "よい一年"
    assert client.get(f"/promises/reviews/{promise.process_id}/1999/").status_code == 404
