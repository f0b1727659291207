"""Reports from their beginning to their editions: who may, what is refused, and that nothing frozen changes."""

import json

import pytest
from django.db import IntegrityError
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.outcomes.tests.factories import days, drafted, promised, public_clause
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.apps.reports import actions, errors, queries
from jukugi.apps.reports.enums import ArrangeAct, ReportKind
from jukugi.apps.reports.freezing import thaw
from jukugi.apps.reports.models import Report, ReportEdition
from jukugi.apps.reports.sealed import contents_agree
from jukugi.apps.reports.tests.factories import again, begun, hand, handed_over, publish, published
from jukugi.apps.reports.verifying import fault_of, verified_editions
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.audit.streams import streams
from jukugi.kit.errors import NotAllowed, WordsMissing, WordsTooLong
from jukugi.kit.jobs import works
from jukugi.kit.report_sections import canonical, digest_of, report_sections

pytestmark = pytest.mark.django_db


def chosen(report) -> list[str]:
    return [part.section for part in report.parts.chosen()]


def arrange(report, section, act, actor=None):
    told = {"section": section, "act": act, "now": timezone.now()}
    actions.arrange_section(report=report, actor=actor or RoleFactory().user, **told)


# beginning


@pytest.mark.parametrize(
    ("kind", "year", "with_promises", "with_places"),
    [
        (ReportKind.INTERIM, None, False, False),
        (ReportKind.COUNCIL, None, True, False),
        (ReportKind.YEARLY, 2026, True, True),
    ],
)
def test_a_report_begins_with_the_sections_that_fit_its_kind(kind, year, with_promises, with_places):
    report = begun(kind=kind, fiscal_year=year)

    names = chosen(report)
    assert names[:2] == ["processes", "opinions"]
    assert ("outcomes" in names, "places" in names) == (with_promises, with_places)
    assert {part.section for part in report.parts.all()} == set(report_sections.names())


@pytest.mark.parametrize(
    ("kind", "year", "error"),
    [(ReportKind.YEARLY, None, errors.YearMissing), (ReportKind.COUNCIL, 2026, errors.YearOfOthers)],
)
def test_only_a_yearly_report_has_a_year(kind, year, error):
    with pytest.raises(error):
        begun(kind=kind, fiscal_year=year)


def test_nobody_reports_on_what_is_in_preparation():
    with pytest.raises(errors.ProcessInPreparation):
        begun(ProcessFactory(is_draft=True))


def test_a_report_has_a_name():
    with pytest.raises(WordsMissing):
        begun(title="　")


NO_OFFICERS = [
    lambda: UserFactory(),
    lambda: RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user,
    lambda: RoleFactory(kind=RoleKind.POLICY_OFFICER, area=WardFactory()).user,
    lambda: RoleFactory(kind=RoleKind.OPERATOR).user,
]


@pytest.mark.parametrize("other", NO_OFFICERS, ids=["nobody", "ward officer", "officer of a ward", "operator"])
def test_only_policy_officers_of_the_city_do_anything(other):
    actor, now = other(), timezone.now()
    report, waiting = begun(), handed_over()
    words = {"section": "opinions", "before": "", "after": ""}
    tries = [
        lambda: begun(writer=actor),
        lambda: actions.rename_report(report=report, title="名", actor=actor, now=now),
        lambda: actions.write_words(report=report, **words, actor=actor, now=now),
        lambda: arrange(report, "opinions", ArrangeAct.DOWN, actor),
        lambda: hand(report, actor),
        lambda: actions.send_back(report=waiting, reason="直す", actor=actor, now=now),
        lambda: publish(waiting, actor),
    ]
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()


# arranging and words


def test_sections_go_up_and_down_and_stop_at_the_ends():
    report = begun()
    first, second, *_others, last = chosen(report)

    arrange(report, second, ArrangeAct.UP)
    arrange(report, second, ArrangeAct.UP)
    arrange(report, last, ArrangeAct.DOWN)

    assert chosen(report)[:2] == [second, first]
    assert chosen(report)[-1] == last
    arrange(report, second, ArrangeAct.DOWN)
    assert chosen(report)[:2] == [first, second]


