"""Do the papers and the code agree? Links resolve, settings are listed, files stay short, nothing names a registry."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from tools.places import ROOT
from tools.words import Missing, complain, tell

LONGEST = 400
MEASURED = {".py", ".html", ".css", ".js"}
SETTINGS = Path("src/jukugi/project/settings.py")
SAMPLE = Path(".env.sample")
FRAGMENT = re.compile(r"\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md")  # 0002-vote-and-map.md: the issue, then what it is about
SETTING = re.compile(r"\bJUKUGI_[A-Z0-9_]+")
LINK = re.compile(r"!?\[[^\]\n]*\]\(<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\)")
CODE = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`", re.DOTALL | re.MULTILINE)
ELSEWHERE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)
# A lock or a paper with a package registry's address works only where that registry is reached.
REGISTRY = re.compile(r"\b(?:py(?:pi|thonhosted)|npmjs)\.org\b")


def main() -> int:
    try:
        faults = list(faults_in(ROOT, listed_files(ROOT)))
    except Missing as missing:
        complain(missing)
        return 1
    for fault in faults:
        tell(fault)
    return 1 if faults else 0


def faults_in(root: Path, files: list[Path]) -> Iterator[str]:
    """One line for each fault. `files` are relative to `root`."""
    yield from _broken_links(root, files)
    yield from _settings_that_differ(root)
    yield from _long_files(root, files)
    yield from _misnamed_fragments(files)
    yield from _registries(root, files)


def listed_files(root: Path) -> list[Path]:
    """What is in the repository or about to be: tracked files, and new ones that are not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Missing(
            "git でファイルの一覧を作れません。git を入れ、git clone した場所で実行してください。",
            "git could not list the files: install git, and run this in a clone.",
        ) from error
    return sorted({Path(name) for name in done.stdout.split("\0") if name and (root / name).is_file()})


def _broken_links(root: Path, files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        if path.suffix != ".md":
            continue
        for line, target in _links((root / path).read_text(encoding="utf-8")):
            wanted = unquote(target.partition("#")[0])
            base = root if wanted.startswith("/") else root / path.parent
            if not (base / wanted.lstrip("/")).exists():
                yield f"{path}:{line}: リンク先がありません: {target}"


def _links(text: str) -> Iterator[tuple[int, str]]:
    """Relative links with their lines; what stands in code is an example, not a link."""
    prose = CODE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
    for found in LINK.finditer(prose):
        if not ELSEWHERE.match(found.group(1)):
            yield prose.count("\n", 0, found.start()) + 1, found.group(1)


def _settings_that_differ(root: Path) -> Iterator[str]:
    """Every setting the program reads stands in .env.sample, and nothing else does."""
    if not (root / SETTINGS).exists() or not (root / SAMPLE).exists():
        yield f"{SETTINGS} と {SAMPLE} がそろっていません"
        return
    read = set(SETTING.findall((root / SETTINGS).read_text(encoding="utf-8")))
    listed = set(re.findall(r"^#?\s*(JUKUGI_[A-Z0-9_]+)=", (root / SAMPLE).read_text(encoding="utf-8"), re.MULTILINE))
    yield from (f"{SAMPLE}: 設定 {name} が載っていません（{SETTINGS}）" for name in sorted(read - listed))
    yield from (f"{SAMPLE}: 設定 {name} はどこでも使われていません" for name in sorted(listed - read))


def _long_files(root: Path, files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        if path.suffix in MEASURED and "migrations" not in path.parts:
            lines = (root / path).read_bytes().count(b"\n")
            if lines > LONGEST:
                yield f"{path}: {lines} 行あります（{LONGEST} 行まで）。主題ごとに分けてください"


def _misnamed_fragments(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        if path.parts[0] == "changelog.d" and path.name != "README.md" and not FRAGMENT.fullmatch(path.name):
            yield f"{path}: 名前は 0002-vote-and-map.md の形にしてください（課題の番号 4 桁、英小文字の見出し）"


def _registries(root: Path, files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        try:
            text = (root / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture
        for found in REGISTRY.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: 配布サーバーの名前 {found.group()} を書かないでください"


if __name__ == "__main__":
    sys.exit(main())
