"""The sample's lotteries, all made up: a panel of one ward, drawn and once replaced, and one that takes names."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jukugi.apps.accounts.enums import Channel
from jukugi.apps.accounts.models import User
from jukugi.apps.areas.models import Area
from jukugi.apps.areas.queries import population_by
from jukugi.apps.meetings.models import Body, Meeting
from jukugi.apps.processes.models import Process
from jukugi.apps.sortition.actions import drawing, seating
from jukugi.apps.sortition.actions.preparing import set_features
from jukugi.apps.sortition.actions.targeting import Target, close_registration, proposed_targets, set_targets
from jukugi.apps.sortition.enums import (
    CODE_LETTERS,
    DrawMethod,
    FeatureKind,
    LotteryAct,
    LotteryState,
    PublicNumber,
    RoundState,
    SeatAct,
)
from jukugi.apps.sortition.models import CivicLottery, Draw, Feature, InvitationCode, InvitationRound, Seat, Volunteer
from jukugi.apps.sortition.models.sealing import Sealing, new_key
from jukugi.apps.sortition.queries.features import FeatureDraft, ValueDraft
from jukugi.apps.sortition.queries.inviting import BANDS as LETTER_BANDS

OFFICER, OTHER = "mihon-shisaku", "mihon-kakaricho"
BODY = "見本 くらしデザインの場"
SEED = 2026
BANDS = (("18", 18, 29), ("30", 30, 44), ("45", 45, 59), ("60", 60, 74), ("75", 75, None))
SEXES = (("male", "男性"), ("female", "女性"))
# Days before today.
BEGUN, CLOSED, DREW, REPLACED, SEATED, STARTED = 90, 48, 40, 32, 29, 27
LETTERS, NAMES, SEATS = 1_500, 96, 16
OPEN_LETTERS, OPEN_NAMES, OPEN_SEATS = 3_000, 74, 30
THROWN = ("271", "064")
PLACE = "見本 中原区役所 5階会議室"
SEEN = "見本：だれでも見られる会で、傍聴した人がさいころを投げました。"


def load_sample(now: datetime) -> str:
    """Put the sample lotteries in place once. Returns a sentence for the operator."""
    process = Process.objects.filter(is_sample=True, is_finished=False).first()
    people = {user.username: user for user in User.objects.filter(username__in=[OFFICER, OTHER])}
    body = Body.objects.filter(name=BODY, is_sample=True).select_related("area").first()
    if process is None or body is None or len(people) < 2:
        return _("無作為抽出：見本の検討プロセス、会議体、職員のどれかがないため、載せませんでした")
    if CivicLottery.objects.filter(process=process).exists():
        return _("無作為抽出：あります（そのまま）")
    with transaction.atomic():
        _drawn(process, body, people[OFFICER], now)
        _open(process, people[OFFICER], now)
    return _("無作為抽出：抽せんを終えたもの1、応募を受付中のもの1")


def _drawn(process: Process, body: Body, actor: User, now: datetime) -> None:
    dice = random.Random(SEED)  # noqa: S311 - a repeatable sample, no secret
    made = _lottery(
        process,
        title=_("見本：くらしデザインの場の市民委員"),
        aim=_("つくりものの見本です。中原区の縮図になるように選ばれた人で、会議の日のまとめ方を話し合います。"),
        area=body.area,
        body=body,
        seats=SEATS,
        honorarium=5_000,
        begun_at=now - timedelta(days=BEGUN),
        closes_on=timezone.localdate(now) - timedelta(days=CLOSED + 1),
        starts_on=timezone.localdate(now) - timedelta(days=STARTED),
        ends_on=timezone.localdate(now) + timedelta(days=300),
    )
    features = set_features(made, [_ages(body.area), _sexes(body.area), _busy()])
    begun = now - timedelta(days=BEGUN - 5)
    _invited(made, LETTERS, NAMES, features, dice, begun)
    closed = now - timedelta(days=CLOSED)
    close_registration(lottery=made, actor=actor, now=closed)
    _set_targets(made, features, actor, closed + timedelta(hours=2))
    first, *others = _draw(made, THROWN[0], actor, now - timedelta(days=DREW))
    asked = now - timedelta(days=DREW - 3)
    note = _("見本：仕事の都合で来られないとのこと。")
    seating.settle_seat(seat=first, act=SeatAct.DECLINED, note=note, actor=actor, now=asked)
    _confirm(others, actor, asked)
    _confirm(_draw(made, THROWN[1], actor, now - timedelta(days=REPLACED)), actor, now - timedelta(days=REPLACED - 1))
    seating.settle_panel(lottery=made, actor=actor, now=now - timedelta(days=SEATED))
    _attend(made, dice, actor, now)


def _open(process: Process, actor: User, now: datetime) -> None:
    dice = random.Random(SEED + 1)  # noqa: S311 - a repeatable sample, no secret
    today = timezone.localdate(now)
    made = _lottery(
        process,
        title=_("見本：これからの地域を考える市民パネル"),
        aim=_("つくりものの見本です。市全体の縮図になるように選ばれた人で、素案の論点を話し合い、提案をまとめます。"),
        area=None,
        body=None,
        seats=OPEN_SEATS,
        honorarium=5_000,
        begun_at=now - timedelta(days=20),
        closes_on=today + timedelta(days=16),
        starts_on=today + timedelta(days=45),
        ends_on=today + timedelta(days=220),
    )
    features = set_features(made, [_wards(), _ages(None), _sexes(None)])
    _invited(made, OPEN_LETTERS, OPEN_NAMES, features, dice, now - timedelta(days=12))
    _set_targets(made, features, actor, now - timedelta(days=11))


def _lottery(process: Process, *, begun_at: datetime, **fields: Any) -> CivicLottery:
    made = CivicLottery.objects.create(
        process=process,
        state=LotteryState.OPENED,
        contact=_("見本市 協働のまちづくり担当（見本の番号）"),
        is_sample=True,
        begun_at=begun_at,
        actor_key="",
        **fields,
    )
    new_key(made, now=begun_at)
    made.steps.create(act=LotteryAct.PREPARED, done_at=begun_at)
    made.steps.create(act=LotteryAct.OPENED, done_at=begun_at + timedelta(days=5))
    return made


def _share(area: Area | None, **by: bool) -> dict[tuple[int | str, ...], float]:
    """Shares of the adults of a ward, or of the city."""
    population = population_by(BANDS)
    counts = population.by(ward=True, band=True, sex=True)
    sums: dict[tuple[int | str, ...], float] = {}
    for (ward, band, sex), people in counts.items():
        if area is None or ward == area.pk:
            key = tuple(part for name, part in (("ward", ward), ("band", band), ("sex", sex)) if by.get(name))
            sums[key] = sums.get(key, 0.0) + people
    total = sum(sums.values())
    return {key: people / total for key, people in sums.items()}


def _wards() -> FeatureDraft:
    shares = _share(None, ward=True)
    values = [ValueDraft(ward.name, shares.get((ward.pk,)), ward=ward) for ward in Area.objects.wards()]
    return FeatureDraft(FeatureKind.WARD, _("区"), values)


def _ages(area: Area | None) -> FeatureDraft:
    shares = _share(area, band=True)
    values = [
        ValueDraft(f"{low}〜{high}歳" if high else f"{low}歳以上", shares.get((code,)), age_from=low, age_to=high)
        for code, low, high in BANDS
    ]
    return FeatureDraft(FeatureKind.AGE, _("年代"), values)


def _sexes(area: Area | None) -> FeatureDraft:
    shares = _share(area, sex=True)
    values = [ValueDraft(label, shares.get((code,)), sex=code) for code, label in SEXES]
    return FeatureDraft(FeatureKind.SEX, _("性別"), [*values, ValueDraft(_("そのほか・答えない"), sex="other")])


def _busy() -> FeatureDraft:
    values = [ValueDraft(_("ある")), ValueDraft(_("ない"))]
    return FeatureDraft(FeatureKind.OWN, _("地域の活動"), values, _("これまでに、地域の活動に加わったことがありますか"))


def _invited(
    made: CivicLottery, letters: int, names: int, features: Sequence[Feature], dice: random.Random, at: datetime
) -> None:
    """Letters, and those who answered: older people more often, one household twice."""
    sent = InvitationRound.objects.create(
        lottery=made, number=1, letters=letters, secret="", secret_digest="", state=RoundState.SENT,
        planned_at=at - timedelta(days=5), sent_at=at, actor_key="",
    )  # fmt: skip
    InvitationCode.objects.bulk_create(
        InvitationCode(round=sent, number=number, digest=f"sample-{made.pk}-{number}",
                       age_band=LETTER_BANDS[number % len(LETTER_BANDS)][0],
                       returned_at=at + timedelta(days=4) if number % 83 == 0 else None)
        for number in range(1, letters + 1)
    )  # fmt: skip
    codes = list(sent.codes.filter(returned_at__isnull=True)[:names])
    sealing = Sealing(made)
    Volunteer.objects.bulk_create(
        Volunteer(
            lottery=made,
            code=code,
            key=_key(dice),
            channel=Channel.POST if number % 3 == 0 else Channel.WEB,
            particulars=sealing.seal(_particulars(number)),
            answers=sealing.seal(_answers(features, dice)),
            household=1 if number < 2 else None,
            sent_key=f"sample-{made.pk}-{number}",
            registered_at=at + timedelta(days=1, hours=number % 240),
            changed_at=at + timedelta(days=1, hours=number % 240),
        )
        for number, code in enumerate(codes)
    )


def _key(dice: random.Random) -> str:
    letters = [dice.choice(CODE_LETTERS) for _place in range(6)]
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


def _particulars(number: int) -> dict[str, str]:
    return {"name": f"見本 {number + 1:03}", "address": f"見本町{number + 1}番地", "phone": "", "email": ""}


def _answers(features: Sequence[Feature], dice: random.Random) -> dict[str, int]:
    answers = {}
    for feature in features:
        values = list(feature.values.all())
        weights = [value.share if value.share is not None else 0.02 for value in values]
        if feature.kind == FeatureKind.AGE:
            weights = [weight * (0.5 + place / 2) for place, weight in enumerate(weights)]
        elif feature.kind == FeatureKind.OWN:
            weights = [0.6, 0.4]
        answers[str(feature.pk)] = dice.choices(values, weights)[0].pk
    return answers


def _set_targets(made: CivicLottery, features: Sequence[Feature], actor: User, at: datetime) -> None:
    targets: dict[int, Target] = {}
    for feature in features:
        values = list(feature.values.all())
        proposed = proposed_targets([value.share for value in values], made.seats)
        targets |= {value.pk: target for value, target in zip(values, proposed, strict=True)}
    set_targets(lottery=made, targets=targets, actor=actor, now=at)


def _draw(made: CivicLottery, digits: str, actor: User, day: datetime) -> list[Seat]:
    """Computed, published, and drawn five days later, in the afternoon."""
    at = timezone.localtime(day).replace(hour=14, minute=0, second=0, microsecond=0)
    draw = drawing.ask_for_draw(lottery=made, method=DrawMethod.LEXIMIN, actor=actor, now=at - timedelta(days=6))
    drawing.compute_draw(draw_pk=draw.pk, now=at - timedelta(days=6))
    draw = Draw.objects.select_related("lottery").get(pk=draw.pk)
    told = drawing.Announcement(PublicNumber.DICE, "", PLACE, at)
    drawing.commit_draw(draw=draw, announcement=told, actor=actor, now=at - timedelta(days=5))
    return drawing.record_number(draw=draw, digits=digits, note=SEEN, actor=actor, now=at + timedelta(minutes=9))


def _confirm(seats: Sequence[Seat], actor: User, at: datetime) -> None:
    for seat in seats:
        seating.settle_seat(seat=seat, act=SeatAct.CALLED, note="", actor=actor, now=at)
        seating.settle_seat(seat=seat, act=SeatAct.CONFIRMED, note="", actor=actor, now=at + timedelta(minutes=5))


def _attend(made: CivicLottery, dice: random.Random, actor: User, now: datetime) -> None:
    """Who came to the body's meetings since."""
    since = now - timedelta(days=STARTED)
    for meeting in Meeting.objects.filter(body=made.body, starts_at__gte=since, starts_at__lt=now):
        present = {seat.pk for seat in made.drawn_seats.all() if dice.random() < 0.85}
        seating.note_attendance(lottery=made, meeting=meeting, present=present, actor=actor, now=now)
