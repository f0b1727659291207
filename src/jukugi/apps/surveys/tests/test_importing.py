"""Tables of finished sheets: every faulty row is listed, good ones are taken once, whatever dies in between."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions.errors import ImportFileRefused, ImportWithoutGoodRows
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import SheetMeaning
from jukugi.apps.surveys.actions.importing import look_after_sheets, take_rows
from jukugi.apps.surveys.enums import ImportState
from jukugi.apps.surveys.models import AnswerSheet, SheetImport
from jukugi.apps.surveys.queries.asking import questionnaire_of
from jukugi.apps.surveys.queries.imports import REASONS, fault_lines
from jukugi.apps.surveys.tests.factories import LATER, citizens, opened, prepared
from jukugi.core.questionnaire.columns import columns_of
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db

HEADER = "番号,受付日,問1,問4,問5,問5_ことば,問6,問7_1,問7_2,問8,問9,問10"
GOOD = [
    "1,2026-11-01,1,1,1 3,交番,2,1,2,3 1,12,居場所がほしい。",
    "2,令和8年11月1日,2,2,,,5,,,,,",
    "3,,,ある,,,そう思う,2,,,,",
]
BAD = {
    "4,2026-11-01,9,1,,,,,,,,": ("問1", "unknown_option"),
    "5,2026-11-01,,1 2,,,,,,,,": ("問4", "one_only"),
    "6,2026-11-01,,1,9,,,,,,,": ("問5", "unknown_option"),
    "7,2026-11-01,,1,1,ことば,,,,,,": ("問5", "words_alone"),
    "8,2026-11-01,,,,,,3,,,,": ("問7_1", "unknown_option"),
    "9,2026-11-01,,,,,,,,1 2 3,,": ("問8", "too_many"),
    "10,2026-11-01,,,,,,,,1 1,,": ("問8", "twice"),
    "11,2026-11-01,,,,,,,,,百年,": ("問9", "not_a_number"),
    "12,2026-11-01,,,,,,,,,500,": ("問9", "too_large"),
    "13,2020-01-01,,1,,,,,,,,": ("受付日", "day_outside"),
    "14,きのう,,1,,,,,,,,": ("受付日", "day_unreadable"),
    "15,2026-11-01,,,,,,,,,,": ("", "nothing_answered"),
    "16,2026-11-01,,1": ("", "wrong_width"),
}


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def survey(officer):
    WardFactory(lane_order=1)
    WardFactory(lane_order=2)
    return opened(officer)


def brought(survey, officer, lines, *, day="2026-11-02", encoding="utf-8"):
    """A table that was brought and whose columns were told."""
    one = actions.bring_sheets(
        audience=citizens(survey),
        channel=Channel.POST,
        file_name="回答.csv",
        content="\r\n".join([HEADER, *lines]).encode(encoding),
        actor=officer,
        now=DURING,
    )
    known = columns_of(questionnaire_of(survey), citizens(survey).code)
    names = {name: str(known[name]) for name in HEADER.split(",")}
    return actions.check_sheets(sheet_import=one, meaning=SheetMeaning(names, day), actor=officer, now=LATER)


def taken(one, officer):
    actions.take_sheets(sheet_import=one, actor=officer, now=LATER)
    take_rows(import_pk=one.pk, clock=lambda: LATER)
    one.refresh_from_db()
    return one


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "utf-8-sig"])
def test_every_faulty_row_is_listed_and_the_good_ones_are_taken(survey, officer, encoding):
    one = brought(survey, officer, [*GOOD, *BAD], encoding=encoding)

    assert (one.rows, one.faulty, one.known) == (16, 13, 0)
    told = {fault.row: (fault.column, fault.code) for fault in one.faults.all()}
    assert told == dict(enumerate(BAD.values(), start=5))
    assert all(line.what and line.todo for line in fault_lines(one))
    done = taken(one, officer)
    assert (done.state, done.taken, done.faulty) == (ImportState.DONE, 3, 13)
    assert [sheet.answers for sheet in AnswerSheet.objects.order_by("import_row")] == [
        {
            "q1": survey.questions.get(code="q1").options.first().code,
            "q4": "a1",
            "q5": ["a1", "a3"],
            "q5.words": "交番",
            "q6": "a2",
            "q7": {"r1": "a1", "r2": "a2"},
            "q8": ["a3", "a1"],
            "q9": "12",
            "q10": "居場所がほしい。",
        },
        {"q1": survey.questions.get(code="q1").options.last().code, "q4": "a2", "q6": "a5"},
        {"q4": "a1", "q6": "a1", "q7": {"r1": "a2"}},
    ]
    assert Opinion.objects.get().submission.channel == Channel.POST


def test_the_same_table_twice_is_taken_once(survey, officer):
    taken(brought(survey, officer, GOOD), officer)

    again = brought(survey, officer, [*GOOD, "99,2026-11-01,,1,,,,,,,,"])

    assert again.known == 3
    assert taken(again, officer).taken == 1
    assert AnswerSheet.objects.count() == 4


def test_a_number_that_stands_twice_is_told_in_both_rows(survey, officer):
    one = brought(survey, officer, [GOOD[0], GOOD[0]])

    assert [fault.code for fault in one.faults.all()] == ["number_repeated", "number_repeated"]
    with pytest.raises(ImportWithoutGoodRows):
        actions.take_sheets(sheet_import=one, actor=officer, now=LATER)


def test_a_worker_that_dies_leaves_nothing_twice(survey, officer, monkeypatch):
    monkeypatch.setattr("jukugi.apps.surveys.actions.importing.CHUNK", 2)
    one = brought(survey, officer, [f"{n},2026-11-01,,1,,,,,,,," for n in range(1, 8)])
    actions.take_sheets(sheet_import=one, actor=officer, now=LATER)

    def clock():
        if AnswerSheet.objects.count() >= 4:
            raise KeyboardInterrupt
        return LATER

    with pytest.raises(KeyboardInterrupt):
        take_rows(import_pk=one.pk, clock=clock)
    look_after_sheets(now=LATER.replace(year=LATER.year + 1))
    take_rows(import_pk=one.pk, clock=lambda: LATER)

    one.refresh_from_db()
    assert (one.state, one.taken, AnswerSheet.objects.count()) == (ImportState.DONE, 7, 7)


def test_a_table_that_is_given_up_leaves_nothing(survey, officer):
    one = brought(survey, officer, [*GOOD, *BAD])

    actions.give_up_sheets(sheet_import=one, actor=officer, now=LATER)

    one.refresh_from_db()
    assert (one.state, bytes(one.content), one.faults.count()) == (ImportState.GIVEN_UP, b"", 0)
    assert not AnswerSheet.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", "問1\n".encode(), b"PK\x03\x04broken", b'a,"b\n'])
def test_what_is_no_table_is_refused_with_words(survey, officer, content):
    with pytest.raises(ImportFileRefused):
        actions.bring_sheets(
            audience=citizens(survey), channel=Channel.POST, file_name="x", content=content, actor=officer, now=DURING
        )


def test_others_bring_nothing(survey):
    with pytest.raises(NotAllowed):
        actions.bring_sheets(
            audience=citizens(survey),
            channel=Channel.POST,
            file_name="x",
            content="問4\n1".encode(),
            actor=RoleFactory(kind="operator").user,
            now=DURING,
        )


def test_every_fault_has_its_words(survey):
    codes = {"unknown_option", "unknown_row", "one_only", "too_many", "not_with_others", "twice", "not_a_number"}
    codes |= {"too_small", "too_large", "too_long", "words_alone", "not_a_mark", "nothing_answered"}

    assert codes <= set(REASONS)


class TestPages:
    def test_from_the_file_to_the_end(self, client, survey, officer, django_capture_on_commit_callbacks):
        client.force_login(officer)
        template = client.get(reverse("surveys:import-template", args=[survey.pk, citizens(survey).pk]))
        header = template.content.decode("utf-8-sig").strip()
        body = header + "\n" + ",".join(["1", "", "1", "", "", "1"] + [""] * (header.count(",") - 5)) + "\n"
        file = SimpleUploadedFile("回答.csv", body.encode("cp932"))

        answer = client.post(
            reverse("surveys:imports", args=[survey.pk]),
            {"audience": citizens(survey).pk, "channel": "fax", "file": file},
        )
        columns = client.get(answer.url)
        chosen = {
            f"column{n}": str(one)
            for n, one in enumerate(columns_of(questionnaire_of(survey), citizens(survey).code).values())
        }
        faulty = client.post(answer.url, chosen)
        checked = client.post(answer.url, chosen | {"day": "2026-11-03"})
        page = client.get(checked.url)

        assert columns.status_code == 200
        assert "受付日の列を選ぶか" not in faulty.content.decode()
        assert "1行のうち、1行を取り込めます" in page.content.decode().replace("<wbr>", "")
        one = SheetImport.objects.get()
        client.post(reverse("surveys:import-step", args=[survey.pk, one.pk, "take"]))
        take_rows(import_pk=one.pk, clock=lambda: LATER)
        assert "1行を取り込みました" in client.get(checked.url).content.decode().replace("<wbr>", "")
        assert client.get(reverse("surveys:import-faults", args=[survey.pk, one.pk])).status_code == 200

    def test_columns_that_say_the_same_are_told(self, client, survey, officer):
        client.force_login(officer)
        one = brought(survey, officer, GOOD)
        page = reverse("surveys:import-columns", args=[survey.pk, one.pk])

        answer = client.post(page, {"column0": "answer:q4", "column1": "answer:q4", "day": "2026-11-03"})

        assert answer.status_code == 400
        assert "同じものが選ばれています" in answer.content.decode().replace("<wbr>", "")

    def test_a_survey_that_is_prepared_takes_no_tables(self, client, officer):
        client.force_login(officer)
        survey = prepared(officer)

        page = client.get(reverse("surveys:imports", args=[survey.pk]))

        assert "まだ取り込めません" in page.content.decode().replace("<wbr>", "")
