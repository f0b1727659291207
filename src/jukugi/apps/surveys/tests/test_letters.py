"""Letters with personal codes: made of the table that was told once, in bundles; codes are kept nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jukugi.apps.accounts.enums import RoleKind
from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.surveys.papers import CodeOfLetter, code_letters
from jukugi.apps.surveys.queries.letters import LETTERS_AT_ONCE, codes_of_table
from jukugi.apps.surveys.tests.factories import citizens, prepared
from jukugi.kit.papers import Letter, form_pdf, letters_form
from jukugi.kit.papers.tests.pdf_reading import Read

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return RoleFactory().user


@pytest.fixture
def survey(officer):
    return prepared(officer)


@pytest.fixture
def desk(client, officer):
    client.force_login(officer)
    return client


def table_of(desk, survey, count):
    """The table that is told once."""
    address = reverse("surveys:codes", args=[survey.pk, citizens(survey).pk])
    return desk.post(address, {"count": str(count)}).content


def ask(desk, survey, content, **fields):
    address = reverse("surveys:letters", args=[survey.pk, citizens(survey).pk])
    return desk.post(address, {"file": SimpleUploadedFile("codes.csv", content), "first": "1"} | fields)


class TestBundle:
    def test_each_code_has_a_letter_of_one_sheet_with_its_address(self, desk, survey):
        content = table_of(desk, survey, 3)

        answer = ask(desk, survey, content)

        codes = codes_of_table(content, survey)
        found = Read(answer.content)
        assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
        assert len(found.pdf.pages) == 3
        assert found.untagged == []
        for one in codes:
            assert found.tree.whole.count(one.code) == found.tree.whole.count(one.address) == 1
        pictures = [tag.element.get("/Alt") for tag in found.tree.all() if tag.kind == "Figure"]
        assert [str(one) for one in pictures] == ["あなたの回答番号の入ったアドレス"] * 3

    def test_the_next_bundle_begins_where_it_is_told(self, desk, survey):
        content = table_of(desk, survey, LETTERS_AT_ONCE + 2)

        answer = ask(desk, survey, content, first=str(LETTERS_AT_ONCE + 1))

        assert len(Read(answer.content).pdf.pages) == 2
        assert f"-{LETTERS_AT_ONCE + 1}-{LETTERS_AT_ONCE + 2}.pdf" in answer["Content-Disposition"]

    def test_all_faulty_rows_are_told_and_no_code_is_repeated(self, desk, survey, officer):
        lines = table_of(desk, survey, 3).decode("utf-8-sig").splitlines()
        other = table_of(desk, prepared(officer, title="ほか", process=survey.process), 1).decode("utf-8-sig")
        code, _address = lines[1].split(",")
        rows = [lines[0], f"{code},https://example.com/?code=x", other.splitlines()[1], lines[2], lines[3]]

        answer = ask(desk, survey, "\n".join(rows).encode())

        page = answer.content.decode().replace("<wbr>", "")
        assert answer.status_code == 400
        assert "2行目：「アドレス」が、このアンケートとこの番号のものではありません" in page
        assert "3行目：「回答番号」が、このアンケートの番号ではありません" in page
        assert "4行目" not in page
        assert code not in page

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("回答番号\nabcd-efgh-jkmn".encode(), "「アドレス」の列がありません"),
            (b"PK\x03\x04", "ファイルが壊れているか"),
            ("回答番号,アドレス\n,x".encode(), "「回答番号」が空です"),
        ],
    )
    def test_what_is_no_such_table_is_told(self, desk, survey, content, said):
        answer = ask(desk, survey, content)

        assert answer.status_code == 400
        assert said in answer.content.decode().replace("<wbr>", "")

    def test_beyond_the_end_of_the_table_there_is_nothing(self, desk, survey):
        answer = ask(desk, survey, table_of(desk, survey, 2), first="101")

        assert answer.status_code == 400
        assert "表には2通しかありません" in answer.content.decode().replace("<wbr>", "")

    def test_who_only_types_in_paper_makes_none(self, client, survey):
        client.force_login(RoleFactory(kind=RoleKind.OPERATOR).user)

        assert ask(client, survey, b"x").status_code == 403


class TestSheet:
    def test_words_of_the_notice_stand_in_it_and_become_no_markup(self, officer):
        survey = prepared(officer, title="<b>題</b>", purpose="これまでを&振り返る", contact="<i>市民文化局</i>")

        whole = Read(form_pdf(code_letters(survey, [CodeOfLetter("abcd", "https://example.jp/?code=abcd")]))).tree.whole

        assert "アンケートのお願い　<b>題</b>" in whole
        assert "これまでを&振り返る" in whole
        assert "問い合わせ：<i>市民文化局</i>" in whole

    def test_an_address_may_stand_in_the_window(self):
        letter = Letter(
            "お願い", ["本文"], "1234", "番号", "https://example.jp/", to=["210-0000 見本区1-2", "見本 花子 様"]
        )

        found = Read(form_pdf(letters_form([letter], title="お願い", sender=["見本市"])))

        assert found.tree.whole.startswith("210-0000 見本区1-2見本 花子 様見本市お願い本文")

    def test_the_same_letters_are_the_same_bytes(self, survey):
        codes = [CodeOfLetter("abcd", "https://example.jp/?code=abcd")]

        assert form_pdf(code_letters(survey, codes)) == form_pdf(code_letters(survey, codes))
