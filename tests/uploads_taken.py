"""Every page that takes a file: a good file for it, the steps until it is taken, and what each of its rows becomes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jukugi.apps.budgeting.models import Investment
from jukugi.apps.issues.models import Issue, Policy
from jukugi.apps.opinions.actions.importing import take_rows
from jukugi.apps.opinions.models import Opinion, OpinionImport
from jukugi.apps.organizations.models import Officer
from jukugi.apps.places.models import Place, PlaceImport
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.sortition.actions.inviting import know_public_number
from jukugi.apps.sortition.models import InvitationCode
from jukugi.apps.support.models import SupportReceived
from jukugi.apps.surveys import actions as surveys
from jukugi.apps.surveys.actions.importing import take_rows as take_sheet_rows
from jukugi.apps.surveys.models import AnswerSheet, SheetImport
from jukugi.apps.surveys.tests.factories import citizens, prepared

City = Any
Answers = Iterator[HttpResponse]


def no_more(_city: City) -> dict[str, Any]:
    return {}


def no_steps(_city: City, _browser: Client, _first: HttpResponse) -> Answers:
    return iter(())


@dataclass(frozen=True)
class Upload:
    """A page that takes a file.

    ``module``: where, as ``tests/test_uploads.py`` names it. ``content``: a good file for the things of a city, as
    text or bytes. ``more``: the other fields. ``then``: the steps that follow where the file waits first, the answer
    to each. ``rows``: what a row of it becomes; ``told``: how many of them the last answer tells. ``spoilt``: a
    column and a value that it cannot hold, and what a refusal must say besides the row.
    """

    module: str
    address: Callable[[City], str]
    content: Callable[[City], str | bytes]
    field: str = "file"
    name: str = "見本.csv"
    more: Callable[[City], dict[str, Any]] = no_more
    then: Callable[[City, Client, HttpResponse], Answers] = no_steps
    rows: type[Model] | None = None
    told: Callable[[HttpResponse], int] | None = None
    spoilt: tuple[str, str, str] | None = None

    def good(self, city: City) -> bytes:
        """A file that can be taken."""
        content = self.content(city)
        return content.encode() if isinstance(content, str) else content

    def answers(self, city: City, browser: Client, content: bytes, fields: dict[str, Any]) -> Answers:
        """What the site says at each step; the next step is gone only after a good answer. ``fields``: ``more``."""
        first = browser.post(self.address(city), {**fields, self.field: SimpleUploadedFile(self.name, content)})
        yield first
        if first.status_code == 302:
            yield from self.then(city, browser, first)


def spoken(response: HttpResponse) -> str:
    """What an answer says on the next page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def first_number(response: HttpResponse) -> int:
    """The first number of what is said: how many were taken."""
    digits = "".join(each if each.isdigit() else " " for each in spoken(response)).split()
    return int(digits[0])


def at(route: str, *arguments: Any) -> Callable[[City], str]:
    return lambda city: reverse(route, args=arguments) if arguments else city.address(route)


def given(route: str) -> Callable[[City], dict[str, Any]]:
    """What the permission matrix sends, but for the file."""
    return lambda city: {name: value for name, value in city.form(route).items() if not hasattr(value, "read")}


def issues(city: City) -> str:
    ward = city.ward.name
    return f"番号,名前,説明,広さ,区域,上の論点\nf1,見本の論点,説明,区域,{ward},\nf2,その下,,地域,{ward},f1\n"


def policies(_city: City) -> str:
    head = "番号,名前,始まり,終わり,ねらい,広さ,根拠"
    return f"{head}\nf1,見本の施策,2006,,ささえる,市域,要綱\nf2,もう一つ,2016-06,2019-06-28,,区域,\n"


def ledger(city: City) -> str:
    department = city.ledger.public.department.name
    head = "番号,事業名,何のためか,広さ,区域,実施の方法,担当課,提案した人,決めた人,決めた日,期待する成果"
    head += ",年度,財源,予算額（円）,決算額（円）"
    row = f"見本のベンチ,休めるように。,区域,{city.ward.name},直営,{department},市民,議会,令和8年3月20日,50人が使う。"
    return f'{head}\nF-1,{row},令和8年度,市費,"2,000,000",\nF-1,{row},令和9年度,市費,100,90\nF-2,{row},2026,市費,5,\n'


def opinions(city: City) -> str:
    day, ward = timezone.localdate().isoformat(), city.ward.name
    return f'番号,意見,日付,手段,区\n1,場がほしい。,{day},郵送,{ward}\n2,"二行の\n声",{day},FAX,{ward}\n'


