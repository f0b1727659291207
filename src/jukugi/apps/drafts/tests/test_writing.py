"""The words of a clause: two people at once, a session that ends, a pasted book; nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.enums import HEADING_LIMIT, TEXT_LIMIT, WritingWay
from jukugi.apps.drafts.models import ClauseWriting, UnsavedWords
from jukugi.apps.drafts.tests.factories import add, begun, publish, text_in
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed, WordsHaveControls, WordsMissing, WordsTooLong

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def edition(officer):
    return begun(officer)


def write(edition, clause, text, officer, *, seen, heading=""):
    return actions.write_clause(
        edition=edition, clause=clause, heading=heading, text=text, seen_version=seen, actor=officer, now=LATER
    )


def page(edition, clause, name="desk-clause"):
    return reverse(f"drafts:{name}", args=[edition.document_id, clause.serial])


def test_saving_keeps_what_was_there_before(edition, officer):
    clause = add(edition, officer, "はじめの文。")

    write(edition, clause, "次の文。", officer, seen=1)

    kept = ClauseWriting.objects.filter(clause=clause).values_list("version", "text")
    assert list(kept) == [(1, "はじめの文。"), (2, "次の文。")]


def test_saving_the_same_words_again_changes_nothing(edition, officer):
    clause = add(edition, officer, "同じ文。")

    write(edition, clause, "同じ文。\n", officer, seen=0)

    assert text_in(edition, clause).version == 1
    assert ClauseWriting.objects.filter(clause=clause).count() == 1


def test_who_saves_second_is_told_and_nothing_is_overwritten(edition, officer):
    clause = add(edition, officer, "もとの文。")
    another = RoleFactory().user
    write(edition, clause, "先に保存した文。", another, seen=1)

    with pytest.raises(errors.ClauseChangedMeanwhile):
        write(edition, clause, "あとの文。", officer, seen=1)

    assert text_in(edition, clause).text == "先に保存した文。"


@pytest.mark.parametrize(
    ("heading", "text", "refusal"),
    [
        ("", "", WordsMissing),
        ("", "　\n ", WordsMissing),
        ("", "文" * (TEXT_LIMIT + 1), WordsTooLong),
        ("見" * (HEADING_LIMIT + 1), "文", WordsTooLong),
        ("", "文\x07", WordsHaveControls),
    ],
)
def test_words_that_are_none_are_refused(edition, officer, heading, text, refusal):
    clause = add(edition, officer, "もとの文。")

    with pytest.raises(refusal):
        write(edition, clause, text, officer, seen=1, heading=heading)

    assert text_in(edition, clause).text == "もとの文。"


def test_who_has_no_role_writes_nothing(edition, officer):
    clause = add(edition, officer)
    stranger = RoleFactory(kind="operator").user

    with pytest.raises(NotAllowed):
        write(edition, clause, "よその文。", stranger, seen=1)
    with pytest.raises(NotAllowed):
        actions.keep_unsaved(
            edition=edition, clause=clause, heading="", text="よその文。", seen_version=1, actor=stranger, now=LATER
        )
    with pytest.raises(NotAllowed):
        actions.throw_away_unsaved(edition=edition, clause=clause, actor=stranger, now=LATER)


class TestTwoOfficersAtOnce:
    BASE = "町内会館を開く。\n鍵を預かる。\n地図をつくる。"

    def test_changes_in_different_places_are_put_together(self, client, edition, officer):
        clause = add(edition, officer, self.BASE)
        write(edition, clause, self.BASE.replace("町内会館", "町内会館と空き店舗"), RoleFactory().user, seen=1)

        mine = self.BASE.replace("地図", "紙の地図")
        response = client.post(page(edition, clause), {"heading": "", "text": mine, "seen": 1})

        assert response.status_code == 409
        form = response.context["form"]
        assert form["text"].value() == "町内会館と空き店舗を開く。\n鍵を預かる。\n紙の地図をつくる。"
        assert (form["seen"].value(), response.context["both"].merged.conflicts) == (2, ())
        again = client.post(
            page(edition, clause), {"heading": "", "text": form["text"].value(), "seen": 2, "merged": True}
        )
        assert again.status_code == 302
        kept = ClauseWriting.objects.filter(clause=clause).order_by("version")
        assert list(kept.values_list("way", flat=True)) == [WritingWay.SAVED, WritingWay.SAVED, WritingWay.MERGED]

    def test_changes_in_one_place_stand_side_by_side(self, client, edition, officer):
        clause = add(edition, officer, self.BASE)
        write(edition, clause, self.BASE.replace("鍵を預かる", "鍵は市が預かる"), RoleFactory().user, seen=1)

        mine = self.BASE.replace("鍵を預かる", "鍵は会が預かる")
        response = client.post(page(edition, clause), {"heading": "", "text": mine, "seen": 1})

        conflict = response.context["both"].merged.conflicts[0]
        assert ("鍵は会が" in conflict.mine, "鍵は市が" in conflict.theirs) == (True, True)
        said = response.content.decode().replace("<wbr>", "")
        assert ("鍵は会が預かる" in said, "鍵は市が預かる" in said) == (True, True)
        assert text_in(edition, clause).text == self.BASE.replace("鍵を預かる", "鍵は市が預かる")

    sentences = st.lists(st.sampled_from(["開く。", "預かる。", "つくる。", "知らせる。", "\n"]), max_size=6).map(
        "".join
    )

    @given(base=sentences, mine=sentences, theirs=sentences)
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_both_write_every_word_of_both_is_kept_or_shown(self, client, officer, base, mine, theirs):
        edition = begun(officer)
        clause = add(edition, officer, "頭。" + base)
        write(edition, clause, "頭。" + theirs + "尾甲。", RoleFactory().user, seen=1)
        mine = "頭。" + mine + "尾乙。"

        response = client.post(page(edition, clause), {"heading": "", "text": mine, "seen": 1})

        assert response.status_code == 409
        assert text_in(edition, clause).text.endswith("尾甲。")
        both = response.context["both"]
        shown = response.context["form"]["text"].value() + "".join(c.mine + c.theirs for c in both.merged.conflicts)
        assert ("尾甲。" in shown, "尾乙。" in shown) == (True, True)
        assert both.mine == mine


class TestSessionThatEnds:
    def test_what_was_sent_after_it_ended_is_there_after_signing_in_again(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        client.logout()

        response = client.post(page(edition, clause), {"heading": "", "text": "長い文。" * 300, "seen": 1})

        assert response.status_code == 302
        assert response.url.startswith(reverse("account_login"))
        client.force_login(officer)
        back = client.get(page(edition, clause))
        assert back.context["form"]["text"].value() == "長い文。" * 300
        assert text_in(edition, clause).text == "もとの文。"
        saved = client.post(page(edition, clause), {"heading": "", "text": "長い文。" * 300, "seen": 1})
        assert saved.status_code == 302
        assert text_in(edition, clause).text == "長い文。" * 300

    def test_what_was_typed_for_a_new_clause_comes_back_too(self, client, edition, officer):
        url = reverse("drafts:new-clause", args=[edition.document_id])
        client.logout()

        client.post(url, {"heading": "章", "text": "新しい文。"})
        client.force_login(officer)

        assert client.get(url).context["form"]["text"].value() == "新しい文。"

    def test_what_is_laid_by_is_for_its_own_page_alone(self, client, edition, officer):
        first, second = add(edition, officer, "一。"), add(edition, officer, "二。")
        client.logout()
        client.post(page(edition, first), {"heading": "", "text": "一の続き。", "seen": 1})
        client.force_login(officer)

        assert client.get(page(edition, second)).context["form"]["text"].value() == "二。"
        assert client.get(page(edition, first)).context["form"]["text"].value() == "一の続き。"


class TestKeeping:
    def test_what_is_typed_is_kept_and_offered_again(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")

        kept = client.post(page(edition, clause, "keep"), {"heading": "", "text": "書きかけ", "seen": 1})

        assert kept.status_code == 204
        shown = client.get(page(edition, clause))
        assert shown.context["unsaved"].text == "書きかけ"
        assert shown.context["form"]["text"].value() == "もとの文。"
        assert client.get(page(edition, clause) + "?unsaved=1").context["form"]["text"].value() == "書きかけ"

    def test_saving_takes_what_was_kept_away(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        client.post(page(edition, clause, "keep"), {"heading": "", "text": "書きかけ", "seen": 1})

        client.post(page(edition, clause), {"heading": "", "text": "書き終えた。", "seen": 1})

        assert list(UnsavedWords.objects.all()) == []

    def test_what_another_types_is_theirs(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        client.post(page(edition, clause, "keep"), {"heading": "", "text": "書きかけ", "seen": 1})
        client.force_login(RoleFactory().user)

        assert client.get(page(edition, clause)).context["unsaved"] is None

    def test_after_the_session_ended_the_page_is_told_so(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        client.logout()

        assert client.post(page(edition, clause, "keep"), {"text": "書きかけ"}).status_code == 401

    def test_in_a_closed_edition_nothing_is_kept(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        publish(edition)

        assert client.post(page(edition, clause, "keep"), {"text": "書きかけ"}).status_code == 409

    def test_it_can_be_thrown_away(self, client, edition, officer):
        clause = add(edition, officer, "もとの文。")
        client.post(page(edition, clause, "keep"), {"heading": "", "text": "書きかけ", "seen": 1})

        client.post(page(edition, clause, "discard"))

        assert list(UnsavedWords.objects.all()) == []


def test_a_preview_saves_nothing_and_shows_the_markup(client, edition, officer):
    clause = add(edition, officer, "もとの文。")

    sent = {"heading": "", "text": "- **太い**字\n\n<script>alert(1)</script>", "seen": 1, "preview": "1"}
    response = client.post(page(edition, clause), sent)

    said = response.content.decode()
    assert ("<strong>太い</strong>" in said, "<script>alert(1)" in said) == (True, False)
    assert text_in(edition, clause).text == "もとの文。"


def test_an_old_writing_goes_back_into_the_field_on_request(client, edition, officer):
    clause = add(edition, officer, "はじめの文。")
    write(edition, clause, "次の文。", officer, seen=1)
    first = ClauseWriting.objects.get(clause=clause, version=1)

    response = client.get(f"{page(edition, clause)}?writing={first.pk}")

    assert (response.context["form"]["text"].value(), response.context["form"]["seen"].value()) == ("はじめの文。", 2)
