import pytest

from jukugi.kit.archive.folders import MANIFEST, SUMS, BeingWritten, NotOurs, check_files, files_of, put_in_place


def write(folder, **files):
    with put_in_place(folder) as draft:
        (draft / MANIFEST).write_text("{}")
        for name, words in files.items():
            (draft / name).write_text(words)


def break_off(folder):
    with put_in_place(folder) as draft:
        (draft / "half").write_text("half")
        raise KeyboardInterrupt


def names(folder):
    return [path.name for path in files_of(folder)]


def test_an_archive_is_put_in_place_whole_and_in_place_of_an_older_one(tmp_path):
    write(tmp_path / "a", one="1")
    write(tmp_path / "a", two="2")

    assert names(tmp_path / "a") == [SUMS, MANIFEST, "two"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert [verdict.fault for verdict in check_files(tmp_path / "a")] == [""]


def test_a_run_that_breaks_off_leaves_the_older_archive_and_nothing_else(tmp_path):
    write(tmp_path / "a", one="1")

    with pytest.raises(KeyboardInterrupt):
        break_off(tmp_path / "a")

    assert names(tmp_path / "a") == [SUMS, MANIFEST, "one"]
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_what_a_killed_run_left_is_cleared_away(tmp_path):
    left = tmp_path / "a.writing"
    (left / "pages").mkdir(parents=True)
    (left / "pages" / "x.html").write_text("half")
    (left / "still-being-written").touch()

    write(tmp_path / "a", one="1")

    assert names(tmp_path / "a") == [SUMS, MANIFEST, "one"]
    assert not left.exists()


@pytest.mark.parametrize("foreign", ["a/mine.txt", "a.writing/mine.txt"])
def test_what_is_not_ours_is_never_touched(tmp_path, foreign):
    (tmp_path / foreign).parent.mkdir()
    (tmp_path / foreign).write_text("mine")

    with pytest.raises(NotOurs):
        write(tmp_path / "a", one="1")

    assert (tmp_path / foreign).read_text() == "mine"


def test_a_file_that_somebody_put_into_an_archive_is_not_lost_with_it(tmp_path):
    write(tmp_path / "a", one="1")
    (tmp_path / "a" / "notes.txt").write_text("mine")

    with pytest.raises(NotOurs):
        write(tmp_path / "a", two="2")

    assert (tmp_path / "a" / "notes.txt").read_text() == "mine"


def test_two_runs_do_not_write_at_one_place(tmp_path):
    with put_in_place(tmp_path / "a"), pytest.raises(BeingWritten):
        write(tmp_path / "a", one="1")


def test_every_changed_missing_and_added_file_is_told(tmp_path):
    write(tmp_path / "a", one="1", two="2", three="3")
    (tmp_path / "a" / "one").write_text("x")
    (tmp_path / "a" / "two").unlink()
    (tmp_path / "a" / "four").write_text("4")

    assert {verdict.what: verdict.fault for verdict in check_files(tmp_path / "a")} == {
        "one": "中身が、書き出したときと違います。",
        "two": "ファイルがありません。",
        "four": "指紋の一覧にないファイルです。",
    }