def take_opinions(city: City, browser: Client, first: HttpResponse) -> Answers:
    """Columns by their headings, as the form proposes them; then the table is taken, and the job does its work."""
    brought = OpinionImport.objects.latest("pk")
    page = browser.get(first.headers["Location"])
    form = page.context["form"]
    proposed = {name: form.initial.get(name, "") for name in form.fields}
    proposed["fixed_ward"] = proposed.get("fixed_ward") or ("" if proposed["column_ward"] else city.ward.code)
    columns = browser.post(first.headers["Location"], proposed)
    yield columns
    if columns.status_code != 302:
        return
    yield browser.get(columns.headers["Location"])
    yield browser.get(reverse("opinions:import-faults", args=[brought.pk]))
    taken = browser.post(reverse("opinions:take-import", args=[brought.pk]))
    if taken.status_code == 302:
        take_rows(import_pk=brought.pk, clock=timezone.now)
    yield taken


def sheets(_city: City) -> str:
    day = timezone.localdate().isoformat()
    return f"番号,受付日,問1\nf1,{day},1\nf2,{day},2\n"


def take_sheets(city: City, browser: Client, first: HttpResponse) -> Answers:
    brought = SheetImport.objects.latest("pk")
    form = browser.get(first.headers["Location"]).context["form"]
    proposed = {name: each.initial or "" for name, each in form.fields.items()}
    columns = browser.post(first.headers["Location"], proposed)
    yield columns
    if columns.status_code != 302:
        return
    yield browser.get(columns.headers["Location"])
    yield browser.get(reverse("surveys:import-faults", args=[brought.survey_id, brought.pk]))
    taken = browser.post(reverse("surveys:import-step", args=[brought.survey_id, brought.pk, "take"]))
    if taken.status_code == 302:
        take_sheet_rows(import_pk=brought.pk, clock=timezone.now)
    yield taken


def codes(city: City) -> str:
    """The table of personal codes of a survey of its own, made anew for every file."""
    survey = prepared(city.people["policy"])
    city.with_codes = survey
    made = surveys.make_codes(audience=citizens(survey), count=3, actor=city.people["policy"], now=DURING)
    address = f"https://jukugi.example.jp{survey.get_absolute_url()}"
    return "回答番号,アドレス\n" + "".join(f"{code},{address}?code={code.replace('-', '')}\n" for code in made)


def officers(_city: City) -> str:
    head = "団体名,役職,氏名,氏名の公開,電話,メール,世帯数,加入世帯数"
    first = "見本橋町内会,会長,見本 花,可,044-000-0000,a@example.jp,438,300"
    return f"{head}\n{first}\n見本橋自治会,会計,見本 太郎,不可,,,,\n"


def take_officers(_city: City, browser: Client, first: HttpResponse) -> Answers:
    yield browser.get(first.headers["Location"])
    pk = first.headers["Location"].rstrip("/").rpartition("/")[2]
    yield browser.post(reverse("organizations:take-list", args=[pk]), {"take": "good"})


def places(city: City) -> str:
    head = "市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,緯度,経度,電話番号"
    head += ",利用可能曜日,開始時間,終了時間,種別,料金,備考"
    first = f"14130,1,神奈川県,見本市,見本センター,ミホン,{city.ward.name}見本1-1,35.5308,139.7031,044-200-3111"
    second = f"14130,2,神奈川県,見本市,見本会館,,{city.ward.name}見本1-2,35.53,139.70,"
    return (
        f"{head}\n{first},月曜日〜金曜日,9:00,17:00,,無料,\n"
        f"{second},第2土,１０：００,16:00,町内会館,1回300円,種別：公園;x\n"
    )


def take_places(_city: City, browser: Client, first: HttpResponse) -> Answers:
    brought = PlaceImport.objects.latest("pk")
    yield browser.get(first.headers["Location"])
    yield browser.get(reverse("places:import-report", args=[brought.pk]))
    yield browser.post(reverse("places:import-step", args=[brought.pk, "take"]))


def schedule(_city: City) -> str:
    return (
        "id,set,kind,lane,item,starts_on,ends_on,precision,source,note,plan_id\n"
        "f1,plan,item,庁内検討,検討方針,2026-08-01,2026-08-31,month,資料,,\n"
        "f2,plan,focus,,年度の重点,2026-04-01,2027-03-31,month,,ことば,\n"
        "f3,actual,item,庁内検討,検討方針,2026-08-05,2026-08-06,day,,,f1\n"
    )


def received(city: City) -> str:
    name = city.support.association.name
    return f"団体名,年度,支援,受けた\n{name},2025,補助金,はい\n{name},2024年度,備品,いいえ\n"


def invited(city: City) -> str:
    """Asked for once the public number is known."""
    round_ = city.inviting.opened.rounds.get(number=1)
    if not round_.public_number:
        know_public_number(round_=round_, number="38915", actor=city.people["policy"], now=timezone.now())
    return f"number,ward,band,sex\n1,{city.ward.name},30-39,male\n2,{city.ward.name},,\n"


