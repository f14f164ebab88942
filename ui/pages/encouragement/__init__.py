"""激励与宣传: feedback to contributors, their part in the programme, reports in the media."""
