"""Tables of issues and policies: all faults at once, nothing or the good rows, twice is once."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory, UserFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.issues import actions
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.processes.errors import ProcessFinished
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.errors import NotAllowed
from jukugi.kit.tables import packaged_rows

pytestmark = pytest.mark.django_db

HEAD = "番号,名前,説明,手がかりの語,広さ,区域,上の論点\n"


@pytest.fixture
def process():
    return ProcessFactory(is_main=True)


def take(process, text, *, takes_good=False, actor=None):
    content = text if isinstance(text, bytes) else (HEAD + text).encode()
    return actions.import_issues(
        process=process, content=content, takes_good=takes_good, actor=actor or RoleFactory().user, now=DURING
    )


def codes(process) -> list[str]:
    return list(process.issues.order_by("position").values_list("code", flat=True))


def told(outcome) -> list[int]:
    return [fault.row for fault in outcome.faults]


def test_a_table_becomes_a_tree_whatever_the_order_of_its_rows(process):
    WardFactory(name="見本区")

    outcome = take(process, "b,下,説明,語 二つ,区域,見本区,a\na,上,,,市域,,\n")

    part = Issue.objects.get(code="b")
    assert (outcome.added, outcome.faults, codes(process)) == (2, [], ["a", "b"])
    assert (part.parent.code, part.area.name, part.keywords, part.level) == ("a", "見本区", "語 二つ", "kuiki")


def test_a_table_taken_twice_changes_nothing(process):
    text = "a,上,説明,語,市域,,\nb,下,,,区域,,a\n"
    take(process, text)

    again = take(process, text)

    assert (again.added, again.changed, again.same, len(codes(process))) == (0, 0, 2, 2)


def test_words_and_keywords_of_an_issue_that_is_there_are_changed_and_nothing_else(process):
    IssueFactory(process=process, code="a", title="上", level="shiiki", description="前")

    changed = take(process, "a,上,後,新しい語,市域,,\n")
    refused = take(process, "a,別の名,後,新しい語,地域,,\n")

    issue = Issue.objects.get(code="a")
    assert (changed.changed, issue.description, issue.keywords) == (1, "後", "新しい語")
    assert (told(refused), "名前、広さ" in refused.faults[0].words, issue.title) == ([2], True, "上")


FAULTY = (
    "a,上,,,市域,,\n"
    ",名なし,,,市域,,\n"
    "a,重なり,,,市域,,\n"
    "c,,,,市域,,\n"
    "d,広さ,,,町内,,\n"
    "e,区,,,区域,ない区,\n"
    "f,上がない,,,区域,,x\n"
    "g,逆さ,,,市域,,h\n"
    "h,狭い,,,地域,,\n"
    "i,輪,,,個別,,j\n"
    "j,輪,,,個別,,i\n"
    "k,列が足りない\n"
    "l,まちがいの下,,,地域,,d\n"
)


def test_all_faults_are_told_at_once_and_nothing_is_taken(process):
    outcome = take(process, FAULTY)

    assert told(outcome) == [3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14]
    assert (outcome.is_taken, outcome.added, codes(process)) == (False, 0, [])


def test_the_good_rows_are_taken_where_the_officer_says_so(process):
    outcome = take(process, FAULTY, takes_good=True)

    assert (outcome.is_taken, outcome.added, set(codes(process))) == (True, 2, {"a", "h"})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x81",
        b'a,b\n"x',
        "番号,名前\na,x\n".encode(),
        "番号,番号,広さ,名前\n".encode(),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
)
@pytest.mark.parametrize("takes_good", [False, True])
def test_a_file_that_cannot_be_read_says_why_and_takes_nothing(process, content, takes_good):
    outcome = take(process, content, takes_good=takes_good)

    assert (outcome.is_taken, set(told(outcome)), all(f.words for f in outcome.faults)) == (False, {0}, True)


def test_a_workbook_and_a_table_of_another_encoding_are_taken(process):
    book = Workbook()
    book.active.append(["id", "name", "level", "parent_id"])
    book.active.append(["a", "上", "市域", None])
    content = io.BytesIO()
    book.save(content)

    first = take(process, content.getvalue())
    second = take(process, "番号,名前,広さ\nb,下,地域\n".encode("cp932"))

    assert (first.added, second.added) == (1, 1)


def test_only_a_policy_officer_of_the_whole_city_takes_tables(process):
    for stranger in (UserFactory(), RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user):
        with pytest.raises(NotAllowed):
            take(process, "a,上,,,市域,,\n", actor=stranger)
        with pytest.raises(NotAllowed):
            actions.import_policies(content=b"", takes_good=False, actor=stranger, now=DURING)
    process.is_finished = True
    with pytest.raises(ProcessFinished):
        take(process, "a,上,,,市域,,\n")

    assert codes(process) == []


def policies(text, **fields):
    head = "id,name,started,ended,aim,level,known_figures,source,note\n"
    given = {"content": (head + text).encode(), "takes_good": False} | fields
    return actions.import_policies(**given, actor=RoleFactory().user, now=DURING)


def test_the_packaged_register_is_taken_and_a_second_time_changes_nothing():
    rows = packaged_rows("jukugi.apps.issues", "policies.csv")
    lines = [",".join(rows[0])] + [",".join(f'"{value}"' for value in row.values()) for row in rows]
    content = "\n".join(lines).encode()
    first, second = (
        actions.import_policies(content=content, takes_good=False, actor=RoleFactory().user, now=DURING)
        for _ in range(2)
    )

    assert (first.added, first.faults, Policy.objects.count()) == (len(rows), [], len(rows))
    assert (second.added, second.changed, second.same) == (0, 0, len(rows))


def test_faulty_policies_are_told_at_once_and_nothing_or_the_good_ones_are_taken():
    text = "P1,防災,2016,,,市域,,,\nP2,見守り,昔,,,市域,,,\nP3,,2016,,,市域,,,\nP4,広さ,,,,町内,,,\n"

    nothing = policies(text)
    good = policies(text, takes_good=True)

    assert (told(nothing), nothing.is_taken, nothing.added) == ([3, 4, 5], False, 0)
    assert (told(good), good.added, [p.code for p in Policy.objects.all()]) == ([3, 4, 5], 1, ["P1"])


@pytest.mark.parametrize("kind", ["issues", "policies"])
def test_the_desk_takes_tables_and_tells_what_became_of_them(client, process, kind):
    client.force_login(RoleFactory().user)
    way = f"/desk/issues/import/{kind}/"
    good, bad = "番号,名前,広さ\na,上,市域\n", "番号,名前,広さ\nb,上,町内\n"

    def send(text, **more):
        return client.post(way, {"file": SimpleUploadedFile("表.csv", text.encode()), "takes_good": "no"} | more)

    answers = [client.get(way), send(good), send(bad), send(bad, takes_good="yes"), client.post(way, {})]

    assert [answer.status_code for answer in answers] == [200, 200, 400, 200, 400]
    assert "町内" in answers[2].content.decode()
    assert client.get("/desk/issues/import/nothing/").status_code == 404