def file_of(route: str, field_name: str) -> Callable[[City], bytes]:
    """The bytes that the permission matrix sends."""
    return lambda city: city.form(route)[field_name].read()


def photo(city: City) -> bytes:
    return city.form("places:photos")["photo"].read()


def round_step(city: City) -> str:
    return reverse("sortition:round-step", args=[city.inviting.opened.pk, 1, "invited"])


def outcome_added(response: HttpResponse) -> int:
    return response.context["outcome"].added


TABLES = {
    "issues": Upload(
        "apps/issues/policy_forms.py",
        at("issues:import", "issues"),
        issues,
        more=lambda _city: {"takes_good": "no"},
        rows=Issue,
        told=outcome_added,
        spoilt=("広さ", "宇宙", "宇宙"),
    ),
    "policies": Upload(
        "apps/issues/policy_forms.py",
        at("issues:import", "policies"),
        policies,
        more=lambda _city: {"takes_good": "yes"},
        rows=Policy,
        told=outcome_added,
        spoilt=("始まり", "むかし", "始まり"),
    ),
    "ledger": Upload(
        "apps/budgeting/forms/ledger.py",
        at("budgeting:import-investments"),
        ledger,
        more=lambda _city: {"faulty": "none"},
        rows=Investment,
        told=outcome_added,
        spoilt=("予算額（円）", "たくさん", "予算額"),
    ),
    "opinions": Upload(
        "apps/opinions/forms/importing.py",
        at("opinions:imports"),
        opinions,
        then=take_opinions,
        rows=Opinion,
        told=lambda _last: OpinionImport.objects.latest("pk").taken,
        spoilt=("手段", "鳩", "鳩"),
    ),
    "sheets": Upload(
        "apps/surveys/forms/importing.py",
        lambda city: reverse("surveys:imports", args=[city.survey.running.pk]),
        sheets,
        more=lambda city: {"audience": city.survey.running.audiences.get().pk, "channel": "post"},
        then=take_sheets,
        rows=AnswerSheet,
        told=lambda _last: SheetImport.objects.latest("pk").taken,
        spoilt=("問1", "99", "問1"),
    ),
    "codes": Upload(
        "apps/surveys/forms/desk.py",
        lambda city: reverse("surveys:letters", args=[city.with_codes.pk, citizens(city.with_codes).pk]),
        codes,
        more=lambda _city: {"first": "1"},
        spoilt=("アドレス", "https://example.org/", "行目"),
    ),
    "officers": Upload(
        "apps/organizations/forms/associations.py",
        at("organizations:april"),
        officers,
        more=given("organizations:april"),
        then=take_officers,
        rows=Officer,
        spoilt=("世帯数", "おおぜい", "世帯数"),
    ),
    "places": Upload(
        "apps/places/views/importing.py",
        at("places:imports"),
        places,
        then=take_places,
        rows=Place,
        told=first_number,
        spoilt=("名称", "", "名称がありません"),
    ),
    "schedule": Upload(
        "apps/processes/forms/course.py",
        at("processes:take-table"),
        schedule,
        field="table",
        spoilt=("starts_on", "いつか", "starts_on"),
    ),
    "received": Upload(
        "apps/support/forms/company.py",
        at("support:company-received"),
        received,
        more=given("support:company-received"),
        rows=SupportReceived,
        told=first_number,
        spoilt=("年度", "むかし", "年度"),
    ),
    "invited": Upload(
        "apps/sortition/forms/inviting.py", round_step, invited, rows=InvitationCode, spoilt=("number", "x", "行目")
    ),
}
PAPERS = {
    "handout": Upload(
        "apps/meetings/forms/minutes.py",
        at("meetings:handouts"),
        file_of("meetings:handouts", "file"),
        name="資料.pdf",
        more=given("meetings:handouts"),
    ),
    "sheet": Upload(
        "apps/opinions/views/staff_sheets.py",
        at("opinions:attach"),
        file_of("opinions:attach", "sheet"),
        field="sheet",
        name="fax.pdf",
    ),
    "card": Upload(
        "apps/opinions/forms/staff.py",
        at("opinions:enter"),
        file_of("opinions:attach", "sheet"),
        field="sheet",
        name="fax.pdf",
        more=given("opinions:enter"),
    ),
    "place": Upload(
        "apps/places/forms/photos.py",
        at("places:photos"),
        photo,
        field="photo",
        name="a.png",
        more=given("places:photos"),
    ),
    "note": Upload(
        "apps/meetings/views/notes.py",
        at("meetings:type-note"),
        photo,
        field="photo",
        name="a.png",
        more=given("meetings:type-note"),
    ),
    "table": Upload(
        "apps/meetings/views/room.py",
        at("meetings:take-note"),
        photo,
        field="photo",
        name="a.png",
        more=given("meetings:take-note"),
    ),
}
UPLOADS = {**TABLES, **PAPERS}
