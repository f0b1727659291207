"""Draw whom to write to from an extract of the register, on the city's own machine: no database, no network.

What goes back to Jukugi (``invited.csv``) are the numbers of letters and their strata. Names and addresses are in
``letters.csv`` and the letters alone, which stay on this machine.
"""

import argparse
import codecs
import csv
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jukugi import __version__
from jukugi.kit.files import document_in, write_whole
from jukugi.project.table_files import Refused, told

if TYPE_CHECKING:
    from jukugi.core.sortition.inviting import Invitation
    from jukugi.core.sortition.registering import Register, RegisterColumns, RegisterFault

help = "無作為抽出の案内：名簿の写しから、案内を送る人をくじで選び、番号と合わせる（設定もデータベースもいりません）"

FORMAT = "jukugi-invitation-1"
FAULT_WORDS = {
    "missing_column": "この列がありません。見出しの行に足すか、--id や --household で列の名前を示してください",
    "wrong_width": "列の数が見出しと違います",
    "empty": "空です",
    "repeated": "同じ番号が前の行にもあります",
    "no_age": "年齢が分かりません。1984-05-06、昭和59年5月6日のように書いてください",
}
BUNDLE = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--register", type=Path, required=True, metavar="CSV", help="名簿の写し。一行が一人（UTF-8かcp932）"
    )
    parser.add_argument("--plan", type=Path, required=True, metavar="JSON", help="職員の画面で受け取った計画")
    parser.add_argument("--codes", type=Path, required=True, metavar="CSV", help="職員の画面で受け取った番号の表")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="書き出すフォルダー。なければつくる")
    parser.add_argument("--id", metavar="COLUMN", help="一人に一つの番号の列（既定は整理番号、宛名番号、住民番号、id）")
    parser.add_argument(
        "--household",
        metavar="COLUMN,COLUMN",
        help="世帯を表す列。すべて同じ人へは一通まで（既定は世帯番号、なければ住所）",
    )
    parser.add_argument("--on", metavar="DAY", help="年齢を数える日（既定は応募の締切の日）")
    parser.add_argument("--pdf", action="store_true", help=f"手紙を{BUNDLE}通ずつのPDFにもする")
    parser.add_argument("--check", action="store_true", help="--out にある結果と同じになるか、引き直して確かめる")
    parser.add_argument("--take-good", action="store_true", help="誤りのある行を除いて行う（除いた数は知らせる）")


def run(options: argparse.Namespace) -> int:
    """Read, draw, write, or check what was written; a refusal names the file, the row and what to do now."""
    return told(lambda: _invite(options))


def _invite(options: argparse.Namespace) -> int:
    from jukugi.core.sortition import InvalidDraw
    from jukugi.core.sortition.inviting import draw_invitations, letters_by_stratum

    plan, codes = _plan(options.plan), _codes(options.codes)
    on = _day(options.on or plan["closes_on"])
    people, columns = _people(options, plan, on)
    counts = Counter(people.strata)
    weights = {name: float(plan["weights"].get(name.rpartition("/")[2], 1.0)) for name in counts}
    try:
        shared = letters_by_stratum(counts, min(int(plan["letters"]), len(codes)), weights=weights)
        drawn = draw_invitations(people.keys, people.strata, people.households, shared, seed=plan["seed"])
    except InvalidDraw as error:
        raise Refused(
            f"案内{int(plan['letters']):,}通を、名簿の{len(people.keys):,}人に割り振れません。通数か、送る割合を直してください。"
        ) from error
    files = _files(options, plan, people, columns, codes, drawn, on)
    if options.check:
        return _checked(options.out, files)
    options.out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(options.out / name, content)
    if options.pdf:
        _letters_pdf(options.out, plan, files["letters.csv"])
    _tell(options, people, drawn)
    return 0


def _plan(path: Path) -> dict[str, Any]:
    """Raises Refused."""
    try:
        plan: dict[str, Any] = document_in(path.read_bytes())
        wanted = {"seed": str, "letters": int, "bands": list, "weights": dict, "wards": list, "closes_on": str}
        is_plan = plan.get("format") == FORMAT and all(
            isinstance(plan.get(name), kind) for name, kind in wanted.items()
        )
        if not is_plan or not _is_drawable(plan):
            raise ValueError
    except (ValueError, AttributeError, TypeError):
        raise Refused(f"{path}：計画として読めません。職員の画面から、もう一度受け取ってください。") from None
    if not plan["seed"]:
        raise Refused(f"{path}：公の数がまだ入っていません。職員の画面に数を入れてから、受け取り直してください。")
    return plan


