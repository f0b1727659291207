"""A vision written together: from material to a sentence, from a sentence to the vote, from the vote to the edition."""

import json
from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.drafts import actions, errors
from jukugi.apps.drafts.actions import OriginDraft
from jukugi.apps.drafts.enums import Influence, OriginKind
from jukugi.apps.drafts.models import ClauseText, Edition, Origin, SentenceVote, VisionTopic
from jukugi.apps.drafts.papers import edition_paper
from jukugi.apps.drafts.queries.material import Wish, material_for, picked
from jukugi.apps.drafts.queries.support import support_told
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
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings.tests.factories import MeetingFactory
from jukugi.apps.opinion_map.enums import ReasonSide, StatementState
from jukugi.apps.opinion_map.models import Statement
from jukugi.apps.opinion_map.tests.factories import ReasonFactory, divided_topic
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.tests.factories import IssueLinkFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db
LATER = DURING + timedelta(hours=1)


@pytest.fixture
def officer():
    return RoleFactory().user


def drafts_of(edition: Edition, *choices: str) -> list[OriginDraft]:
    sources = picked(edition.document, choices)
    return [OriginDraft(source.kind, Influence.ADOPTED, "言葉のまま書いた", source) for source in sources]


def propose(edition, officer, *choices, text=SENTENCES[0], **fields):
    told = {"material": drafts_of(edition, *choices), "actor": officer, "now": DURING} | fields
    return actions.propose_sentence(edition=edition, text=text, **told)


def rewrite(edition, clause, text, officer):
    row = text_in(edition, clause)
    actions.write_clause(
        edition=edition, clause=clause, heading="", text=text, seen_version=row.version, actor=officer, now=LATER
    )


def test_a_sentence_stands_with_all_that_it_was_written_from(officer):
    edition = begun_vision(officer)
    note, other = public_note(edition), public_note(edition, "段差のない入口がほしい")

    row = propose(edition, officer, f"note-{note.pk}", f"note-{other.pk}")

    assert row.text == SENTENCES[0]
    told = [(one.kind, one.note_id, one.influence) for one in row.clause.origins.order_by("pk")]
    assert told == [(OriginKind.NOTE, note.pk, "adopted"), (OriginKind.NOTE, other.pk, "adopted")]
    assert [origin.voices.count() for origin in row.clause.origins.all()] == [1, 1]


def test_nothing_is_written_where_one_piece_cannot_be_its_origin(officer):
    edition = begun_vision(officer)
    note = public_note(edition)
    twice = drafts_of(edition, f"note-{note.pk}") * 2

    with pytest.raises(errors.OriginTwice):
        propose(edition, officer, material=twice)

    assert list(ClauseText.objects.all()) == []
    assert list(Origin.objects.all()) == []


def test_a_sentence_needs_material_and_a_vision(officer):
    with pytest.raises(errors.MaterialMissing):
        propose(begun_vision(officer), officer)
    policy = begun(officer)
    note = public_note(policy)
    with pytest.raises(errors.NotAVision):
        propose(policy, officer, f"note-{note.pk}")


@pytest.mark.parametrize("kind", [RoleKind.WARD_OFFICER, RoleKind.OPERATOR, None])
def test_nobody_else_writes_sentences_or_puts_them_to_the_vote(kind, officer):
    edition, clauses = vision_of(5, officer)
    note = public_note(edition)
    stranger = RoleFactory(kind=kind, area=WardFactory()).user if kind else UserFactory()

    with pytest.raises(NotAllowed):
        propose(edition, stranger, f"note-{note.pk}", text="ほかの文。")
    with pytest.raises(NotAllowed):
        open_vote(edition, clauses, stranger)
    open_vote(edition, clauses, officer)
    with pytest.raises(NotAllowed):
        actions.ask_about_sentences(edition=edition, clauses=clauses, actor=stranger, now=DURING)


def test_only_what_everybody_may_read_is_proposed(officer):
    edition = begun_vision(officer)
    shown = public_note(edition)
    hidden = public_note(edition, "伏せたふせん", state=OpinionState.HIDDEN)

    pieces = material_for(edition.document, Wish()).notes

    assert [piece.choice for piece in pieces] == [f"note-{shown.pk}"]
    assert picked(edition.document, [f"note-{hidden.pk}", "note-x", "law-1", "note-999999"]) == []


