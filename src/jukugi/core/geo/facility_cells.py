"""Single cells of a list of facilities in the form of the standard: each repair, and what cannot be helped."""

import re
import unicodedata
from dataclasses import dataclass, field

DAYS = "月火水木金土日"
_DAY_WORDS = {"mon": "月", "tue": "火", "wed": "水", "thu": "木", "fri": "金", "sat": "土", "sun": "日"}
_YES = frozenset(
    {"有", "あり", "ある", "○", "〇", "◯", "●", "o", "可", "可能", "1", "true", "yes", "y", "はい", "対応"}
)
_NO = frozenset({"無", "なし", "ない", "×", "✕", "x", "不可", "0", "false", "no", "n", "いいえ", "未対応", "非対応"})
_NOT_KNOWN = frozenset({"不明", "未確認", "未調査", "-", "‐", "―", "ー", "?", "unknown"})


@dataclass(frozen=True)
class Step:
    """One repair: what stood there and what stands there now."""

    code: str
    before: str
    after: str


@dataclass
class Cell:
    """A cell on its way: ``problem`` is why it is empty in the end."""

    value: str
    steps: list[Step] = field(default_factory=list)
    problem: str = ""

    def become(self, code: str, value: str) -> None:
        if value != self.value:
            self.steps.append(Step(code, self.value, value))
            self.value = value

    def fail(self, problem: str) -> None:
        self.problem, self.value = problem, ""


def tidied(text: str) -> Cell:
    """Without blanks around it, in one line."""
    cell = Cell(text)
    cell.become(
        "blanks", " ".join(text.replace("\u3000", " ").split()) if re.search(r"[\r\n\t]", text) else text.strip()
    )
    return cell


def narrowed(text: str) -> Cell:
    """The same, with digits, letters and signs in half width."""
    cell = tidied(text)
    words = unicodedata.normalize("NFKC", cell.value)
    cell.become("width", re.sub("[‐‑‒–—―−ー](?=\\d)", "-", words).strip())
    return cell


def digits_of(text: str) -> Cell:
    """Digits that a table may have taken for a number: without .0, without exponent where nothing is lost by it."""
    cell = narrowed(text)
    if re.fullmatch(r"\d+\.0+", cell.value):
        cell.become("number", cell.value.split(".")[0])
    elif found := re.fullmatch(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})", cell.value, re.IGNORECASE):
        head, tail, power = found[1], found[2] or "", int(found[3])
        if len(tail.rstrip("0")) < power - 4:
            cell.fail("digits_lost")
        else:
            cell.become("number", (head + tail).ljust(power + 1, "0"))
    return cell


def padded(text: str, *, length: int, at_least: int) -> Cell:
    """A number of fixed length that lost its zeros in front."""
    cell = digits_of(text)
    if not cell.value:
        return cell
    if re.fullmatch(rf"\d{{{at_least},{length}}}", cell.value):
        cell.become("zeros", cell.value.zfill(length))
    else:
        cell.fail("not_a_number_of_its_kind")
    return cell


def postcode(text: str) -> Cell:
    cell = digits_of(text)
    cell.become("signs", re.sub(r"[〒\s-]", "", cell.value))
    if cell.value:
        rest = padded(cell.value, length=7, at_least=5)
        cell.steps += rest.steps
        cell.value, cell.problem = rest.value, rest.problem
    return cell


def phone(text: str) -> Cell:
    """Nine digits, or ten of a mobile phone, have lost the 0 in front."""
    cell = digits_of(text)
    digits = re.sub(r"\D", "", cell.value)
    if not cell.value:
        return cell
    if not re.fullmatch(r"[\d()+\- ]+", cell.value) or not 9 <= len(digits) <= 12:
        cell.fail("not_a_phone")
    elif not digits.startswith("0") and "+" not in cell.value:
        if len(digits) == 9 or (len(digits) == 10 and digits[:2] in ("50", "70", "80", "90", "12")):
            place = re.search(r"\d", cell.value)
            cell.become("zeros", cell.value[: place.start()] + "0" + cell.value[place.start() :] if place else "")
        else:
            cell.fail("not_a_phone")
    return cell


def web_address(text: str) -> Cell:
    cell = narrowed(text)
    if cell.value and not re.fullmatch(r"https?://[^\s]+", cell.value, re.IGNORECASE):
        cell.fail("not_a_web_address")
    return cell


