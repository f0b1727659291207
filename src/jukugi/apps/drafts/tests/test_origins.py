"""Origins: which sources there are, which voices stand behind them, and how they end."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.actions import OriginDraft
from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.models import Origin
from jukugi.apps.drafts.queries.sources import source_of, sources_like
from jukugi.apps.drafts.tests.factories import add, begun, originate, public_opinion, publish
from jukugi.apps.grouping.models import OpinionGroup, Placement
from jukugi.apps.issues.actions import NewIssue, merge_issues, undo_lineage
from jukugi.apps.issues.enums import IssueLevel
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings.tests.factories import NoteFactory, RecommendationFactory
from jukugi.apps.opinion_map.tests.factories import StatementFactory, TopicFactory
from jukugi.apps.opinions.actions import split_opinion
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, SubmissionFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed, WordsMissing

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def edition(officer):
    return begun(officer)


@pytest.fixture
def clause(edition, officer):
    return add(edition, officer)


def voices(origin: Origin) -> set[int]:
    return set(origin.voices.values_list("opinion", flat=True))


def test_a_voice_stands_behind_the_clause_that_came_from_it(edition, clause, officer):
    opinion = public_opinion(edition.document)

    origin = originate(edition, clause, opinion, officer)

    assert (origin.opinion, voices(origin)) == (opinion, {opinion.pk})


def test_behind_a_group_stand_the_public_voices_that_it_held_then(edition, clause, officer):
    issue = IssueFactory(process=edition.document.process)
    label = {"label": "鍵のこと", "labelled_by": "見本", "labelled_at": DURING}
    group = OpinionGroup.objects.create(process=issue.process, issue=issue, number=1, made_at=DURING, **label)
    links = [IssueLinkFactory(opinion=public_opinion(edition.document), issue=issue) for _ in range(3)]
    for link in links:
        Placement.objects.create(opinion=link.opinion, group=group, placed_at=DURING)

    origin = originate(edition, clause, group, officer, kind=OriginKind.GROUP)
    late = IssueLinkFactory(opinion=public_opinion(edition.document), issue=issue)
    Placement.objects.create(opinion=late.opinion, group=group, placed_at=DURING)

    assert voices(origin) == {link.opinion_id for link in links}


def test_behind_a_note_and_a_statement_stand_the_voices_they_came_from(edition, clause, officer):
    process = edition.document.process
    first, second = public_opinion(edition.document), public_opinion(edition.document)
    note = NoteFactory(table__meeting__process=process, opinion=first)
    statement = StatementFactory(topic=TopicFactory(process=process), opinion=second)

    of_note = originate(edition, clause, note, officer, kind=OriginKind.NOTE)
    of_statement = originate(edition, clause, statement, officer, kind=OriginKind.STATEMENT)

    assert (voices(of_note), voices(of_statement)) == ({first.pk}, {second.pk})


def test_a_clause_comes_from_other_things_than_voices_too(edition, clause, officer):
    department = DepartmentFactory()
    originate(edition, clause, department, officer, kind=OriginKind.DEPARTMENT)
    originate(edition, clause, RecommendationFactory(), officer, kind=OriginKind.RECOMMENDATION)
    originate(edition, clause, IssueFactory(process=edition.document.process), officer, kind=OriginKind.ISSUE)
    law = OriginDraft(
        OriginKind.LAW, Influence.PROMPTED, "根拠", None, "自治基本条例", "第30条", "https://example.jp/a"
    )
    actions.add_origin(edition=edition, clause=clause, draft=law, actor=officer, now=DURING)

    assert [origin.kind for origin in clause.origins.all()] == ["department", "recommendation", "issue", "law"]


def test_only_what_is_public_and_of_the_same_process_is_a_source(edition):
    process = edition.document.process
    waiting = OpinionFactory(submission=SubmissionFactory(process=process))
    elsewhere = OpinionFactory(state=OpinionState.SHOWN)

    found = [source_of(OriginKind.OPINION, one.pk, process) for one in (waiting, elsewhere)]

    assert found == [None, None]


def test_the_same_source_stands_once_behind_a_clause(edition, clause, officer):
    opinion = public_opinion(edition.document)
    originate(edition, clause, opinion, officer)

    with pytest.raises(errors.OriginTwice):
        originate(edition, clause, opinion, officer)


def test_what_is_not_taken_up_needs_no_clause_but_a_reason(edition, officer):
    opinion = public_opinion(edition.document)

    with pytest.raises(WordsMissing):
        originate(edition, None, opinion, officer, reason=" ")
    origin = originate(edition, None, opinion, officer, reason="毎年の予算で決める")
    with pytest.raises(errors.ClauseNeeded):
        originate(edition, None, public_opinion(edition.document), officer, influence=Influence.ADOPTED)

    assert (origin.clause, origin.influence) == (None, Influence.NOT_TAKEN_UP)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://", "ftp://example.jp/", "example.jp", "https://a b"])
def test_an_address_that_is_none_is_refused(edition, clause, officer, url):
    law = OriginDraft(OriginKind.LAW, Influence.PROMPTED, "根拠", None, "自治基本条例", "", url)

    with pytest.raises(errors.UnsafeAddress):
        actions.add_origin(edition=edition, clause=clause, draft=law, actor=officer, now=DURING)


def test_an_origin_ends_with_a_reason_and_stays(edition, clause, officer):
    origin = originate(edition, clause, public_opinion(edition.document), officer)

    actions.end_origin(origin=origin, reason="別の声だった", actor=officer, now=LATER)

    origin.refresh_from_db()
    assert (origin.ended_at, origin.ended_reason) == (LATER, "別の声だった")
    with pytest.raises(errors.OriginEnded):
        actions.end_origin(origin=origin, reason="もう一度", actor=officer, now=LATER)


def test_what_was_checked_takes_no_origins_and_what_is_public_does(edition, clause, officer):
    actions.check_edition(edition=edition, note="", actor=RoleFactory().user, now=LATER)
    opinion = public_opinion(edition.document)
    with pytest.raises(errors.EditionNotWritable):
        originate(edition, clause, opinion, officer)
    actions.send_back_edition(edition=edition, note="由来を加える", actor=officer, now=LATER)
    edition.refresh_from_db()
    publish(edition)

    assert originate(edition, clause, opinion, officer).ended_at is None


def test_the_successors_of_a_voice_stand_behind_the_same_clauses(edition, clause, officer):
    opinion = public_opinion(edition.document, text="鍵を預かって。地図もほしい。")
    origin = originate(edition, clause, opinion, officer)

    split_opinion(opinion=opinion, cuts=[7], reason="二つのこと", actor=officer, now=LATER)

    parts = set(opinion.submission.opinions.exclude(pk=opinion.pk).values_list("pk", flat=True))
    assert len(parts) == 2
    assert voices(origin) == {opinion.pk} | parts


def test_origins_follow_their_issue_and_go_back(edition, clause, officer):
    process = edition.document.process
    first, second = (IssueFactory(process=process, level=IssueLevel.CHIIKI) for _ in range(2))
    origin = originate(edition, clause, first, officer, kind=OriginKind.ISSUE)

    act = merge_issues(
        issues=[first, second],
        into=NewIssue("合わせた論点", IssueLevel.CHIIKI),
        reason="同じ",
        actor=officer,
        now=LATER,
    )
    origin.refresh_from_db()
    assert origin.issue.title == "合わせた論点"

    undo_lineage(act=act, heir=None, reason="考え直した", actor=officer, now=LATER + timedelta(days=1))
    origin.refresh_from_db()
    assert origin.issue == first


@pytest.mark.parametrize("kind", [RoleKind.OPERATOR, RoleKind.WARD_OFFICER])
def test_who_does_not_write_in_the_document_adds_and_ends_nothing(edition, clause, officer, kind):
    area = WardFactory() if kind == RoleKind.WARD_OFFICER else None
    stranger = RoleFactory(kind=kind, area=area).user
    origin = originate(edition, clause, public_opinion(edition.document), officer)

    with pytest.raises(NotAllowed):
        originate(edition, clause, public_opinion(edition.document), stranger)
    with pytest.raises(NotAllowed):
        actions.end_origin(origin=origin, reason="よそから", actor=stranger, now=LATER)


class TestLooking:
    def test_a_voice_is_found_by_its_number(self, edition):
        opinion = public_opinion(edition.document)

        found = sources_like(OriginKind.OPINION, opinion.submission.receipt, edition.document.process)

        assert [source.key for source in found] == [opinion.pk]

    @pytest.mark.parametrize("words", ["", "%", "'; --", "の" * 200, "見つからない言葉"])
    @pytest.mark.parametrize("kind", OriginKind)
    def test_whatever_is_typed_nothing_breaks(self, edition, kind, words):
        public_opinion(edition.document)

        found = sources_like(kind, words, edition.document.process)

        assert all(source.kind == kind for source in found)

    def test_another_process_is_not_looked_into(self):
        edition = begun()
        other = ProcessFactory()
        StatementFactory(topic=TopicFactory(process=other))
        IssueFactory(process=other)

        kinds = (OriginKind.STATEMENT, OriginKind.ISSUE, OriginKind.OPINION, OriginKind.NOTE)
        assert [sources_like(kind, "", edition.document.process) for kind in kinds] == [[], [], [], []]
