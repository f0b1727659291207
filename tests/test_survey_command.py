"""``jukugi survey letters``: bundles of letters from the table of codes that was told once."""

import pytest

from jukugi.apps.accounts.tests.factories import RoleFactory
from jukugi.apps.processes.tests.factories import DURING
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.tests.factories import citizens, prepared
from jukugi.kit.papers.tests.pdf_reading import Read
from jukugi.project.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    return prepared(RoleFactory().user)


@pytest.fixture
def table(survey, tmp_path):
    """The table of three codes, as it is given out."""
    made = actions.make_codes(audience=citizens(survey), count=3, actor=RoleFactory().user, now=DURING)
    page = f"https://jukugi.example.jp{survey.get_absolute_url()}"
    rows = [f"{code},{page}?code={code.replace('-', '')}" for code in made]
    path = tmp_path / "codes.csv"
    path.write_text("\n".join(["回答番号,アドレス", *rows]), encoding="utf-8-sig")
    return path


def letters(survey, table, out, *more):
    return main(["survey", "letters", "--survey", survey.code, "--codes", str(table), "--out", str(out), *more])


def test_all_letters_are_written_in_bundles_in_the_order_of_the_table(survey, table, tmp_path, capsys):
    out = tmp_path / "letters"

    code = letters(survey, table, out, "--bundle", "2")

    codes = [line.split(",")[0] for line in table.read_text(encoding="utf-8-sig").splitlines()[1:]]
    files = sorted(out.iterdir())
    whole = [Read(path.read_bytes()).tree.whole for path in files]
    assert code == 0
    assert [path.name for path in files] == ["letters-000001-000002.pdf", "letters-000003-000003.pdf"]
    assert [[one in words for one in codes] for words in whole] == [[True, True, False], [False, False, True]]
    assert "手紙3通" in capsys.readouterr().out


def test_a_faulty_table_is_told_row_by_row_and_nothing_is_written(survey, table, tmp_path, capsys):
    table.write_text(table.read_text(encoding="utf-8-sig") + "\nabcd-efgh-jkmn,x\nabce-efgh-jkmn,x", encoding="utf-8")
    out = tmp_path / "letters"

    code = letters(survey, table, out)

    told = capsys.readouterr().err.splitlines()
    assert code == 1
    assert told[0] == "直すところが2か所あります。何も書いていません。"
    assert [line.split("codes.csv ")[1][:3] for line in told[1:]] == ["5行目", "6行目"]
    assert list(out.iterdir()) == []


def test_what_cannot_be_read_or_is_not_there_is_told(survey, table, tmp_path, capsys):
    (tmp_path / "file").touch()

    codes = [
        letters(survey, tmp_path / "none.csv", tmp_path),
        letters(survey, table, tmp_path / "file"),
        letters(survey, table, tmp_path, "--bundle", "0"),
        main(["survey", "letters", "--survey", "zzz", "--codes", str(table), "--out", str(tmp_path)]),
    ]

    told = capsys.readouterr().err
    assert codes == [1, 1, 1, 1]
    assert "none.csv を開けません" in told
    assert "「zzz」という記号のアンケートがありません" in told
