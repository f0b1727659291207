"""What documents tell of voices: in the story of one, in letters to many, in lists and numbers."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions
from jukugi.apps.drafts.enums import EditionStage, Influence, OriginKind
from jukugi.apps.drafts.offers.threads import newest_fates
from jukugi.apps.drafts.queries import reaching
from jukugi.apps.drafts.tests.factories import add, begun, originate, plan, public_opinion, publish
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, SubmissionFactory
from jukugi.apps.processes.tests.factories import DURING

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def edition(officer):
    return begun(officer)


def story(client, opinion) -> str:
    return client.get(f"/threads/{opinion.submission.receipt}/").content.decode().replace("<wbr>", "")


def next_edition(edition, officer, **fields):
    return actions.begin_edition(
        document=edition.document, plan=plan(reason="声を受けて", **fields), actor=officer, now=LATER
    )


class TestStory:
    def test_nothing_is_told_before_the_edition_is_public(self, client, edition, officer):
        clause = add(edition, officer, "鍵を預かる。")
        opinion = public_opinion(edition.document)
        originate(edition, clause, opinion, officer)

        before = story(client, opinion)
        publish(edition)

        assert ("鍵を預かる" in before, "鍵を預かる" in story(client, opinion)) == (False, True)

    def test_it_tells_edition_by_edition_to_the_adopted_words(self, client, edition, officer):
        clause = add(edition, officer, "鍵を預かる。")
        opinion = public_opinion(edition.document)
        originate(edition, clause, opinion, officer)
        publish(edition)
        second = next_edition(edition, officer, title="素案の題")
        actions.write_clause(
            edition=second, clause=clause, heading="", text="鍵は市が預かる。", seen_version=1, actor=officer, now=LATER
        )
        publish(second, minutes=90)
        third = next_edition(edition, officer, title="方針の題", stage=EditionStage.ADOPTED)
        add(third, officer, "ほかの文。")
        publish(third, minutes=120)

        told = story(client, opinion)

        assert "「これからの地域づくり」の一文になりました" in told
        assert "「素案の題」で、文の言葉が変わりました" in told
        assert "「方針の題」として策定されました" in told
        assert "<h1>この声から生まれた文が、「方針の題」に入りました</h1>" in told

    def test_an_end_has_its_reason(self, client, edition, officer):
        add(edition, officer)
        opinion = public_opinion(edition.document)
        originate(edition, None, opinion, officer, reason="毎年の予算で決めるため")
        publish(edition)

        told = story(client, opinion)

        assert ("取り入れられませんでした" in told, "毎年の予算で決めるため" in told) == (True, True)

    def test_a_clause_that_is_left_out_is_told_with_its_reason(self, client, edition, officer):
        clause, _other = add(edition, officer, "鍵を預かる。"), add(edition, officer, "ほか。")
        opinion = public_opinion(edition.document)
        originate(edition, clause, opinion, officer)
        publish(edition)
        second = next_edition(edition, officer, title="素案の題")
        actions.end_clause(edition=second, clause=clause, reason="条例に書くため", actor=officer, now=LATER)
        publish(second, minutes=90)

        told = story(client, opinion)

        assert ("この文はなくなりました" in told, "条例に書くため" in told) == (True, True)

    def test_a_voice_hears_of_the_clauses_of_its_issue(self, client, edition, officer):
        issue = IssueFactory(process=edition.document.process)
        opinion = public_opinion(edition.document)
        IssueLinkFactory(opinion=opinion, issue=issue)
        originate(edition, add(edition, officer, "鍵を預かる。"), issue, officer, kind=OriginKind.ISSUE)
        publish(edition)

        assert "つながる論点から、「これからの地域づくり」の文ができました" in story(client, opinion)

    def test_an_origin_that_was_ended_is_told_no_more(self, client, edition, officer):
        clause = add(edition, officer, "鍵を預かる。")
        opinion = public_opinion(edition.document)
        origin = originate(edition, clause, opinion, officer)
        publish(edition)

        actions.end_origin(origin=origin, reason="別の声だった", actor=officer, now=LATER)

        assert "一文になりました" not in story(client, opinion)


class TestMany:
    def test_letters_tell_what_became_of_each(self, edition, officer):
        clause = add(edition, officer)
        taken, partly, ended, untouched = (public_opinion(edition.document) for _ in range(4))
        originate(edition, clause, taken, officer)
        originate(edition, clause, partly, officer, influence=Influence.PARTLY)
        originate(edition, None, ended, officer, reason="予算で決める")
        publish(edition)
        numbers = [one.submission.receipt for one in (taken, partly, ended, untouched)]

        told = reaching.fates_in_documents(numbers, LATER)

        said = {number: [line.sentence for line in lines] for number, lines in told.items()}
        assert said == {
            numbers[0]: ["「これからの地域づくり」の文になりました。"],
            numbers[1]: ["一部が、「これからの地域づくり」の文になりました。"],
            numbers[2]: ["「これからの地域づくり」には取り入れられませんでした。理由：予算で決める"],
        }

    def test_the_numbers_of_the_thread_count_each_voice_once(self, edition, officer):
        ward, issue = WardFactory(), IssueFactory(process=edition.document.process)
        first, second = add(edition, officer), add(edition, officer, "二つ目。")
        submission = SubmissionFactory(process=edition.document.process, ward=ward)
        of_ward, other = public_opinion(edition.document, submission=submission), public_opinion(edition.document)
        IssueLinkFactory(opinion=of_ward, issue=issue)
        for clause in (first, second):
            originate(edition, clause, of_ward, officer)
        originate(edition, first, other, officer)
        originate(edition, None, public_opinion(edition.document), officer)
        process = edition.document.process
        before = reaching.reached_whole(process)
        publish(edition)

        assert (before, reaching.reached_whole(process)) == (0, 2)
        assert reaching.reached_by_ward(process) == {ward.pk: 1, None: 1}
        assert reaching.reached_by_level(process) == {issue.level: 1}

    def test_a_voice_that_was_hidden_since_is_counted_no_more(self, edition, officer):
        opinion = public_opinion(edition.document)
        originate(edition, add(edition, officer), opinion, officer)
        publish(edition)

        opinion.state = OpinionState.HIDDEN
        opinion.save(update_fields=["state"])

        assert reaching.reached_whole(edition.document.process) == 0

    def test_texts_without_an_origin_are_counted_in_the_newest_public_edition(self, edition, officer):
        clause = add(edition, officer, "由来のある文。")
        originate(edition, clause, public_opinion(edition.document), officer)
        add(edition, officer, "由来のない文。")
        add(edition, officer, "", heading="見出し")
        publish(edition)

        assert reaching.without_origin(edition.document.process) == 1

    def test_the_newest_fates_are_of_public_voices_of_the_ward(self, edition, officer):
        ward = WardFactory()
        submission = SubmissionFactory(process=edition.document.process, ward=ward)
        of_ward = public_opinion(edition.document, submission=submission)
        for opinion in (of_ward, public_opinion(edition.document)):
            originate(edition, add(edition, officer), opinion, officer)
        publish(edition)

        assert [fate.number for fate in newest_fates(5, ward.pk)] == [submission.receipt]
        assert len(newest_fates(5, None)) == 2
