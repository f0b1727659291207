"""What people see and send: sheets of every side, the page of a measure, gaps, findings, threads, issues, the desk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.evaluations import actions
from jukugi.apps.evaluations.actions import ReviewPlan
from jukugi.apps.evaluations.enums import SheetState, Side, Verdict
from jukugi.apps.evaluations.models import EvaluationSheet, Finding, FindingLink, Review
from jukugi.apps.evaluations.offers.reaching import fates_of_sheets
from jukugi.apps.evaluations.queries import threads
from jukugi.apps.evaluations.queries.gaps import review_gaps
from jukugi.apps.evaluations.queries.verdicts import matrix_of
from jukugi.apps.evaluations.tests.factories import measure_in, policy, published, send
from jukugi.apps.issues.actions import merge_issues
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory, MembershipFactory
from jukugi.apps.processes.tests.factories import ProcessFactory

pytestmark = pytest.mark.django_db


def running(officer=None) -> Review:
    """A review that takes sheets at this moment."""
    actor, now = officer or RoleFactory().user, timezone.now()
    today = timezone.localdate(now)
    plan = ReviewPlan("いまの検証", today, today + timedelta(days=9))
    review = actions.prepare_review(process=ProcessFactory(), plan=plan, ward=None, actor=actor, now=now)
    actions.add_measure(review=review, policy=policy(f"R{review.pk}"), actor=actor, now=now)
    return actions.open_review(review=review, actor=actor, now=now)


def said(answer) -> str:
    """A page without the breaks between phrases."""
    return answer.content.decode().replace("<wbr>", "")


def given(review: Review, verdict: str = "no", reason: str = "届かなかった。", **fields) -> dict[str, str]:
    first = review.criteria.first()
    return {f"verdict-{first.pk}": verdict, f"reason-{first.pk}": reason, "form_key": "f" * 22} | fields


def test_a_citizen_judges_without_an_account_and_finds_what_became_of_it(client):
    review = running()
    url = f"{measure_in(review).get_absolute_url()}write/"

    assert client.get(url).status_code == 200
    answer = client.post(url, given(review), follow=True)

    sheet = EvaluationSheet.objects.get()
    assert (sheet.side, sheet.state) == (Side.CITIZEN, SheetState.WAITING)
    assert answer.request["PATH_INFO"] == f"/threads/{sheet.receipt}/"
    assert "届かなかった。" in said(answer)
    again = said(client.get(url))
    assert "前に書いた評価を直します" in again
    assert "届かなかった。" in again


def test_words_that_wait_are_read_by_nobody_else(client):
    review = running()
    sheet = send(review, Verdict.NO, reason="だれにも見せない言葉。", now=timezone.now())

    for url in (sheet.get_absolute_url(), measure_in(review).get_absolute_url(), review.get_absolute_url()):
        assert "だれにも見せない言葉。" not in said(client.get(url))


def test_a_reason_that_is_missing_comes_back_with_all_that_was_written(client):
    review = running()
    url = f"{measure_in(review).get_absolute_url()}write/"

    answer = client.post(url, given(review, reason="", keep="場を開くこと"))

    assert answer.status_code == 409
    body = said(answer)
    assert "理由がありません" in body
    assert "場を開くこと" in body
    assert not EvaluationSheet.objects.exists()


def test_hostile_input_is_refused_or_shown_as_words(client):
    review = running()
    url = f"{measure_in(review).get_absolute_url()}write/"

    assert client.post(url, given(review, verdict="<script>")).status_code == 400
    assert client.post(url, given(review, ward="<b>")).status_code == 400
    assert client.get(f"{url}?as=member&key=wrong").status_code == 403
    body = said(client.post(url, given(review, reason="<script>alert(1)</script>"), follow=True))
    assert "<script>alert(1)</script>" not in body
    assert "&lt;script&gt;" in body


def test_after_the_period_words_come_back_to_copy(client):
    review = published()
    answer = client.post(f"{measure_in(review).get_absolute_url()}write/", given(review, reason="遅れた言葉"))

    assert answer.status_code == 409
    assert "遅れた言葉" in said(answer)


def test_a_member_comes_by_the_link(client):
    review = running()
    url = f"{measure_in(review).get_absolute_url()}write/"

    client.post(url, given(review, **{"as": "member", "key": review.member_key}))

    assert EvaluationSheet.objects.get().side == Side.MEMBER


def test_the_department_fills_its_own_and_a_lost_session_keeps_the_words(client):
    review = running()
    measure = measure_in(review)
    person = RoleFactory().user
    department = DepartmentFactory()
    MembershipFactory(person=person, organization=department, starts_on=timezone.localdate())
    measure.policy.department = department
    measure.policy.save()
    url = f"/desk/evaluations/{review.pk}/measures/{measure.pk}/answer/"

    lost = client.post(url, given(review, reason="失われない言葉"))
    client.force_login(person)

    assert lost.status_code == 302
    assert "失われない言葉" in said(client.get(url))
    client.post(url, given(review, verdict="yes", reason="ねらいどおり。"))
    assert EvaluationSheet.objects.get().organization == department


def test_dissent_stands_beside_the_majority_and_nothing_is_averaged(client):
    review = published()
    body = said(client.get(measure_in(review).get_absolute_url()))

    assert "少数の見方" in body
    assert "理由のそう思わない。" in body
    assert "平均" not in body.replace("平均にはしません", "")


def test_every_page_tells_the_same_sums(client):
    review = published()
    measure = measure_in(review)

    assert matrix_of(measure).total == 3
    assert "3通" in said(client.get(review.get_absolute_url()))
    assert client.get(f"{measure.get_absolute_url()}sheets/").context["list"].page.paginator.count == 3
    assert threads.came(review.process).count() == 3
    assert threads.told_publicly(review.process).count() == 3


def test_before_publication_there_are_no_gaps_sheets_or_findings(client):
    review = running()
    measure = measure_in(review)

    for url in (f"{review.get_absolute_url()}gaps/", f"{measure.get_absolute_url()}sheets/"):
        assert client.get(url).status_code == 404


def test_a_gap_is_told_only_where_there_are_enough_answers(client):
    review = published()

    page = review_gaps(review, "city")

    assert page.told == []
    assert "答えが足りません" in said(client.get(f"{review.get_absolute_url()}gaps/"))


def test_a_large_gap_is_said_in_a_sentence():
    from jukugi.apps.evaluations.queries.gaps import Pair, ranked
    from jukugi.core.representation import ShareSide, share_gap

    pair = Pair("city", "市民", "職員", frozenset(), frozenset())
    (row,) = ranked([("", "市は相談しやすい", "", share_gap(ShareSide(366, 1180), ShareSide(95, 148)))], pair)

    assert row.sentence == (
        "「市は相談しやすい」と思う人は、市民では31％（1,180人中）、職員では64％（148人中）。差は33ポイント（25〜41）。"
    )
    assert row.compared.found


def test_a_sheet_with_its_number_is_told_on_which_finding_it_rests(client):
    review = published()
    finding = Finding.objects.get(review=review)
    number = finding.bases.get().sheet.receipt

    body = said(client.get(f"/threads/{number}/"))

    assert finding.title in body
    lines = fates_of_sheets([number], timezone.now())[number]
    assert [line.code for line in lines] == ["evaluations.finding"]


def test_a_finding_stands_on_the_page_of_its_issue_and_goes_along_when_that_is_merged(client):
    officer = RoleFactory().user
    review = published(officer)
    finding = Finding.objects.get(review=review)
    old, heir = IssueFactory(process=review.process), IssueFactory(process=review.process)
    actions.link_finding(finding=finding, issue=old, reason="同じ問い", actor=officer, now=timezone.now())
    assert finding.title in said(client.get(old.get_absolute_url()))

    merge_issues(issues=[old], into=heir, reason="まとめる", actor=officer, now=timezone.now())

    assert FindingLink.objects.in_force().get().issue == heir
    assert finding.title in said(client.get(heir.get_absolute_url()))


def test_words_are_read_and_findings_approved_at_the_desk_by_two_people(client):
    writer, other = RoleFactory().user, RoleFactory().user
    review = running(writer)
    sheet = send(review, Verdict.NO, now=timezone.now())
    client.force_login(writer)
    desk = f"/desk/evaluations/{review.pk}/"

    hidden = client.post(f"{desk}sheets/{sheet.pk}/read/", {"state": "hidden", "rule": "", "reason": ""})
    assert hidden.status_code == 400
    client.post(f"{desk}sheets/{sheet.pk}/read/", {"state": "shown"})
    client.post(f"{desk}findings/new/", {"kind": "stop", "title": "やめる", "text": "届かない。"})
    client.post(f"{desk}findings/1/steps/basis/", {"sheet": sheet.receipt})
    client.post(f"{desk}findings/1/steps/submit/")
    assert client.post(f"{desk}findings/1/steps/approve/").status_code == 409
    client.force_login(other)
    client.post(f"{desk}findings/1/steps/approve/")
    client.post(f"{desk}steps/close/")
    client.post(f"{desk}steps/publish/")

    review.refresh_from_db()
    assert review.is_published
    assert client.get(f"{review.get_absolute_url()}findings/1/").status_code == 200


def test_paper_is_typed_in_at_the_desk(client):
    officer = RoleFactory().user
    review = running(officer)
    client.force_login(officer)
    url = f"/desk/evaluations/{review.pk}/measures/{measure_in(review).pk}/enter/"
    sent = given(review, side="citizen", channel="post", received_on=timezone.localdate().isoformat())

    assert client.get(url).status_code == 200
    assert client.post(url, sent).status_code == 302
    assert EvaluationSheet.objects.get().channel == "post"
    late = sent | {"received_on": (timezone.localdate() + timedelta(days=3)).isoformat(), "form_key": "g" * 22}
    assert client.post(url, late).status_code == 400


def test_a_review_is_prepared_and_opened_at_the_desk(client):
    officer = RoleFactory().user
    ProcessFactory()
    client.force_login(officer)
    today = timezone.localdate()
    told = {"title": "検証", "opens_on": today, "closes_on": today + timedelta(days=9)}

    assert client.post("/desk/evaluations/new/", told | {"closes_on": today - timedelta(days=1)}).status_code == 400
    client.post("/desk/evaluations/new/", told)
    review = Review.objects.get()
    desk = f"/desk/evaluations/{review.pk}/"
    assert client.post(f"{desk}steps/open/").status_code == 409
    client.post(f"{desk}measures/", {"policy": policy("N1").pk, "how": "judged"})
    measure = review.measures.get()
    fact = {"kind0": "money", "yen0": "1200", "source0": "決算書", "year0": "2024"}
    client.post(f"{desk}measures/{measure.pk}/", {"aim": "空き部屋を開く。"} | fact)
    client.post(f"{desk}steps/open/")

    review.refresh_from_db()
    assert review.is_opened
    assert measure.facts.get().yen == 1200
    assert "1,200円" in said(client.get(measure.get_absolute_url()))
    assert client.get("/").status_code == 200
    assert client.get("/desk/").status_code == 200
