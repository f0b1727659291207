"""The way of an edition to the public: by several people, frozen, with its files, all at once or not at all."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions, errors, tasks
from jukugi.apps.drafts.enums import EditionAct, EditionState, FileForm, Influence, OriginKind
from jukugi.apps.drafts.freezing import digest_of, frozen_text
from jukugi.apps.drafts.models import Edition, EditionFile
from jukugi.apps.drafts.sealed import editions_agree
from jukugi.apps.drafts.tests.factories import FILES, add, begun, originate, plan, public_opinion, publish
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def edition(officer):
    edition = begun(officer)
    add(edition, officer)
    return edition


def step(name, edition, actor, note="", **fields):
    act = getattr(actions, f"{name}_edition")
    act(edition=edition, note=note, actor=actor, now=LATER, **fields)


def asked(edition, officer):
    step("check", edition, officer)
    step("approve", edition, officer)
    actions.ask_for_publication(edition=edition, actor=officer, now=LATER)


def state(edition) -> str:
    return Edition.objects.get(pk=edition.pk).state


def test_every_step_is_told_with_who_and_when(edition):
    other = RoleFactory().user

    publish(edition, other)

    steps = edition.steps.values_list("act", "actor_key")
    by_other = ("checked", "approved", "asked")
    assert [act for act, _key in steps] == [EditionAct.BEGUN, *by_other, EditionAct.PUBLISHED]
    assert [key for _act, key in steps][1:4] == [other.actor_key] * 3


def test_who_wrote_last_neither_checks_nor_approves(edition, officer):
    with pytest.raises(errors.SamePerson):
        step("check", edition, officer)
    step("check", edition, RoleFactory().user)
    with pytest.raises(errors.SamePerson):
        step("approve", edition, officer)

    assert state(edition) == EditionState.CHECKED


def test_an_edition_without_a_clause_is_not_checked():
    with pytest.raises(errors.EditionEmpty):
        step("check", begun(), RoleFactory().user)


def test_nothing_comes_before_what_it_rests_on(edition):
    other = RoleFactory().user

    with pytest.raises(errors.EditionNotInState):
        step("approve", edition, other)
    with pytest.raises(errors.EditionNotInState):
        actions.ask_for_publication(edition=edition, actor=other, now=LATER)
    with pytest.raises(errors.EditionNotInState):
        step("send_back", edition, other, note="まだ")


def test_it_is_sent_back_with_a_reason_and_may_then_be_written(edition, officer):
    other = RoleFactory().user
    step("check", edition, other)

    with pytest.raises(WordsMissing):
        step("send_back", edition, other)
    step("send_back", edition, other, note="二つ目の文が長い")

    add(Edition.objects.get(pk=edition.pk), officer, "直した文。")
    assert state(edition) == EditionState.DRAFTED


def test_what_is_asked_for_is_not_asked_for_twice_and_can_be_called_off(edition):
    other = RoleFactory().user
    asked(edition, other)
    with pytest.raises(errors.PublicationUnderWay):
        actions.ask_for_publication(edition=edition, actor=other, now=LATER)

    step("send_back", edition, other, note="待ってください")

    with pytest.raises(errors.EditionNotInState):
        actions.publish_edition(edition=edition, asked_at=LATER, files=FILES, now=LATER)
    assert list(EditionFile.objects.all()) == []


def test_files_made_for_an_earlier_asking_publish_nothing(edition, officer):
    other = RoleFactory().user
    asked(edition, other)
    step("send_back", edition, other, note="待ってください")
    add(Edition.objects.get(pk=edition.pk), officer, "加えた文。")
    later = LATER + timedelta(minutes=5)
    actions.check_edition(edition=edition, note="", actor=other, now=later)
    actions.approve_edition(edition=edition, note="", actor=other, now=later)
    actions.ask_for_publication(edition=edition, actor=other, now=later)

    with pytest.raises(errors.EditionNotInState):
        actions.publish_edition(edition=edition, asked_at=LATER, files=FILES, now=later)

    assert state(edition) == EditionState.APPROVED


class TestPublishing:
    def test_words_files_and_state_come_at_once(self, edition, officer):
        public = publish(edition)

        assert (public.state, public.digest) == (EditionState.PUBLISHED, digest_of(public.frozen))
        assert {file.form: bytes(file.content) for file in public.files.all()} == FILES
        assert json.loads(public.frozen)["clauses"][0]["text"] == "見本の文です。"

    @pytest.mark.parametrize("broken", [{FileForm.WORD: None}, {FileForm.PDF: "no bytes"}], ids=["nothing", "text"])
    def test_a_fault_in_the_middle_leaves_nothing_half_published(self, edition, broken):
        asked(edition, RoleFactory().user)

        with pytest.raises((IntegrityError, TypeError, ValueError)), transaction.atomic():
            actions.publish_edition(edition=edition, asked_at=LATER, files=FILES | broken, now=LATER)

        left = Edition.objects.get(pk=edition.pk)
        assert (left.state, left.frozen, left.digest, list(left.files.all())) == (EditionState.APPROVED, "", "", [])

    def test_a_job_whose_worker_died_is_taken_up_again(self, edition, django_capture_on_commit_callbacks):
        asked(edition, RoleFactory().user)

        with django_capture_on_commit_callbacks(execute=True):
            early = actions.look_after_publications(waited_since=LATER)
            late = actions.look_after_publications(waited_since=LATER + timedelta(minutes=5))

        queued = [result.args_kwargs["args"] for result in DBTaskResult.objects.all()]
        assert (early, late, queued) == (0, 1, [["drafts.publish", {"edition_id": edition.pk}]])

    def test_the_job_makes_real_files_and_is_safe_to_run_twice(self, edition):
        asked(edition, RoleFactory().user)

        tasks.publish(edition.pk)
        tasks.publish(edition.pk)

        public = Edition.objects.get(pk=edition.pk)
        assert public.state == EditionState.PUBLISHED
        assert {file.form: bytes(file.content)[:4] for file in public.files.all()} == {
            FileForm.WORD: b"PK\x03\x04",
            FileForm.PDF: b"%PDF",
        }
        assert public.steps.filter(act=EditionAct.PUBLISHED).count() == 1

    def test_a_public_edition_that_lacks_a_file_gets_it_and_keeps_the_others(self, edition):
        public = publish(edition)
        public.files.get(form=FileForm.PDF).delete()

        tasks.make_missing_files()

        kept = {file.form: bytes(file.content)[:4] for file in public.files.all()}
        assert kept == {FileForm.WORD: b"word", FileForm.PDF: b"%PDF"}


class TestFreezing:
    def test_it_holds_origins_but_no_words_of_a_citizen(self, edition, officer):
        clause = edition.texts.get().clause
        opinion = public_opinion(edition.document, text="消すかもしれない言葉")
        originate(edition, clause, opinion, officer)
        originate(edition, None, public_opinion(edition.document), officer)

        frozen = publish(edition).frozen

        assert "消すかもしれない言葉" not in frozen
        told = json.loads(frozen)
        origin = told["clauses"][0]["origins"][0]
        assert (origin["receipt"], origin["voices"], origin["kind"]) == (
            opinion.submission.receipt,
            1,
            OriginKind.OPINION,
        )
        assert [end["influence"] for end in told["not_taken_up"]] == [Influence.NOT_TAKEN_UP]

    def test_the_same_edition_gives_the_same_bytes(self, edition):
        assert frozen_text(edition) == frozen_text(Edition.objects.get(pk=edition.pk))

    def test_a_changed_edition_is_found(self, edition):
        public = publish(edition)
        before = editions_agree().count
        Edition.objects.filter(pk=public.pk).update(frozen=public.frozen.replace("見本", "偽物"))

        assert (before, editions_agree().count) == (0, 1)


class TestBeginning:
    def test_one_edition_is_written_at_a_time(self, edition, officer):
        with pytest.raises(errors.EditionAtWork):
            actions.begin_edition(document=edition.document, plan=plan(), actor=officer, now=LATER)

    def test_a_later_edition_says_what_is_new(self, edition, officer):
        publish(edition)

        with pytest.raises(WordsMissing):
            actions.begin_edition(document=edition.document, plan=plan(reason=" "), actor=officer, now=LATER)

    def test_the_document_is_called_as_its_newest_public_edition(self, edition, officer):
        publish(edition)
        second = actions.begin_edition(
            document=edition.document, plan=plan(title="新しい題名", reason="題名"), actor=officer, now=LATER
        )
        edition.document.refresh_from_db()
        before = edition.document.title

        publish(second, minutes=90)

        edition.document.refresh_from_db()
        assert (before, edition.document.title) == ("これからの地域づくり", "新しい題名")

    def test_the_record_of_a_finished_process_is_not_written_any_more(self, edition, officer):
        Process.objects.filter(pk=edition.document.process_id).update(is_finished=True)
        edition.document.process.refresh_from_db()

        with pytest.raises(Exception, match="ProcessFinished"):
            add(edition, officer)

    def test_a_ward_officer_begins_documents_of_the_ward_alone(self):
        ward = WardFactory()
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

        own = begun(officer, ward=ward)
        with pytest.raises(NotAllowed):
            begun(officer, process=ProcessFactory(), ward=WardFactory())
        with pytest.raises(NotAllowed):
            begun(officer, process=ProcessFactory())

        assert own.document.area == ward

    @pytest.mark.parametrize("name", ["check", "approve", "send_back"])
    def test_who_has_no_role_takes_no_step(self, edition, name):
        stranger = RoleFactory(kind=RoleKind.OPERATOR).user

        with pytest.raises(NotAllowed):
            step(name, edition, stranger, note="よそから")
        with pytest.raises(NotAllowed):
            actions.ask_for_publication(edition=edition, actor=stranger, now=LATER)
