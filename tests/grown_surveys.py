"""What the public pages of surveys ask the database; the rows are those of ``grown_survey_desk``."""

PUBLIC = {
    "surveys": ("/surveys/", 13),
    "survey": ("/surveys/{survey_code}/", 21),
    "survey form": ("/surveys/{survey_code}/answer/{survey_audience}/", 20),
}
STAFF = {
    "survey paper": ("/desk/surveys/{survey}/paper/{survey_audience}/", 16),
}
