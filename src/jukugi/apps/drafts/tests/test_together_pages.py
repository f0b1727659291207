"""Pages of a vision, of other languages and of reviewers: one way through each, and what each refuses."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.enums import CommentOutcome, Language
from jukugi.apps.drafts.models import ClauseRendering, ClauseText, Edition, ReviewComment, ReviewInvitation
from jukugi.apps.drafts.tests.factories import add, begun, publish, text_in
from jukugi.apps.drafts.tests.vision_factories import (
    SENTENCES,
    answer,
    begun_vision,
    open_vote,
    public_note,
    publish_map,
    vision_of,
    vote_of,
)
from jukugi.apps.opinion_map.enums import ReasonSide
from jukugi.apps.opinion_map.tests.factories import ReasonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def to(name, *args):
    return reverse(f"drafts:{name}", args=args)


def words(response):
    """A page without the places where its lines may break."""
    return response.content.decode().replace("<wbr>", "")


def given(**fields):
    """What the form of a sentence sends."""
    return {"text": SENTENCES[0], "parent": "", "influence": "adopted", "reason": "言葉のまま"} | fields


def invite(edition, officer, label="元委員"):
    return actions.invite_by_link(edition=edition, label=label, days=14, actor=officer, now=timezone.now())


def test_a_sentence_is_written_from_ticked_notes(desk, officer):
    edition = begun_vision(officer)
    note = public_note(edition)
    page = to("material", edition.document_id)

    assert note.text in words(desk.get(page))
    response = desk.post(page, given(pick=[f"note-{note.pk}"], add="1"))

    assert response.status_code == 302
    assert ClauseText.objects.get().text == SENTENCES[0]
    assert "使いました" in words(desk.get(page))


def test_looking_for_more_loses_neither_what_was_ticked_nor_what_was_written(desk, officer):
    edition = begun_vision(officer)
    note = public_note(edition)

    asked = given(pick=[f"note-{note.pk}"], text="書きかけ", look="1", meeting="999999")
    response = desk.post(to("material", edition.document_id), asked)

    html = response.content.decode()
    assert response.status_code == 200
    assert "書きかけ" in html
    assert re.search(rf'value="note-{note.pk}" checked', html)
    assert list(ClauseText.objects.all()) == []


def test_a_sentence_without_material_comes_back_with_its_words(desk, officer):
    edition = begun_vision(officer)

    response = desk.post(to("material", edition.document_id), given(add="1"))

    assert response.status_code == 400
    assert SENTENCES[0] in response.content.decode()


def test_pages_of_a_vision_are_for_visions(desk, officer):
    policy = begun(officer)

    assert [desk.get(to(name, policy.document_id)).status_code for name in ("material", "vote")] == [409, 409]


def test_a_vote_is_opened_and_sentences_are_added_to_it(desk, officer):
    edition, clauses = vision_of(6, officer)
    page = to("vote", edition.document_id)
    serials = [str(clause.serial) for clause in clauses]

    refused = desk.post(page, {"clauses": serials[:2], "title": "問い", "description": ""})
    opened = desk.post(page, {"clauses": serials[:5], "title": "問い", "description": ""})
    added = desk.post(page, {"clauses": serials[5:]})

    assert [one.status_code for one in (refused, opened, added)] == [400, 302, 302]
    assert edition.document.vision.topic.statements.count() == 6
    assert "どの文も、いまの言い方で聞いています" in words(desk.get(page))


def test_a_vote_without_a_title_is_refused_at_the_field(desk, officer):
    edition, clauses = vision_of(5, officer)

    response = desk.post(to("vote", edition.document_id), {"clauses": [c.serial for c in clauses], "title": " "})

    assert response.status_code == 400
    assert response.context["form"].errors["title"]


def test_everybody_reads_support_and_doubts_beside_each_sentence_with_who_answered(client, officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=9, disagree=5)
    publish_map(topic, officer)
    ReasonFactory(statement=vote_of(clauses[0]).statement, side=ReasonSide.AGAINST, text="費用が心配です")
    published = publish(edition)

    html = words(client.get(published.get_absolute_url()))

    assert html.count("14人が回答：賛成9、反対5、わからない0") == 5
    assert "費用が心配です" in html
    assert "市民全体の割合でも、市の考えでもありません" in html
    assert "14人が答えた、意見の地図の第1版" in html


def test_answers_to_earlier_words_are_marked_for_everybody(client, officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=9)
    publish_map(topic, officer)
    row = text_in(edition, clauses[0])
    actions.write_clause(
        edition=edition, clause=clauses[0], heading="", text="直した文。", seen_version=row.version, actor=officer,
        now=row.written_at + timedelta(minutes=5),
    )  # fmt: skip
    published = publish(edition)

    html = words(client.get(published.get_absolute_url()))

    assert html.count("前の言い方への答えです") == 1


def test_everybody_switches_to_another_language_and_back_to_the_text_that_counts(client, officer):
    edition = begun(officer)
    told, other = add(edition, officer, "正式な一つ目。"), add(edition, officer, "正式な二つ目。")
    ClauseRendering.objects.create(
        clause=told, language=Language.ENGLISH, digest=text_in(edition, told).digest, text="The first.",
        actor_key="x", written_at=timezone.now(),
    )  # fmt: skip
    published = publish(edition)
    page = published.get_absolute_url()

    official = client.get(page).content.decode()
    english = client.get(f"{page}?lang=english").content.decode()
    plain = client.get(f"{page}?lang=plain").content.decode()

    assert "?lang=english" in official
    assert "?lang=plain" not in official
    assert '<div lang="en">' in english
    assert "The first." in english
    assert "The Japanese text is the official one." in english
    assert "正式な一つ目。" in english
    assert "Not translated yet" in english
    assert "The first." not in plain
    assert other.serial == 2


def test_what_is_stale_is_marked_for_everybody(client, officer):
    edition = begun(officer)
    clause = add(edition, officer, "いまの文。")
    ClauseRendering.objects.create(
        clause=clause, language=Language.PLAIN, digest="前", text="まえの ことば。", actor_key="x",
        written_at=timezone.now(),
    )  # fmt: skip

    html = words(client.get(f"{publish(edition).get_absolute_url()}?lang=plain"))

    assert "もとの文が変わりました" in html


def test_renderings_are_written_one_after_the_other(desk, officer):
    edition = begun(officer)
    first, second = add(edition, officer, "一つ目。"), add(edition, officer, "二つ目。")
    page = to("rendering", edition.document_id, first.serial, "plain")
    digest = text_in(edition, first).digest

    response = desk.post(page, {"text": "ひとつめ。", "digest": digest, "seen": "0"})

    assert response.headers["Location"] == to("rendering", edition.document_id, second.serial, "plain")
    assert ClauseRendering.objects.get().text == "ひとつめ。"
    listed = desk.get(to("renderings", edition.document_id, "plain") + "?due=1").content.decode()
    assert f'id="c{second.serial}"' in listed
    assert f'id="c{first.serial}"' not in listed


def test_a_rendering_of_words_that_changed_comes_back_beside_the_new_ones(desk, officer):
    edition = begun(officer)
    clause = add(edition, officer, "いまの文。")
    page = to("rendering", edition.document_id, clause.serial, "english")

    refused = desk.post(page, {"text": "My words.", "digest": "old", "seen": "0"})
    again = re.search(r'name="digest" value="(\w+)"', refused.content.decode())
    taken = desk.post(page, {"text": "My words.", "digest": again[1], "seen": "0"})

    assert (refused.status_code, taken.status_code) == (400, 302)
    assert "My words." in refused.content.decode()


def test_hints_are_shown_without_anything_being_saved(desk, officer):
    edition = begun(officer)
    clause = add(edition, officer, "いまの文。")

    response = desk.post(
        to("rendering", edition.document_id, clause.serial, "plain"), {"text": "制度を周知します。", "ease": "text"}
    )

    assert response.status_code == 200
    assert "制度を周知します。" in response.content.decode()
    assert list(ClauseRendering.objects.all()) == []


def test_a_secret_link_is_on_the_page_once(desk, officer):
    edition = begun(officer)
    page = to("reviewers", edition.document_id)

    first = desk.post(page, {"way": "link", "label": "元委員", "days": "14"})
    address = re.search(r"/review/[\w-]{43}/", first.content.decode())
    second = desk.get(page)

    assert address is not None
    assert "no-store" in first.headers["Cache-Control"]
    assert address[0] not in second.content.decode()
    assert desk.get(address[0]).status_code == 200


def test_a_reviewer_writes_changes_and_takes_back_beside_a_clause(client, officer):
    edition = begun(officer)
    clause = add(edition, officer, "見本の文です。")
    here = to("review", invite(edition, officer).code)

    written = client.post(here, {"serial": clause.serial, "text": "一つ目"})
    client.post(here, {"serial": clause.serial, "text": "直した言葉"})
    shown = client.get(here)

    assert written.headers["Location"] == f"{here}#c{clause.serial}"
    assert ReviewComment.objects.get().text == "直した言葉"
    assert "直した言葉" in shown.content.decode()
    assert shown.headers["X-Robots-Tag"] == "noindex, nofollow"
    client.post(here, {"serial": clause.serial, "text": "直した言葉", "withdraw": "1"})
    assert list(ReviewComment.objects.standing()) == []


def test_what_cannot_be_kept_comes_back_with_its_words(client, officer):
    edition = begun(officer)
    clause = add(edition, officer)
    here = to("review", invite(edition, officer).code)

    response = client.post(here, {"serial": clause.serial, "text": "長" * 2001})

    assert response.status_code == 400
    assert "長" * 2001 in response.content.decode()


def test_a_link_that_is_over_says_so_and_an_unknown_one_is_not_there(client, officer):
    edition = begun(officer)
    add(edition, officer)
    code = invite(edition, officer).code
    ReviewInvitation.objects.update(expires_at=timezone.now())

    assert client.get(to("review", code)).status_code == 410
    assert client.post(to("review", code), {"serial": 1, "text": "あ"}).status_code == 410
    assert client.get(to("review", "x" * 43)).status_code == 404


def test_a_reviewer_sees_own_comments_only_and_no_name(client, officer):
    edition = begun(officer)
    clause = add(edition, officer)
    one, other = invite(edition, officer, "山田さん"), invite(edition, officer, "佐藤さん")
    actions.write_comment(invitation=other.invitation, clause=clause, text="ほかの人の言葉", now=timezone.now())

    html = client.get(to("review", one.code)).content.decode()

    for secret in ("山田さん", "佐藤さん", "ほかの人の言葉", officer.display_name):
        assert secret not in html


def test_only_the_invited_member_of_staff_opens_their_review(client, officer):
    edition = begun(officer)
    add(edition, officer)
    reviewer, other = RoleFactory(kind=RoleKind.OPERATOR).user, RoleFactory().user
    invited = actions.invite_staff(edition=edition, reviewer=reviewer, days=7, actor=officer, now=timezone.now())
    page = to("staff-review", invited.invitation.pk)

    client.force_login(other)
    refused = client.get(page)
    client.force_login(reviewer)
    listed = client.get(to("my-reviews")).content.decode()
    desk = client.get(reverse("desk")).content.decode()

    assert refused.status_code == 403
    assert client.get(page).status_code == 200
    assert page in listed
    assert to("my-reviews") in desk


def test_the_author_answers_and_the_reviewer_reads_it(desk, client, officer):
    edition = begun(officer)
    clause = add(edition, officer)
    invited = invite(edition, officer)
    one = actions.write_comment(invitation=invited.invitation, clause=clause, text="気になります", now=timezone.now())
    page = to("comments", edition.document_id)
    assert "気になります" in desk.get(page).content.decode()
    prefix = f"c{one.pk}"

    told = {f"{prefix}-outcome": "not_taken", f"{prefix}-answer": "条例のため"}

    refused = desk.post(to("answer-comment", one.pk), told | {f"{prefix}-answer": ""})
    taken = desk.post(to("answer-comment", one.pk), told)
    twice = desk.post(to("answer-comment", one.pk), told)

    assert [one.status_code for one in (refused, taken, twice)] == [400, 302, 409]
    assert ReviewComment.objects.get().outcome == CommentOutcome.NOT_TAKEN
    assert "条例のため" in client.get(to("review", invited.code)).content.decode()


def test_comments_that_wait_are_on_the_desk_of_who_writes(desk, officer):
    edition = begun(officer)
    clause = add(edition, officer)
    assert to("comments", edition.document_id) not in desk.get(reverse("desk")).content.decode()

    actions.write_comment(
        invitation=invite(edition, officer).invitation, clause=clause, text="気になります", now=timezone.now()
    )

    assert to("comments", edition.document_id) in desk.get(reverse("desk")).content.decode()


def test_invitations_are_withdrawn_at_the_desk(desk, officer):
    edition = begun(officer)
    invited = invite(edition, officer)

    desk.post(to("withdraw-reviewer", invited.invitation.pk))

    assert ReviewInvitation.objects.get().withdrawn_at is not None
    assert desk.post(to("withdraw-reviewer", invited.invitation.pk)).status_code == 409
    assert desk.get(to("review", invited.code)).status_code == 404


@pytest.mark.parametrize("name", ["renderings", "reviewers", "comments", "desk-document", "preview"])
def test_pages_ask_the_database_as_often_for_many_clauses_as_for_few(desk, officer, name):
    edition = begun(officer)
    add(edition, officer)
    args = [edition.document_id, "plain"] if name == "renderings" else [edition.document_id]
    desk.get(to(name, *args))
    few = _queries(desk, to(name, *args))
    for number in range(6):
        add(edition, officer, f"{number}つ目の文。")

    assert _queries(desk, to(name, *args)) == few
    assert Edition.objects.count() == 1


def _queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)
