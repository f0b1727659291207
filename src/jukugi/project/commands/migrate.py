"""Bring the database to the newest form."""

import argparse

help = "データベースをつくる、または新しい形に直す（何度行ってもよい）"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(options: argparse.Namespace) -> int:
    from jukugi.project.cli import set_up_django, told_when_unreachable

    set_up_django()
    from django.core.management import call_command
    from django.db import connection

    with told_when_unreachable():
        connection.ensure_connection()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    print(f"データベースの準備ができました（{connection.display_name}）。")
    return 0
