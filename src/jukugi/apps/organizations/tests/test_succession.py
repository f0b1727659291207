"""What becomes of associations, and what one officer leaves to the next."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from jukugi.apps.organizations import actions, permissions, queries
from jukugi.apps.organizations.enums import (
    HandOverKind,
    OrganizationKind,
    SuccessionKind,
)
from jukugi.apps.organizations.errors import (
    AssociationEnded,
    EndsByStep,
    NoteReplaced,
    OrganizationExists,
    ReasonNeeded,
    SubjectNeeded,
    SuccessionNeedsOthers,
)
from jukugi.apps.organizations.models import HandOverNote, Organization, Succession
from jukugi.apps.organizations.offers import own_items
from jukugi.apps.organizations.tests.factories import (
    AssociationFactory,
    ContactRuleFactory,
    HouseholdCountFactory,
    MembershipFactory,
    OfficerFactory,
)

pytestmark = pytest.mark.django_db

TODAY = date(2026, 9, 30)
NOW = datetime(2026, 9, 30, 10, tzinfo=ZoneInfo("Asia/Tokyo"))
TOKEN = "t" * 43


def write(body, actor, *, subject="夏まつり", **given):
    told = {"text": "届け出", "papers": "棚", "due_on": None}
    return actions.write_note(organization=body, subject=subject, **told | given, actor=actor, now=NOW)


class TestSuccession:
    def step(self, actor, **given):
        return {"on": TODAY, "reason": "総会で決めました。", "actor": actor, "now": NOW} | given

    def test_a_new_name_leaves_the_former_one_to_be_found(self, body, officer):
        actions.rename_association(organization=body, name="見本大橋町内会", **self.step(officer))

        page = queries.register(wards=None, ward=None, typed="見本橋", number="1", day=TODAY, with_ended=False)
        assert [row.organization.name for row in page.object_list] == ["見本大橋町内会"]
        assert queries.passages_of(body)[0].succession.former_name == "見本橋町内会"

    def test_merging_ends_offices_terms_and_codes_and_keeps_what_was(self, ward, body, officer, own):
        president = OfficerFactory(organization=body)
        coming = OfficerFactory(organization=body, starts_on=date(2027, 4, 1))
        membership = MembershipFactory(organization=body)
        HouseholdCountFactory(organization=body)
        other = AssociationFactory(area=ward)

        actions.merge_associations(organizations=[body, other], into=None, name="見本両橋町内会", **self.step(officer))

        new = Organization.objects.get(name="見本両橋町内会")
        for row in (president, coming, membership, body, other):
            row.refresh_from_db()
        assert (president.ends_on, coming.ends_on, membership.ends_on) == (TODAY, coming.starts_on, TODAY)
        assert (body.ended_on, other.ended_on, new.ended_on, new.area) == (TODAY, TODAY, None, ward)
        assert permissions.representations(user=None, token=TOKEN, day=TODAY) == []
        assert len(queries.years_of(body)) == 1
        assert [each.name for each in queries.passages_of(new)[0].before] == [body.name, other.name]

    def test_one_may_join_another_that_goes_on(self, ward, body, officer):
        other = AssociationFactory(area=ward)

        actions.merge_associations(organizations=[body, other], into=other, name="", **self.step(officer))

        body.refresh_from_db()
        other.refresh_from_db()
        assert (body.ended_on, other.ended_on) == (TODAY, None)

    def test_splitting_makes_new_ones_under_the_same_federation(self, ward, body, officer):
        body.parent = AssociationFactory(area=ward, kind=OrganizationKind.FEDERATION)
        body.save()

        actions.split_association(organization=body, names=["見本東町会", "見本西町会"], **self.step(officer))

        parts = Organization.objects.filter(name__in=["見本東町会", "見本西町会"])
        assert {part.parent for part in parts} == {body.parent}

    def test_an_end_without_a_follower_says_what_becomes_of_the_area(self, body, officer):
        actions.dissolve_association(organization=body, aftermath="引き受ける団体はありません。", **self.step(officer))

        told = Succession.objects.get()
        assert (told.kind, told.aftermath) == (SuccessionKind.DISSOLVED, "引き受ける団体はありません。")
        with pytest.raises(AssociationEnded):
            actions.dissolve_association(organization=body, aftermath="", **self.step(officer))

    def test_what_is_not_whole_changes_nothing(self, ward, body, officer):
        AssociationFactory(area=ward, name="見本堤町会")
        wrong = [
            (SuccessionNeedsOthers, lambda: actions.merge_associations(
                organizations=[body], into=None, name="新", **self.step(officer))),
            (SuccessionNeedsOthers, lambda: actions.split_association(
                organization=body, names=["一つ"], **self.step(officer))),
            (OrganizationExists, lambda: actions.split_association(
                organization=body, names=["新町会", "見本堤町会"], **self.step(officer))),
            (ReasonNeeded, lambda: actions.dissolve_association(
                organization=body, aftermath="", **self.step(officer, reason=" "))),
            (SuccessionNeedsOthers, lambda: actions.join_duplicates(wrong=body, kept=body, **self.step(officer))),
        ]  # fmt: skip

        for refusal, act in wrong:
            with pytest.raises(refusal):
                act()

        assert (Organization.objects.count(), Succession.objects.count()) == (2, 0)

    def test_an_association_ends_by_a_step_alone(self, body, officer):
        with pytest.raises(EndsByStep):
            actions.edit_organization(
                organization=body, name=body.name, note="", source="", ended_on=TODAY, actor=officer, now=NOW
            )

    def test_alike_names_of_a_ward_are_proposed_until_somebody_decides(self, ward, body, officer):
        twice = AssociationFactory(area=ward, name="見本橋自治会")
        AssociationFactory(name="見本橋町会")
        pairs = queries.duplicates(wards=None, day=TODAY)
        assert [(pair.first, pair.second, pair.is_same) for pair in pairs] == [(body, twice, True)]

        actions.tell_apart(one=twice, other=body, actor=officer, now=NOW)
        actions.tell_apart(one=body, other=twice, actor=officer, now=NOW)

        assert queries.duplicates(wards=None, day=TODAY) == []

    def test_one_that_stands_there_twice_becomes_one(self, ward, body, officer):
        twice = AssociationFactory(area=ward, name="見本橋自治会")

        actions.join_duplicates(wrong=twice, kept=body, **self.step(officer))

        assert queries.duplicates(wards=None, day=TODAY) == []
        assert [each.name for each in queries.passages_of(body)[0].before] == ["見本橋自治会"]


class TestHandOver:
    def test_a_note_is_written_anew_and_its_former_words_stay(self, body, own):
        first = write(body, own)

        second = write(body, own, text="新しい言葉", replaces=first)

        assert list(body.hand_over_notes.standing()) == [second]
        assert HandOverNote.objects.count() == 2
        with pytest.raises(NoteReplaced):
            write(body, own, replaces=first)

    def test_a_note_needs_a_subject(self, body, own):
        with pytest.raises(SubjectNeeded):
            write(body, own, subject="……")

    def test_what_is_due_and_where_papers_are_is_found_and_what_is_done_is_not(self, body, own):
        due = write(body, own, due_on=date(2027, 6, 30))
        write(body, own, subject="倉庫", papers="")
        done = write(body, own, subject="済んだこと", due_on=date(2026, 1, 1))
        actions.settle_note(note=done, is_done=True, actor=own, now=NOW)

        page = queries.hand_over_page(body, day=TODAY)

        own_due = [(item.title, item.due_on) for item in page.due if item.title in (due.subject, done.subject)]
        assert own_due == [(due.subject, date(2027, 6, 30))]
        assert [item.text for item in page.papers] == ["棚"]
        assert [note.subject for note in page.settled] == ["済んだこと"]

    def test_a_missing_rule_and_old_figures_are_asked_for(self, body, own):
        asked = [item.title for item in own_items(body.pk, TODAY) if item.kind == HandOverKind.OPEN]
        ContactRuleFactory(organization=body)
        HouseholdCountFactory(organization=body)

        assert asked == ["連絡の決まりを決める", "世帯数を知らせる"]
        assert own_items(body.pk, TODAY) == []
        assert [item.title for item in own_items(body.pk, date(2028, 4, 1))] == ["世帯数を知らせる"]
