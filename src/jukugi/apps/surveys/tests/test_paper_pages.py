"""The paper twin: the questions of the web with their numbers, numbered copies, one to be copied; drafts that go."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions.forgetting import erase_drafts
from jukugi.apps.surveys.enums import DRAFT_LIVES_FOR, Access
from jukugi.apps.surveys.models import AnswerDraft, Audience, PaperSheet, Survey
from jukugi.apps.surveys.papers import paper_form
from jukugi.apps.surveys.queries.paper import bundles, copies, paper_questions, web_address
from jukugi.apps.surveys.tests.factories import LATER, citizens, officers, opened
from jukugi.kit import receipts
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.papers import form_pdf
from jukugi.kit.papers.tests.pdf_reading import Read

pytestmark = pytest.mark.django_db
SITE = "https://jukugi.example.jp/surveys/abc234/"


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

    def test_copies_are_numbered_and_printed_as_a_tagged_pdf(self, client, survey, officer):
        client.force_login(officer)
        audience = citizens(survey)

        asked = client.post(
            reverse("surveys:paper", args=[survey.pk]), {"audience": audience.pk, "count": 3, "place": "窓口"}
        )
        page = words(client.get(asked.url))
        [address] = re.findall(r'href="([^"]*/paper/[0-9]+/[?]from=[^"]*)"', page)
        answer = client.get(unescape(address))

        papers = PaperSheet.objects.order_by("pk")
        found = Read(answer.content)
        whole = found.tree.whole
        assert [one.place for one in papers] == ["窓口"] * 3
        assert answer["Content-Type"] == "application/pdf"
        for one in papers:
            assert whole.count(receipts.shown(one.receipt)) == 1
            assert receipts.shown(one.receipt) in found.artifacts  # on every sheet, at its head
        assert whole.count("問4で「ある」と答えた方だけ") == 3
        assert found.untagged == []
        assert found.unreached == {}

    def test_every_sheet_tells_survey_day_and_where_to_send_it(self, survey):
        Survey.objects.filter(pk=survey.pk).update(contact="市民文化局（見本市役所3階）")
        audience = Audience.objects.get(pk=citizens(survey).pk)
        form = paper_form(audience, numbers=["0001-0001-1"] * 2, is_big=True, address=SITE, threads_url=SITE)

        found = Read(form_pdf(form))

        said = found.artifacts
        sheets = len(found.pdf.pages)
        assert sheets > 2
        assert [one for one in said if " / " in one] == [f"{n} / {sheets // 2}" for n in range(1, sheets // 2 + 1)] * 2
        assert said.count(survey.title) == sheets
        assert sum("11月30日" in one for one in said) == sum("出す所：市民文化局" in one for one in said) == sheets

    def test_matrices_and_rankings_are_tables_and_options_lists(self, survey):
        form = paper_form(citizens(survey), numbers=[], is_big=False, address=SITE, threads_url=SITE)

        found = Read(form_pdf(form))

        tree = found.tree
        tables = [tag for tag in tree.all() if tag.kind == "Table"]
        scopes = [[str(one.element.A.Scope) for one in table.all() if one.kind == "TH"] for table in tables]
        assert scopes == [["/Column"] * 3 + ["/Row"] * 2, ["/Column"] * 2]
        assert [tag.whole for tag in tree.all() if tag.kind == "LI"][-3:] == ["1 場所", "2 お金", "3 人"]

    def test_words_of_officers_become_no_markup(self, survey):
        Survey.objects.filter(pk=survey.pk).update(title='<b>題</b>"}@page', contact="</style><img src=x>")
        audience = Audience.objects.get(pk=citizens(survey).pk)

        found = Read(form_pdf(paper_form(audience, numbers=[], is_big=False, address=SITE, threads_url=SITE)))

        assert '<b>題</b>"}@page' in found.tree.whole
        assert "</style><img src=x>" in found.tree.whole

    def test_many_are_printed_in_bundles(self, survey, officer):
        audience = citizens(survey)
        made = actions.number_papers(audience=audience, count=50, place="", actor=officer, now=DURING, is_printed=True)
        batch = made[0].receipt

        assert [(one.first, one.last) for one in bundles(audience, batch=batch)] == [(1, 20), (21, 40), (41, 50)]
        assert copies(audience, batch=batch, first=41) == [receipts.shown(one.receipt) for one in made[40:]]
        assert bundles(audience, batch="x") == copies(audience, batch="x", first=1) == []

    def test_a_plain_one_has_no_number_and_may_have_large_letters(self, client, survey, officer):
        client.force_login(officer)
        address = reverse("surveys:paper-print", args=[survey.pk, officers(survey).pk])

        small, big = client.get(address), client.get(f"{address}?big=1")

        assert "受付番号　　　" in Read(big.content).tree.whole
        assert len(Read(big.content).pdf.pages) > len(Read(small.content).pdf.pages)
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
