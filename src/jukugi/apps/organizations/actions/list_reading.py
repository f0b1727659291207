"""A ward's list of officers as it was brought: what it would change, and all that is wrong with it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from jukugi.apps.areas.models import Area
from jukugi.apps.organizations.actions.officers import Person
from jukugi.apps.organizations.enums import OfficerRole, OrganizationKind
from jukugi.apps.organizations.models import Officer, Organization
from jukugi.core.text.body_names import Likeness, name_key, resembling
from jukugi.core.text.tidying import folded, has_letters, one_line
from jukugi.kit.sheets import FaultySheet, Sheet, file_fault_words, open_sheet, row_fault_words

ROWS_AT_MOST = 10_000
NAME_LIMIT, PHONE_LIMIT, NUMBER_LIMIT, SERVED_LIMIT = 80, 40, 20, 200
# What stands in the name of a federation.
FEDERATED = "連合"
HOUSEHOLDS_AT_MOST = 1_000_000
# What a column may be called in a list, by what it means here; the first is the one we print.
HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("台帳番号", "番号", "団体番号"),
    "body": ("団体名", "町内会名", "自治会名", "町内会・自治会名", "名称"),
    "role": ("役職", "役割", "役職名"),
    "person": ("氏名", "役員名", "役員氏名"),
    "agrees": ("氏名の公開", "公開", "公開の同意"),
    "phone": ("電話", "電話番号"),
    "email": ("メール", "メールアドレス", "email"),
    "households": ("世帯数", "区域の世帯数"),
    "members": ("加入世帯数", "加入世帯"),
    "served": ("受け持つ区域", "区域"),
}
ROLES = {str(role.label): role for role in OfficerRole} | {
    "代表": OfficerRole.PRESIDENT,
    "代表者": OfficerRole.PRESIDENT,
    "町会長": OfficerRole.PRESIDENT,
    "自治会長": OfficerRole.PRESIDENT,
    "町内会長": OfficerRole.PRESIDENT,
    "会計監査": OfficerRole.AUDITOR,
    "監事": OfficerRole.AUDITOR,
    "役員": OfficerRole.OTHER,
}
AGREES = {"可": True, "同意": True, "○": True, "〇": True, "はい": True, "不可": False, "×": False, "いいえ": False}
FIGURE = re.compile(r"\d{1,7}")


@dataclass(frozen=True)
class RowFault:
    """What is wrong with a row of the file (the heading is 1), in which column, in words; row 0 is the whole file."""

    row: int
    column: str
    words: str


@dataclass(frozen=True)
class NewOfficer:
    """An officer of the list. ``same`` is the term that goes on: the same person in the same office."""

    role: OfficerRole
    person: Person
    same: Officer | None

    @property
    def shown_role(self) -> str:
        return str(self.role.label)


@dataclass(frozen=True)
class BodyChange:
    """What the list says of one association: who holds office from now on, who does no more, how many households."""

    organization: Organization
    officers: tuple[NewOfficer, ...]
    leaving: tuple[Officer, ...]
    households: int | None
    members: int | None

    @property
    def is_new(self) -> bool:
        """Whether the association itself is added to the register."""
        return self.organization.pk is None

    @property
    def arriving(self) -> tuple[NewOfficer, ...]:
        return tuple(each for each in self.officers if each.same is None)

    @property
    def staying(self) -> tuple[NewOfficer, ...]:
        return tuple(each for each in self.officers if each.same is not None)

    @property
    def has_president(self) -> bool:
        """Whether the list says who presides. Without, nobody gets the letter with the code."""
        return any(each.role == OfficerRole.PRESIDENT for each in self.officers)


@dataclass
class ListPlan:
    """What taking a list would do: the changes by association, the faults, and who of the ward is not in it.

    An association with a fault in any of its rows is left out as a whole: half a list would end the terms of others.
    """

    changes: list[BodyChange] = field(default_factory=list)
    faults: list[RowFault] = field(default_factory=list)
    faulty_bodies: list[str] = field(default_factory=list)
    missing: list[Organization] = field(default_factory=list)

    @property
    def is_unreadable(self) -> bool:
        return any(fault.row == 0 for fault in self.faults)

    @property
    def counts(self) -> dict[str, int]:
        return {
            "bodies": len(self.changes),
            "new_bodies": sum(change.is_new for change in self.changes),
            "arriving": sum(len(change.arriving) for change in self.changes),
            "staying": sum(len(change.staying) for change in self.changes),
            "leaving": sum(len(change.leaving) for change in self.changes),
            "faults": len(self.faults),
            "faulty_bodies": len(self.faulty_bodies),
        }


@dataclass(frozen=True)
class _Row:
    line: int
    role: OfficerRole
    person: Person
    households: int | None
    members: int | None


class _Fault(Exception):
    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column, self.words = column, words


def read_list(content: bytes, *, ward: Area, starts_on: date, adds_unknown: bool) -> ListPlan:
    """What this list of a ward would change from its day on. Two queries, whatever stands in it."""
    plan = ListPlan()
    rows = _laid_out(content, plan)
    if plan.is_unreadable:
        return plan
    register = _Register(ward, starts_on)
    # By the body itself: one that the list adds has no key yet.
    taken: dict[int, list[_Row]] = defaultdict(list)
    faulty: dict[int, str] = {}
    for line, row in rows:
        body = None
        try:
            body = register.body_of(row, adds_unknown=adds_unknown)
            taken[id(body)].append(_read_row(line, row))
        except _Fault as fault:
            plan.faults.append(RowFault(line, fault.column, fault.words))
            told = one_line(row["body"]) or one_line(row["number"])
            faulty[id(body) if body else -line] = body.name if body else told
    for body in register.bodies:
        if id(body) in taken and id(body) not in faulty:
            if faults := _faults_together(taken[id(body)]):
                plan.faults += faults
                faulty[id(body)] = body.name
            else:
                plan.changes.append(_change(body, taken[id(body)], starts_on))
    plan.faulty_bodies = list(dict.fromkeys(name for name in faulty.values() if name))
    plan.missing = [body for body in register.bodies if id(body) not in taken and id(body) not in faulty]
    plan.faults.sort(key=lambda fault: fault.row)
    return plan


class _Register:
    """The ward's associations that stand on a day, and those that the list adds: found by number, else by name."""

    def __init__(self, ward: Area, starts_on: date) -> None:
        self._ward = ward
        self.bodies = _bodies(ward, starts_on)
        self._by_number = {body.register_number: body for body in self.bodies if body.register_number}
        self._by_name: dict[str, list[Organization]] = defaultdict(list)
        for body in self.bodies:
            self._by_name[name_key(body.name)].append(body)

    def body_of(self, row: Mapping[str, str], *, adds_unknown: bool) -> Organization:
        """Whose row it is, however the name is written. Raises _Fault."""
        number, name = one_line(row["number"]), one_line(row["body"])
        if number and number in self._by_number:
            return self._by_number[number]
        if not name:
            if number:
                words = _("台帳番号「%(number)s」の団体は、この区にありません。") % {"number": number}
                raise _Fault(HEADINGS["number"][0], words)
            raise _Fault(HEADINGS["body"][0], _("団体名がありません。"))
        exact = [body for body in self.bodies if folded(body.name) == folded(name)]
        found = exact or self._by_name.get(name_key(name), [])
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(body.name for body in found)
            words = _("「%(name)s」に合う団体が%(count)dつあります（%(names)s）。台帳の名前どおりに書いてください。")
            raise _Fault(HEADINGS["body"][0], words % {"name": name, "count": len(found), "names": names})
        near = [self.bodies[each.second - 1].name for each in self._like(name)]
        if near:
            words = _(
                "「%(name)s」は、この区の台帳にありません。似た名前：%(names)s。同じ団体なら、名前を直してください。"
            )
            raise _Fault(HEADINGS["body"][0], words % {"name": name, "names": "、".join(near[:3])})
        if not adds_unknown:
            raise _Fault(HEADINGS["body"][0], _("「%(name)s」は、この区の台帳にありません。") % {"name": name})
        return self._added(name, number, one_line(row["served"]))

    def _like(self, name: str) -> list[Likeness]:
        return [each for each in resembling([name, *(body.name for body in self.bodies)]) if each.first == 0]

    def _added(self, name: str, number: str, served: str) -> Organization:
        """A new association, not saved yet. Raises _Fault."""
        if not has_letters(name) or len(name) > NAME_LIMIT:
            words = _("団体名が読めないか、%(limit)d字を超えています。") % {"limit": NAME_LIMIT}
            raise _Fault(HEADINGS["body"][0], words)
        if len(number) > NUMBER_LIMIT:
            words = _("台帳番号が%(limit)d字を超えています。") % {"limit": NUMBER_LIMIT}
            raise _Fault(HEADINGS["number"][0], words)
        if len(served) > SERVED_LIMIT:
            words = _("区域が%(limit)d字を超えています。") % {"limit": SERVED_LIMIT}
            raise _Fault(HEADINGS["served"][0], words)
        kind = OrganizationKind.FEDERATION if FEDERATED in name else OrganizationKind.ASSOCIATION
        body = Organization(kind=kind, name=name, area=self._ward, register_number=number, served=served)
        self.bodies.append(body)
        self._by_name[name_key(name)].append(body)
        if number:
            self._by_number[number] = body
        return body


