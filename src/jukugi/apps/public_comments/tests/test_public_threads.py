"""What became of a comment: its story, what a mail says of it, the numbers, home, gates and documents."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts.actions import EditionPlan, begin_edition, write_clause
from jukugi.apps.drafts.enums import EditionStage
from jukugi.apps.drafts.tests.factories import publish
from jukugi.apps.opinions.models import Submission
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.enums import ResultForm
from jukugi.apps.public_comments.models import Consultation
from jukugi.apps.public_comments.offers import gates, home, reaching, threads
from jukugi.apps.public_comments.queries.chapters import chapters_of
from jukugi.apps.public_comments.queries.counting import comments_of, letters
from jukugi.apps.public_comments.queries.published import Wish, result_page
from jukugi.apps.public_comments.queries.result import result_of, totals_of
from jukugi.apps.public_comments.tests.factories import (
    LATER,
    announced,
    finish,
    on_paper,
    send,
)
from jukugi.core.consultation import totals

pytestmark = pytest.mark.django_db
WORDS = "うちのとなりの人のことまで書いた、そのままの言葉"


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def head():
    return RoleFactory().user


@pytest.fixture
def consultation(officer):
    return announced(officer)


@pytest.fixture
def published(consultation, officer, head):
    """A result of four comments in three lines: three from the web, one by post."""
    send(consultation, WORDS, "二つめ")
    on_paper(consultation, "三つめ", officer)
    send(consultation, "四つめ", form_key="j" * 22)
    finish(consultation, officer, head)
    return consultation


def words(response):
    return response.content.decode().replace("<wbr>", "")


def url(name, consultation, *more):
    return reverse(f"public_comments:{name}", args=[consultation.pk, *more])


def receipt(text):
    return Submission.objects.get(opinions__text=text).receipt


class TestStory:
    def story(self, client, text):
        return words(client.get(reverse("receipt", args=[receipt(text)])))

    def test_of_what_waits(self, client, consultation):
        send(consultation, WORDS)
        page = self.story(client, WORDS)
        assert "への意見として受け付けました" in page
        assert WORDS not in page
        assert "どの論点の声かを、確かめています" not in page
        assert "ほかに" not in page

    def test_of_what_was_reflected(self, client, published):
        page = self.story(client, WORDS)
        assert "この意見は、案に反映されました" in page
        assert "同じ内容の意見が、ほかに1件ありました" in page
        assert "ご意見のとおり直しました。" in page
        assert "<ins>" in page
        assert url("line", published, 1) in page
        assert WORDS not in page

    def test_of_each_comment_of_a_letter(self, client, published):
        page = self.story(client, "二つめ")
        assert "2件目" in page
        assert "今後の参考とします。" in page

    def test_of_what_was_withdrawn(self, client, consultation, officer):
        send(consultation, WORDS)
        actions.withdraw_consultation(consultation=consultation, reason="案を作り直す", actor=officer, now=LATER)
        page = self.story(client, WORDS)
        assert "意見の募集は、取りやめになりました" in page
        assert "案を作り直す" in page

    def test_tells_no_ward_to_strangers(self, client, consultation):
        from jukugi.apps.areas.tests.factories import WardFactory

        ward = WardFactory(name="見本はずれ区")
        send(consultation, WORDS, ward=ward)
        assert "見本はずれ区から" not in self.story(client, WORDS)


class TestResult:
    def test_totals_of_pages_are_those_of_the_files(self, published):
        whole = totals(result_of(published, "見本市"))
        page = totals(totals_of(published, chapters_of(published.edition)))
        assert page == whole
        assert whole["comments"]["total"] == comments_of(published) == 4
        assert whole["letters"]["total"] == letters(published).total == 3

    def test_the_proof_stays_when_a_later_edition_reads_otherwise(self, published, officer):
        before = [row.change for row in result_of(published, "見本市").rows]
        later = begin_edition(
            document=published.edition.document,
            plan=EditionPlan("もとにもどす", EditionStage.DRAFT, "もとにもどしました。"),
            actor=officer,
            now=LATER,
        )
        for row in published.edition.texts.select_related("clause"):
            at_work = later.texts.get(clause=row.clause)
            write_clause(
                edition=later,
                clause=row.clause,
                heading=row.heading,
                text=row.text,
                seen_version=at_work.version,
                actor=officer,
                now=LATER,
            )
        publish(later, minutes=60 * 24 * 42)
        assert before[0] != ""
        assert [row.change for row in result_of(published, "見本市").rows] == before

    def test_page_line_and_filters(self, client, published):
        page = words(client.get(url("result", published)))
        for said in ("4件の意見と、市の考え方", "要旨0", "同じ内容 2件", "ご意見のとおり直しました。"):
            assert said in page
        assert WORDS not in page
        only = words(client.get(url("result", published) + "?category=A"))
        assert "要旨0" in only
        assert "要旨1" not in only
        assert client.get(url("result", published) + "?category=%00&chapter=９&page=x").status_code == 200
        none = words(client.get(url("result", published) + "?category=B"))
        assert "この組み合わせに当たる意見はありません" in none
        line = words(client.get(url("line", published, 1)))
        assert "案の、この文を直しました" in line
        assert client.get(url("line", published, 9)).status_code == 404

    def test_a_result_without_a_comment_is_decent(self, client, consultation, head):
        actions.ask_for_result(consultation=consultation, actor=head, now=LATER)
        actions.publish_result(consultation=consultation, asked_at=LATER, files={}, now=LATER)
        assert "意見はありませんでした" in words(client.get(url("result", consultation)))

    def test_nothing_of_it_before_publication(self, client, consultation):
        send(consultation, WORDS)
        for name, more in (("result", ()), ("line", (1,)), ("file", ("csv",))):
            assert client.get(url(name, consultation, *more)).status_code == 404

    def test_files_are_taken_along_and_never_shown(self, client, published):
        for form in ResultForm:
            response = client.get(url("file", published, form))
            assert response.headers["Content-Disposition"].startswith("attachment")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert client.get(url("file", published, "exe")).status_code == 404

    def test_filter_by_chapter_adds_up(self, published):
        whole = result_page(published, Wish(), None)
        parts = [result_page(published, Wish(chapter=key), None).page.paginator.count for key, _name in whole.choices]
        assert sum(parts) == whole.page.paginator.count == 3


def test_fates_tell_categories_and_never_words(published):
    numbers = [receipt(WORDS), receipt("三つめ")]
    told = reaching.fates_of_comments(numbers, LATER)
    first, second = (told[number] for number in numbers)
    assert [line.rank for line in first] == [75, 65]
    assert "区分A" in first[0].sentence
    assert "区分C" in second[0].sentence
    assert WORDS not in str(told)


def test_newest_fates_are_gists_of_the_whole_city(published):
    fates = threads.newest_fates(5, None)
    assert [fate.words for fate in fates] == ["要旨0", "要旨1", "要旨2"]
    assert threads.newest_fates(5, 1) == []
    assert {(fate.ward, fate.channel, fate.number) for fate in fates} == {("", "", "")}


def test_gates_and_gaps_follow_the_answers(consultation, officer, head):
    process = consultation.process
    send(consultation, WORDS)
    send(consultation, "二つめ", form_key="j" * 22)
    assert gates.all_answered(process, LATER - timedelta(days=20)).is_met
    assert not gates.all_answered(process, LATER).is_met
    assert not gates.all_published(process, LATER).is_met
    finish(consultation, officer, head)
    assert gates.all_answered(process, LATER).is_met
    assert gates.all_published(process, LATER).is_met


def test_home_and_documents_offer_it_while_it_is_open(client, consultation, rf):
    today = timezone.localdate()
    Consultation.objects.update(opens_on=today, closes_on=today + timedelta(days=11))
    (action,) = home.ways_to_comment(rf.get("/"), timezone.now())
    assert "あと12日" in action.foot
    edition = words(client.get(consultation.edition.get_absolute_url()))
    assert "この案への意見を募集しています（あと12日）" in edition
    assert f"{url('write', consultation)}?clause=" in edition
    assert "この案への意見を募集しています" in words(client.get(reverse("drafts:list")))
    Consultation.objects.update(opens_on=today - timedelta(days=9), closes_on=today - timedelta(days=1))
    assert home.ways_to_comment(rf.get("/"), timezone.now()) == []
    assert "?clause=" not in words(client.get(consultation.edition.get_absolute_url()))