def test_notes_are_found_by_meeting_and_by_issue_and_used_ones_are_marked(officer):
    edition = begun_vision(officer)
    process = edition.document.process
    meeting, issue = MeetingFactory(process=process), IssueFactory(process=process)
    here, there = public_note(edition, meeting=meeting), public_note(edition, "ほかの会議のふせん")
    IssueLinkFactory(opinion=there.opinion, issue=issue)
    propose(edition, officer, f"note-{here.pk}")

    by_meeting = material_for(edition.document, Wish(meeting=meeting.pk))
    by_issue = material_for(edition.document, Wish(issue=issue.pk))

    assert [(piece.choice, piece.is_used) for piece in by_meeting.notes] == [(f"note-{here.pk}", True)]
    assert [(piece.choice, piece.is_used) for piece in by_issue.notes] == [(f"note-{there.pk}", False)]


def test_statements_that_join_the_groups_are_proposed_as_the_published_map_tells(officer):
    topic, statements = divided_topic(people=40, n_statements=8)
    edition = begun_vision(officer, process=topic.process)
    assert material_for(edition.document, Wish()).statements == ()
    publish_map(topic, officer)

    pieces = material_for(edition.document, Wish()).statements

    assert {piece.choice for piece in pieces} == {f"statement-{one.pk}" for one in statements[:2]}
    assert all(piece.lowest == 1 for piece in pieces)
    row = propose(edition, officer, pieces[0].choice)
    assert row.clause.origins.get().map_edition == topic.editions.get()


def test_a_vote_opens_with_five_sentences_and_asks_each_in_its_words(officer):
    edition, clauses = vision_of(7, officer)
    with pytest.raises(errors.VoteNeedsSentences):
        open_vote(edition, clauses[:4], officer)

    topic = open_vote(edition, clauses[:5], officer)

    assert list(topic.statements.order_by("number").values_list("text", flat=True)) == list(SENTENCES[:5])
    assert VisionTopic.objects.get().document == edition.document
    assert vote_of(clauses[0]).digest == text_in(edition, clauses[0]).digest
    with pytest.raises(errors.VoteOpenAlready):
        open_vote(edition, clauses, officer)


def test_more_sentences_are_asked_later_but_none_twice_in_the_same_words(officer):
    edition, clauses = vision_of(7, officer)
    with pytest.raises(errors.VoteNotOpen):
        actions.ask_about_sentences(edition=edition, clauses=clauses, actor=officer, now=DURING)
    topic = open_vote(edition, clauses[:5], officer)

    actions.ask_about_sentences(edition=edition, clauses=clauses[5:], actor=officer, now=DURING)

    assert topic.statements.count() == 7
    with pytest.raises(errors.AskedAlready):
        actions.ask_about_sentences(edition=edition, clauses=clauses[:1], actor=officer, now=DURING)
    with pytest.raises(errors.SentenceMissing):
        actions.ask_about_sentences(edition=edition, clauses=[], actor=officer, now=DURING)


def test_what_cannot_be_answered_is_not_asked(officer):
    edition, clauses = vision_of(5, officer)
    heading = add(edition, officer, "", heading="はじめに")
    long = add(edition, officer, "あ" * 141)

    with pytest.raises(errors.SentenceHasNoText):
        open_vote(edition, [*clauses, heading], officer)
    with pytest.raises(errors.SentenceTooLong):
        open_vote(edition, [*clauses, long], officer)

    assert list(Statement.objects.all()) == []


def test_support_is_what_the_published_map_tells_and_nothing_before(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=9, disagree=3)
    assert support_told(edition).sentences[clauses[0].serial].now.everybody is None

    publish_map(topic, officer)
    told = support_told(edition)

    asked = told.sentences[clauses[0].serial].now
    assert (asked.everybody.agree, asked.everybody.disagree, asked.everybody.unsure) == (9, 3, 0)
    assert (told.told_by.number, told.told_by.participants) == (1, 12)


def test_too_few_answers_are_told_of_nowhere(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=6)
    publish_map(topic, officer)
    extra = add(edition, officer, "あとから足した文。")
    actions.ask_about_sentences(edition=edition, clauses=[extra], actor=officer, now=DURING)

    told = support_told(edition).sentences

    assert told[extra.serial].now.everybody is None
    assert told[extra.serial].now.groups == ()