def _bodies(ward: Area, starts_on: date) -> list[Organization]:
    """The ward's associations that stand then, each with the officers whose term would go on over that day."""
    going_on = Officer.objects.ending_after(starts_on - timedelta(days=1)).filter(starts_on__lte=starts_on)
    known = Prefetch("officers", queryset=going_on, to_attr="officers_before")
    return list(Organization.objects.neighbours().standing(starts_on).filter(area=ward).prefetch_related(known))


def _laid_out(content: bytes, plan: ListPlan) -> list[tuple[int, dict[str, str]]]:
    """The rows by meaning. What cannot be read at all is a fault of the file."""
    try:
        sheet = open_sheet(content, rows_at_most=ROWS_AT_MOST)
    except FaultySheet as faulty:
        plan.faults += [
            RowFault(0, fault.column or "", file_fault_words(fault, rows_at_most=ROWS_AT_MOST))
            for fault in faulty.faults
        ]
        return []
    columns = {
        meaning: next((column for column in sheet.header if folded(column) in map(folded, names)), None)
        for meaning, names in HEADINGS.items()
    }
    if columns["body"] is None and columns["number"] is None:
        plan.faults.append(RowFault(0, HEADINGS["body"][0], _("団体名の列も、台帳番号の列もありません。")))
    if columns["role"] is None:
        plan.faults.append(RowFault(0, HEADINGS["role"][0], _("役職の列がありません。")))
    if plan.is_unreadable:
        return []
    plan.faults += [RowFault(fault.row or 0, fault.column or "", row_fault_words(fault)) for fault in sheet.faults]
    if not sheet.rows and not sheet.faults:
        plan.faults.append(RowFault(0, "", _("見出しの下に、行がありません。")))
    return _by_meaning(sheet, columns)


