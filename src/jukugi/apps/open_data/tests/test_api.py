"""The programming interface: pages of rows, what one may ask by, what is told where it cannot answer, its headers."""

import base64
import json
from datetime import timedelta

import pytest
from django.test import Client

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.open_data.api import answering, paging
from jukugi.apps.open_data.api.allowance import PER_MINUTE, Allowance, place_of
from jukugi.apps.open_data.api.paging import asked_by
from jukugi.apps.opinions.enums import OpinionState
from jukugi.apps.opinions.queries.counting import received
from jukugi.apps.opinions.tests.factories import OpinionFactory
from jukugi.apps.outcomes.tests.factories import drafted, promised
from jukugi.apps.processes.tests.factories import ProcessFactory
from jukugi.kit.open_rows import QueryRows
from jukugi.kit.open_tables import Column, Kind, OpenTable, open_figures, open_tables

pytestmark = pytest.mark.django_db
ROWS = "/api/v1/tables/opinions/rows"


@pytest.fixture(autouse=True)
def full_buckets():
    answering.allowance.forget()


def mark(key: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).rstrip(b"=").decode()


def shown(**fields):
    return OpinionFactory(state=OpinionState.SHOWN, **fields)


class TestRows:
    def test_pages_follow_each_other_and_hold_every_row_once(self, client):
        voices = [shown(text=f"声{number}") for number in range(5)]
        address, found = f"{ROWS}?limit=2", []

        while address:
            page = client.get(address)
            found += page.json()["rows"]
            address = page.json()["next"]
            assert (f'<{address}>; rel="next"' == page.headers.get("Link")) == bool(address)

        assert [row["text"] for row in found] == [voice.text for voice in voices]

    def test_a_row_that_came_meanwhile_moves_nothing(self, client):
        for _ in range(3):
            shown()
        first = client.get(f"{ROWS}?limit=2").json()

        shown(text="あとから")

        rest = client.get(first["next"]).json()
        assert [row["id"] for row in rest["rows"]] == sorted({row["id"] for row in rest["rows"]})
        assert len(rest["rows"]) == 2
        assert rest["next"] is None

    def test_one_asks_by_codes_keys_and_what_the_table_names(self, client):
        ward = WardFactory()
        card = shown(submission__channel="card", submission__ward=ward)
        web = shown(submission__channel="web")

        def asked(query):
            return [row["id"] for row in client.get(f"{ROWS}?{query}").json()["rows"]]

        assert asked("channel=card") == [card.pk]
        assert asked(f"ward={ward.code}") == [card.pk]
        assert asked(f"receipt={web.submission.receipt}&channel=web") == [web.pk]
        assert asked(f"receipt={web.submission.receipt}&channel=card") == []
        assert asked(f"id={web.pk}") == [web.pk]

    def test_what_is_not_public_is_in_no_answer(self, client):
        OpinionFactory(text="隠した声", state=OpinionState.HIDDEN)
        OpinionFactory(text="まだ確かめていない声", state=OpinionState.WAITING)
        drafted(title="下書きの約束")

        told = "".join(client.get(f"/api/v1/tables/{name}/rows").content.decode() for name in open_tables.names())

        assert [words for words in ("隠した声", "まだ確かめていない声", "下書きの約束") if words in told] == []

    def test_cells_have_their_kinds(self, client):
        promise = promised(title="約束")

        (row,) = client.get("/api/v1/tables/promises/rows").json()["rows"]

        assert (row["id"], row["due_on"], row["is_sample"]) == (promise.pk, promise.due_on.isoformat(), False)
        assert row["is_late"] is False

    def test_a_table_that_cannot_begin_after_a_key_is_read_by_position_and_not_for_ever(self, monkeypatch):
        monkeypatch.setattr(paging, "POSITION_AT_MOST", 6)
        columns = (Column("id", "番号", kind=Kind.WHOLE), Column("kind", "種類", codes={"a": "子", "b": "丑"}))
        table = OpenTable("表", "表", columns, lambda: ((n, "ab"[n % 2]) for n in range(8)), ("id",))

        first = paging.page_of(table, where={"kind": "b"}, cursor="", limit=2)
        second = paging.page_of(table, where={"kind": "b"}, cursor=first.next, limit=2)

        assert [row["id"] for row in first.rows] == [1, 3]
        assert [row["id"] for row in second.rows] == [5]
        with pytest.raises(paging.Problem) as problem:
            paging.page_of(table, where={}, cursor=second.next, limit=2)
        assert "ファイル" in problem.value.detail
        with pytest.raises(paging.Problem):
            paging.page_of(table, where={}, cursor=mark([-1]), limit=2)

    def test_no_column_one_may_ask_by_is_called_as_the_page_is(self):
        names = {name: {column.name for column in asked_by(table)} for name, table in open_tables.items()}

        assert {name for name, columns in names.items() if columns & {"limit", "cursor"}} == set()
        askable = {Kind.TEXT, Kind.WHOLE, Kind.DAY}
        assert {c.name for _n, table in open_tables.items() for c in asked_by(table) if c.kind not in askable} == set()
        keyed = [t for _n, t in open_tables.items() if isinstance(t.rows, QueryRows)]
        assert {c.kind for t in keyed for c in t.columns if c.name in t.key} <= askable


