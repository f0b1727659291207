"""Load the sample city."""

import argparse
import sys

help = "見本の市を載せる（すでにある場合は、二重にはならない）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--yes", action="store_true", help="市の検討プロセスがあっても、HTTPSの設定でも載せる")


def run(options: argparse.Namespace) -> int:
    """Refuses where it looks like a city's own site: the sample brings sign-ins whose password everybody knows."""
    from jukugi.project.cli import open_database

    open_database()
    from django.utils import timezone

    from jukugi.kit.pages.places import samples

    reason = _looks_real()
    if reason and not options.yes:
        print(
            f"見本の市を載せませんでした。{reason}見本には、だれでも知っているパスワードの職員が入っています。"
            "それでも載せるときは jukugi sample --yes を行ってください。",
            file=sys.stderr,
        )
        return 1
    now = timezone.now()
    for load in samples:
        print(load(now), flush=True)
    return 0


def _looks_real() -> str:
    """Why this looks like a city's own site, or "". A conversation that was imported is no sign of one."""
    from django.conf import settings

    from jukugi.apps.processes.models import Process

    if settings.HTTPS:
        return "ここは本番の設定（JUKUGI_HTTPS=1）です。"
    own = Process.objects.filter(is_sample=False).exclude(topics__source_digest__isnull=False).first()
    return f"市の検討プロセス「{own.title}」があります。" if own else ""
