import subprocess
from pathlib import Path

import pytest

from tools.check_documents import faults_in, listed_files

GOOD = {
    ".env.sample": "# 秘密\nJUKUGI_SECRET_KEY=\n# JUKUGI_PHONE=044-000-0000\n",
    "src/jukugi/project/settings.py": 'required("JUKUGI_SECRET_KEY")\nget("JUKUGI_PHONE")\n',
    "README.md": "[guide](docs/guide.md) [site](https://example.org/) [up](#top)\n`[not](a-link.md)`\n",
    "docs/guide.md": "[back](../README.md#top) ![picture](<picture.png>)\n```\n[not](a-link.md)\n```\n",
    "docs/picture.png": "\x89",
    "changelog.d/0002-vote-and-map.md": "賛否に答えられます。\n",
    "src/jukugi/apps/x/migrations/0001_initial.py": "x = 1\n" * 401,
    "src/jukugi/apps/x/models.py": "x = 1\n" * 400,
}


@pytest.fixture
def repository(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    for name, text in GOOD.items():
        plant(tmp_path, name, text)
    return tmp_path


def plant(root, name, text):
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="latin-1" if name.endswith(".png") else "utf-8")


def test_a_tidy_repository_has_no_faults(repository):
    assert list(faults_in(repository, listed_files(repository))) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("docs/guide.md", "x\n\n[lost](lost.md)\n", "docs/guide.md:3: リンク先がありません: lost.md"),
        (".env.sample", "JUKUGI_SECRET_KEY=\n", "設定 JUKUGI_PHONE が載っていません"),
        (".env.sample", GOOD[".env.sample"] + "JUKUGI_FAX=\n", "設定 JUKUGI_FAX はどこでも使われていません"),
        ("src/jukugi/apps/x/views.py", "x = 1\n" * 401, "src/jukugi/apps/x/views.py: 401 行あります"),
        ("src/jukugi/static/x.css", "a{}\n" * 401, "src/jukugi/static/x.css: 401 行あります"),
        ("changelog.d/vote.md", "x\n", "changelog.d/vote.md: 名前は"),
        ("docs/guide.md", "https://" + "py" + "pi.org/simple\n", "docs/guide.md:1: 配布サーバーの名前"),
    ],
)
def test_a_planted_fault_is_found_with_its_place(repository, name, text, fault):
    plant(repository, name, text)

    found = list(faults_in(repository, listed_files(repository)))

    assert len(found) == 1
    assert fault in found[0]


def test_ignored_files_are_not_looked_at(repository):
    plant(repository, ".gitignore", "/var/\n")
    plant(repository, "var/long.py", "x = 1\n" * 401)

    assert Path("var/long.py") not in listed_files(repository)
