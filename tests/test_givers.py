"""Who gives a text by its title, and where his name ends."""

from __future__ import annotations

import pytest

from servanda.readings.givers import giver


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Statement from President Jan Orel Ahead of the Ferry Summit", "Jan Orel"),
        ("Statement by President Orel Marking a Year of Peace", "Orel"),
        ("Statement by President Jan R. Orel Jr. Honoring the Pilots of Lida", "Jan R. Orel"),
        ("Remarks as Delivered by Anna Reyes Press Conference at the Third River Conference", "Anna Reyes"),
        ("Remarks by Anna Reyes on How President Orel’s Invest in Locks Plan Works", "Anna Reyes"),
        ("Remarks as Prepared for Anna Reyes at the River Forum", "Anna Reyes"),
        ("Excerpts from Remarks as Prepared for Delivery by First Lady Mira Tal", "Mira Tal"),
        ("Remarks by Port Safety Adviser Dr. Mira Sel-Tal at the Council", "Mira Sel-Tal"),
        ("Statement by Press Secretary Mira Tal on the Delegation of His Excellency Ivo Brandt", "Mira Tal"),
        ("Statement from Deputy Adviser for Rivers & New Ferries Anna Reyes on the Locks", "Anna Reyes"),
        ("Statement from the First Lady’s Communications Director Anna Reyes", "Anna Reyes"),
        ("Statement from Office of Ferry Safety Director Anna Reyes on the Fire", "Anna Reyes"),
        ("First Lady Mira Tal’s Remarks at the Task Force on Boats", "Mira Tal"),
        ("First Lady Mira Tal Leads Call for Safer Boats", "Mira Tal"),
        ("President Orel Delivers Powerful Evening Address on the Locks", "Orel"),
        ("Remarks by Minister Anna Rivers", "Anna Rivers"),
        ("Anna Reyes Remarks on the Ferry Plan", "Anna Reyes"),
    ],
)
def test_the_name_of_who_gives_a_text_ends_where_its_title_goes_on(title: str, name: str) -> None:
    found = giver(title)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "title",
    [
        "Statement by the President on Ferry Fares",
        "Letter from the President to the Speaker of the House and the President Pro Tempore",
        "Presidential Message on the Birthday of President Jan Orel",
        "Joint Statement by President Orel and President Tal",
        "Statement of Principles on Open Rivers",
        "Remarks for the River Forum",
        "Letter to Anna Reyes, Director of the River Office",
        "Ferries of Velmar",
        "",
    ],
)
def test_a_title_that_names_no_one_person_as_the_giver_has_none(title: str) -> None:
    assert giver(title) is None
