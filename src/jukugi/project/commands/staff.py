"""Give a member of staff a sign-in."""

import argparse
import getpass
import sys

help = "職員のサインインをつくり、役割を与える（パスワードは尋ねられたら打つ）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="ユーザー名")
    parser.add_argument("display_name", help="画面に出る名前（例：施策課 係長）")
    parser.add_argument("role", choices=("policy_officer", "ward_officer", "operator"), help="役割")
    parser.add_argument("--ward", help="区の担当の場合、区のコード（6桁）")


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import open_database

    open_database()
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from jukugi.apps.accounts.actions import add_staff
    from jukugi.apps.accounts.enums import RoleKind
    from jukugi.apps.areas.models import Area

    area = Area.objects.wards().filter(code=options.ward).first() if options.ward else None
    if (options.role == "ward_officer") != (area is not None):
        print("区の担当には --ward に区のコードを、ほかの役割には --ward なしで指定してください。", file=sys.stderr)
        return 1
    password = getpass.getpass("パスワード（12字以上）：") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        validate_password(password)
    except ValidationError as error:
        print("パスワードを変えてください。" + "".join(error.messages), file=sys.stderr)
        return 1
    user = add_staff(
        username=options.username,
        display_name=options.display_name,
        password=password,
        kind=RoleKind(options.role),
        area=area,
        now=timezone.now(),
    )
    print(
        f"{user.display_name}（{user.username}）がサインインできます。すでにあった利用者のパスワードは変えていません。"
    )
    return 0
