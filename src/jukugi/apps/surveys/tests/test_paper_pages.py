"""The paper twin: the questions of the web with their numbers, numbered copies, one to be copied; drafts that go."""

from datetime import timedelta

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions.forgetting import erase_drafts
from jukugi.apps.surveys.enums import DRAFT_LIVES_FOR, Access
from jukugi.apps.surveys.models import AnswerDraft, Audience, PaperSheet
from jukugi.apps.surveys.queries.paper import copies, paper_questions, web_address
from jukugi.apps.surveys.tests.factories import LATER, citizens, officers, opened
from jukugi.kit import receipts
from jukugi.kit.audit.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def survey(officer):
    WardFactory(name="見本区", code="999991")
    WardFactory(name="例示区", code="999992")
    return opened(officer)


def words(response):
    """What stands on a page, without the marks at which lines may break."""
    return response.content.decode().replace("<wbr>", "")


class TestPaper:
    def test_it_has_the_numbers_of_the_web_and_tells_conditions_in_words(self, survey):
        found = paper_questions(citizens(survey))

        assert [one.number for one in found] == list(range(1, 11))
        assert found[4].when == "問4で「ある」と答えた方だけ、お答えください。"
        assert found[7].how == "順に、番号を書いてください"
        assert list(found[7].places) == [1, 2]

    def test_copies_are_numbered_and_printed(self, client, survey, officer):
        client.force_login(officer)
        audience = citizens(survey)

        asked = client.post(
            reverse("surveys:paper", args=[survey.pk]), {"audience": audience.pk, "count": 3, "place": "窓口"}
        )
        page = words(client.get(asked.url))

        papers = PaperSheet.objects.order_by("pk")
        assert [one.place for one in papers] == ["窓口"] * 3
        for one in papers:
            assert receipts.shown(one.receipt) in page
        assert page.count("問4で「ある」と答えた方だけ") == 3

    def test_many_are_printed_in_portions(self, survey, officer):
        audience = citizens(survey)
        made = actions.number_papers(audience=audience, count=60, place="", actor=officer, now=DURING, is_printed=True)

        first = copies(audience, batch=made[0].receipt, first=1)
        rest = copies(audience, batch=made[0].receipt, first=first.after or 1)

        assert (first.last, first.after, rest.last, rest.after, rest.total) == (50, 51, 60, None, 60)

    def test_a_plain_one_has_no_number_and_may_have_large_letters(self, client, survey, officer):
        client.force_login(officer)
        address = reverse("surveys:paper-print", args=[survey.pk, officers(survey).pk])

        page = words(client.get(f"{address}?big=1"))

        assert "番号のない紙" in page
        assert "q-paper is-big" in page
        assert not PaperSheet.objects.exists()

    def test_its_code_leads_by_the_link_of_its_people(self, survey):
        Audience.objects.filter(pk=citizens(survey).pk).update(access=Access.LINK)
        audience = citizens(survey)

        assert web_address(audience) == f"{survey.get_absolute_url()}?key={audience.key}"

    @pytest.mark.parametrize("fields", [{}, {"count": "0"}, {"count": "999999"}, {"audience": "x", "count": "1"}])
    def test_what_cannot_be_printed_is_told(self, client, survey, officer, fields):
        client.force_login(officer)

        assert client.post(reverse("surveys:paper", args=[survey.pk]), fields).status_code == 400

    def test_it_is_for_those_who_type_in_paper(self, client, survey):
        client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

        assert client.get(reverse("surveys:paper", args=[survey.pk])).status_code == 403
        assert client.get(reverse("surveys:paper-print", args=[survey.pk, citizens(survey).pk])).status_code == 403


class TestDrafts:
    def test_they_go_when_nobody_came_back_and_when_the_survey_is_long_over(self, survey):
        fresh, old = ParticipantFactory(), ParticipantFactory()
        for person, at in ((fresh, DURING + timedelta(days=28)), (old, DURING)):
            actions.keep_draft(
                audience=citizens(survey), answers={"q4": "a1"}, page=1, author=person, form_key="a" * 22, now=at
            )

        assert erase_drafts(now=DURING + DRAFT_LIVES_FOR + timedelta(hours=1)) == 1
        assert [one.author for one in AnswerDraft.objects.all()] == [fresh]
        assert erase_drafts(now=LATER + DRAFT_LIVES_FOR) == 1
        assert erase_drafts(now=LATER + DRAFT_LIVES_FOR) == 0
        counts = (
            AuditEntry.objects.filter(action="surveys.drafts_erased").order_by("pk").values_list("details", flat=True)
        )
        assert list(counts) == [{"count": 1}, {"count": 1}]
