"""Surveys with many rows in every list of the desk, to count what their pages ask the database."""

from datetime import timedelta

from django.utils import timezone

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import Keyed, SheetMeaning
from jukugi.apps.surveys.actions.asking import QuotaDraft
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.enums import Kind
from jukugi.apps.surveys.models import Survey
from jukugi.apps.surveys.tests.factories import ask, citizens, options, prepared, send

PUBLIC = {
    "survey result": ("/surveys/{survey_result}/result/", 24),
    "survey result cross": ("/surveys/{survey_result}/result/cross/?q=q1&by=channel", 24),
}
STAFF = {
    "desk surveys": ("/desk/surveys/", 9),
    "desk survey": ("/desk/surveys/{survey}/", 19),
    "desk questions": ("/desk/surveys/{survey}/questions/", 16),
    "desk question": ("/desk/surveys/{prepared_survey}/questions/q2/", 16),
    "desk audiences": ("/desk/surveys/{survey}/audiences/", 9),
    "desk quotas": ("/desk/surveys/{survey}/audiences/{survey_audience}/quotas/", 13),
    "desk keying": ("/desk/surveys/{survey}/keying/", 13),
    "desk settle": ("/desk/surveys/{survey}/keying/{paper}/settle/", 18),
    "desk sheet tables": ("/desk/surveys/{survey}/imports/", 12),
    "desk sheet table": ("/desk/surveys/{survey}/imports/{sheet_table}/", 11),
    "desk result": ("/desk/surveys/{survey}/result/", 13),
    "desk result cross": ("/desk/surveys/{survey}/result/cross/?q=q2&by=channel", 9),
    "desk result marked": ("/desk/surveys/{survey}/result/marks/excluded/", 10),
    "desk sheet columns": ("/desk/surveys/{survey}/imports/{sheet_table}/columns/", 16),
}


def surveys(issue: Issue, rows: int) -> dict[str, int | str]:
    """So many surveys; one that runs with so many questions, answers, sheets of paper that differ, and a table with as
    many faults; the first that is prepared with so many questions."""
    officer, other = RoleFactory().user, RoleFactory().user
    waiting = [_prepared(issue, officer, rows if number == 0 else 1) for number in range(rows)]
    running = actions.open_survey(survey=_prepared(issue, officer, rows), actor=officer, now=timezone.now())
    audience = citizens(running)
    for number in range(rows):
        sheet = send(running, {"q1": "a1"}, form_key=f"{number:022d}", now=timezone.now())
        actions.exclude_sheet(sheet=sheet, reason="試し", actor=officer, now=timezone.now())
    count_survey(survey=running, now=timezone.now())
    actions.set_quotas(
        audience=audience,
        quotas=[QuotaDraft(10, age_band=band) for band in ("18", "30", "40")[:rows]],
        actor=officer,
        now=timezone.now(),
    )
    papers = actions.number_papers(audience=audience, count=rows, place="", actor=officer, now=timezone.now())
    for number, paper in enumerate(papers):
        for person, code in ((officer, "a1"), (other, "a2")):
            keyed = Keyed({"q1": code}, Channel.POST, timezone.localdate(), f"{number}{code}".rjust(22, "k"))
            actions.key_sheet(paper=paper, keyed=keyed, actor=person, now=timezone.now())
    tables = [_table(running, officer, rows) for _ in range(rows)]
    return {
        "survey": running.pk,
        "survey_code": running.code,
        "prepared_survey": waiting[0].pk,
        "survey_audience": audience.pk,
        "paper": papers[0].receipt,
        "sheet_table": tables[0],
        "survey_result": _published(issue, officer, rows),
    }


def _published(issue: Issue, officer: User, rows: int) -> str:
    """One with so many questions and editions."""
    now, day = timezone.now(), timezone.localdate() - timedelta(days=40)
    survey = actions.open_survey(survey=_prepared(issue, officer, rows), actor=officer, now=now)
    for edition in range(rows):
        for number in range(6):
            send(survey, {"q1": "a1"}, form_key=f"{edition:011d}{number:011d}", now=now)
        Survey.objects.filter(pk=survey.pk).update(opens_on=day, closes_on=day)
        survey.refresh_from_db()
        count_survey(survey=survey, now=now)
        publish_result(survey=survey, reason="紙が届いた", actor=officer, now=now)
        Survey.objects.filter(pk=survey.pk).update(state="opened", published_at=None, closes_on=timezone.localdate())
        survey.refresh_from_db()
    Survey.objects.filter(pk=survey.pk).update(state="published", published_at=now)
    return str(survey.code)


def _prepared(issue: Issue, officer: User, rows: int) -> Survey:
    today = timezone.localdate()
    made = prepared(officer, process=issue.process, opens_on=today, closes_on=today + timedelta(days=20))
    first = ask(made, Kind.SINGLE, "問い", officer, options=options("ある", "ない"))
    for number in range(rows):
        key = first.options.first().pk
        ask(made, Kind.MULTIPLE, f"問い{number}", officer, options=options("ある", "ない"), conditions=[key])
    return made


def _table(survey: Survey, officer: User, rows: int) -> int:
    now = timezone.now()
    content = ("問1\n" + "9\n" * rows).encode()
    brought = actions.bring_sheets(
        audience=citizens(survey), channel=Channel.POST, file_name="x.csv", content=content, actor=officer, now=now
    )
    meaning = SheetMeaning({"問1": "answer:q1"}, timezone.localdate().isoformat())
    actions.check_sheets(sheet_import=brought, meaning=meaning, actor=officer, now=now)
    return brought.pk
