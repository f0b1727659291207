"""The pages on which voices that came in at once are looked at, chosen, agreed to and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import ParticipantFactory, RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.opinions import actions
from jukugi.apps.opinions.actions.arriving import forget_arrivals
from jukugi.apps.opinions.actions.wave_work import hide_wave, look_at_wave, return_wave
from jukugi.apps.opinions.enums import OpinionState, WaveState
from jukugi.apps.opinions.holdings import erase
from jukugi.apps.opinions.models import ArrivalMark, Opinion, Wave
from jukugi.apps.opinions.queries.waves import surges
from jukugi.apps.opinions.tests.factories import hearing_process
from jukugi.apps.opinions.tests.waves import SINCE, decide, flood, honest, looked_at, send, states, take_back
from jukugi.apps.processes.models import Process
from jukugi.apps.processes.tests.factories import DURING, ProcessFactory
from jukugi.kit.moderation import Wave as Counted
from jukugi.kit.moderation import summaries

pytestmark = pytest.mark.django_db
WAVES = "/desk/opinions/waves/"
SATURDAY = datetime(2026, 11, 28, 10, 30, tzinfo=UTC)


@pytest.fixture
def officer(client):
    person = RoleFactory().user
    client.force_login(person)
    return person


@pytest.fixture
def process() -> Process:
    return ProcessFactory(slug="main", is_main=True)


def text_of(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_hours_with_many_more_voices_than_usual_are_one_surge(process):
    for day in range(1, 29):
        send(process, "ふだんの声です。", at=SATURDAY - timedelta(days=day))
    device = ParticipantFactory()
    for minutes, count in ((0, 35), (60, 40), (120, 3)):
        for _ in range(count):
            send(process, "荒らしの声です。", device=device, at=SATURDAY + timedelta(minutes=minutes))

    found = surges(process, {None}, now=SATURDAY + timedelta(days=2))

    hour = SATURDAY.replace(minute=0)
    assert [(s.since, s.until, s.count, s.usual, s.waiting) for s in found] == [
        (hour, hour + timedelta(hours=2), 75, 1, 75)
    ]


def test_a_busy_hour_that_is_usual_or_was_read_is_no_surge(process):
    device = ParticipantFactory()
    for day in range(16):
        for _ in range(30):
            send(process, "毎日の声です。", device=device, at=SATURDAY - timedelta(days=day))
    usual = surges(process, {None}, now=SATURDAY + timedelta(hours=2))
    for _ in range(130):
        send(process, "荒らしの声です。", device=device, at=SATURDAY)
    unread = surges(process, {None}, now=SATURDAY + timedelta(hours=2))
    Opinion.objects.update(state=OpinionState.SHOWN)

    read = surges(process, {None}, now=SATURDAY + timedelta(hours=2))

    # The first days have nothing before them: the oldest hours of the fortnight are unusual still.
    assert SATURDAY.replace(minute=0) not in {surge.since for surge in usual}
    assert SATURDAY.replace(minute=0) in {surge.since for surge in unread}
    assert read == []


def test_an_officer_goes_the_whole_way_without_a_script(client, officer, process, settings):
    settings.HIDDEN_ALONE = 5
    now = timezone.now()
    device = ParticipantFactory()
    machine = [
        send(process, "取りやめろ。", device=device, mark="m", at=now - timedelta(minutes=90)) for _ in range(40)
    ]
    person = send(process, "図書館を夜も開けてほしい。", mark="h", at=now - timedelta(minutes=90))
    surge = client.get(WAVES).context["surges"][0]
    times = {name: f"{timezone.localtime(getattr(surge, name)):%Y-%m-%dT%H:%M}" for name in ("since", "until")}

    page = client.post(WAVES, times).url
    working = text_of(client.get(page))
    wave = Wave.objects.get()
    look_at_wave(wave_pk=wave.pk, clock=timezone.now)
    choosing = text_of(client.get(page))
    rows = list(wave.voices.filter(group__number=1).order_by("pk"))
    listing = client.post(f"{page}voices/", {"group": 1, "page": 1, "excepted": [rows[0].pk]})
    refused = client.post(f"{page}decide/", {"verdict-1": "hide", "rule": "repeated", "reason": ""})
    kept = client.post(f"{page}decide/", {"verdict-1": "keep", "rule": "repeated", "reason": "理由"})
    client.post(f"{page}decide/", {"verdict-1": "hide", "rule": "repeated", "reason": "同じ文です。"})
    own = text_of(client.get(page))
    itself = client.post(f"{page}agree/")
    client.force_login(RoleFactory().user)
    desk = text_of(client.get("/desk/"))
    asked = text_of(client.get(page))
    client.post(f"{page}agree/")
    hide_wave(wave_pk=wave.pk, clock=timezone.now)
    hidden = text_of(client.get(page))
    receipt = text_of(client.get(f"/threads/{machine[1].submission.receipt}/"))
    client.post(f"{page}take-back/", {"reason": "人の声でした。"})
    return_wave(wave_pk=wave.pk, clock=timezone.now)
    returned = text_of(client.get(page))
    after = text_of(client.get(f"/threads/{machine[1].submission.receipt}/"))

    assert "似た声をさがしています" in working
    assert "41件のうち、似た声が1組、40件" in choosing
    assert "どの組にも入らない声　1件" in choosing
    assert 'value="keep" checked' in choosing
    assert 'value="hide" checked' not in choosing
    assert "届いた機械か場所が、件数にくらべて少ない組です。" in choosing
    assert listing.url == page
    assert (refused.status_code, kept.status_code) == (400, 400)
    assert "理由が書かれていません。" in text_of(refused)
    assert "公開しない組が選ばれていません。" in text_of(kept)
    assert "もう一人の職員の確認が要ります" in own
    assert itself.status_code == 409
    assert "二人目として確かめる" in desk
    assert "確かめた。39件を公開しない" in asked
    assert "39件を公開しないことにしました" in hidden
    assert "似た声39件といっしょに、職員が判断しました。" in receipt
    assert "この判断に異議を申し立てる" in receipt
    assert "39件を確認待ちに戻しました" in returned
    assert "公開しない判断を取り消しました。職員がもう一度読みます" in after
    assert "この判断に異議を申し立てる" not in after
    assert states()[person.pk] == OpinionState.WAITING


def test_a_group_from_many_devices_and_places_is_told_as_people_first(client, officer, process):
    for number in range(10):
        send(process, "この計画に賛成します。", mark=f"home {number}")
    wave = looked_at(process, officer)

    page = text_of(client.get(wave.get_absolute_url()))

    assert "呼びかけに応じた、大勢の人の声のようです。" in page
    assert "同じ意見をたくさんの人が送ることは、荒らしではありません。" in page
    assert page.index("ふだんどおり一件ずつ読む（人の声として数える）") < page.index("まとめて公開しない（10件）")


def test_a_wave_is_counted_as_one_and_its_voices_are_not_among_the_decisions(client, officer, process):
    flood(process, 8)
    one = honest(process)[0]
    actions.review_opinion(opinion=one, state=OpinionState.SHOWN, actor=officer, now=DURING)
    wave = decide(looked_at(process, officer), [1], officer, now=DURING + timedelta(days=2))

    before = next(one for one in summaries() if one.name == "opinions")
    take_back(wave, officer, now=DURING + timedelta(days=3))
    after = next(one for one in summaries() if one.name == "opinions")

    day = timezone.localdate(SINCE)
    told = {"since_on": day, "until_on": timezone.localdate(DURING), "rule": "repeated", "count": 8}
    decided = timezone.localdate(DURING + timedelta(days=2))
    assert (before.shown, before.hidden, before.months[0].count) == (1, 0, 1)
    assert [wave for wave, _words in before.waves] == [Counted(**told, decided_on=decided)]
    assert [wave for wave, _words in after.waves] == [Counted(**told, decided_on=decided, returned=8)]
    assert after.waves[0][0].days == (decided - day).days
    page = text_of(client.get("/moderation/"))
    assert "一度に届いた声へのまとめた判断" in page
    table = client.get("/data/moderation_waves.csv").getvalue().decode("utf-8-sig").splitlines()
    assert table[1].split(",")[-4:] == ["repeated", "8", str((decided - day).days), "8"]


def test_a_voice_from_the_web_is_marked_by_its_place_without_the_address(client, django_user_model):
    process = hearing_process(slug="main", is_main=True)
    phase = process.phases.get()
    now = timezone.now()
    type(phase).objects.filter(pk=phase.pk).update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1))

    for address in ("198.51.100.7", "198.51.100.9", "203.0.113.5"):
        client.cookies.clear()
        client.post("/opinions/new/", {"text": f"{address}ではなく、橋の話です。"}, REMOTE_ADDR=address)

    marks = list(ArrivalMark.objects.order_by("pk").values_list("mark", flat=True))
    assert len(marks) == 3
    assert marks[0] == marks[1] != marks[2]
    assert [mark for mark in marks if "198.51" in mark] == []


def test_marks_go_after_their_time_and_with_the_person():
    process = hearing_process()
    old, young, erased = (send(process, "声です。", mark=f"m{n}") for n in range(3))
    ArrivalMark.objects.filter(submission=old.submission).update(marked_at=DURING - timedelta(days=8))

    gone = forget_arrivals(now=DURING, kept=timedelta(days=7))
    erase(erased.submission.author, DURING)

    assert gone == 1
    assert [mark.submission_id for mark in ArrivalMark.objects.all()] == [young.submission_id]


def test_a_wave_of_a_city_is_not_shown_to_one_of_another_ward(client, process):
    flood(process, 6)
    wave = looked_at(process, RoleFactory().user)
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)

    answers = [client.get(wave.get_absolute_url() + part).status_code for part in ("", "voices/")]

    assert answers == [403, 403]
    assert wave.state == WaveState.READY
