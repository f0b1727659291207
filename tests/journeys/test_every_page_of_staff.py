import pytest
from django.utils import timezone
from playwright.sync_api import expect

from jukugi.apps.accounts.actions import add_staff
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.issues.models import Issue, Material, Policy
from jukugi.apps.opinion_map.models import Topic
from jukugi.apps.opinions.models import Call, Opinion
from jukugi.apps.processes.models import Process
from jukugi.apps.threads.models import Address, Telling
from jukugi.apps.threads.queries.letters import batches
from tests.journeys.association_paths import association_desks
from tests.journeys.ballot_paths import ballot_desks
from tests.journeys.budget_paths import result_desks
from tests.journeys.circle_paths import circle_desks
from tests.journeys.conftest import faults, faults_by_path
from tests.journeys.consultation_paths import consultation_desk_pages
from tests.journeys.document_paths import document_desks
from tests.journeys.errand_paths import errand_desks
from tests.journeys.evaluation_paths import evaluation_desks
from tests.journeys.ledger_paths import ledger_desks
from tests.journeys.lot_paths import lot_desks
from tests.journeys.meeting_paths import meeting_desks
from tests.journeys.person_paths import person_desks
from tests.journeys.place_paths import place_desks
from tests.journeys.promise_paths import promise_desks
from tests.journeys.reach_paths import reach_desks
from tests.journeys.report_paths import report_desks
from tests.journeys.support_paths import support_desks
from tests.journeys.survey_desk_paths import survey_desk_pages
from tests.journeys.vision_paths import vision_desks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def processes_at_the_desk() -> list[str]:
    """Every page on which a course is worked on."""
    process = Process.objects.get(slug="community-policy")
    phase, gate = process.phases.get(title="パブリックコメント"), process.gates.get()
    of_process = ["", "edit/", "rename/", "publish/", "finish/", "pause/", "focus/", "course/", "table/", "gates/"]
    return [
        *(f"/desk/processes/{process.pk}/{page}" for page in [*of_process, "phase/", "milestone/"]),
        *(f"/desk/processes/phase/{phase.pk}/{page}" for page in ["edit/", "actual/", "shift/", "wards/"]),
        *(f"/desk/processes/gates/{gate.pk}/{page}" for page in ["", "edit/", "pass/", "withdraw/"]),
        f"/desk/processes/conditions/{gate.conditions.filter(kind='').first().pk}/tick/",
    ]


def voices_at_the_desk() -> list[str]:
    """Every page on which voices are read, typed in and called for."""
    typed_in = Opinion.objects.exclude(submission__entered_by="").first()
    parts = ["", "?queue=review", "?queue=link", "enter/", "cards/", "calls/", "appeals/", "waves/"]
    return [
        *(f"/desk/opinions/{part}" for part in parts),
        f"/desk/opinions/calls/{Call.objects.get(title='見本まつり').pk}/",
        f"/desk/opinions/{typed_in.pk}/revise/",
        "/desk/organizations/",
        "/desk/organizations/new/",
    ]


def threads_at_the_desk() -> list[str]:
    """Every page on which people are told what became of their voices."""
    draft, sent = Telling.objects.get(state="draft", call__isnull=True), Telling.objects.get(state="done")
    receipt = Address.objects.first().receipt
    place = next(one for one in batches(sent.process, {None}) if one.ward is not None and one.place and one.count < 40)
    where = f"?ward={place.ward.code}&place={place.place}"
    return [
        "/desk/threads/",
        "/desk/threads/new/",
        f"/desk/threads/{draft.pk}/",
        f"/desk/threads/{draft.pk}/edit/",
        f"/desk/threads/{sent.pk}/",
        f"/desk/threads/{sent.pk}/letters/",
        f"/desk/threads/{sent.pk}/letters/print/{where}",
        f"/desk/threads/{sent.pk}/letters/box/{where}",
        "/desk/threads/counter/",
        f"/desk/threads/counter/?no={receipt}",
        f"/threads/{receipt}/mail/",
    ]


def staff_paths() -> list[str]:
    """The pages of the desk of the sample city, one of each kind."""
    topic = Topic.objects.get(title="地域の居場所")
    issue = Issue.objects.get(code="chiiki-01")
    return [
        "/desk/",
        "/desk/retention/",
        "/desk/topics/",
        "/desk/topics/new/",
        f"/desk/topics/{topic.pk}/",
        "/desk/plain/",
        "/desk/plain/readings/",
        "/desk/issues/",
        "/desk/issues/policies/new/",
        f"/desk/issues/policies/{Policy.objects.get(code='P14').pk}/",
        "/desk/issues/import/issues/",
        f"/desk/issues/{issue.pk}/",
        f"/desk/issues/{issue.pk}/status/",
        f"/desk/issues/{issue.pk}/direction/",
        f"/desk/issues/{issue.pk}/duty/",
        f"/desk/issues/materials/{Material.objects.get().pk}/",
        f"/desk/issues/{issue.pk}/merge/",
        f"/desk/issues/{issue.pk}/split/",
        f"/desk/issues/{issue.pk}/split/?titles=子%0A丑",
        f"/desk/issues/{issue.pk}/lineage/",
        *voices_at_the_desk(),
        *meeting_desks(),
        *document_desks(),
        *consultation_desk_pages(User.objects.get(username="mihon-shisaku")),
        *evaluation_desks(),
        *place_desks(),
        *support_desks(),
        *result_desks(),
        *ballot_desks(),
        *promise_desks(),
        *report_desks(),
        *ledger_desks(),
        *circle_desks(),
        *survey_desk_pages(*(User.objects.get(username=name) for name in ("mihon-shisaku", "mihon-kakaricho"))),
        *vision_desks(),
        *threads_at_the_desk(),
        *errand_desks(),
        *person_desks(),
        *reach_desks(),
        *lot_desks(),
        *association_desks(),
        "/desk/processes/",
        "/desk/processes/new/",
        *processes_at_the_desk(),
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/logout/",
    ]


def test_nothing_is_found_by_axe_on_any_page_of_staff(sample, visit):
    page = visit("/accounts/login/")
    page.get_by_label("ユーザー名").fill("mihon-shisaku")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("見本 施策担当さんを待っていること")

    assert faults_by_path(page, staff_paths()) == {}


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_an_operator_reads_at_an_empty_desk_what_an_operator_does(sample, visit, width):
    who = {"username": "unyo", "display_name": "見本 運用担当", "password": PASSWORD}
    add_staff(**who, kind=RoleKind.OPERATOR, area=None, now=timezone.now())
    page = visit("/desk/", width=width)

    page.get_by_label("ユーザー名").fill("unyo")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()

    expect(page.locator(".empty")).to_contain_text("jukugi staff")
    expect(page.locator(".empty")).to_contain_text("jukugi verify-audit")
    assert faults(page) == []