def mail_address(text: str) -> Cell:
    cell = narrowed(text)
    if cell.value and not re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", cell.value):
        cell.fail("not_a_mail_address")
    return cell


def kana(text: str) -> Cell:
    """Full-width katakana."""
    cell = tidied(text)
    wide = "".join(
        unicodedata.normalize("NFKC", run) if re.match("[\uff61-\uff9f]", run) else run
        for run in re.findall("[\uff61-\uff9f]+|[^\uff61-\uff9f]+", cell.value)
    )
    cell.become("width", wide)
    cell.become("katakana", "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in cell.value))
    return cell


def flag(text: str) -> Cell:
    """有, 無 or nothing."""
    cell = tidied(text)
    word = unicodedata.normalize("NFKC", cell.value).casefold()
    if word in _YES:
        cell.become("flag", "有")
    elif word in _NO:
        cell.become("flag", "無")
    elif word in _NOT_KNOWN:
        cell.become("flag", "")
    elif word:
        cell.fail("not_a_flag")
    return cell


def clock(text: str) -> Cell:
    """Hours and minutes, 00:00 to 24:00."""
    cell = narrowed(text)
    if not cell.value:
        return cell
    found = _clock(cell.value)
    if found is None:
        cell.fail("not_a_time")
    else:
        cell.become("time", found)
    return cell


def _clock(text: str) -> str | None:
    words = text.casefold().replace(" ", "").replace("正午", "12:00").replace("半", "30分")
    is_late = words.startswith(("午後", "pm")) or words.endswith("pm")
    is_early = words.startswith(("午前", "am")) or words.endswith("am")
    words = re.sub(r"^(午前|午後|am|pm)|(am|pm)$", "", words)
    found = (
        re.fullmatch(r"(\d{1,2})[:;.：](\d{2})(?::\d{2}(?:\.0+)?)?", words)
        or re.fullmatch(r"(\d{1,2})時(?:(\d{1,2})分?)?", words)
        or re.fullmatch(r"(\d{2})(\d{2})", words)
        or re.fullmatch(r"(\d{1,2})()", words)
    )
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if (is_late or is_early) and hour > 12:
        return None
    hour += 12 if is_late and hour < 12 else 0
    hour -= 12 if is_early and hour == 12 else 0
    return f"{hour:02}:{minute:02}" if minute < 60 and hour * 60 + minute <= 24 * 60 else None


def days(text: str) -> tuple[Cell, str]:
    """The days of the week in their order, and what of the text they do not tell: the second Saturday, afternoons."""
    cell = tidied(text)
    words = unicodedata.normalize("NFKC", cell.value).casefold()
    if not words:
        return cell, ""
    for name, day in _DAY_WORDS.items():
        words = re.sub(rf"\b{name}[a-z]*", day, words)
    is_closed = re.search("休(?!憩)|除|以外", words) and "無休" not in words
    named = _named(words)
    found = "".join(day for day in DAYS if day not in named) if is_closed and named else named
    if (is_closed and not named) or not found:
        cell.fail("no_day")
        return cell, text.strip()
    cell.become("days", found)
    is_all_told = re.fullmatch("(毎日|全日|年中無休|平日|毎週|曜日?|から|まで|[月火水木金土日~〜・、,;/ と-])*", words)
    return cell, "" if is_all_told else text.strip()


def _named(words: str) -> str:
    """Days that are named, alone or from one to another; not those in 予約日, 4月 or 料金."""
    if re.search("毎日|全日|無休", words):
        return DAYS
    found = set("月火水木金") if "平日" in words else set()
    words = re.sub("[平祝]日|休日", " ", words)
    words = re.sub("([月火水木金土日])曜日?", r" \1 ", words)
    words = re.sub(
        "毎週|隔週|第[\\d一二三四五]|から|と|や|及び|または", lambda m: "~" if m[0] == "から" else " ", words
    )
    alone = re.sub(r"(?<=[^\W月火水木金土日])[月火水木金土日]+", " ", words)
    for first, last in re.findall(r"([月火水木金土日])\s*[~〜-]\s*([月火水木金土日])", alone):
        start, end = DAYS.index(first), DAYS.index(last)
        found |= {DAYS[(start + n) % 7] for n in range((end - start) % 7 + 1)}
    found |= set(alone) & set(DAYS)
    return "".join(day for day in DAYS if day in found)
