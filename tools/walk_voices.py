"""The walk of voices: one from the web and one from a card, sent, read, linked, and found under their numbers."""

from __future__ import annotations

import re
import secrets

from tools.pages import Form, Page, read_page
from tools.visitor import Fault, Teller, Visitor

WRITE_PAGE = re.compile(r"/opinions/new/?$")
RECEIPT_PAGE = re.compile(r"/threads/(\d{9})/$")
SHOWN_NUMBER = re.compile(r"\d{4}-\d{4}-\d")
OFFER = re.compile(r'name="issues" value="(\d+)"')
LATER = re.compile(r'data-work-later href="([^"]+)"')
MOST_WAITING = 80


def walk_of_voices(citizen: Visitor, officer: Visitor, sign_in: tuple[str, str], tell: Teller) -> None:
    """Raises Fault at the first step that finds something else."""
    mark = secrets.token_hex(4)  # the walk may be taken twice on one site
    number = _send(citizen, f"町内会館を、昼間は居場所として開けてください。（点検 {mark}）", tell)
    _sign_in(officer, sign_in)
    _publish_and_link(officer, mark, tell)
    _read_story(citizen, number, tell)
    on_card = secrets.token_hex(4)
    number = _type_in(officer, f"回覧板は月に一度にまとめてほしい。（点検 {on_card}）", tell)
    _publish_and_link(officer, on_card, tell)
    _read_story(citizen, number, tell)
    for path, what in [("/issues/", "論点の板"), ("/opinions/", "届いた声"), ("/desk/", "職員の机")]:
        officer.get(path)
        tell(f"○ {what}が開けます（{path}）")


def _form(page: Page, action: str) -> Form:
    found = next((form for form in page.forms if form.method == "post" and form.action.startswith(action)), None)
    if found is None:
        raise Fault(f"{action} へ送る書式がありません")
    return found


def _send(citizen: Visitor, words: str, tell: Teller) -> str:
    link = read_page(citizen.get("/")).link_to(WRITE_PAGE)
    if link is None:
        raise Fault("ホームに、声をよせるページへのリンクがありません")
    citizen.submit(_form(read_page(citizen.get(link)), "/opinions/new/"), text=words)
    found = RECEIPT_PAGE.search(citizen.address)
    if found is None:
        raise Fault(f"声を送っても、受付番号のページになりません（{citizen.address}）")
    tell(f"○ 名前なしで声を送り、受付番号を受け取りました（/threads/{found.group(1)}/）")
    return found.group(1)


def _sign_in(officer: Visitor, sign_in: tuple[str, str]) -> None:
    form = _form(read_page(officer.get("/accounts/login/")), "/accounts/login/")
    officer.submit(form, login=sign_in[0], password=sign_in[1])
    if not officer.address.endswith("/desk/"):
        raise Fault(f"職員としてサインインできません（{officer.address}）")


def _publish_and_link(officer: Visitor, mark: str, tell: Teller) -> None:
    html = officer.get("/desk/opinions/?queue=review")
    for _ in range(MOST_WAITING):
        if mark in html:
            break
        later = LATER.search(html)
        if later is None:
            raise Fault("送った声が、職員の机で待っていません")
        html = officer.get(later.group(1).replace("&amp;", "&"))
    offers = OFFER.findall(html)
    if not offers:
        raise Fault("論点の候補が、声の中の言葉から出ていません")
    officer.submit(_form(read_page(html), "/desk/opinions/"), decision="publish", issues=offers[:1])
    tell("○ 職員が声を読み、公開して論点につなぎました")


def _type_in(officer: Visitor, words: str, tell: Teller) -> str:
    form = _form(read_page(officer.get("/desk/opinions/enter/")), "/desk/opinions/enter/")
    html = officer.submit(form, channel="card", text=words)
    found = SHOWN_NUMBER.search(html)
    if found is None:
        raise Fault("カードを打ち込んでも、受付番号が出ません")
    tell(f"○ 職員が紙のカードを打ち込み、控えの番号が出ました（{found.group()}）")
    return found.group().replace("-", "")


def _read_story(citizen: Visitor, number: str, tell: Teller) -> None:
    form = next((form for form in read_page(citizen.get("/threads/")).forms if "no" in form.fields), None)
    if form is None:
        raise Fault("声のゆくえに、受付番号を調べるところがありません")
    html = citizen.get(f"/threads/?no={number}").replace("<wbr>", "")
    if RECEIPT_PAGE.search(citizen.address) is None or "論点につなぎました" not in html:
        raise Fault(f"受付番号 {number} のページに、論点につないだことが出ていません（{citizen.address}）")
    tell(f"○ 受付番号で、どの論点につながったかが読めます（/threads/{number}/）")
