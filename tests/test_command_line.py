"""T        "○ audit", "○ answer_sheets", "○ answer_steps", "○ answer_writings", "○ audit", "○ ballot_readings",
        "○ ballots", "○ budget_projects", "○ budget_round_steps", "○ clause_descents", "○ clause_renderings",
        "○ clause_writings", "○ consultation_steps", "○ edition_steps", "○ evaluation_reviews", "○ evaluation_sheets",
        "○ evaluation_steps", "○ feasibility_answers", "○ finding_steps", "○ hand_counts", "○ issue_directions",
        "○ issue_links", "○ issue_states", "○ keyings", "○ lottery_steps", "○ map_editions", "○ opinion_reviews",
        "○ opinion_revisions", "○ opinions", "○ origins", "○ outreach", "○ place_writings", "○ proposal_steps",
        "○ proposal_ties", "○ published_lots", "○ reach_editions", "○ reason_replies", "○ reason_reviews",
        "○ reasons", "○ seat_steps", "○ sentence_votes", "○ sheet_entries", "○ spoiled_ballots",
        "○ statement_reviews", "○ statements", "○ submissions", "○ survey_results", "○ survey_steps",
        "○ volunteer_steps", "○ votes", "○ answer_sheets", "○ answers", "○ comments", "○ current_ballots",
        "○ current_votes", "○ editions", "○ evaluation_sheets", "○ frozen_rounds", "○ opinion_revisions",
        "○ opinion_words", "○ place_writings",
    ]  # fmt: skip
>>>>>>> 603b800 (Let proposals come, be answered, merged and taken back, and seal it all)
    assert f"まだ封印していない行は0。末尾の印 {head}" in said.out


@pytest.mark.django_db
def test_a_changed_log_is_told_with_its_place_and_the_command_fails(capsys):
    load_sample_city()
    main(["verify-audit", "--seal"])
    entry = AuditEntry.objects.earliest("pk")
    capsys.readouterr()

    entry.delete()
    code = main(["verify-audit"])

    said = capsys.readouterr()
    assert code == 1
    assert said.err.startswith("× audit：1番目の封印が合いません")
    assert [line[:7] for line in said.out.splitlines() if line.startswith("○ votes：封印")] == ["○ votes"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("forge", "said"),
    [
        ("UPDATE opinion_map_currentvote SET choice = 0 WHERE choice = 1", "× current_votes："),
        ("UPDATE opinion_map_statement SET text = 'x' WHERE number = 1", "× statements：1番目の封印が合いません"),
        (
            "INSERT INTO opinion_map_vote (id, statement_id, participant_id, choice, channel, cast_at)"
            " SELECT -5, statement_id, participant_id, choice, channel, cast_at FROM opinion_map_vote LIMIT 1",
            "× votes：番号が1より小さい行が1行あります",
        ),
    ],
    ids=["a current answer", "the words of a statement", "a vote below every seal"],
)
def test_what_was_falsified_in_the_database_is_told_and_the_command_fails(capsys, forge, said):
    load_sample_city()
    main(["verify-audit", "--seal"])
    capsys.readouterr()
    with connection.cursor() as cursor:
        cursor.execute(forge)

    code = main(["verify-audit"])

    told = capsys.readouterr().err.splitlines()
    assert (code, len(told)) == (1, 1)
    assert told[0].startswith(said)
    assert "控え（バックアップ）" in told[0]
