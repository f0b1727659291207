import csv
import io

import pytest

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.budgeting.actions.investing import publish_waiting
from jukugi.apps.budgeting.actions.ledger_facts import AmountDraft, current_facts
from jukugi.apps.budgeting.actions.ledger_import import HEADINGS, Outcome, import_ledger
from jukugi.apps.budgeting.enums.ledger import ItemState, MoneySource
from jukugi.apps.budgeting.models import Investment
from jukugi.apps.budgeting.queries.ledger_tables import document, table_rows
from jukugi.apps.budgeting.tests.ledger_factories import NOW, published, with_result
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.organizations.tests.factories import DepartmentFactory
from jukugi.kit.errors import NotAllowed

pytestmark = pytest.mark.django_db


def line(**fields: str) -> dict[str, str]:
    said = {
        "番号": "A-1",
        "事業名": "見本のベンチ",
        "何のためか": "休めるように。",
        "広さ": "市域",
        "区域": "",
        "実施の方法": "直営",
        "担当課": "見本課",
        "提案した人": "市民",
        "決めた人": "議会",
        "決めた日": "令和8年3月20日",
        "期待する成果": "50人が使う。",
        "実施した日": "2026/5/20",
        "論点の番号": "",
        "年度": "令和8年度",
        "財源": "市費",
        "予算額（円）": "2,000,000",
        "決算額（円）": "",
    }
    return said | fields


def table(*lines: dict[str, str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(lines[0]))
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode()


def taken(*lines: dict[str, str], takes_good: bool = False, **fields) -> Outcome:
    officer = fields.pop("actor", None) or RoleFactory().user
    return import_ledger(content=table(*lines), takes_good=takes_good, actor=officer, now=NOW)


def test_lines_of_one_number_become_one_investment_that_waits():
    DepartmentFactory(name="見本課")

    outcome = taken(line(), line(**{"年度": "2027年度", "財源": "基金", "予算額（円）": "５０００"}))

    made = Investment.objects.get()
    assert (outcome.added, outcome.faults, made.state) == (1, [], ItemState.DRAFT)
    assert made.waiting is not None
    assert [(one.fiscal_year, one.source, one.planned_yen) for one in made.amounts.all()] == [
        (2026, MoneySource.CITY, 2_000_000),
        (2027, MoneySource.FUND, 5_000),
    ]


def test_all_faults_are_told_with_their_rows_and_nothing_is_taken():
    DepartmentFactory(name="見本課")
    bad = line(
        **{
            "番号": "A-2",
            "広さ": "町域",
            "担当課": "ない課",
            "決めた日": "春",
            "論点の番号": "ZZ",
            "予算額（円）": "多額",
        }
    )

    outcome = taken(line(), bad, line(番号=""))

    assert not outcome.is_taken
    assert not Investment.objects.exists()
    assert [fault.row for fault in outcome.faults] == [3, 3, 3, 3, 3, 4]
    assert "「広さ」の「町域」が読めません。地域、区域、市域、個別 のように書いてください。" in {
        f.words for f in outcome.faults
    }


def test_the_good_rows_are_taken_where_the_officer_chooses_so():
    DepartmentFactory(name="見本課")

    outcome = taken(line(), line(番号="A-2", 財源="税"), takes_good=True)

    assert (outcome.is_taken, outcome.added, [fault.row for fault in outcome.faults]) == (True, 1, [3])
    assert Investment.objects.get().code == "A-1"


def test_lines_of_one_number_that_contradict_each_other_are_told():
    DepartmentFactory(name="見本課")

    outcome = taken(line(), line(事業名="別の名前", 財源="基金"))

    assert [(fault.row, "事業名" in fault.words) for fault in outcome.faults] == [(3, True)]


def test_a_file_without_the_columns_says_which_are_missing():
    outcome = import_ledger(content="番号,事業名\nA,B\n".encode(), takes_good=True, actor=RoleFactory().user, now=NOW)

    assert not outcome.is_taken
    assert "「財源」の列がありません。" in {fault.words for fault in outcome.faults}


def test_a_table_taken_twice_changes_nothing_and_a_changed_one_waits():
    DepartmentFactory(name="見本課")
    taken(line())
    made = Investment.objects.get()
    publish_waiting(investment=made, seen=made.waiting_id, actor=RoleFactory().user, now=NOW)

    again = taken(line())
    changed = taken(line(**{"決算額（円）": "1900000"}))

    assert (again.same, again.changed, changed.changed) == (1, 0, 1)
    assert Investment.objects.get().waiting.facts["amounts"] == [[2026, "city", 2_000_000, 1_900_000]]


def test_a_ward_officer_takes_the_rows_of_the_ward_and_is_told_of_the_others():
    ward, other = WardFactory(), WardFactory()
    DepartmentFactory(name="見本課")
    officer = RoleFactory(kind=RoleKind.WARD_OFFICER, area=ward).user

    outcome = taken(
        line(広さ="区域", 区域=ward.name),
        line(番号="A-2", 広さ="区域", 区域=other.name),
        takes_good=True,
        actor=officer,
    )

    assert (outcome.added, [fault.row for fault in outcome.faults]) == (1, [3])


def test_others_take_no_table():
    for person in (UserFactory(), RoleFactory(kind=RoleKind.OPERATOR).user):
        with pytest.raises(NotAllowed):
            taken(line(), actor=person)


def test_what_is_given_out_can_be_taken_in_again():
    issue = IssueFactory()
    made = published(
        issues=(issue,),
        purpose="=休む人のために",
        amounts=(AmountDraft(2026, MoneySource.CITY, 5, 4), AmountDraft(2027, MoneySource.SPONSOR, 7)),
    )
    out = io.StringIO()
    csv.writer(out).writerows(table_rows())
    before = current_facts(made)

    outcome = import_ledger(content=out.getvalue().encode(), takes_good=False, actor=RoleFactory().user, now=NOW)

    assert (outcome.faults, outcome.same) == ([], 1)
    assert current_facts(made) == before


def test_the_document_for_machines_tells_the_money_and_what_came_of_it():
    made = with_result()

    (told,) = document()["investments"]

    assert (told["code"], told["amounts"][0]["planned_yen"]) == (made.code, 2_000_000)
    assert (told["results"][0]["years"], told["results"][0]["outcome"]) == (1, "reached")


def test_every_column_that_is_given_out_is_read():
    assert set(HEADINGS) >= {"code", "settled_yen", "issues"}
    heading = next(iter(table_rows()))
    assert [names[0] for names in HEADINGS.values()] == heading[: len(HEADINGS)]
