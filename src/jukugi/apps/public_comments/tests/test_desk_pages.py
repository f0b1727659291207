"""The desk: sorting, answering, approving and publishing through the pages, with what tired people send."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.public_comments import actions
from jukugi.apps.public_comments.models import Answer, CommentGroup, Consultation, UnsavedAnswer
from jukugi.apps.public_comments.queries import counting
from jukugi.apps.public_comments.tests.factories import (
    LATER,
    announced,
    comments_in,
    group_of,
    prepared,
    public_edition,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def consultation(officer):
    made = announced(officer)
    for number, text in enumerate(("居場所がほしい。", "依頼を減らしてほしい。", "予算をつけてほしい。")):
        send(made, text, form_key=f"{number:022d}")
    return made


def words(response):
    """What stands on a page, without the marks at which lines may break."""
    return response.content.decode().replace("<wbr>", "")


def url(name, consultation, *more):
    return reverse(f"public_comments:{name}", args=[consultation.pk, *more])


class TestNotice:
    FIELDS = {
        "title": "素案への意見募集",
        "basis": "見本市パブリックコメント手続条例",
        "eligible": "市内に住む人",
        "ways": "ウェブ",
    }

    def dates(self, days=29):
        today = timezone.localdate()
        return {"opens_on": today.isoformat(), "closes_on": (today + timedelta(days=days)).isoformat()}

    def test_prepared_then_announced(self, desk, main_process):
        edition = public_edition()
        made = desk.post(
            reverse("public_comments:new"), self.FIELDS | self.dates() | {"edition": edition.pk, "ward": ""}
        )
        assert made.status_code == 302, words(made)
        consultation = Consultation.objects.get()
        assert [one.code for one in consultation.categories.all()] == ["A", "B", "C", "D", "E"]
        done = desk.post(url("step", consultation, "announce"), follow=True)
        assert done.status_code == 200
        assert Consultation.objects.get().is_announced

    def test_shorter_period_comes_back_with_the_words(self, desk, main_process):
        edition = public_edition()
        told = desk.post(
            reverse("public_comments:new"), self.FIELDS | self.dates(10) | {"edition": edition.pk, "ward": ""}
        )
        page = words(told)
        assert told.status_code == 400
        assert "決まりの30日より短く" in page
        assert "素案への意見募集" in page
        assert not Consultation.objects.exists()

    @pytest.fixture
    def main_process(self, monkeypatch):
        from jukugi.apps.processes.models import Process

        monkeypatch.setattr(
            "jukugi.apps.public_comments.views.desk.main_process", lambda: Process.objects.order_by("-pk").first()
        )

    def test_categories_are_worded_anew(self, desk, officer):
        consultation = prepared(officer)
        rows = {
            "code0": "反映",
            "name0": "案に反映したもの",
            "change0": "on",
            "code1": "参考",
            "name1": "参考とするもの",
        }
        assert desk.post(url("categories", consultation), rows).status_code == 302
        told = [(one.code, one.needs_change) for one in consultation.categories.all()]
        assert told == [("反映", True), ("参考", False)]

    def test_categories_twice_or_none(self, desk, officer):
        consultation = prepared(officer)
        twice = desk.post(url("categories", consultation), {"code0": "A", "name0": "一", "code1": "A", "name1": "二"})
        assert twice.status_code == 400
        assert "二度あります" in twice.content.decode()
        assert desk.post(url("categories", consultation), {}).status_code == 400
        assert consultation.categories.count() == 5


class TestSorting:
    def test_comments_are_put_into_a_line(self, desk, consultation):
        keys = [comment.pk for comment in comments_in(consultation)[:2]]
        desk.post(url("desk-comments", consultation), {"pk": keys, "act": "new"})
        group = CommentGroup.objects.get()
        assert set(group.comments.values_list("pk", flat=True)) == set(keys)
        rest = comments_in(consultation)[2]
        desk.post(url("desk-comments", consultation), {"pk": [rest.pk], "act": "into", "number": group.number})
        assert group.comments.count() == 3
        desk.post(url("desk-group", consultation, group.number), {"pk": [rest.pk], "act": "new"})
        assert counting.lines_of(consultation) == 2

    @pytest.mark.parametrize(
        "sent",
        [
            {"act": "new"},
            {"pk": ["9" * 30], "act": "new"},
            {"pk": ["abc"], "act": "into", "number": "一"},
            {"pk": ["1"], "act": "into", "number": "999999"},
            {"pk": ["<script>"], "act": "<b>"},
        ],
    )
    def test_what_cannot_be_is_told_and_changes_nothing(self, desk, consultation, sent):
        told = desk.post(url("desk-comments", consultation), sent)
        assert told.status_code == 409
        assert not CommentGroup.objects.exists()

    def test_an_item_is_set(self, desk, consultation):
        clause = consultation.edition.texts.first().clause
        comment = comments_in(consultation)[0]
        desk.post(url("desk-comments", consultation), {"pk": [comment.pk], "act": "item", "clause": clause.pk})
        comment.refresh_from_db()
        assert comment.clause == clause

    def test_lines_are_merged_and_answered_together(self, desk, consultation, officer):
        groups = [group_of(consultation, [comment], officer) for comment in comments_in(consultation)]
        keys = [group.pk for group in groups]
        desk.post(url("desk-groups", consultation), {"pk": keys[:2], "act": "merge"})
        assert counting.lines_of(consultation) == 2
        desk.post(url("desk-groups", consultation), {"pk": [keys[0], keys[2]], "act": "answer"})
        assert Answer.objects.get().groups.count() == 2

    def test_a_gist_with_contact_data_is_told(self, desk, consultation, officer):
        group = group_of(consultation, comments_in(consultation)[:1], officer, gist="電話は044-000-0000です。")
        assert "連絡先のようなものがあります" in words(desk.get(url("desk-group", consultation, group.number)))

    @pytest.mark.parametrize(
        "query",
        [
            "?show=open",
            "?show=many",
            "?chapter=0",
            "?chapter=99999999999999999999",
            "?q=居場所",
            "?theme=x",
            "?page=9999",
        ],
    )
    def test_every_way_to_look_at_lines(self, desk, consultation, officer, query):
        group_of(consultation, comments_in(consultation)[:1], officer)
        for name in ("desk-groups", "desk-comments", "desk-answers"):
            assert desk.get(url(name, consultation) + query).status_code == 200


class TestAnswering:
    @pytest.fixture
    def answer(self, consultation, officer):
        group = group_of(consultation, comments_in(consultation), officer)
        return actions.begin_answer(consultation=consultation, groups=[group.pk], actor=officer, now=LATER)

    def page(self, consultation, answer):
        return url("desk-answer", consultation, answer.number)

    def test_written_and_submitted_in_one_step(self, desk, consultation, answer):
        sent = {"text": "参考とします。", "category": "C", "seen": 1, "submit": "1"}
        assert desk.post(self.page(consultation, answer), sent).status_code == 302
        answer.refresh_from_db()
        assert (answer.state, answer.text, answer.version) == ("submitted", "参考とします。", 2)

    def test_reflected_without_a_change_keeps_the_words_and_tells_at_the_field(self, desk, consultation, answer):
        sent = {"text": "案に反映しました。", "category": "A", "seen": 1, "submit": "1"}
        told = desk.post(self.page(consultation, answer), sent)
        page = words(told)
        assert told.status_code == 400
        assert "直した文が示されていません" in page
        assert "案に反映しました。" in page
        answer.refresh_from_db()
        assert (answer.state, answer.text) == ("drafted", "案に反映しました。")

    def test_two_hands_are_put_together(self, desk, client, consultation, answer):
        desk.post(self.page(consultation, answer), {"text": "一行目です。\n二行目です。", "category": "C", "seen": 1})
        other = RoleFactory().user
        client.force_login(other)
        client.post(
            self.page(consultation, answer), {"text": "一行目を直しました。\n二行目です。", "category": "C", "seen": 2}
        )
        late = desk.post(
            self.page(consultation, answer), {"text": "一行目です。\n二行目も直しました。", "category": "C", "seen": 2}
        )
        page = words(late)
        assert late.status_code == 409
        assert "ほかの人が、先に保存していました" in page
        answer.refresh_from_db()
        assert answer.text == "一行目を直しました。\n二行目です。"
        assert "二行目も直しました。" in page

    def test_what_is_typed_is_kept_until_saved(self, desk, consultation, answer, officer):
        keep = url("keep-answer", consultation, answer.number)
        assert desk.post(keep, {"text": "書きかけ", "seen": "1", "heading": ""}).status_code == 204
        assert UnsavedAnswer.objects.get().text == "書きかけ"
        assert "保存していない書きかけがあります" in words(desk.get(self.page(consultation, answer)))
        assert "書きかけ" in words(desk.get(self.page(consultation, answer) + "?unsaved=1"))
        desk.post(self.page(consultation, answer), {"text": "書きました", "category": "", "seen": 1})
        assert not UnsavedAnswer.objects.exists()
        desk.logout()
        assert desk.post(keep, {"text": "書きかけ", "seen": "1"}).status_code == 401

    def test_a_session_that_ended_loses_no_word(self, desk, consultation, answer, officer):
        desk.logout()
        sent = desk.post(self.page(consultation, answer), {"text": "長い文", "category": "C", "seen": 1})
        assert sent.status_code == 302
        desk.force_login(officer)
        page = words(desk.get(self.page(consultation, answer)))
        assert "サインインが切れる前に書いたものを、戻しました" in page
        assert "長い文" in page

    def test_given_to_a_department_and_approved_at_once(self, desk, client, consultation, answer, officer):
        department = DepartmentFactory()
        desk.post(
            url("desk-answers", consultation),
            {"pk": [answer.pk], "act": "assign", "department": department.pk, "due_on": "2020-01-01"},
        )
        answer.refresh_from_db()
        assert answer.department == department
        assert counting.overdue(consultation, today=timezone.localdate()) == 1
        assert "期日を過ぎた" in words(desk.get(url("desk-consultation", consultation)))
        desk.post(self.page(consultation, answer), {"text": "参考", "category": "C", "seen": 1, "submit": "1"})
        refused = desk.post(url("desk-answers", consultation), {"pk": [answer.pk], "act": "approve"})
        assert refused.status_code == 409
        client.force_login(RoleFactory().user)
        client.post(url("desk-answers", consultation), {"pk": [answer.pk], "act": "approve"})
        answer.refresh_from_db()
        assert answer.is_approved

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"text": "あ" * 5000, "category": "C", "seen": 1},
            {"text": "文\x07", "category": "C", "seen": 1},
            {"text": "文", "category": "Z", "seen": 1},
            {"text": "文", "category": "C", "seen": "-1"},
            {"text": "文", "changed": "999", "seen": "x" * 100},
        ],
    )
    def test_what_cannot_be_saved_comes_back(self, desk, consultation, answer, sent):
        told = desk.post(self.page(consultation, answer), sent)
        assert told.status_code in (302, 400, 409)
        answer.refresh_from_db()
        assert answer.text == ""


class TestLists:
    def test_the_list_and_the_board(self, desk, consultation):
        assert "これからの地域づくりの考え方" in words(desk.get(reverse("public_comments:desk")))
        page = words(desk.get(url("desk-consultation", consultation)))
        assert "まだ分けていない" in page

    def test_nobody_else_enters(self, client, consultation):
        client.force_login(RoleFactory(kind="operator").user)
        for name in ("desk-consultation", "desk-comments", "desk-groups", "desk-answers", "edit", "categories"):
            assert client.get(url(name, consultation)).status_code == 403

    def test_result_is_asked_for_only_when_it_is_whole(self, desk, consultation):
        told = desk.post(url("step", consultation, "publish"))
        assert told.status_code == 409
        assert "公表" in words(told)
