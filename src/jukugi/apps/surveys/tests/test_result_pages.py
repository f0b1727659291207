import csv
import io
import json
from hashlib import sha256

import pytest
from django.core.cache import caches

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.surveys.actions.counting import count_survey, publish_result
from jukugi.apps.surveys.enums import PAGE_JOB
from jukugi.apps.surveys.exports import FILES
from jukugi.apps.surveys.models import ResultEdition
from jukugi.apps.surveys.queries.counting import published_result
from jukugi.apps.surveys.queries.crossing import cross_choices, cross_tables
from jukugi.apps.surveys.queries.resulting import result_view
from jukugi.apps.surveys.tests.factories import LATER, citizens, officers, opened
from jukugi.apps.surveys.tests.factories.results import with_sheets
from jukugi.kit.jobs import works

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    officer = RoleFactory().user
    for number in range(3):
        WardFactory(code=f"99999{number}", population=1000 * (number + 1), population_as_of="2020-10-01")
    made = opened(officer)
    with_sheets(made, citizens(made), 200)
    with_sheets(made, officers(made), 80, seed=2)
    count_survey(survey=made, now=LATER)
    publish_result(survey=made, reason="", actor=officer, now=LATER)
    return made


def test_the_page_tells_what_was_asked_of_whom_and_its_limits(client, survey):
    page = client.get(f"/surveys/{survey.code}/result/")

    told = page.content.decode()
    assert page.status_code == 200
    for words in ("280<wbr>", "答えたい人が答えたアンケートです", "重み付け", "第1版"):
        assert words.replace("<wbr>", "") in told.replace("<wbr>", "")


def test_a_job_prepares_the_page_for_every_process(client, survey):
    path = f"/surveys/{survey.code}/result/"
    made = client.get(path).content.decode()
    caches["frame"].clear()
    caches["default"].clear()
    works[PAGE_JOB]()
    ResultEdition.objects.update(content=b"nothing that could be read")

    page = client.get(path)

    assert page.status_code == 200
    assert main_of(page.content.decode()) == main_of(made)


def main_of(page):
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def test_before_it_is_published_there_is_no_page(client):
    WardFactory(), WardFactory()
    made = opened(RoleFactory().user)

    for path in ("", "cross/", "files/1/csv/"):
        assert client.get(f"/surveys/{made.code}/result/{path}").status_code == 404


def test_no_other_edition_or_file_is_made_up(client, survey):
    assert client.get(f"/surveys/{survey.code}/result/?edition=7").status_code == 404
    assert client.get(f"/surveys/{survey.code}/result/files/7/csv/").status_code == 404
    assert client.get(f"/surveys/{survey.code}/result/files/1/exe/").status_code == 404


def test_every_file_can_be_taken_along(client, survey):
    for form in FILES:
        answer = client.get(f"/surveys/{survey.code}/result/files/1/{form}/")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_json_has_the_fingerprint_that_stands_on_the_page(client, survey):
    content = client.get(f"/surveys/{survey.code}/result/files/1/json/").content

    assert sha256(content).hexdigest() == survey.editions.get().digest
    assert "sheets" in json.loads(content)["audiences"][0]
    assert sha256(content).hexdigest() in client.get(f"/surveys/{survey.code}/result/").content.decode()


def test_page_and_files_have_the_same_sums(client, survey):
    document = published_result(survey).document
    rows = list(
        csv.DictReader(
            io.StringIO(client.get(f"/surveys/{survey.code}/result/files/1/csv/").content.decode("utf-8-sig"))
        )
    )

    for question in result_view(document).questions:
        for part in question.parts:
            for line in part.lines:
                for cell in line.cells:
                    [row] = [
                        one
                        for one in rows
                        if (one["code"], one["row"], one["option"], one["audience"])
                        == (question.code, part.label, str(line.place + 1), cell.asked.name)
                    ]
                    assert row["count"] == ("" if cell.count is None else str(cell.count))


def test_every_table_that_is_offered_can_be_looked_at(client, survey):
    document = published_result(survey).document
    questions, bys = cross_choices(document)
    audience = document["audiences"][0]["code"]

    page = client.get(f"/surveys/{survey.code}/result/cross/?q=q4&by=ward&of={audience}")
    assert page.status_code == 200
    assert "ある" in page.content.decode()
    by_question = cross_tables(document, audience=audience, question="q4", by="q6")
    assert [len(line.cells) for table in by_question for line in table.lines] == [3] * len(by_question[0].lines)
    assert "ward" in dict(bys)
    assert len(questions) > 5
    whole = sum(line.size or 0 for line in by_question[0].lines)
    assert whole == document["audiences"][0]["sheets"]


def test_what_nobody_offers_is_answered_with_what_there_is(client, survey):
    assert client.get(f"/surveys/{survey.code}/result/cross/?q=zz&by=q10&of=0").status_code == 200
