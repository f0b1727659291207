"""Dividing, masking, typing anew: what came in stays as it was, and nothing is counted twice or lost."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import GIST_LIMIT, LinkKind, OpinionState, RevisionKind
from jukugi.apps.opinions.errors import (
    GistTooLong,
    NothingToMask,
    NothingToSplit,
    OpinionHasNoWords,
    OpinionReplaced,
    ReasonMissing,
    RevisionBuiltUpon,
    RevisionUndone,
    SameWords,
    WordsNotFound,
    WordsOfTheWriter,
)
from jukugi.apps.opinions.models import IssueLink, Opinion, OpinionRevision, SearchDoc
from jukugi.apps.opinions.queries.counting import received, voices_of_issue
from jukugi.apps.opinions.sealed import opinion_words, replaced_opinions
from jukugi.apps.opinions.tests.factories import IssueLinkFactory, OpinionFactory, hearing_process
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.errors import NotAllowed, Refusal

pytestmark = pytest.mark.django_db
TEXT = "坂が急です。バス停が遠い。電話は044-200-1234です。"
FIRST, SECOND = len("坂が急です。"), len("坂が急です。バス停が遠い。")


@pytest.fixture
def officer():
    return RoleFactory().user


def typed_in(**fields) -> Opinion:
    return OpinionFactory(**{"submission__entered_by": "見本", "submission__channel": "card", "text": TEXT, **fields})


def split(opinion, actor, cuts=(FIRST,), reason="二つの話", now=DURING):
    return actions.split_opinion(opinion=opinion, cuts=cuts, reason=reason, actor=actor, now=now)


def mask(opinion, actor, words=("044-200-1234",), reason="電話番号", now=DURING):
    return actions.mask_opinion(opinion=opinion, words=words, reason=reason, actor=actor, now=now)


def correct(opinion, actor, text="板が急です。", reason="打ち間違い", now=DURING):
    return actions.correct_opinion(opinion=opinion, text=text, reason=reason, actor=actor, now=now)


def standing() -> list[str]:
    return list(Opinion.objects.standing().order_by("position").values_list("text", flat=True))


def test_the_parts_stand_in_the_place_of_the_whole_which_stays_as_it_came(officer):
    opinion = typed_in()

    revision = split(opinion, officer, [FIRST, SECOND])

    opinion.refresh_from_db()
    assert (opinion.text, opinion.state) == (TEXT, OpinionState.REPLACED)
    assert standing() == ["坂が急です。", "バス停が遠い。", "電話は044-200-1234です。"]
    assert [part.state for part in revision.results.all()] == [OpinionState.WAITING] * 3
    assert {part.submission for part in revision.results.all()} == {opinion.submission}
    assert received(opinion.submission.process).total == 3
    assert received(opinion.submission.process).people == 1
    assert opinion_words().count == replaced_opinions().count == 0


def test_the_parts_of_a_public_opinion_are_public_and_lead_nowhere_yet(officer):
    link = IssueLinkFactory(opinion=typed_in(state=OpinionState.SHOWN))

    revision = split(link.opinion, officer)

    link.refresh_from_db()
    assert {part.state for part in revision.results.all()} == {OpinionState.SHOWN}
    assert Opinion.objects.unlinked().count() == 2
    assert link.ended_at == DURING
    assert voices_of_issue(link.issue_id).total == 0


def test_the_parts_of_a_hidden_opinion_wait_to_be_read(officer):
    revision = split(typed_in(state=OpinionState.HIDDEN), officer)

    assert {part.state for part in revision.results.all()} == {OpinionState.WAITING}


def test_masked_words_are_read_by_nobody_and_links_go_over(officer):
    link = IssueLinkFactory(opinion=OpinionFactory(text=TEXT, state=OpinionState.SHOWN))

    revision = mask(link.opinion, officer)

    result = revision.results.get()
    assert result.text == "坂が急です。バス停が遠い。電話は■■■です。"
    assert result.state == OpinionState.SHOWN
    assert [(kept.issue, kept.kind, kept.reason) for kept in result.issue_links.in_force()] == [
        (link.issue, LinkKind.ABOUT, link.reason)
    ]
    assert voices_of_issue(link.issue_id).total == 1
    assert not SearchDoc.objects.filter(letters__contains="044").exists()


def test_the_longest_of_overlapping_words_is_masked_first(officer):
    opinion = OpinionFactory(text="山田と山田太郎が言いました。")

    revision = mask(opinion, officer, ["山田", "山田太郎"])

    assert revision.results.get().text == "■■■と■■■が言いました。"


def test_what_was_typed_in_wrongly_is_typed_anew(officer):
    link = IssueLinkFactory(opinion=typed_in(text="板が急です。", state=OpinionState.SHOWN))

    revision = correct(link.opinion, officer, "坂が急です。")

    result = revision.results.get()
    assert (result.text, result.state, revision.kind) == ("坂が急です。", OpinionState.SHOWN, RevisionKind.CORRECTED)
    assert result.issue_links.in_force().get().issue == link.issue


def test_undone_the_opinion_stands_again_and_waits(officer):
    opinion = typed_in(state=OpinionState.SHOWN)
    revision = split(opinion, officer)

    actions.undo_revision(revision=revision, reason="一つの話でした", actor=officer, now=DURING)

    opinion.refresh_from_db()
    assert opinion.state == OpinionState.WAITING
    assert standing() == [TEXT]
    assert received(opinion.submission.process).total == 1
    assert replaced_opinions().count == 0
    with pytest.raises(RevisionUndone):
        actions.undo_revision(revision=revision, reason="もう一度", actor=officer, now=DURING)


def test_a_revision_that_was_built_upon_is_undone_last(officer):
    revision = split(typed_in(), officer)
    later = mask(revision.results.last(), officer)

    with pytest.raises(RevisionBuiltUpon):
        actions.undo_revision(revision=revision, reason="誤り", actor=officer, now=DURING)

    actions.undo_revision(revision=later, reason="誤り", actor=officer, now=DURING)
    actions.undo_revision(revision=revision, reason="誤り", actor=officer, now=DURING)
    assert standing() == [TEXT]


@pytest.mark.parametrize("cuts", [[], [0], [-1], [len(TEXT)], [len(TEXT) + 5], [FIRST - 1, FIRST]])
def test_a_cut_that_leaves_no_words_is_refused(officer, cuts):
    with pytest.raises(NothingToSplit):
        split(typed_in(), officer, cuts)

    assert standing() == [TEXT]


def test_what_was_replaced_is_neither_revised_nor_decided_nor_linked_again(officer):
    opinion = typed_in(state=OpinionState.SHOWN)
    split(opinion, officer)

    for act in (
        lambda: split(opinion, officer),
        lambda: mask(opinion, officer),
        lambda: correct(opinion, officer),
        lambda: actions.write_gist(opinion=opinion, text="坂", actor=officer, now=DURING),
        lambda: actions.review_opinion(opinion=opinion, state=OpinionState.SHOWN, actor=officer, now=DURING),
    ):
        with pytest.raises(OpinionReplaced):
            act()
    draft = actions.LinkDraft(IssueFactory(process=opinion.submission.process), LinkKind.ABOUT, "理由")
    with pytest.raises(Refusal):
        actions.link_opinion(opinion=opinion, links=[draft], actor=officer, now=DURING)


def test_the_words_of_who_wrote_themselves_are_never_typed_anew(officer):
    web = OpinionFactory(text=TEXT)
    with pytest.raises(WordsOfTheWriter):
        correct(web, officer)

    assert standing() == [TEXT]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda opinion, actor: mask(opinion, actor, []), NothingToMask),
        (lambda opinion, actor: mask(opinion, actor, [" "]), NothingToMask),
        (lambda opinion, actor: mask(opinion, actor, [TEXT]), NothingToMask),
        (lambda opinion, actor: mask(opinion, actor, ["鈴木"]), WordsNotFound),
        (lambda opinion, actor: correct(opinion, actor, TEXT), SameWords),
        (lambda opinion, actor: correct(opinion, actor, "！！"), OpinionHasNoWords),
        (lambda opinion, actor: split(opinion, actor, reason=" "), ReasonMissing),
        (lambda opinion, actor: mask(opinion, actor, reason=""), ReasonMissing),
        (lambda opinion, actor: correct(opinion, actor, reason=""), ReasonMissing),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(officer, act, error):
    opinion = typed_in()

    with pytest.raises(error):
        act(opinion, officer)

    opinion.refresh_from_db()
    assert (opinion.text, opinion.state, OpinionRevision.objects.count()) == (TEXT, OpinionState.WAITING, 0)


def test_who_does_not_handle_a_voice_revises_nothing():
    ward = WardFactory()
    opinion = typed_in(submission__ward=ward)
    revision = split(typed_in(submission__ward=ward), RoleFactory().user)
    for person in (
        RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
        RoleFactory(kind=RoleKind.OPERATOR).user,
    ):
        for act in (
            lambda who=person: split(opinion, who),
            lambda who=person: mask(opinion, who),
            lambda who=person: correct(opinion, who),
            lambda who=person: actions.write_gist(opinion=opinion, text="坂", actor=who, now=DURING),
            lambda who=person: actions.undo_revision(revision=revision, reason="誤り", actor=who, now=DURING),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert split(opinion, RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user).results.count() == 2


def test_the_record_of_a_finished_process_is_not_revised(officer):
    opinion = typed_in(submission__process=hearing_process(is_finished=True))

    for act in (split, mask, correct):
        with pytest.raises(ProcessFinished):
            act(opinion, officer)


def test_a_gist_stands_beside_the_words_and_the_newest_holds(officer):
    opinion = typed_in()
    for text in ("坂とバス停と、", "坂とバス停"):
        actions.write_gist(opinion=opinion, text=text, actor=officer, now=DURING)

    assert [gist.text for gist in opinion.gists.all()] == ["坂とバス停と、", "坂とバス停"]
    assert opinion.text == TEXT
    with pytest.raises(SameWords):
        actions.write_gist(opinion=opinion, text="坂とバス停", actor=officer, now=DURING)
    with pytest.raises(GistTooLong):
        actions.write_gist(opinion=opinion, text="長" * (GIST_LIMIT + 1), actor=officer, now=DURING)


def test_revisions_are_sealed_and_a_changed_state_is_noticed(officer):
    revision = split(typed_in(), officer)
    seal_all(now=DURING)
    assert [verdict for verdict in verify_all() if verdict.broken] == []

    Opinion.objects.filter(pk=revision.opinion_id).update(state=OpinionState.SHOWN)

    assert replaced_opinions().count == 1


class TestCourses(TestCase):
    """Whatever is divided, masked, typed anew, undone: the words that came in stay, and what stands is counted once."""

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(st.sampled_from(["split", "mask", "correct", "undo"]), st.integers(0, 20)), max_size=8))
    @example([("split", 0), ("split", 14), ("undo", 1), ("undo", 0)])  # two undone at one moment
    def test_nothing_is_lost_or_doubled(self, steps):
        officer = RoleFactory().user
        came = typed_in()
        issue = IssueFactory(process=came.submission.process)
        Opinion.objects.filter(pk=came.pk).update(state=OpinionState.SHOWN)
        IssueLink.objects.create(
            opinion=came, issue=issue, kind=LinkKind.ABOUT, reason="理由", actor_key="x", linked_at=DURING
        )
        for what, number in steps:
            rows = list(Opinion.objects.order_by("pk"))
            opinion = rows[number % len(rows)]
            revisions = list(OpinionRevision.objects.order_by("pk"))
            try:
                if what == "split":
                    split(opinion, officer, [1 + number % max(1, len(opinion.text) - 1)])
                elif what == "mask":
                    mask(opinion, officer, [opinion.text[number % len(opinion.text)]])
                elif what == "correct":
                    correct(opinion, officer, f"{opinion.text}〓")
                elif revisions:
                    chosen = revisions[number % len(revisions)]
                    actions.undo_revision(revision=chosen, reason="誤り", actor=officer, now=DURING)
            except Refusal:
                pass  # what is refused changes nothing
            came.refresh_from_db()
            assert came.text == TEXT
            assert leaves(came) == set(Opinion.objects.standing().values_list("pk", flat=True))
            assert opinion_words().count == replaced_opinions().count == 0
            assert received(came.submission.process).total == len(leaves(came))
            links = IssueLink.objects.in_force().values_list("opinion__state", flat=True)
            assert OpinionState.REPLACED not in set(links)
            for revision in OpinionRevision.objects.filter(kind=RevisionKind.SPLIT):
                parts = "".join(part.text for part in revision.results.order_by("position"))
                assert squeezed(parts) == squeezed(revision.opinion.text)


def leaves(opinion: Opinion) -> set[int]:
    """What stands for an opinion, as its revisions in force say."""
    revision = opinion.revisions.filter(undone_at__isnull=True).first()
    if revision is None:
        return {opinion.pk}
    return {leaf for result in revision.results.all() for leaf in leaves(result)}


def squeezed(text: str) -> str:
    return "".join(text.split())
