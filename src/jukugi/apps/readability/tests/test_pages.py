import re
import threading

import pytest
from django.utils import timezone

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.areas.tests.factories import WardFactory
from jukugi.apps.readability.models import Reading
from jukugi.apps.readability.sample import load_sample
from jukugi.apps.readability.tests.factories import ReadingFactory
from jukugi.kit.readings import kept, reader

pytestmark = pytest.mark.django_db

LIST = "/desk/plain/readings/"
PLAIN = "/desk/plain/"
NEW = {"word": "登戸", "reading": "のぼりと", "reason": "区役所で確かめた"}


@pytest.fixture
def officer(client):
    client.force_login(RoleFactory(kind=RoleKind.POLICY_OFFICER).user)
    return client


@pytest.fixture
def ward_officer(client):
    client.force_login(RoleFactory(kind=RoleKind.WARD_OFFICER, area=WardFactory()).user)
    return client


def words(response) -> str:
    return response.content.decode().replace("<wbr>", "")


def test_a_policy_officer_decides_on_a_reading_changes_it_and_takes_it_off(officer):
    answer = officer.post(LIST, NEW | {"reading": "のぼりど"}, follow=True)
    assert "「登戸」に「のぼりど」と付けます。" in words(answer)

    officer.post(LIST, NEW)
    page = officer.get(LIST)
    assert ("のぼりと" in words(page), "のぼりど" in words(page)) == (True, False)

    last = Reading.objects.latest("pk")
    answer = officer.post(f"{LIST}{last.pk}/remove/", {"reason": "辞書が直った"}, follow=True)
    assert "「登戸」の読みを取りやめました。" in words(answer)
    assert "決めた読みは、まだありません" in words(answer)


def test_a_refused_reading_comes_back_with_what_was_written(officer):
    answer = officer.post(LIST, NEW | {"reading": "noborito"})

    assert answer.status_code == 400
    assert "読みが、ひらがなで書かれていません。" in words(answer)
    assert 'value="noborito"' in words(answer)


def test_taking_off_without_a_reason_asks_for_one(officer):
    reading = ReadingFactory()

    answer = officer.post(f"{LIST}{reading.pk}/remove/", {"reason": ""})

    assert answer.status_code == 400
    assert "取りやめる理由が書かれていません。" in words(answer)
    assert Reading.objects.get() == reading


def test_others_of_staff_read_the_list_and_change_nothing(ward_officer):
    reading = ReadingFactory()

    page = ward_officer.get(LIST)

    assert "のぼりと" in words(page)
    assert "この読みにする" not in words(page)
    assert ward_officer.post(LIST, NEW).status_code == 403
    assert ward_officer.post(f"{LIST}{reading.pk}/remove/", {"reason": "x"}).status_code == 403
    assert ward_officer.post(f"{LIST}{reading.pk}/remove/", {"reason": ""}).status_code == 403


def test_two_threads_read_the_same_and_keep_it_once():
    ReadingFactory()
    texts = [f"登戸の第{number}町内会" for number in range(40)]
    read, found = reader(), []
    read("登戸")

    threads = [threading.Thread(target=lambda: found.append([read(text) for text in texts])) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found[0] == found[1]
    assert found[0][0][0] == (0, 2, "のぼりと")


def test_no_more_is_kept_than_allowed(monkeypatch):
    monkeypatch.setattr(kept, "_most", len(kept) + 2)
    read = reader()

    for number in range(10):
        read(f"読み方の見本{number}")

    assert len(kept) == kept._most


def test_a_text_is_looked_at_and_kept_nowhere(ward_officer):
    answer = ward_officer.post(PLAIN, {"text": "登戸で説明会を開催いたします。<b>"})

    page = words(answer)
    assert answer.status_code == 200
    assert "「開く」と書けませんか。" in page
    assert "敬語が重い言い方です" in page
    assert re.search("<ruby>登戸<rt[^>]*>のぼりと</rt></ruby>", page)
    assert "&lt;b&gt;" in page


def test_a_text_without_hints_says_so(ward_officer):
    assert "手がかりはありません" in words(ward_officer.post(PLAIN, {"text": "近所で話せる場所をつくります。"}))


@pytest.mark.parametrize("text", ["", "あ" * 10_001])
def test_a_text_that_is_none_or_too_long_comes_back_with_words(ward_officer, text):
    assert ward_officer.post(PLAIN, {"text": text}).status_code == 400


def test_the_part_for_a_field_holds_the_hints_alone(ward_officer):
    answer = ward_officer.post("/desk/hints/", {"ease": "reason", "reason": "制度を周知します。"})

    assert "<html" not in words(answer)
    assert "「知らせる」と書けませんか。" in words(answer)


def test_a_field_that_was_not_sent_has_no_hints(ward_officer):
    assert "手がかりはありません" in words(ward_officer.post("/desk/hints/", {"ease": "x" * 999}))


def test_the_sample_brings_names_of_places_once_and_leaves_what_people_decided():
    ReadingFactory(word="砂子", reading="すなご")

    load_sample(timezone.now())
    load_sample(timezone.now())

    assert Reading.objects.filter(word="登戸").count() == 1
    assert Reading.objects.get(word="砂子").reading == "すなご"


def test_every_reading_of_the_sample_could_have_been_decided_on_by_an_officer(officer):
    load_sample(timezone.now())

    for reading in list(Reading.objects.all()):
        answer = officer.post(LIST, {"word": reading.word, "reading": reading.reading, "reason": "確かめた"})
        assert answer.status_code == 302, reading
