import pytest
from playwright.sync_api import expect

from jukugi.apps.accounts.models import User
from jukugi.apps.issues.models import Issue, Material, Policy
from jukugi.apps.opinion_map.models import Statement, Topic
from jukugi.apps.opinions.models import Call, Opinion, Submission
from jukugi.apps.processes.models import Gate, Milestone, Phase
from jukugi.apps.threads.models import Address
from jukugi.apps.threads.queries.links import token_of
from tests.journeys.association_paths import association_pages
from tests.journeys.ballot_paths import ballot_pages
from tests.journeys.budget_paths import result_pages
from tests.journeys.circle_paths import circle_pages
from tests.journeys.conftest import faults_at_both_widths
from tests.journeys.consultation_paths import consultation_pages
from tests.journeys.document_paths import document_pages
from tests.journeys.errand_paths import errand_pages
from tests.journeys.evaluation_paths import evaluation_pages
from tests.journeys.ledger_paths import ledger_pages
from tests.journeys.lot_paths import lot_pages
from tests.journeys.meeting_paths import meeting_pages
from tests.journeys.person_paths import person_pages
from tests.journeys.place_paths import place_pages
from tests.journeys.promise_paths import promise_pages
from tests.journeys.report_paths import report_pages
from tests.journeys.support_paths import support_pages
from tests.journeys.survey_desk_paths import survey_result_pages
from tests.journeys.survey_paths import survey_pages
from tests.journeys.vision_paths import vision_pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def voice_pages() -> list[str]:
    """Every page of voices, and of one in each state."""
    linked = Opinion.objects.shown().filter(issue_links__issue__isnull=False).first()
    return [
        "/opinions/",
        "/opinions/new/",
        "/opinions/card/",
        "/opinions/hidden/",
        f"/opinions/appeal/{Submission.objects.filter(opinions__state='hidden').first().receipt}/1/",
        Call.objects.get(title="見本まつり").get_absolute_url(),
        linked.submission.get_absolute_url(),
        f"/issues/{linked.issue_links.first().issue_id}/",
        f"/issues/?open={Issue.objects.first().pk}",
    ]


def public_paths() -> list[str]:
    """The public pages of the sample city, one of each kind."""
    topic = Topic.objects.get(title="地域の居場所")
    empty = Topic.objects.get(title="回覧と配布のこれから")
    statement = Statement.objects.filter(topic=topic).first()
    return [
        "/",
        "/topics/",
        f"/topics/{topic.pk}/vote/",
        f"/topics/{topic.pk}/statements/{statement.pk}/",
        f"/topics/{topic.pk}/map/",
        f"/topics/{topic.pk}/results/",
        f"/topics/{empty.pk}/map/",
        f"/topics/{empty.pk}/results/",
        "/issues/",
        "/issues/?level=kobetsu",
        "/issues/?status=discussed",
        "/issues/policies/",
        "/issues/policies/overlaps/",
        f"/issues/policies/{Policy.objects.get(code='P14').pk}/",
        f"/issues/{Issue.objects.get(code='kuiki-04').pk}/wards/",
        f"/issues/{Issue.objects.get(code='chiiki-01').pk}/direction/",
        f"/issues/materials/{Material.objects.get().pk}/",
        f"/issues/{Issue.objects.get(code='chiiki-02-b').pk}/",
        f"/issues/{Issue.objects.get(code='chiiki-01').pk}/",
        f"/issues/{Issue.objects.get(code='kuiki-02').pk}/",
        "/processes/",
        "/processes/community-policy/",
        *voice_pages(),
        *meeting_pages(),
        *document_pages(),
        *consultation_pages(),
        *survey_result_pages(User.objects.get(username="mihon-shisaku")),
        *evaluation_pages(),
        *person_pages(),
        *place_pages(),
        *support_pages(),
        *result_pages(),
        *ballot_pages(),
        *promise_pages(),
        *report_pages(),
        *ledger_pages(),
        "/data/",
        "/data/api/",
        "/data/seals/",
        "/moderation/",
        "/data/opinions/",
        "/data/promises/",
        *circle_pages(),
        *survey_pages(),
        *vision_pages(),
        *lot_pages(),
        *errand_pages(),
        *association_pages(),
        "/processes/community-policy-2017-2019/",
        Phase.objects.get(title="パブリックコメント", process__slug="community-policy").get_absolute_url(),
        Milestone.objects.get(title="素案", process__slug="community-policy").get_absolute_url(),
        Gate.objects.get().get_absolute_url(),
        "/processes/calendar/",
        "/processes/changes/",
        "/threads/",
        "/threads/numbers/",
        "/threads/unlinked/",
        "/reach/",
        "/reach/?way=opinions",
        "/reach/?way=opinion_map",
        "/reach/method/",
        "/threads/ended/",
        f"/threads/mail/{token_of(Address.objects.first())}/",
        "/about/",
        "/about/method/",
        "/about/lot/",
        "/about/budget/",
        "/about/privacy/",
        "/about/accessibility/",
        "/accounts/login/",
    ]


def main_paths() -> list[str]:
    """One page of each kind: readings are put into all of them by one hand."""
    topic = Topic.objects.get(title="地域の居場所")
    issue = Issue.objects.get(code="chiiki-01")
    return [
        "/",
        f"/topics/{topic.pk}/vote/",
        f"/topics/{topic.pk}/map/",
        "/issues/",
        f"/issues/{issue.pk}/",
        "/processes/community-policy/",
        "/opinions/new/",
        "/meetings/",
        "/bodies/",
        "/associations/",
        "/about/privacy/",
    ]


@pytest.mark.parametrize("switch", ["ふりがなをけす", "ふりがなをつける"])
def test_nothing_is_found_by_axe_on_any_public_page(sample, visit, switch):
    page = visit("/")
    page.get_by_role("button", name="ふりがなをつける").click()
    has_readings = switch == "ふりがなをけす"
    if not has_readings:
        page.get_by_role("button", name="ふりがなをけす").click()
    expect(page.get_by_role("button", name=switch)).to_be_visible()

    found = {}
    for path in main_paths() if has_readings else public_paths():
        page.goto(path)
        if not path.endswith("/wards/"):  # names of wards in a table always have their readings
            assert (page.locator("rt").count() > 0) == has_readings, path
        found[path] = faults_at_both_widths(page)

    assert {path: lines for path, lines in found.items() if lines} == {}