def test_a_section_that_is_left_out_keeps_its_words_and_comes_back_at_the_end():
    report, officer, now = begun(), RoleFactory().user, timezone.now()
    words = {"section": "opinions", "before": "**声**です", "after": ""}
    actions.write_words(report=report, **words, actor=officer, now=now)

    arrange(report, "opinions", ArrangeAct.LEAVE_OUT)
    assert "opinions" not in chosen(report)
    arrange(report, "opinions", ArrangeAct.UP)
    assert "opinions" not in chosen(report)
    arrange(report, "opinions", ArrangeAct.ADD)

    assert chosen(report)[-1] == "opinions"
    assert report.parts.get(section="opinions").before == "**声**です"


def test_a_section_that_no_room_offers_is_refused():
    report = begun()

    with pytest.raises(errors.SectionUnknown):
        arrange(report, "nothing", ArrangeAct.ADD)


def test_words_have_an_end():
    words = {"section": "opinions", "before": "あ" * 6_001, "after": ""}

    with pytest.raises(WordsTooLong):
        actions.write_words(report=begun(), **words, actor=RoleFactory().user, now=timezone.now())


def test_all_sections_stay_in_the_order_they_were_added():
    report = begun()
    names = chosen(report)
    for name in names:
        arrange(report, name, ArrangeAct.ADD)

    assert chosen(report) == names
    assert [part.position for part in report.parts.chosen()] == list(range(len(names)))


# handing over and publishing


def test_what_waits_for_approval_is_not_changed():
    report, officer, now = handed_over(), RoleFactory().user, timezone.now()
    words = {"section": "opinions", "before": "x", "after": ""}

    for attempt in (
        lambda: actions.rename_report(report=report, title="名", actor=officer, now=now),
        lambda: actions.write_words(report=report, **words, actor=officer, now=now),
        lambda: arrange(report, "opinions", ArrangeAct.DOWN),
        lambda: hand(report, officer),
    ):
        with pytest.raises(errors.ReportHandedOver):
            attempt()


def test_a_report_without_a_section_is_not_handed_over():
    report = begun()
    for name in chosen(report):
        arrange(report, name, ArrangeAct.LEAVE_OUT)

    with pytest.raises(errors.NothingChosen):
        hand(report, RoleFactory().user)


def test_who_handed_it_over_does_not_publish_it():
    writer = RoleFactory().user
    report = handed_over(writer=writer)

    with pytest.raises(errors.PublishedByAsker):
        publish(report, writer)


def test_who_wrote_in_it_last_does_not_publish_it():
    writer = RoleFactory().user
    report = hand(begun(writer=writer), RoleFactory().user)

    with pytest.raises(errors.PublishedByWriter):
        publish(report, writer)


def test_the_table_itself_holds_to_four_eyes():
    edition = published()

    with pytest.raises(IntegrityError):
        ReportEdition.objects.filter(pk=edition.pk).update(published_by=edition.asked_by)


def test_only_what_was_read_is_published():
    report = handed_over()

    told = {"digest": "0" * 64, "actor": RoleFactory().user, "now": timezone.now()}
    with pytest.raises(errors.ContentMoved):
        actions.publish_report(report=report, **told)


def test_what_does_not_wait_is_neither_published_nor_sent_back():
    report, officer, now = begun(), RoleFactory().user, timezone.now()

    with pytest.raises(errors.NotHandedOver):
        actions.publish_report(report=report, digest="", actor=officer, now=now)
    with pytest.raises(errors.NotHandedOver):
        actions.send_back(report=report, reason="直す", actor=officer, now=now)


