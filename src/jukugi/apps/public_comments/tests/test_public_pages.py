"""What everybody sees of a consultation: the list, the notice, the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.public_comments import actions, policies
from jukugi.apps.public_comments.enums import COMMENTS_AT_ONCE
from jukugi.apps.public_comments.models import Consultation, PublicComment
from jukugi.apps.public_comments.tests.factories import announced, prepared, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def consultation(officer):
    return announced(officer)


def url(name, consultation, *more):
    return reverse(f"public_comments:{name}", args=[consultation.pk, *more])


def words(response):
    """What stands on a page, without the marks at which lines may break."""
    return response.content.decode().replace("<wbr>", "")


def move(consultation, *, opens, closes):
    """Let a consultation be open from so many days from today to so many."""
    today = timezone.localdate()
    Consultation.objects.filter(pk=consultation.pk).update(
        opens_on=today + timedelta(days=opens), closes_on=today + timedelta(days=closes)
    )
    consultation.refresh_from_db()
    consultation.call.opens_at, consultation.call.closes_at = consultation.opens_at, consultation.closes_at
    consultation.call.save()


class TestList:
    def test_nothing_yet(self, client):
        assert "意見を募集している案は、いまはありません" in words(client.get(reverse("public_comments:list")))

    def test_each_stands_where_it_belongs(self, client, officer):
        for opens, closes in ((-3, 11), (2, 40), (-50, -5)):
            move(announced(officer), opens=opens, closes=closes)
        page = words(client.get(reverse("public_comments:list")))
        assert "あと12日" in page
        for heading in ("いま募集しているもの", "これから募集するもの", "市の考え方をまとめているもの"):
            assert heading in page

    def test_what_is_prepared_is_shown_to_nobody(self, client, officer):
        made = prepared(officer)
        assert made.title not in words(client.get(reverse("public_comments:list")))
        for name in ("consultation", "write"):
            assert client.get(url(name, made)).status_code == 404


class TestNotice:
    def test_says_how_long_and_where(self, client, consultation):
        move(consultation, opens=-3, closes=11)
        page = words(client.get(consultation.get_absolute_url()))
        for said in ("あと12日", consultation.basis, "市内に住む人", "数ではなく、中身で検討します"):
            assert said in page

    def test_counts_are_told_after_the_period_alone(self, client, consultation):
        move(consultation, opens=-3, closes=11)
        send(consultation, "一つめ", "二つめ", now=timezone.now())
        assert "意見提出数" not in words(client.get(consultation.get_absolute_url()))
        move(consultation, opens=-30, closes=-1)
        page = words(client.get(consultation.get_absolute_url()))
        assert "意見提出数" in page
        assert "意見総数" in page

    def test_withdrawn_with_its_reason(self, client, consultation, officer):
        actions.withdraw_consultation(
            consultation=consultation, reason="案を作り直すため", actor=officer, now=timezone.now()
        )
        page = words(client.get(consultation.get_absolute_url()))
        assert "案を作り直すため" in page
        assert "この募集は取りやめました" in words(client.get(url("write", consultation)))

    def test_extension_and_short_period_tell_why(self, client, officer):
        today = timezone.localdate()
        made = prepared(
            officer, opens_on=today, closes_on=today + timedelta(days=9), shorter_reason="条例の施行に間に合わせるため"
        )
        made = actions.announce_consultation(consultation=made, actor=officer, now=timezone.now())
        actions.extend_consultation(
            consultation=made,
            closes_on=today + timedelta(days=20),
            reason="台風のため",
            actor=officer,
            now=timezone.now(),
        )
        page = words(client.get(made.get_absolute_url()))
        assert "条例の施行に間に合わせるため" in page
        assert "台風のため" in page


class TestWriting:
    KEY = "k" * 22

    @pytest.fixture(autouse=True)
    def now_open(self, consultation):
        move(consultation, opens=-3, closes=11)

    def sent(self, client, consultation, **fields):
        return client.post(url("write", consultation), {"form_key": self.KEY} | fields)

    def test_two_items_become_one_letter(self, client, consultation):
        serials = list(consultation.edition.texts.order_by("pk").values_list("clause__serial", flat=True))[:2]
        fields = {"item-1": serials[0], "text-1": "居場所がほしい。", "item-2": serials[1], "text-2": "夜もあけて。"}
        first, second = (self.sent(client, consultation, **fields, ward="", age_band="30") for _ in range(2))
        assert first.status_code == 302, words(first)
        assert first["Location"] == second["Location"]
        assert client.get(first["Location"]).status_code == 200
        rows = PublicComment.objects.order_by("opinion__position")
        assert [(row.clause.serial, row.opinion.text) for row in rows] == [
            (serials[0], "居場所がほしい。"),
            (serials[1], "夜もあけて。"),
        ]

    def test_more_loses_nothing_and_judges_nothing(self, client, consultation):
        page = self.sent(client, consultation, more="1", **{"text-1": "書きかけ", "ward": "", "age_band": "40"})
        assert page.status_code == 200
        body = words(page)
        assert "書きかけ" in body
        assert 'name="text-2"' in body
        assert "has-error" not in body
        assert self.KEY in body
        assert not PublicComment.objects.exists()

    def test_never_more_pairs_than_fit(self, client, consultation):
        page = words(self.sent(client, consultation, more="1", **{f"text-{COMMENTS_AT_ONCE}": "終わり"}))
        assert f'name="text-{COMMENTS_AT_ONCE}"' in page
        assert f'name="text-{COMMENTS_AT_ONCE + 1}"' not in page
        assert 'name="more"' not in page

    def test_an_item_from_a_link_is_chosen(self, client, consultation):
        serial = consultation.edition.texts.exclude(text="").first().clause.serial
        assert f'<option value="{serial}" selected>' in words(
            client.get(f"{url('write', consultation)}?clause={serial}")
        )
        assert client.get(f"{url('write', consultation)}?clause=９x").status_code == 200

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "id_text-1"),
            ({"text-1": "  \u3000\n"}, "id_text-1"),
            ({"text-1": "よい", "text-2": "長" * 4001}, "id_text-2"),
            ({"text-1": "よい", "item-1": "99999"}, "id_item-1"),
            ({"text-1": "よい", "ward": "nowhere"}, "id_ward"),
            ({"text-1": "よ\x00い"}, "id_text-1"),
        ],
    )
    def test_what_cannot_be_taken_comes_back(self, client, consultation, fields, said):
        page = self.sent(client, consultation, **fields)
        assert page.status_code == 400
        assert f'id="{said}_error"' in words(page)
        assert not PublicComment.objects.exists()

    def test_empty_pairs_are_left_out(self, client, consultation):
        assert (
            self.sent(client, consultation, **{"text-1": "", "text-2": "二つめだけ", "text-3": " "}).status_code == 302
        )
        assert PublicComment.objects.get().opinion.text == "二つめだけ"

    def test_after_the_period_the_words_are_there_to_copy(self, client, consultation):
        move(consultation, opens=-40, closes=-1)
        page = self.sent(client, consultation, **{"text-1": "間に合わなかった意見"})
        assert page.status_code == 409
        assert "間に合わなかった意見" in words(page)
        assert "この意見は、まだ届いていません" in words(page)

    def test_one_device_does_not_fill_the_box(self, client, consultation, monkeypatch):
        monkeypatch.setattr(policies, "COMMENTS_OF_ONE_AT_MOST", 2)
        both = {"text-1": "一つめ", "text-2": "二つめ"}
        assert self.sent(client, consultation, **both).status_code == 302
        assert self.sent(client, consultation, **both).status_code == 302
        refused = client.post(url("write", consultation), {"form_key": "j" * 22, "text-1": "三つめ"})
        assert refused.status_code == 409
        assert "もう2件を受け付けました" in words(refused)
        assert "三つめ" in words(refused)
        assert PublicComment.objects.count() == 2

    @pytest.mark.parametrize("field", ["text-1", "text-0", "text-999", "item-1; DROP", "form_key"])
    def test_hostile_names_and_values_do_no_harm(self, client, consultation, field):
        page = client.post(url("write", consultation), {field: "<script>alert(1)</script>\u202e"})
        assert page.status_code in (302, 400)
        assert "<script>alert(1)" not in words(page)