def _by_meaning(sheet: Sheet, columns: Mapping[str, str | None]) -> list[tuple[int, dict[str, str]]]:
    return [
        (line, {meaning: values[column].strip() if column else "" for meaning, column in columns.items()})
        for line, values in sheet.rows
    ]


def _read_row(line: int, row: Mapping[str, str]) -> _Row:
    """One officer. Raises _Fault."""
    role = ROLES.get(one_line(row["role"]))
    if role is None:
        words = _("役職「%(role)s」が読めません。%(roles)sのどれかにしてください。")
        raise _Fault(
            HEADINGS["role"][0],
            words % {"role": one_line(row["role"]), "roles": "、".join(str(each.label) for each in OfficerRole)},
        )
    agrees = AGREES.get(folded(row["agrees"])) if row["agrees"] else False
    if agrees is None:
        words = _("氏名の公開「%(value)s」が読めません。可か不可にしてください。空なら不可とみなします。")
        raise _Fault(HEADINGS["agrees"][0], words % {"value": one_line(row["agrees"])[:20]})
    name = one_line(row["person"])
    if len(name) > NAME_LIMIT:
        raise _Fault(HEADINGS["person"][0], _("氏名が%(limit)d字を超えています。") % {"limit": NAME_LIMIT})
    person = Person(name, agrees, one_line(row["phone"]), one_line(row["email"])).tidied()
    if len(person.phone) > PHONE_LIMIT:
        raise _Fault(HEADINGS["phone"][0], _("電話が%(limit)d字を超えています。") % {"limit": PHONE_LIMIT})
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError:
            raise _Fault(HEADINGS["email"][0], _("メールアドレスの形ではありません。")) from None
    households, members = _figure(row, "households"), _figure(row, "members")
    if households is not None and members is not None and members > households:
        words = _("加入世帯数（%(members)d）が、世帯数（%(households)d）より多くなっています。")
        raise _Fault(HEADINGS["members"][0], words % {"members": members, "households": households})
    return _Row(line, role, person, households, members)