class TestProblems:
    @pytest.mark.parametrize(
        ("path", "status", "words"),
        [
            ("tables/nothing", 404, "この名前の表はありません"),
            ("tables/nothing/rows", 404, "このアドレスには何もありません"),
            ("figures/nothing", 404, "この名前の数はありません"),
            ("receipts/123456789", 404, "公開している声はありません"),
            ("receipts/12", 422, "読めません"),
            ("nowhere", 404, "このアドレスには何もありません"),
            ("tables/opinions/rows?limit=0", 422, "1以上"),
            ("tables/opinions/rows?limit=1001", 422, "1,000以下"),
            ("tables/opinions/rows?limit=1.0", 422, "整数"),
            ("tables/opinions/rows?limit=", 422, "整数"),
            ("tables/opinions/rows?channel=telepathy", 422, "選べるのは web、card"),
            ("tables/opinions/rows?wardd=1", 422, "使える名前"),
            ("tables/opinions/rows?ward=", 422, "空です"),
            ("tables/opinions/rows?ward=%00", 422, "使えない文字"),
            ("tables/opinions/rows?id=99999999999999999999999", 422, "整数"),
            ("tables/population/rows?as_of=1", 422, "日付"),
            ("tables/population/rows?as_of=2026-02-30", 422, "日付"),
            ("tables/opinions/rows?cursor=%E3%81%82", 422, "使えない文字"),
            ("tables/opinions/rows?cursor=abc", 400, "続きの印"),
            (f"tables/opinions/rows?cursor={mark(['x'])}", 400, "続きの印"),
            (f"tables/opinions/rows?cursor={mark([True])}", 400, "続きの印"),
            (f"tables/opinions/rows?cursor={mark([2**64])}", 400, "続きの印"),
            (f"tables/opinions/rows?cursor={mark([1, 2])}", 400, "続きの印"),
            ("tables/areas/rows?cursor=" + mark(["\ud800"]), 400, "続きの印"),
            ("tables/areas/rows?cursor=" + mark(["\x00"]), 400, "続きの印"),
            (f"tables/population/rows?cursor={mark(['1', 'x', 0, 'male'])}", 400, "続きの印"),
            (f"tables/opinions/rows?cursor={'W1tb' * 150}", 400, "続きの印"),
            ("tables?limit=1", 422, "使える名前"),
        ],
    )
    def test_what_cannot_be_answered_is_told_in_plain_words(self, client, path, status, words):
        answer = client.get(f"/api/v1/{path}")

        told = answer.json()
        assert (answer.status_code, told["status"]) == (status, status)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert words in json.dumps(told, ensure_ascii=False)
        assert told["type"] == f"/data/api/#problem-{status}"

    def test_a_voice_that_is_kept_back_cannot_be_told_from_a_number_nobody_has(self, client):
        waits = OpinionFactory(state=OpinionState.WAITING).submission.receipt
        unknown, kept_back = (client.get(f"/api/v1/receipts/{number}") for number in ("123456789", waits))

        assert unknown.status_code == kept_back.status_code == 404
        assert unknown.json() | {"instance": ""} == kept_back.json() | {"instance": ""}

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
    def test_nothing_can_be_written(self, method):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/tables")

        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["status"] == 405


class TestReceipts:
    def test_a_public_voice_tells_what_its_page_tells(self, client):
        voice = shown(text="公開した声")
        number = voice.submission.receipt

        told = client.get(f"/api/v1/receipts/{number}").json()

        page = client.get(f"/threads/{number}/").content.decode().replace("<wbr>", "")
        assert told["words"] == ["公開した声"]
        assert told["standing"] in page
        assert [step["title"] for step in told["steps"] if step["title"] not in page] == []

    def test_of_a_voice_that_is_public_in_part_only_that_part_is_told(self, client):
        voice = shown(text="公開した声")
        OpinionFactory(submission=voice.submission, position=2, text="隠した声", state=OpinionState.HIDDEN)

        told = client.get(f"/api/v1/receipts/{voice.submission.receipt}").json()

        assert told["words"] == ["公開した声"]
        assert told["withheld"] != ""
        assert "隠した声" not in json.dumps(told, ensure_ascii=False)

    def test_it_is_the_same_for_whoever_sent_it_and_for_staff(self):
        voice = shown()
        officer = Client()
        officer.force_login(RoleFactory().user)
        address = f"/api/v1/receipts/{voice.submission.receipt}"

        for_staff, for_anybody = (browser.get(address).json() for browser in (officer, Client()))
        for told in (for_staff, for_anybody):
            told["steps"] = [step | ({"at": ""} if step["state"] == "now" else {}) for step in told["steps"]]
        assert for_staff == for_anybody  # but for the second in which each asked


