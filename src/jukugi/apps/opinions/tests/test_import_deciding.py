"""Who lets a table be taken, stops it, or puts it away."""

from datetime import timedelta

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.importing import CHUNK, give_up_old_tables, take_rows
from jukugi.apps.opinions.enums import ImportState
from jukugi.apps.opinions.errors import (
    ImportDecided,
    ImportFileRefused,
    ImportFileTooLarge,
    ImportNotChecked,
    ImportNotTaking,
    ImportWithoutGoodRows,
)
from jukugi.apps.opinions.models import ImportFault, OpinionImport, Submission
from jukugi.apps.opinions.policies import IMPORT_BYTES_AT_MOST, IMPORT_ROWS_AT_MOST, IMPORT_WAITS_FOR
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.opinions.tests.tables import bring, check, codes, counts, table, take
from jukugi.apps.processes.tests.factories import DURING
from jukugi.kit.errors import NotAllowed


@pytest.mark.django_db
class TestDeciding:
    def test_only_officers_bring_tables(self):
        process = hearing_process()

        for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user):
            with pytest.raises(NotAllowed):
                bring(process, table("1,公園,2026-10-20,会場,,,"), actor=person)

        assert not OpinionImport.objects.exists()

    def test_a_ward_officer_takes_the_rows_of_the_own_ward_alone(self):
        process, own, other = hearing_process(), WardFactory(name="中原区"), WardFactory(name="高津区")
        officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=own).user
        rows = ["1,公園,2026-10-20,会場,中原区,,", "2,道,2026-10-20,会場,高津区,,", "3,川,2026-10-20,会場,,,"]

        done = take(process, table(*rows), actor=officer)

        assert counts(done) == (1, 0, 2)
        assert codes(done) == [(3, "区", "ward_of_others"), (4, "区", "ward_unsaid")]
        assert Submission.objects.get().ward == own
        assert other.submissions.count() == 0

    def test_a_ward_officer_does_not_touch_what_others_brought(self):
        process = hearing_process()
        brought = check(bring(process, table("1,公園,2026-10-20,会場,,,")))
        stranger = RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user

        for act in (actions.take_table, actions.give_up_table, actions.resume_table):
            with pytest.raises(NotAllowed):
                act(opinion_import=brought, actor=stranger, now=DURING)
        with pytest.raises(NotAllowed):
            check(brought, actor=stranger)

    def test_it_is_decided_once_and_only_after_it_was_looked_at(self):
        process, officer = hearing_process(), RoleFactory().user
        brought = bring(process, table("1,公園,2026-10-20,会場,,,"))
        with pytest.raises(ImportNotChecked):
            actions.take_table(opinion_import=brought, actor=officer, now=DURING)
        with pytest.raises(ImportNotTaking):
            actions.resume_table(opinion_import=brought, actor=officer, now=DURING)

        actions.take_table(opinion_import=check(brought), actor=officer, now=DURING)

        with pytest.raises(ImportDecided):
            actions.take_table(opinion_import=brought, actor=officer, now=DURING)
        with pytest.raises(ImportDecided):
            check(brought)

    def test_without_a_good_row_there_is_nothing_to_take(self):
        brought = check(bring(hearing_process(), table("1,,2026-10-20,会場,,,")))

        with pytest.raises(ImportWithoutGoodRows):
            actions.take_table(opinion_import=brought, actor=RoleFactory().user, now=DURING)

    def test_nothing_is_taken_and_the_table_goes_when_it_is_given_up(self):
        officer = RoleFactory().user
        brought = check(bring(hearing_process(), table("1,公園,2026-10-20,会場,,,", "2,,きのう,会場,,,")))

        gone = actions.give_up_table(opinion_import=brought, actor=officer, now=DURING)

        gone.refresh_from_db()
        assert (gone.state, bytes(gone.content), gone.decided_by) == (ImportState.GIVEN_UP, b"", officer.actor_key)
        assert not Submission.objects.exists()
        assert not ImportFault.objects.exists()

    def test_given_up_in_the_middle_what_was_taken_stays(self):
        process, officer = hearing_process(), RoleFactory().user
        lines = [f"{n},公園{n},2026-10-20,会場,,," for n in range(CHUNK * 3)]
        brought = check(bring(process, table(*lines)))
        actions.take_table(opinion_import=brought, actor=officer, now=DURING)
        ticks = []

        def clock():
            ticks.append(1)
            if len(ticks) == 3:
                actions.give_up_table(opinion_import=brought, actor=officer, now=DURING)
            return DURING

        take_rows(import_pk=brought.pk, clock=clock)

        brought.refresh_from_db()
        assert (brought.state, brought.taken, brought.left) == (ImportState.GIVEN_UP, CHUNK * 2, CHUNK)
        assert Submission.objects.count() == CHUNK * 2
        assert counts(take(process, table(*lines))) == (CHUNK, CHUNK * 2, 0)

    def test_a_table_on_which_nobody_decides_is_put_away(self):
        brought = check(bring(hearing_process(), table("1,公園,2026-10-20,会場,,,")))

        give_up_old_tables(now=DURING + IMPORT_WAITS_FOR - timedelta(seconds=1))
        brought.refresh_from_db()
        assert brought.state == ImportState.CHECKING

        give_up_old_tables(now=DURING + IMPORT_WAITS_FOR)
        brought.refresh_from_db()
        assert (brought.state, bytes(brought.content)) == (ImportState.GIVEN_UP, b"")

    def test_files_that_are_too_large_or_no_tables_are_refused_as_a_whole(self):
        process = hearing_process()
        with pytest.raises(ImportFileTooLarge):
            bring(process, b"x" * (IMPORT_BYTES_AT_MOST + 1))
        for content, code in [
            (b"", "empty_file"),
            ("意見\n".encode(), "no_rows"),
            (b"\xff\x00\x81", "undecodable"),
            ('意見\n"公園'.encode(), "broken_csv"),
            ("意見,意見\n公園,道".encode(), "repeated_column"),
            ("意見\n".encode() + "公\n".encode() * (IMPORT_ROWS_AT_MOST + 1), "too_many_rows"),
            (b"PK\x03\x04", "broken_workbook"),
        ]:
            with pytest.raises(ImportFileRefused) as refused:
                bring(process, content)
            assert refused.value.what == ImportFileRefused.reasons[code][0]