def _figure(row: Mapping[str, str], meaning: str) -> int | None:
    plain = folded(row[meaning]).replace(",", "").removesuffix("世帯")
    if not plain:
        return None
    if not FIGURE.fullmatch(plain) or int(plain) > HOUSEHOLDS_AT_MOST:
        words = _("「%(value)s」が数として読めません。")
        raise _Fault(HEADINGS[meaning][0], words % {"value": one_line(row[meaning])[:20]})
    return int(plain)


def _faults_together(rows: Sequence[_Row]) -> list[RowFault]:
    """What is wrong between the rows of one association."""
    faults: list[RowFault] = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        role, name = row.role, folded(row.person.name)
        key = (str(role), "" if role == OfficerRole.PRESIDENT else name)
        before = first.setdefault(key, row.line)
        if before != row.line and (role == OfficerRole.PRESIDENT or name):
            words = _("同じ団体の%(role)sが、%(row)d行目にもあります。") % {"role": role.label, "row": before}
            faults.append(RowFault(row.line, HEADINGS["role"][0], words))
    for meaning, name in (("households", "households"), ("members", "members")):
        told = [(row.line, getattr(row, name)) for row in rows if getattr(row, name) is not None]
        for line, figure in told[1:]:
            if figure != told[0][1]:
                words = _("同じ団体の%(row)d行目と、数が違います。") % {"row": told[0][0]}
                faults.append(RowFault(line, HEADINGS[meaning][0], words))
    return faults


def _change(body: Organization, rows: Sequence[_Row], starts_on: date) -> BodyChange:
    left: list[Officer] = list(getattr(body, "officers_before", []))
    officers = []
    for row in sorted(rows, key=lambda each: list(OfficerRole).index(each.role)):
        same = next((officer for officer in left if _is_same(officer, row, starts_on)), None)
        if same is not None:
            left.remove(same)
        officers.append(NewOfficer(row.role, row.person, same))
    households = next((row.households for row in rows if row.households is not None), None)
    members = next((row.members for row in rows if row.members is not None), None)
    # Who ends on that day anyway, as told before, is no change.
    leaving = tuple(officer for officer in left if officer.ends_on != starts_on)
    return BodyChange(body, tuple(officers), leaving, households, members)


def _is_same(officer: Officer, row: _Row, starts_on: date) -> bool:
    """The same person in the same office. Who has no name is the same only where this list was taken before."""
    if officer.role != row.role or officer.erased_on is not None:
        return False
    if not row.person.name:
        return not officer.name and officer.starts_on == starts_on
    return folded(officer.name) == folded(row.person.name)
