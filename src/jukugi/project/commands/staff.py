"""Give a member of staff a sign-in, and what an operator does with it later."""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from jukugi.apps.accounts.models import User
    from jukugi.apps.organizations.models import Organization

help = "職員のサインインをつくり、役割を与える。パスワードの付け直し、停止、再開、二段階の確認のやり直しもする"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="ユーザー名")
    parser.add_argument("display_name", nargs="?", help="つくるとき：画面に出る名前（例：施策課 係長）")
    parser.add_argument(
        "role", nargs="?", choices=("policy_officer", "ward_officer", "operator"), help="つくるとき：役割"
    )
    parser.add_argument("--ward", help="つくるとき：区の担当の場合、区のコード（6桁）")
    parser.add_argument("--department", metavar="名前", help="つくるとき：きょうから担当になる課の名前")
    parser.add_argument(
        "--until",
        metavar="日",
        help="つくるとき：役割の最後の日（2027-03-31 や 令和9年3月31日）。なければ年度の終わり（運用担当は終わりなし）",
    )
    later = parser.add_mutually_exclusive_group()
    for option, words in (
        ("--new-password", "パスワードを付け直し、サインイン中の画面をすべて閉じる"),
        ("--end", "サインインを止め、サインイン中の画面をすべて閉じる"),
        ("--resume", "止めたサインインを、同じパスワードと役割でまた使えるようにする"),
        ("--reset-second-step", "二段階の確認（認証アプリと予備コード）を外し、やり直せるようにする"),
    ):
        later.add_argument(option, dest="later", action="store_const", const=option, help=words)


def run(options: argparse.Namespace) -> int:
    """A password is asked for, or read as one line where nobody sits at a keyboard."""
    is_new = any(
        value is not None
        for value in (options.display_name, options.role, options.ward, options.department, options.until)
    )
    if options.later is None and options.role is None:
        return _refuse("つくるときは「jukugi staff ユーザー名 画面に出る名前 役割」と書いてください。", code=2)
    if options.later is not None and is_new:
        return _refuse(f"{options.later} には、ユーザー名だけを添えてください。", code=2)
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.apps.accounts.models import User

    if options.later is None:
        return _create(options, now=timezone.now())
    user = User.objects.filter(username=options.username).first()
    if user is None:
        return _refuse(f"「{options.username}」というユーザー名の職員はいません。つづりを確かめてください。")
    if options.later == "--new-password":
        return _give_new_password(user, now=timezone.now())
    print(_done(options.later, user, now=timezone.now()))
    return 0


def _create(options: argparse.Namespace, *, now: "datetime") -> int:
    from django.utils.timezone import localdate

    from jukugi.apps.accounts.actions import add_staff
    from jukugi.apps.accounts.enums import RoleKind
    from jukugi.apps.areas.models import Area
    from jukugi.apps.organizations.queries import departments_named

    area = Area.objects.wards().filter(code=options.ward).first() if options.ward else None
    if (options.role == "ward_officer") != (area is not None):
        return _refuse("区の担当には --ward に区のコードを、ほかの役割には --ward なしで指定してください。")
    wanted = options.department
    departments = [] if wanted is None else departments_named(wanted, area=area, day=localdate(now))
    if wanted is not None and len(departments) != 1:
        return _refuse(_not_one(wanted, departments))
    until, fault = _until(options.until, now=now)
    if fault:
        return _refuse(fault)
    password = _asked_password(None)
    if password is None:
        return 1
    user = add_staff(
        username=options.username,
        display_name=options.display_name,
        password=password,
        kind=RoleKind(options.role),
        area=area,
        now=now,
        until=until,
        department=departments[0].name if departments else "",
    )
    if not user.is_active:
        return _refuse(
            f"{_named(user)}に役割を与えましたが、サインインは止めてあります。"
            f"また使うなら jukugi staff {user.username} --resume を行ってください。"
        )
    print(f"{_named(user)}がサインインできます。すでにあった利用者のパスワードは変えていません。")
    return _join(user, departments[0], now=now) if departments else 0


