"""What the result document of a very large public comment costs: 18,000 letters, 26,000 opinions, all five files.

`python -m bench.results` makes a table up (a third of the opinions nearly the same as another, five channels), runs
`jukugi consultation report` on it, and reads all five files back, each by a reader that is not ours. Exit code 1 where
a limit is passed or a sum differs. The limit is three minutes of two cores, in processor seconds, so that a busy
machine does not decide; `python -m bench.results 1500 2200` does it for fewer.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.results_reading import sums
from tools.words import tell

LETTERS, COMMENTS, CHAPTERS = 18_000, 26_000, 12
LIMIT_SECONDS, LIMIT_MEGABYTES = 2 * 180, 1_000
CHANNELS = ("web", "mail", "fax", "post", "counter")
ANSWERS = 400
OPENINGS = ("私の住む町では、", "役員を務めてきました。", "子育て中の立場から書きます。", "素案を読みました。", "")
MATTERS = ("配布物", "回覧板", "居場所", "見守り", "防災訓練", "会費の集め方", "役員の選び方", "区の相談窓口", "空き家")
WISHES = (
    "回数と通数の両方を減らし、年の初めに一年分の予定を示してほしい。",
    "小学校区ごとに、だれでも立ち寄れる形にしてほしい。子どもも高齢の人も来られる時間が要る。",
    "負担がどこに集まっているかを調べ、結果を公表してから決めてほしい。",
    "電子と紙のどちらでも選べるようにし、紙を選ぶ人が損をしないようにしてほしい。",
)


def main() -> int:
    letters, comments = (int(given) for given in sys.argv[1:3]) if len(sys.argv) > 2 else (LETTERS, COMMENTS)
    with TemporaryDirectory(prefix="jukugi-results-") as name:
        folder = Path(name)
        write_table(folder / "comments.csv", letters, comments)
        seconds, spent, megabytes, code = measured(folder)
        if code:
            return code
        told = json.loads((folder / "out" / "totals.json").read_text(encoding="utf-8"))
        tell(f"{letters:,}通、{comments:,}件  {spent:.0f} CPU秒（上限 {LIMIT_SECONDS}）、時計で{seconds:.0f}秒")
        tell(f"いちばん多いとき、すべてのプロセスで {megabytes:,} MB（上限 {LIMIT_MEGABYTES:,}）")
        for path in sorted((folder / "out").iterdir()):
            tell(f"  {path.name:20} {path.stat().st_size / 1e6:8.1f} MB")
        read = sums(folder / "out")
    for form, found in read.items():
        tell(f"  {form:5} {found:,}件")
    is_equal = {told["comments"]["total"], *read.values()} == {comments} and told["letters"]["total"] == letters
    tell("五つのファイルの件数は同じです。" if is_equal else "件数が合いません。")
    return int(not is_equal or spent > LIMIT_SECONDS or megabytes > LIMIT_MEGABYTES)


def write_table(path: Path, letters: int, comments: int) -> None:
    """Every letter has an opinion; the rest are more of some. A third repeats an earlier one nearly."""
    chance = random.Random(8)
    owners = sorted([*range(letters), *(chance.randrange(letters) for _ in range(comments - letters))])
    answers = [f"{chance.choice(MATTERS)}についての御意見です。{chance.choice(WISHES)[:30]}という趣旨を踏まえ、"
               f"取組{number}の中で、地域の実情に応じて進め方を検討します。" for number in range(ANSWERS)]  # fmt: skip
    written: list[tuple[str, str, str, str]] = []
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("number", "channel", "received_on", "chapter", "comment", "category", "answer"))
        for place, owner in enumerate(owners):
            if written and chance.random() < 1 / 3:
                chapter, comment, category, answer = chance.choice(written[-3000:])
                comment = chance.choice(
                    (comment, comment.replace("。", "。 "), comment[:-1] + "！", f"要望です。{comment}")
                )
            else:
                chapter, category = f"第{chance.randrange(CHAPTERS) + 1}章 見本の章", chance.choice("AABBBBCCCDDE")
                comment, answer = _comment(chance, place), chance.choice(answers)
                written.append((chapter, comment, category, answer))
            day = f"2026-11-{owner % 30 + 1:02}"
            table.writerow((f"R{owner:05}", CHANNELS[owner % 5], day, chapter, comment, category, answer))


def _comment(chance: random.Random, place: int) -> str:
    parts = [chance.choice(OPENINGS)]
    for _ in range(chance.choice((1, 1, 2, 3))):
        parts.append(f"{chance.choice(MATTERS)}は、{chance.choice(WISHES)}")
    return f"{''.join(parts)}（{place % 977}番地の近く）。"


def measured(folder: Path) -> tuple[float, float, int, int]:
    """Seconds, processor seconds, the most memory of the command and its processes together (MB), and its exit code."""
    command = [str(Path(sys.executable).parent / "jukugi"), "consultation", "report", "--title", "見本の素案"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUKUGI_", "DJANGO_"))}
    began = time.monotonic()
    running = subprocess.Popen(
        [*command, "--in", str(folder / "comments.csv"), "--out", str(folder / "out")], env=environment
    )
    most = 0
    while running.poll() is None:
        most = max(most, tree_megabytes(running.pid))
        time.sleep(0.2)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - began, used.ru_utime + used.ru_stime, most, running.returncode


def tree_megabytes(pid: int) -> int:
    """Memory of a process and all below it now, in MB."""
    return sum(map(_resident, _family(pid))) // 1_000_000


def largest_megabytes(pid: int) -> tuple[int, int]:
    """Memory of the largest of them, in MB: of a web server, the process that answers. All that is resident; and its
    own, without files of which the system keeps a picture in memory as long as nobody else needs it (SQLite's).
    """
    return max((_resident(one) // 1_000_000, _own(one) // 1_000_000) for one in _family(pid))


def processor_seconds(pid: int) -> float:
    """What a process and all below it have worked so far."""
    return sum(map(_worked, _family(pid)))


def _worked(pid: int) -> float:
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # ended meanwhile
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _family(parent: int) -> list[int]:
    """The process and all below it."""
    try:
        threads = list(Path(f"/proc/{parent}/task").iterdir())
        children = [int(pid) for thread in threads for pid in (thread / "children").read_text().split()]
    except OSError:  # ended meanwhile
        return []
    return [parent, *(pid for child in children for pid in _family(child))]


def _own(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    sys.exit(main())