class TestHeaders:
    def test_who_has_it_already_is_told_so(self, client):
        shown()
        first = client.get(ROWS)
        etag = first.headers["ETag"]

        again = client.get(ROWS, headers={"if-none-match": etag})
        zipped = client.get(ROWS, headers={"if-none-match": f"W/{etag}", "accept-encoding": "gzip"})
        assert (again.status_code, again.content, zipped.status_code) == (304, b"", 304)
        assert first.headers["Cache-Control"] == "public, max-age=30"

        shown()
        answering.caches["api"].clear()
        assert client.get(ROWS, headers={"if-none-match": etag}).status_code == 200

    def test_every_site_may_read_and_no_cookie_matters(self):
        client = Client()
        client.force_login(RoleFactory().user)

        answers = [client.get(f"/api/v1/{rest}") for rest in ("tables", "figures", "nowhere", "openapi.json", "")]

        assert {answer.headers["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
        assert [answer for answer in answers if "Access-Control-Allow-Credentials" in answer.headers] == []
        assert [answer.cookies.output() for answer in answers] == [""] * 5
        assert [answer for answer in answers if "Cookie" in answer.headers.get("Vary", "")] == []
        assert {answer.headers["X-Content-Type-Options"] for answer in answers} == {"nosniff"}

    def test_another_site_may_ask_what_is_allowed(self, client):
        answer = client.options("/api/v1/tables", headers={"origin": "https://example.org"})

        assert (answer.status_code, answer.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")

    def test_long_answers_are_sent_small(self, client):
        answer = client.get("/api/v1/openapi.json", headers={"accept-encoding": "gzip"})

        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert len(answer.content) < 60_000

    def test_what_is_kept_is_asked_for_once_and_not_longer_than_said(self, client, settings, django_assert_num_queries):
        settings.API_KEPT_SECONDS = 30
        assert timedelta(seconds=answering.BROWSERS_KEEP + settings.API_KEPT_SECONDS) <= timedelta(minutes=1)
        client.get(ROWS)

        with django_assert_num_queries(0):
            assert client.get(ROWS).status_code == 200
        with django_assert_num_queries(1):
            client.get(f"{ROWS}?limit=5")

    def test_the_figures_are_those_of_the_pages(self, client):
        processes = [shown().submission.process, ProcessFactory()]
        OpinionFactory(submission__process=processes[1])

        told = {one["name"]: one["value"] for one in client.get("/api/v1/figures").json()["figures"]}

        assert told == {name: figure.ask() for name, figure in open_figures.items()}
        pages = [received(process) for process in processes]
        assert (told["opinions_shown"], told["opinions_received"]) == (1, 2)
        assert (sum(page.shown for page in pages), sum(page.total for page in pages)) == (1, 2)


class TestAllowance:
    def test_whoever_has_used_theirs_up_waits_some_seconds_and_nobody_else_does(self):
        now = [0.0]
        shares = Allowance(60, clock=lambda: now[0])
        for left in range(59, -1, -1):
            assert shares.take("192.0.2.1").left == left

        stopped = shares.take("192.0.2.1")
        assert (stopped.is_used_up, stopped.wait, stopped.headers()["Retry-After"]) == (True, 1, "1")
        assert not shares.take("192.0.2.2").is_used_up
        now[0] = 1.0
        assert not shares.take("192.0.2.1").is_used_up
        now[0] = 1000.0
        assert shares.take("192.0.2.1").left == 59

    def test_a_network_counts_as_one(self):
        assert place_of("2001:db8:1:2::1") == place_of("2001:db8:1:ff:9::9") != place_of("2001:db8:1:100::1")
        assert place_of("::ffff:192.0.2.1") == place_of("192.0.2.1")
        assert place_of("nothing") == ""

    def test_the_next_request_is_told_when_to_come_again(self, client, monkeypatch):
        monkeypatch.setattr(answering, "allowance", Allowance(1, clock=lambda: 0.0))
        first, second = client.get("/api/v1/tables"), client.get("/api/v1/tables")

        assert (first.status_code, second.status_code) == (200, 429)
        assert second.headers["Retry-After"] == "60"
        assert first.headers["RateLimit-Policy"].startswith('"address";q=')
        assert "60秒" in second.json()["detail"]
        assert PER_MINUTE == 600