def test_doubts_are_public_reasons_against_the_most_helpful_first(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    statement = vote_of(clauses[0]).statement
    ReasonFactory(statement=statement, side=ReasonSide.FOR, text="賛成の理由")
    ReasonFactory(statement=statement, side=ReasonSide.AGAINST, text="隠した理由", state=StatementState.HIDDEN)
    weak = ReasonFactory(statement=statement, side=ReasonSide.AGAINST, text="弱い", standing=0.1, helped=3)
    strong = ReasonFactory(statement=statement, side=ReasonSide.AGAINST, text="強い", standing=0.6, helped=8)

    doubts = support_told(edition).sentences[clauses[0].serial].now.doubts

    told = [(one.reason_pk, one.words, one.helped) for one in doubts]
    assert told == [(strong.pk, "強い", 8), (weak.pk, "弱い", None)]
    assert topic.statements.count() == 5


def test_answers_to_earlier_words_stay_and_are_told_as_such(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=8)
    publish_map(topic, officer)

    rewrite(edition, clauses[0], "歩いて行ける所に、だれでも休める場がある。", officer)
    told = support_told(edition).sentences[clauses[0].serial]
    actions.ask_about_sentences(edition=edition, clauses=clauses[:1], actor=officer, now=LATER)
    anew = support_told(edition).sentences[clauses[0].serial]
    rewrite(edition, clauses[0], SENTENCES[0], officer)
    back = support_told(edition).sentences[clauses[0].serial]

    assert told.now is None
    assert [(one.words, one.everybody.agree) for one in told.earlier] == [(SENTENCES[0], 8)]
    assert anew.now.words == "歩いて行ける所に、だれでも休める場がある。"
    assert [one.words for one in anew.earlier] == [SENTENCES[0]]
    assert back.now.words == SENTENCES[0]
    assert SentenceVote.objects.count() == 6


def test_figures_are_frozen_with_the_edition_as_they_were_approved(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=8)
    publish_map(topic, officer)
    doubt = ReasonFactory(statement=vote_of(clauses[0]).statement, side=ReasonSide.AGAINST, text="お金が足りるか心配")
    published = publish(edition, minutes=10)
    answer(topic, agree=0, disagree=9)
    publish_map(topic, officer, minutes=20)

    told = support_told(published)

    assert told.sentences[clauses[0].serial].now.everybody.disagree == 0
    assert told.told_by.number == 1
    assert doubt.text not in published.frozen
    assert [one.words for one in told.sentences[clauses[0].serial].now.doubts] == ["お金が足りるか心配"]
    doubt.state = StatementState.HIDDEN
    doubt.save()
    assert [one.words for one in support_told(published).sentences[clauses[0].serial].now.doubts] == [""]


def test_a_map_that_came_after_the_approval_does_not_change_what_comes_out(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    answer(topic, agree=8)
    publish_map(topic, officer)
    another = RoleFactory().user
    at = DURING + timedelta(minutes=10)
    actions.check_edition(edition=edition, note="", actor=another, now=at)
    actions.approve_edition(edition=edition, note="", actor=another, now=at)
    answer(topic, agree=0, disagree=9)
    publish_map(topic, officer, minutes=20)

    told = support_told(Edition.objects.get(pk=edition.pk))

    assert told.told_by.number == 1


def test_the_paper_of_an_edition_tells_how_each_sentence_was_answered(officer):
    edition, clauses = vision_of(5, officer)
    topic = open_vote(edition, clauses, officer)
    assert all(getattr(block, "caption", "") != "文ごとの賛否" for block in edition_paper(edition, "見本市").blocks)
    answer(topic, agree=9, disagree=3)
    publish_map(topic, officer)

    tables = [
        block for block in edition_paper(edition, "見本市").blocks if getattr(block, "caption", "") == "文ごとの賛否"
    ]

    assert tables[0].rows[0] == ("文1", "12", "9", "3", "0")
    assert "市の考えでも、市民全体の割合でもありません" in tables[0].note


def test_documents_in_which_nothing_was_asked_freeze_without_figures(officer):
    edition = begun(officer)
    add(edition, officer)

    published = publish(edition)

    assert json.loads(published.frozen)["support"] is None
    assert support_told(published).sentences == {}