def _until(typed: str | None, *, now: "datetime") -> "tuple[date | None, str]":
    """The day that was typed, and what is wrong with it or ""."""
    from django.utils.timezone import localdate

    from jukugi.core.fiscal_year import read_day

    if typed is None:
        return None, ""
    day = read_day(typed)
    if day is None:
        return None, f"「{typed}」を日として読めません。2027-03-31 か 令和9年3月31日 のように書いてください。"
    if day < localdate(now):
        return None, f"「{typed}」は、もう過ぎています。きょうより後の日を書いてください。"
    return day, ""


def _not_one(name: str, departments: "list[Organization]") -> str:
    """Why a name does not tell which department is meant."""
    if not departments:
        return f"「{name}」という課はありません。名前を確かめるか、先に画面の「組織と担当」で加えてください。"
    places = "、".join(department.area.name if department.area else "全市" for department in departments)
    return (
        f"「{name}」という課は{len(departments)}つあります（{places}）。"
        "--department なしでつくり、画面の「組織と担当」で加えてください。"
    )


def _join(user: "User", department: "Organization", *, now: "datetime") -> int:
    """From today the person works for the department; one who does already stays as they are."""
    from django.utils.timezone import localdate

    from jukugi.apps.organizations.actions import add_member
    from jukugi.apps.organizations.enums import MembershipRole
    from jukugi.apps.organizations.queries import memberships_of
    from jukugi.kit.errors import Refusal, words_for

    today = localdate(now)
    if any(membership.organization == department for membership in memberships_of(user, day=today)):
        print(f"{_named(user)}は、すでに「{department}」にいます。")
        return 0
    role = MembershipRole.OFFICER
    try:
        add_member(organization=department, person=user, role=role, starts_on=today, ends_on=None, actor=None, now=now)
    except Refusal as error:
        return _refuse(str(words_for(error)))
    print(f"{_named(user)}を「{department}」の担当にしました（きょうから）。")
    return 0


def _give_new_password(user: "User", *, now: "datetime") -> int:
    from jukugi.apps.accounts.actions import give_new_password

    password = _asked_password(user)
    if password is None:
        return 1
    give_new_password(user=user, password=password, now=now)
    print(f"{_named(user)}のパスワードを付け直しました。サインイン中の画面は、すべて閉じました。")
    if not user.is_active:
        print(f"サインインは止めたままです。また使うなら jukugi staff {user.username} --resume を行ってください。")
    return 0


def _done(later: str, user: "User", *, now: "datetime") -> str:
    """Do what the option says, and tell it."""
    from jukugi.apps.accounts import actions

    if later == "--end":
        is_changed = actions.end_sign_in(user=user, now=now)
        told = "止めました。サインイン中の画面は、すべて閉じました" if is_changed else "すでに止めてあります"
        return f"{_named(user)}のサインインは、{told}。"
    if later == "--resume":
        is_changed = actions.resume_sign_in(user=user, now=now)
        told = "また使えます。パスワードと役割は、止める前のままです" if is_changed else "止まっていません"
        return f"{_named(user)}のサインインは、{told}。"
    is_changed = actions.reset_second_step(user=user, now=now)
    told = "外しました。次にサインインしたら、もう一度設定するよう伝えてください" if is_changed else "使われていません"
    return f"{_named(user)}の二段階の確認は、{told}。"


def _asked_password(user: "User | None") -> str | None:
    """A password that will do; ``None`` after saying why another is needed."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = getpass.getpass("パスワード（12字以上）：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password, user)
    except ValidationError as error:
        _refuse("パスワードを変えてください。" + "".join(error.messages))
        return None
    return password


def _named(user: "User") -> str:
    return f"{user.display_name}（{user.username}）"


def _refuse(sentence: str, *, code: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return code
