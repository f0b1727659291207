"""The pages of the desk of surveys: one that is prepared with a fault, one that runs with paper and a table."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.processes.queries import main_process
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import Keyed, SheetMeaning
from jukugi.apps.surveys.actions.asking import QuotaDraft
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.tests.factories import citizens, notice, with_questions
from jukugi.apps.surveys.tests.factories.results import with_sheets


def survey_desk_pages(officer: User, other: User) -> list[str]:
    now, today = timezone.now(), timezone.localdate()
    period = {"opens_on": today, "closes_on": today + timedelta(days=20)}
    waiting = with_questions(officer, process=main_process(), **period)
    faulty = actions.prepare_survey(
        process=main_process(), notice=notice(title="設問のない見本", **period), ward=None, actor=officer, now=now
    )
    actions.move_question(question=waiting.questions.get(code="q5"), to=1, actor=officer, now=now)
    running = actions.open_survey(
        survey=with_questions(officer, process=main_process(), **period), actor=officer, now=now
    )
    audience = citizens(running)
    actions.set_quotas(audience=audience, quotas=[QuotaDraft(100, age_band="30")], actor=officer, now=now)
    fresh, differing, counted = actions.number_papers(audience=audience, count=3, place="", actor=officer, now=now)
    [printed] = actions.number_papers(audience=audience, count=1, place="", actor=officer, now=now, is_printed=True)
    for person, code, letter in ((officer, "a1", "a"), (other, "a2", "b")):
        keyed = Keyed({"q4": code, "q10": "ことば"}, Channel.POST, today, letter * 22)
        actions.key_sheet(paper=differing, keyed=keyed, actor=person, now=now)
        same = Keyed({"q4": "a1"}, Channel.FAX, today, letter.upper() * 22)
        actions.key_sheet(paper=counted, keyed=same, actor=person, now=now)
    table = actions.bring_sheets(
        audience=audience,
        channel=Channel.POST,
        file_name="見本.csv",
        content="問4,問9\n1,\n9,x\n".encode(),
        actor=officer,
        now=now,
    )
    meaning = SheetMeaning({"問4": "answer:q4", "問9": "answer:q9"}, today.isoformat())
    actions.check_sheets(sheet_import=table, meaning=meaning, actor=officer, now=now)
    over = published_result(officer)
    left = over.sheets.first()
    actions.exclude_sheet(sheet=left, reason="試しの入力", actor=officer, now=now)
    result = f"/desk/surveys/{over.pk}/result/"
    one, two = f"/desk/surveys/{running.pk}/", f"/desk/surveys/{waiting.pk}/"
    return [
        "/desk/surveys/",
        "/desk/surveys/new/",
        f"/desk/surveys/{faulty.pk}/",
        f"/desk/surveys/{faulty.pk}/questions/",
        two,
        f"{two}edit/",
        f"{two}audiences/",
        f"{two}audiences/{citizens(waiting).pk}/codes/",
        f"{two}questions/",
        *(f"{two}questions/{question.code}/" for question in waiting.questions.all()),
        f"{two}questions/new/?kind=scale",
        one,
        f"{one}extend/",
        f"{one}paper/",
        f"{one}paper/?for={audience.pk}&from={printed.receipt}",
        f"{one}withdraw/",
        f"{one}audiences/{audience.pk}/quotas/",
        f"{one}keying/",
        f"{one}keying/?show=second",
        f"{one}keying/{fresh.receipt}/",
        f"{one}keying/{differing.receipt}/settle/",
        f"{one}sheets/{counted.receipt}/correct/",
        f"{one}imports/",
        f"{one}imports/{table.pk}/columns/",
        f"{one}imports/{table.pk}/",
        f"{one}result/",
        result,
        f"{result}cross/?q=q6&by=ward",
        f"{result}marks/excluded/",
        f"{result}sheets/{left.pk}/",
    ]


def published_result(officer: User) -> Survey:
    """A survey whose period is over, with drawn answers of two audiences, counted and published."""
    now, today = timezone.now(), timezone.localdate()
    made = with_questions(officer, process=main_process(), opens_on=today, closes_on=today + timedelta(days=20))
    survey = actions.open_survey(survey=made, actor=officer, now=now)
    for seed, (audience, size) in enumerate(zip(survey.audiences.all(), (240, 80), strict=True)):
        with_sheets(survey, audience, size, seed=seed)
    day = today - timedelta(days=40)
    Survey.objects.filter(pk=survey.pk).update(opens_on=day, closes_on=day)
    count_survey(survey=survey, now=now)
    survey.refresh_from_db()
    publish_result(survey=survey, reason="", actor=officer, now=now)
    count_survey(survey=survey, now=now)
    return survey


def survey_result_pages(officer: User) -> list[str]:
    """What everybody sees of a published result."""
    base = f"/surveys/{published_result(officer).code}/result/"
    return [base, f"{base}cross/?q=q6&by=ward", f"{base}cross/?q=q4&by=q6"]
