"""Names and who bears them."""

import pytest

from newscrawl.quotes.languages.en.people import find_people, read_name


@pytest.mark.parametrize(
    ("printed", "name", "role"),
    [
        ("City Attorney Ann Lee", ("Ann", "Lee"), "City Attorney"),
        ("Mrs. Lee", ("Lee",), "Mrs."),
        ("Fiddler Tom Oak Marsh", ("Tom", "Oak", "Marsh"), "Fiddler"),
        ("Ronald R. Fieldhouse", ("Ronald", "R.", "Fieldhouse"), None),
        ("Ada Reyes Jr.", ("Ada", "Reyes"), None),
        ("Barry King", ("Barry", "King"), None),
        ("House Speaker", (), "House Speaker"),
        ("On Monday Ann Lee", ("Ann", "Lee"), None),
    ],
)
def test_a_run_of_capitals_is_split_into_office_and_name(printed, name, role):
    assert read_name(printed) == (name, role)


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("Ada Reyes came. Reyes left.", ("Reyes",), "Ada Reyes"),
        ("Tom van der Oak came.", ("van", "der", "Oak"), "Tom van der Oak"),
        ("Ada B. Reyes came. Ada Reyes left.", ("Ada", "Reyes"), "Ada B. Reyes"),
        ("Ada Reyes came.", ("Ada",), "Ada Reyes"),
        ("Nobody came.", ("Reyes",), "Reyes"),
    ],
)
def test_a_short_name_is_taken_to_the_fullest_one(text, short, full):
    assert find_people([text], [text]).resolve(short, 0) == full


@pytest.mark.parametrize(
    ("text", "gender"), [("Ms. Reyes came.", "f"), ("Mr. Reyes came.", "m"), ("Reyes put on his hat.", "m")]
)
def test_honorifics_and_pronouns_tell_a_gender(text, gender):
    assert find_people([text], [text]).gender("Reyes") == gender
