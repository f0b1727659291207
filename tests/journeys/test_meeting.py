"""A meeting of 30 people at 5 tables: 150 notes from five phones, one of which loses its connection twice.

Every note arrives once, becomes an opinion, and stands on the board.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from jukugi.apps.accounts.actions import add_staff
from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.models import User
from jukugi.apps.accounts.sample import PASSWORD
from jukugi.apps.areas.tests.factories import CityFactory, WardFactory
from jukugi.apps.issues.models import Issue
from jukugi.apps.issues.tests.factories import IssueFactory
from jukugi.apps.meetings import actions
from jukugi.apps.meetings.actions import AgendaDraft
from jukugi.apps.meetings.models import HandCount, Meeting, Note
from jukugi.apps.meetings.tests.factories import MeetingFactory, registering_process
from jukugi.apps.opinions.actions import LinkDraft, review_opinion
from jukugi.apps.opinions.enums import LinkKind, OpinionState
from jukugi.apps.opinions.models import Opinion
from jukugi.apps.processes.models import Phase
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TABLES, PEOPLE, NOTES = 5, 30, 30
ALL_ARRIVED = "すべて届いています"
OFFICER = "mihon-shisaku"


@pytest.fixture
def issue() -> Issue:
    """The question that the meeting is about, in the main process."""
    now = timezone.now()
    process = registering_process(is_main=True)
    Phase.objects.update(opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9))
    return IssueFactory(process=process, title="地域の居場所づくり")


@pytest.fixture
def meeting(issue) -> Meeting:
    """It has begun; thirty people sit at five tables, drawn by lot."""
    now = timezone.now()
    who = {"username": OFFICER, "display_name": "見本 施策担当", "password": PASSWORD}
    officer = add_staff(**who, kind=RoleKind.POLICY_OFFICER, area=None, now=now)
    meeting = MeetingFactory(
        process=issue.process,
        ward=WardFactory(parent=CityFactory()),
        title="見本の市民検討会議",
        starts_at=now + timedelta(minutes=5),
        capacity=PEOPLE,
        registration_closes_at=now + timedelta(minutes=4),
    )
    meeting.issues.set([issue])
    by = {"actor": officer, "now": now}
    actions.set_agenda(
        meeting=meeting, items=[AgendaDraft("説明", 20), AgendaDraft("話し合い", 60, takes_notes=True)], **by
    )
    actions.set_questions(meeting=meeting, texts=["まず平日の昼から開ける"], **by)
    actions.set_tables(meeting=meeting, count=TABLES, **by)
    for number in range(PEOPLE):
        actions.register(meeting=meeting, needs=[], needs_note="", email="", form_key=f"person-{number}", now=now)
    actions.draw_tables(meeting=meeting, **by)
    actions.open_meeting(meeting=meeting, **by)
    return meeting


def words(table: int, number: int) -> str:
    return f"テーブル{table}の{number}枚目。雨の日に子どもと行ける場所がほしい。"


def write(page: Page, text: str) -> None:
    field = page.get_by_label("ふせん一枚の言葉")
    field.fill(text)
    field.press("Enter")


def state(page: Page):
    return page.locator("[data-state]")


def sign_in(page: Page) -> None:
    page.get_by_label("ユーザー名").fill(OFFICER)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする").click()


def test_every_note_of_a_meeting_arrives_once_and_stands_on_the_board(meeting, issue, visit):
    tables = list(meeting.tables.all())
    phones = [visit(f"/tables/{table.key}/", is_disturbed=True) for table in tables]
    assert faults(phones[0]) == []
    lost_answers = []

    def keep_and_lose_the_answer(route: Route) -> None:
        """The server gets the note, the phone never hears of it: it will send it again."""
        if len(lost_answers) < 3:
            lost_answers.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    phones[1].route("**/notes/", keep_and_lose_the_answer)
    for number in range(1, NOTES + 1):
        if number in (6, 18):
            phones[0].context.set_offline(True)
        for table, phone in zip(tables, phones, strict=True):
            write(phone, words(table.number, number))
        if number in (11, 24):
            expect(state(phones[0])).to_contain_text("つながると自動で送ります")
            assert Note.objects.filter(text=words(1, number)).count() == 0
            phones[0].context.set_offline(False)
            expect(state(phones[0])).to_have_text(ALL_ARRIVED, timeout=20_000)
            assert Note.objects.filter(text=words(1, number)).count() == 1

    for phone in phones:
        expect(state(phone)).to_have_text(ALL_ARRIVED, timeout=30_000)
    expected = sorted(words(table.number, number) for table in tables for number in range(1, NOTES + 1))
    assert sorted(Note.objects.values_list("text", flat=True)) == expected
    assert lost_answers == [201] * 3
    assert {note.agenda_item.title for note in Note.objects.select_related("agenda_item")} == {"話し合い"}

    become_voices_on_the_board(meeting, issue, visit)


def become_voices_on_the_board(meeting: Meeting, issue: Issue, visit) -> None:
    officer = visit(f"/desk/meetings/{meeting.pk}/notes/", width="wide")
    sign_in(officer)
    assert faults(officer) == []
    officer.get_by_role("button", name="150枚すべてを声にする").click()
    expect(officer.locator(".notice")).to_contain_text("150枚を声にしました")
    assert Opinion.objects.filter(submission__call__meeting=meeting).count() == TABLES * NOTES

    for opinion in Opinion.objects.select_related("submission__process", "submission__ward"):
        review_opinion(
            opinion=opinion,
            state=OpinionState.SHOWN,
            links=[LinkDraft(issue, LinkKind.ABOUT, "「雨の日に」")],
            actor=User.objects.get(username=OFFICER),
            now=timezone.now(),
        )
    citizen = visit("/issues/")
    expect(citizen.locator(".board-item", has_text=issue.title)).to_contain_text("150")
    citizen.goto(meeting.get_absolute_url())
    expect(citizen.locator("#voices + p")).to_contain_text("ふせん150枚")
    expect(citizen.locator("#voices + p")).to_contain_text("150件を公開")
    assert faults(citizen) == []
    citizen.get_by_role("link", name="声のゆくえ").nth(1).click()
    expect(citizen.locator(".story")).to_contain_text("「見本の市民検討会議」のテーブル1で書かれました")


def test_notes_wait_in_the_device_while_the_page_is_closed(meeting, visit):
    path = f"/tables/{meeting.tables.get(number=2).key}/"
    phone = visit(path, is_disturbed=True)
    phone.route("**/notes/", lambda route: route.abort())
    for number in (1, 2, 3):
        write(phone, f"電波のないときの{number}枚目")
    expect(state(phone)).to_contain_text("未送信 3件")

    phone.reload()
    expect(state(phone)).to_contain_text("未送信 3件")
    expect(phone.locator("[data-notes] li").first).to_contain_text("この機械に残しています")
    phone.unroute("**/notes/")
    expect(state(phone)).to_have_text(ALL_ARRIVED, timeout=20_000)

    assert [note.text for note in Note.objects.all()] == [f"電波のないときの{n}枚目" for n in (1, 2, 3)]
    phone.reload()
    expect(phone.locator("[data-notes] li")).to_have_count(3)


def test_a_refused_note_stays_on_the_device_with_the_reason(meeting, visit):
    phone = visit(f"/tables/{meeting.tables.get(number=1).key}/", is_disturbed=True)
    Meeting.objects.update(starts_at=timezone.now() - timedelta(days=20), ends_at=timezone.now() - timedelta(days=19))

    write(phone, "遅すぎた一枚")

    expect(phone.locator("[data-notes] li").first).to_contain_text("ふせんは、いま受け付けていません")
    expect(phone.locator("[data-notes] li").first).to_contain_text("遅すぎた一枚")
    assert list(Note.objects.all()) == []


def test_raised_hands_are_one_tap_each_and_photos_come_with_notes(meeting, visit, tmp_path):
    from PIL import Image

    path = Path(tmp_path) / "sheet.png"
    Image.new("RGB", (2400, 900), "#ffd43d").save(path)
    phone = visit(f"/tables/{meeting.tables.get(number=3).key}/")

    for answer, count in (("賛成", "4"), ("反対", "1"), ("わからない", "1"), ("賛成", "5")):
        phone.get_by_role("group", name=answer).get_by_role("button", name=count, exact=True).click()
    phone.get_by_label("写真").set_input_files(path)
    write(phone, "写真つきの一枚")
    expect(state(phone)).to_have_text(ALL_ARRIVED)

    last = {row.hand: row.count for row in HandCount.objects.order_by("pk")}
    assert last == {"agree": 5, "disagree": 1, "unsure": 1}
    note = Note.objects.select_related("photo").get()
    assert (note.text, note.photo.width, note.photo.height) == ("写真つきの一枚", 1280, 480)
    phone.reload()
    expect(phone.get_by_role("group", name="賛成").get_by_role("button", name="5")).to_have_attribute(
        "aria-pressed", "true"
    )
    wall = visit(f"/wall/meetings/{meeting.wall_key}/?show=table-3", width="wide")
    expect(wall.locator(".wall-notes")).to_contain_text("写真つきの一枚")
    assert faults(wall) == []
    wall.get_by_role("link", name="挙手").click()
    expect(wall.locator(".wall-hands")).to_contain_text("賛成5人")
    assert wall.evaluate("document.documentElement.scrollHeight") <= 800
    assert wall.locator(".qr path").bounding_box()["height"] >= 160


def test_everything_at_a_table_works_without_scripts(meeting, visit):
    phone = visit(f"/hall/{meeting.join_key}/", scripts=False)
    phone.get_by_role("link", name="テーブル4").click()
    phone.get_by_label("ふせん一枚の言葉").fill("自分の電話から書いた一枚")
    phone.get_by_role("button", name="この一枚を入れる").click()
    expect(phone.locator("[data-notes]")).to_contain_text("自分の電話から書いた一枚")

    table = visit(f"/tables/{meeting.tables.get(number=4).key}/", scripts=False)
    expect(table.locator(".meeting-agenda")).to_contain_text("話し合い")
    table.get_by_role("group", name="賛成").get_by_role("button", name="3", exact=True).click()
    expect(table.get_by_role("group", name="賛成").get_by_role("button", name="3")).to_have_attribute(
        "aria-pressed", "true"
    )
    table.get_by_role("button", name="打ち間違いなので取り消す").click()
    expect(table.locator("[data-notes]")).not_to_contain_text("自分の電話から")
    assert table.evaluate("document.documentElement.scrollWidth") <= 360


def test_somebody_registers_without_a_name_comes_in_by_code_and_another_gives_the_seat_back(meeting, visit):
    guest = visit(f"/meetings/{meeting.pk}/register/")
    assert faults(guest) == []
    guest.get_by_label("手話通訳").check()
    guest.get_by_role("button", name="空きを待つ番号を受け取る").click()
    expect(guest.get_by_role("heading", level=1)).to_have_text("空きを待っています")
    number = guest.locator(".receipt-no").text_content()
    first = meeting.registrations.first()
    other = visit(f"/meetings/registrations/{first.number}/")
    assert faults(other) == []
    other.get_by_role("button", name="申し込みを取りやめる").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("取りやめました")

    guest.goto("/meetings/registrations/")
    guest.get_by_label("申し込みの番号").fill(number)
    guest.get_by_role("button", name="開く").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("席があります")
    assert faults(guest) == []

    door = visit(f"/desk/meetings/check-in/{number.replace('-', '')}/", width="phone")
    sign_in(door)
    assert faults(door) == []
    door.get_by_role("button", name="受け付ける").click()
    expect(door.locator(".receipt-no")).to_have_text(number)
    expect(door.locator("main")).to_contain_text("30人のうち1人が来場しました")
    assert faults(door) == []
