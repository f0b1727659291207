"""Taking opinions from tables: which rows, each once, all faults at once."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.enums import ImportState, OpinionState
from jukugi.apps.opinions.models import Opinion, OpinionImport, Submission
from jukugi.apps.opinions.sealed import opinion_words
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.opinions.tests.tables import (
    BY_NUMBER,
    COLUMNS,
    HEADING,
    WITHOUT_NUMBER,
    bring,
    check,
    codes,
    counts,
    run,
    table,
    take,
)
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING, WardExceptionFactory
from jukugi.kit.audit.models import AuditEntry
from jukugi.kit.audit.sealing import seal_all, verify_all
from jukugi.kit.receipts.models import Receipt


@pytest.mark.django_db
class TestTaking:
    def test_a_row_becomes_a_submission_that_waits_with_a_receipt_of_its_own(self):
        process, ward, officer = hearing_process(), WardFactory(name="中原区"), RoleFactory().user
        content = table(
            'A1,"居場所が\n近くにほしい。",令和8年10月20日,会場,中原,市民館,30代', "A2,夜も開けて。,2026/10/21,fax,,,"
        )

        done = take(process, content, actor=officer)

        first, second = Submission.objects.order_by("pk")
        assert (done.state, counts(done), bytes(done.content)) == (ImportState.DONE, (2, 0, 0), b"")
        assert [opinion.text for opinion in Opinion.objects.order_by("pk")] == [
            "居場所が\n近くにほしい。",
            "夜も開けて。",
        ]
        assert {opinion.state for opinion in Opinion.objects.all()} == {OpinionState.WAITING}
        assert (first.ward, first.channel, first.place, first.age_band) == (ward, Channel.MEETING, "市民館", "30")
        assert timezone.localdate(first.received_at) == date(2026, 10, 20)
        assert (second.ward, second.channel, second.import_row, second.import_number) == (None, Channel.FAX, 4, "A2")
        assert (second.entered_by, second.author.channel) == (officer.actor_key, Channel.FAX)
        assert first.author_id != second.author_id
        assert Receipt.objects.filter(number__in=[first.receipt, second.receipt]).count() == 2

    def test_one_value_can_hold_for_the_whole_file(self):
        ward = WardFactory()
        fixed = {"day": "2026-10-20", "channel": "meeting", "ward": ward.code, "place": "市民館"}

        take(hearing_process(), table("公園", heading="意見"), actions.Meaning({"words": "意見"}, fixed))

        kept = Submission.objects.get()
        assert (kept.channel, kept.ward, kept.place) == (Channel.MEETING, ward, "市民館")

    def test_every_kind_of_faulty_row_is_told_at_once(self):
        process = hearing_process()
        WardFactory(name="中原区")
        good = "公園,2026-10-20,会場,中原区,,"
        content = table(
            f"1,{good}",
            f",{good}",
            f"1,{good}",
            f"{'9' * 81},{good}",
            "5,,2026-10-20,会場,,,",
            "6,あ\x07い,2026-10-20,会場,,,",
            f"7,{'長' * 20_001},2026-10-20,会場,,,",
            "8,！？,2026-10-20,会場,,,",
            "9,公園,,会場,,,",
            "10,公園,きのう,会場,,,",
            "11,公園,2026-11-02,会場,,,",
            "12,公園,2026-09-30,会場,,,",
            "13,公園,2026-10-20,,,,",
            "14,公園,2026-10-20,のろし,,,",
            "15,公園,2026-10-20,会場,港区,,",
            f"16,公園,2026-10-20,会場,,{'長' * 81},",
            "17,公園,2026-10-20,会場,,,10代",
            "18,公園",
            "19,,きのう,のろし,港区,,x",
        )

        done = take(process, content)

        assert counts(done) == (1, 0, 18)
        assert codes(done) == [
            (3, "番号", "number_empty"),
            (4, "番号", "number_repeated"),
            (5, "番号", "number_long"),
            (6, "意見", "words_empty"),
            (7, "意見", "words_controls"),
            (8, "意見", "words_long"),
            (9, "意見", "words_without_letters"),
            (10, "日付", "day_empty"),
            (11, "日付", "day_unreadable"),
            (12, "日付", "day_future"),
            (13, "日付", "day_not_heard"),
            (14, "手段", "channel_empty"),
            (15, "手段", "channel_unknown"),
            (16, "区", "ward_unknown"),
            (17, "場所", "place_long"),
            (18, "年代", "age_unknown"),
            (19, "", "wrong_width"),
            (20, "意見", "words_empty"),
            (20, "日付", "day_unreadable"),
            (20, "手段", "channel_unknown"),
            (20, "区", "ward_unknown"),
            (20, "年代", "age_unknown"),
        ]

    def test_what_stood_in_a_faulty_cell_goes_when_a_person_has_decided(self):
        process = hearing_process()
        checked = check(bring(process, table("1,公園,2026-10-20,会場,,,", "2,道,きのう,会場,,,")))
        shown_before = [fault.params for fault in checked.faults.all()]

        actions.take_table(opinion_import=checked, actor=RoleFactory().user, now=DURING)
        run(checked)

        assert shown_before == [{"value": "きのう"}]
        assert [fault.params for fault in checked.faults.all()] == [{}]

    def test_a_finished_process_hears_nothing(self):
        process = hearing_process(is_finished=True)

        with pytest.raises(ProcessFinished):
            bring(process, table("1,公園,2026-10-20,会場,,,"))

    def test_the_import_is_recorded_and_the_sealed_streams_hold(self):
        done = take(hearing_process(), table("1,公園,2026-10-20,会場,,,", "2,,2026-10-20,会場,,,"))
        seal_all(now=DURING)

        recorded = AuditEntry.objects.filter(subject_key=str(done.pk), subject_type="opinions.opinionimport")
        assert [entry.action for entry in recorded.order_by("pk")] == [
            "opinions.table_brought",
            "opinions.table_decided",
            "opinions.table_imported",
        ]
        assert recorded.latest("pk").details == {"rows": 2, "taken": 1, "known": 0, "faulty": 1}
        assert [verdict for verdict in verify_all() if not verdict.is_whole] == []
        assert opinion_words().count == 0


@pytest.mark.django_db
class TestComingAgain:
    @pytest.mark.parametrize("meaning", [BY_NUMBER, WITHOUT_NUMBER])
    def test_the_same_rows_in_a_longer_file_double_nothing(self, meaning):
        process = hearing_process()
        lines = [f"{n},同じ公園の声,2026-10-20,会場,,," for n in range(1, 6)]

        first = take(process, table(*lines[:3]), meaning)
        again = check(bring(process, table(*lines[:3])), meaning)
        longer = take(process, table(*lines), meaning)

        assert counts(first) == (3, 0, 0)
        assert (again.known, again.good) == (3, 0)
        assert counts(longer) == (2, 3, 0)
        assert Submission.objects.count() == 5

    def test_a_known_number_with_something_else_is_told_with_the_receipt_it_has(self):
        process = hearing_process()
        take(process, table("1,公園,2026-10-20,会場,,,", "2,道,2026-10-20,会場,,,"))
        receipt = Submission.objects.get(import_number="1").receipt

        again = check(
            bring(
                process,
                table("１,公園がほしい,2026-10-20,会場,,,", "2,道,2026-10-21,FAX,,,", "3,川,2026-10-20,会場,,,"),
            )
        )

        assert (again.good, again.known, again.faulty) == (1, 0, 2)
        assert [(fault.row, fault.code, fault.params) for fault in again.faults.all()] == [
            (2, "known_differs", {"value": "１", "receipt": receipt, "fields": ["words"]}),
            (
                3,
                "known_differs",
                {
                    "value": "2",
                    "receipt": Submission.objects.get(import_number="2").receipt,
                    "fields": ["day", "channel"],
                },
            ),
        ]

    def test_numbers_of_another_series_are_other_numbers(self):
        process = hearing_process()
        take(process, table("1,公園,2026-10-20,会場,,,"))

        other = take(process, table("1,道,2026-10-20,会場,,,"), actions.Meaning(COLUMNS, {}, "団体の調べ"))

        assert counts(other) == (1, 0, 0)

    def test_words_that_were_erased_are_not_brought_back(self):
        process, content = hearing_process(), table("1,公園,2026-10-20,会場,,,")
        take(process, content)
        Opinion.objects.update(text="", text_key="")

        again = check(bring(process, content))

        assert (again.good, again.known, again.faulty) == (0, 1, 0)
        assert Opinion.objects.get().text == ""


@pytest.mark.django_db
def test_three_thousand_rows_of_an_office_with_twelve_bad_ones():
    process, dice = hearing_process(), random.Random(12)
    WardFactory(name="中原区")
    bad = sorted(dice.sample(range(3000), 12))
    lines = [f"{n},{'' if n in bad else f'第{n}の声です。'},令和8年10月20日,郵送,中原,," for n in range(3000)]

    checked = check(bring(process, "\r\n".join([HEADING, *lines]).encode("cp932")))

    assert codes(checked) == [(n + 2, "意見", "words_empty") for n in bad]
    actions.take_table(opinion_import=checked, actor=RoleFactory().user, now=DURING)
    assert counts(run(checked)) == (2988, 0, 12)
    assert Submission.objects.count() == Opinion.objects.count() == 2988
    assert [fault.row for fault in checked.faults.all()] == [n + 2 for n in bad]


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_rows_of_a_chunk_or_a_check():
    process = hearing_process()

    def asked(number, start):
        lines = [f"{start + n},公園{n},2026-10-20,会場,,," for n in range(number)]
        brought = bring(process, table(*lines, ",,,,,,x"))
        with CaptureQueriesContext(connection) as checking:
            checked = check(brought)
        actions.take_table(opinion_import=checked, actor=RoleFactory().user, now=DURING)
        with CaptureQueriesContext(connection) as taking:
            run(checked)
        return len(checking), len(taking)

    assert asked(3, 0) == asked(50, 1000)


class TestAnySequence(TestCase):
    @settings(max_examples=25)
    @given(
        st.lists(
            st.lists(
                st.tuples(
                    st.sampled_from(["1", "2", "3", "4", ""]),
                    st.sampled_from(["公園", "道", "川", ""]),
                    st.sampled_from(["2026-10-20", "2026-10-21", "きのう"]),
                ),
                min_size=1,
                max_size=8,
            ),
            min_size=1,
            max_size=4,
        ),
        st.booleans(),
    )
    def test_every_row_is_taken_or_known_or_faulty_and_no_number_is_taken_twice(self, files, has_numbers):
        process = hearing_process()
        meaning = BY_NUMBER if has_numbers else WITHOUT_NUMBER
        for rows in files:
            content = table(*(f"{number},{words},{day},会場,,," for number, words, day in rows))
            checked = check(bring(process, content), meaning)
            expected = checked.good, checked.known, checked.faulty
            if checked.good:
                actions.take_table(opinion_import=checked, actor=RoleFactory().user, now=DURING)
                run(checked)
                assert (checked.state, counts(checked)) == (ImportState.DONE, expected)
            assert sum(expected) == checked.rows == len(rows)
            again = check(bring(process, content), meaning)
            assert (again.good, again.faulty) == (0, checked.faulty)
        taken = Submission.objects.filter(process=process)
        assert taken.count() == sum(done.taken for done in OpinionImport.objects.filter(process=process))
        if has_numbers:
            numbers = list(taken.values_list("import_number", flat=True))
            assert len(numbers) == len(set(numbers))


def test_a_ward_that_hears_earlier_than_the_city_has_its_rows_taken(db):
    process = hearing_process()
    ward = WardFactory(name="早い区")
    WardExceptionFactory(
        phase=process.phases.get(),
        ward=ward,
        opens_at=DURING - timedelta(days=60),
        closes_at=DURING + timedelta(days=9),
    )
    early = (DURING - timedelta(days=50)).date().isoformat()

    taken = take(
        process,
        table(f"1,坂が急です。,{early},郵送,早い区,,", f"2,バス停が遠い。,{early},郵送,,,"),
    )

    assert counts(taken) == (1, 0, 1)
    assert Submission.objects.get().ward == ward
    assert codes(taken) == [(3, "日付", "day_not_heard")]