def _is_drawable(plan: dict[str, Any]) -> bool:
    """Whether bands, weights and wards are what they are in a plan. Raises TypeError, ValueError where they are not."""
    bands = all(
        isinstance(code, str) and 0 <= low <= (150 if high is None else high) <= 150
        for code, low, high in plan["bands"]
    )
    weights = all(0 <= float(weight) < 1e9 for weight in plan["weights"].values())
    return bands and weights and all(isinstance(ward, str) for ward in plan["wards"])


def _codes(path: Path) -> list[tuple[str, str]]:
    """Code and address of each letter, in the order of their numbers. Raises Refused."""
    with _opened(path) as file:
        rows = list(csv.DictReader(file))
    if not rows or not {"number", "code", "address"} <= set(rows[0]):
        raise Refused(f"{path}：番号の表として読めません（number、code、address の列が要ります）。")
    if [row["number"] for row in rows] != [str(number) for number in range(1, len(rows) + 1)]:
        raise Refused(f"{path}：番号が1から続いていません。受け取ったままの表を使ってください。")
    if any(not row["code"] or not row["address"] for row in rows):
        raise Refused(f"{path}：番号かアドレスのない行があります。受け取ったままの表を使ってください。")
    return [(row["code"], row["address"]) for row in rows]


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise Refused(f"{typed} は日ではありません。2026-12-20 のように書いてください。") from None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """A text file in UTF-8, else in cp932; decoded as it is read. Raises Refused, OSError."""
    with path.open(encoding=_encoding(path), newline="") as file:
        try:
            yield file
        except csv.Error as error:
            raise Refused(
                f"{path}：CSVとして読めません（{error}）。引用符の閉じ忘れがないか確かめてください。"
            ) from error


