"""Load the sample city."""

import argparse
import sys
from collections.abc import Callable, Collection
from datetime import datetime
from time import monotonic

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
    _load(list(samples), timezone.now())
    return 0


def _load(loaders: Collection[Callable[[datetime], str]], now: datetime) -> None:
    """Each loader says what it did as soon as it is done; how far we are and how long it took stands beside it."""
    started = monotonic()
    for number, load in enumerate(loaders, start=1):
        before = monotonic()
        _tell(f"見本を載せています（{number}/{len(loaders)}）…", end="")
        try:
            sentence = load(now)
        finally:
            _tell(f" {monotonic() - before:.1f}秒")
        print(sentence, flush=True)
    _tell(f"見本の市を載せました（あわせて{monotonic() - started:.1f}秒）")


def _tell(words: str, end: str = "\n") -> None:
    print(words, end=end, file=sys.stderr, flush=True)


def _looks_real() -> str:
    """Why this looks like a city's own site, or "". An imported conversation is no sign of one,
    nor is the record of the real course that comes with the sample."""
    from django.conf import settings

    from jukugi.apps.processes.enums import RECORD_SLUG
    from jukugi.apps.processes.models import Process

    if settings.HTTPS:
        return "ここは本番の設定（JUKUGI_HTTPS=1）です。"
    citys = Process.objects.filter(is_sample=False).exclude(slug=RECORD_SLUG)
    own = citys.exclude(topics__source_digest__isnull=False).first()
    return f"市の検討プロセス「{own.title}」があります。" if own else ""