def test_what_is_sent_back_can_be_written_again_and_says_why():
    report = handed_over()

    with pytest.raises(WordsMissing):
        actions.send_back(report=report, reason="", actor=RoleFactory().user, now=timezone.now())
    back = actions.send_back(report=report, reason="図の説明がない。", actor=RoleFactory().user, now=timezone.now())

    assert (back.is_asked, back.asked_content, back.sent_back) == (False, "", "図の説明がない。")
    actions.rename_report(report=report, title="新しい名", actor=RoleFactory().user, now=timezone.now())


def test_a_further_edition_says_why():
    edition = published()

    with pytest.raises(errors.ReasonMissing):
        hand(edition.report, RoleFactory().user)
    further = again(edition.report)

    assert (further.number, further.reason) == (2, "数が変わったため。")
    assert thaw(further.content).reason == "数が変わったため。"


def test_every_step_is_recorded():
    report = begun()
    edition = publish(hand(report, RoleFactory().user))

    kinds = list(AuditEntry.objects.filter(action__startswith="reports.").values_list("action", flat=True))
    assert kinds == ["reports.begun", "reports.handed_over", "reports.published"]
    assert "reports.make_files" in works
    assert edition.number == 1


# frozen content


def test_a_frozen_edition_stays_when_its_figures_go_on():
    clause = public_clause()
    promised(clause=clause)
    edition = published(clause.document.process, kind=ReportKind.COUNCIL)
    before = edition.content
    promised(clause=clause, title="もう一つ", due_on=days(-3))

    found = ReportEdition.objects.get(pk=edition.pk)
    since = queries.changes_since(thaw(found.content), found.report.process, timezone.now())

    assert found.content == before
    told = {(one.title, one.before, one.after) for one in since if one.section == "市の約束"}
    assert told == {("市の約束", 1, 2), ("期日を過ぎている", 0, 1)}


def test_the_content_is_canonical_and_its_digest_is_that_of_its_bytes():
    edition = published()

    assert canonical(json.loads(edition.content)) == edition.content
    assert digest_of(edition.content) == edition.digest
    assert thaw(edition.content).title == "中間報告書"


def test_what_is_published_is_what_was_handed_over():
    report = handed_over()
    content = report.asked_content

    edition = publish(report)

    assert (edition.content, edition.as_of) == (content, report.asked_at)
    assert Report.objects.get(pk=report.pk).asked_content == ""


def test_two_editions_are_set_side_by_side():
    clause = public_clause()
    promised(clause=clause)
    first = published(clause.document.process, kind=ReportKind.COUNCIL)
    promised(clause=clause, title="もう一つ")

    page = queries.edition_page(again(first.report), timezone.now())

    assert {(one.title, one.before, one.after) for one in page.earlier} == {("市の約束", 1, 2), ("進めている", 1, 2)}
    assert page.previous == first
    assert page.since == []


def test_nothing_of_what_only_officers_know_comes_into_a_report():
    clause = public_clause()
    drafted(clause=clause, title="だれも読めない約束")
    promised(clause=clause)

    assert "だれも読めない約束" not in published(clause.document.process, kind=ReportKind.COUNCIL).content


def test_editions_are_sealed_and_checked():
    edition = published()
    assert "report_editions" in streams.names()
    assert contents_agree().count == 0
    assert [verdict.fault for verdict in verified_editions()] == [""]

    ReportEdition.objects.filter(pk=edition.pk).update(content=edition.content.replace("中間", "中聞"))

    assert contents_agree().first == f"edition {edition.pk}"
    assert "指紋" in next(verified_editions()).fault


@pytest.mark.parametrize("content", ["[]", "{", '{"format":"other"}', '{"format": "jukugi-report-1"}'])
def test_what_is_no_report_is_told(content):
    assert fault_of(content, digest_of(content)) == "中身が、報告として読めません。"


def test_a_report_in_another_way_of_writing_is_told():
    edition = published()
    spaced = json.dumps(json.loads(edition.content), ensure_ascii=False)

    assert "書き方" in fault_of(spaced, digest_of(spaced))