def _encoding(path: Path) -> str:
    for name in ("utf-8-sig", "cp932"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with path.open("rb") as file:
                while part := file.read(1 << 20):
                    decoder.decode(part)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    raise Refused(f"{path}：文字コードが分かりません。UTF-8かcp932（Shift_JIS）で保存し直してください。")


def _people(options: argparse.Namespace, plan: dict[str, Any], on: date) -> "tuple[Register, RegisterColumns]":
    """Everybody who may get a letter. Raises Refused with every row that is wrong; no name is told."""
    from jukugi.core.sortition.registering import read_register, register_columns

    household = [name.strip() for name in (options.household or "").split(",") if name.strip()]
    with _opened(options.register) as file:
        rows = csv.reader(file)
        header = next(rows, None)
        if header is None:
            raise Refused(f"{options.register}：中身がありません。")
        columns, missing = register_columns(header, key=options.id, household=household)
        if columns is None:
            raise Refused(f"{options.register} に、要る列がありません。", *_lines(missing))
        bands = [(code, low, high) for code, low, high in plan["bands"]]
        people, faults, wrong = read_register(rows, columns, bands=bands, wards=plan["wards"], on=on)
    if wrong and not options.take_good:
        more = [f"ほかに{wrong - len(faults):,}行あります。"] if wrong > len(faults) else []
        raise Refused(
            f"{options.register} に直すところが{wrong:,}行あります。"
            "直すか、--take-good を付けてその行を除いて行ってください。",
            *_lines(faults),
            *more,
        )
    if wrong:
        print(f"誤りのある{wrong:,}行を除きました。", file=sys.stderr)
    if not people.keys:
        raise Refused(f"{options.register}：対象の年齢と区の人が、一人もいません。計画と名簿を確かめてください。")
    return people, columns


def _lines(faults: "Sequence[RegisterFault]") -> list[str]:
    return [f"- {fault.row}行目「{fault.column}」：{FAULT_WORDS[fault.code]}" for fault in faults]


def _files(
    options: argparse.Namespace,
    plan: dict[str, Any],
    people: "Register",
    columns: "RegisterColumns",
    codes: list[tuple[str, str]],
    drawn: "Invitation",
    on: date,
) -> dict[str, bytes]:
    """All that is written, by name; the letters are numbered in the order of their lots."""
    places = drawn.invited.tolist()
    number_of = {people.rows[place]: number for number, place in enumerate(places, start=1)}
    letters: list[list[str]] = [[] for _place in places]
    with _opened(options.register) as file:
        for number, row in enumerate(csv.reader(file), start=1):
            turn = number_of.get(number)
            if turn is not None:
                postcode = row[columns.postcode] if columns.postcode is not None else ""
                letters[turn - 1] = [str(turn), row[columns.name], postcode, row[columns.address], *codes[turn - 1]]
    strata = [people.strata[place].rpartition("/") for place in places]
    invited = [
        [str(turn), ward, band, people.sexes[place]]
        for turn, (place, (ward, _slash, band)) in enumerate(zip(places, strata, strict=True), start=1)
    ]
    files = {
        "letters.csv": _csv(["number", "name", "postcode", "address", "code", "link"], letters),
        "invited.csv": _csv(["number", "ward", "band", "sex"], invited),
        "counts.csv": _csv(
            ["ward", "band", "people", "letters"],
            [
                [*name.rpartition("/")[::2], str(people_), str(drawn.letters[name])]
                for name, people_ in sorted(drawn.people.items())
            ],
        ),
    }
    record = {
        "format": FORMAT,
        "version": __version__,
        "plan_sha256": hashlib.sha256(options.plan.read_bytes()).hexdigest(),
        "register_sha256": _fingerprint(people),
        "invited_sha256": hashlib.sha256(files["invited.csv"]).hexdigest(),
        "seed": plan["seed"],
        "ages_on": on.isoformat(),
        "people": len(people.keys),
        "outside": people.outside,
        "letters": len(places),
        "short": list(drawn.short),
    }
    return files | {"record.json": json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode()}


def _fingerprint(people: "Register") -> str:
    """Of who could be drawn, whatever the order of rows: keys, strata and households, hashed together."""
    lines = sorted(zip(people.keys, people.strata, people.households, strict=True))
    digest = hashlib.sha256()
    for line in lines:
        digest.update("\x1e".join(line).encode() + b"\n")
    return digest.hexdigest()


def _csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _checked(folder: Path, files: dict[str, bytes]) -> int:
    """Whether what stands in the folder is what is drawn now. Raises Refused."""
    differ = [name for name, content in files.items() if not _is_same(folder / name, content)]
    if differ:
        raise Refused("不一致：引き直した結果と違うファイルがあります。", *(f"- {name}" for name in differ))
    print("一致：同じ名簿、計画、番号から、同じ案内になりました。")
    return 0


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def _letters_pdf(folder: Path, plan: dict[str, Any], content: bytes) -> None:
    """Print-ready letters, with the address in the window, in bundles."""
    import io

    from jukugi.kit.errors import Refusal, words_for
    from jukugi.project.letters import invitation_letters, without_settings

    without_settings()
    from jukugi.kit.papers import form_pdf

    rows = list(csv.DictReader(io.StringIO(content.decode())))
    for before in range(0, len(rows), BUNDLE):
        some = rows[before : before + BUNDLE]
        try:
            made = form_pdf(invitation_letters(plan, some))
        except Refusal as error:
            raise Refused(str(words_for(error))) from error
        write_whole(folder / f"letters-{before + 1:06}-{before + len(some):06}.pdf", made)
        print(f"○ {before + 1:,}通目から{before + len(some):,}通目まで", file=sys.stderr, flush=True)


def _tell(options: argparse.Namespace, people: "Register", drawn: "Invitation") -> None:
    print(f"名簿の{len(people.keys):,}人から、案内を送る{len(drawn.invited):,}人を選びました（一世帯に一通まで）。")
    if people.outside:
        print(f"対象の年齢と区の外の人：{people.outside:,}人。")
    if drawn.short:
        print(f"人か世帯が足りず、予定の数に届かない層：{'、'.join(drawn.short)}。")
    print(
        f"{options.out} に書きました。Jukugi に戻すのは invited.csv だけです。"
        "氏名と住所の入った letters は、刷り終えたら消してください。"
    )
