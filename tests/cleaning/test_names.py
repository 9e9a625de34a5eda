# ruff: noqa: SIM905  (a table of words reads best as words)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newscrawl.cleaning import read_byline

ADA, TOM = "Ada Reyes", "Tom Oak"


@pytest.mark.parametrize(
    ("text", "persons", "organisations"),
    [
        ("By Ada Reyes and Tom Oak, Staff Writers | Mapleton Courier", [ADA, TOM], ["Mapleton Courier"]),
        ("By:Ada Reyes", [ADA], []),
        ("Written by Ada Reyes", [ADA], []),
        ("By Ada Reyes, Tom Oak, and Lee Ash", [ADA, TOM, "Lee Ash"], []),
        ("By Ada Reyes By Tom Oak", [ADA, TOM], []),
        ("By Ada Reyes &amp; Tom Oak", [ADA, TOM], []),
        ('By <a href="/ada">Ada Reyes</a>, <a href="/tom">Tom Oak</a>', [ADA, TOM], []),
        ("Ada Reyes\n\n\tStaff Writer", [ADA], []),
        ("By Ada Reyes | ada@x.example | 555-123-4567", [ADA], []),
        ("By Ada Reyes Nov 4, 2026 5:03 pm", [ADA], []),
        ("By Ada Reyes • 5 min read", [ADA], []),
        # roles
        ("By Ada Reyes Senior Staff Writer", [ADA], []),
        ("By Ada Reyes, City Hall Reporter", [ADA], []),
        ("By Ada Reyes, Public Safety Reporter", [ADA], []),
        ("Guest Writer Ada Reyes", [ADA], []),
        ("By Mayor Ada Reyes", [ADA], []),
        ("DR. ADA REYES", [ADA], []),
        ("By Ada Reyes, PhD, RN", [ADA], []),
        ("By Tom Oak, Jr., Staff Writer", ["Tom Oak Jr."], []),
        # what people are besides: no name
        ("By Ada Reyes, Security Expert", [ADA], []),
        ("Ada Reyes | Policy Analyst", [ADA], []),
        ("Ada Reyes Security Expert", [ADA], []),
        ("Ada Reyes, Senior Product Manager", [ADA], []),
        ("Security Expert", [], []),
        ("Farokh Engineer", ["Farokh Engineer"], []),
        ("By Jan Oak and Jun Elm", ["Jan Oak", "Jun Elm"], []),
        # who checked it did not write it
        ("Written by Ada Reyes, medically reviewed by Rob Roe", [ADA], []),
        ("By Ada Reyes | Fact-checked by Rob Roe", [ADA], []),
        ("Reviewed by Ada Reyes", [ADA], []),
        # pictures, editing
        ("Story and photos by Ada Reyes", [ADA], []),
        ("Photos by Rob Roe | Story by Ada Reyes", [ADA], []),
        ("Photo by Rob Roe", [], []),
        ("Reporting by Ada Reyes in London; editing by Tom Oak", [ADA], []),
        # papers, agencies, bodies
        ("By Ada Reyes, Special to the Mapleton Courier", [ADA], ["Mapleton Courier"]),
        ("By Ada Reyes of Bay City News", [ADA], ["Bay City News"]),
        ("ADA REYES The Associated Press", [ADA], ["The Associated Press"]),
        ("By ADA REYES/Mapleton Courier", [ADA], ["Mapleton Courier"]),
        ("Ada Reyes Mapleton Courier", [ADA], ["Mapleton Courier"]),
        ("By Ada Reyes, KQED", [ADA], ["KQED"]),
        ("By Ada Reyes, Lakeport Courier-Times", [ADA], ["Lakeport Courier-Times"]),
        ("By the Mapleton Courier staff", [], ["Mapleton Courier"]),
        ("City of Mapleton", [], ["City of Mapleton"]),
        ("Submitted by Mapleton School District", [], ["Mapleton School District"]),
        # places
        ("By Ada Reyes, Mapleton", [ADA], []),
        ("Ada Reyes, Portland, Ore.", [ADA], []),
        ("By Ada Reyes in Mapleton", [ADA], []),
        # case
        ("ADA REYES", [ADA], []),
        ("by ada reyes", [ADA], []),
        ("BY RONALD MCDONALD", ["Ronald McDonald"], []),
        ("By MARY-KATE O'NEILL", ["Mary-Kate O'Neill"], []),
        ("By ADA DE LA CRUZ", ["Ada de la Cruz"], []),
        ("By KYLE VAN BUREN", ["Kyle Van Buren"], []),
        ("By JANE Q. DOE III", ["Jane Q. Doe III"], []),
        ("By AJ Smith and JD Vance", ["AJ Smith", "JD Vance"], []),
        ("By ADA REYES and Ada Reyes", [ADA], []),
        # other languages
        ("Por Ana María López de la Cruz y Pedro Ruiz", ["Ana María López de la Cruz", "Pedro Ruiz"], []),
        ("Von Hans-Peter von der Heide und Karl Tal", ["Hans-Peter von der Heide", "Karl Tal"], []),
        ("Par Jean-Paul Dubois", ["Jean-Paul Dubois"], []),
        ("王小明", ["王小明"], []),
    ],
)
def test_a_byline_names_its_writers(text, persons, organisations):
    assert read_byline(text) == {"persons": persons, "organisations": organisations}


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Staff", "By Staff Reports", "Newsroom", "By Editor", "Editorial Board", "admin", "By Admin", "Contributor",
        "6 Minutes Ago", "Email The Author", "Press Release", "Sponsored Content", "Letters to the Editor", "@adareyes",
        "ada@mapleton.example", "https://mapleton.example/author/ada", "FROM STAFF AND WIRE REPORTS", "La Redacción", "View all posts",
    ],
)  # fmt: skip
def test_nobody_is_named(text):
    assert read_byline(text) == {"persons": [], "organisations": []}


def test_a_byline_unpacks():
    persons, organisations = read_byline("By Ada Reyes, CNN")
    assert (persons, organisations) == ([ADA], ["CNN"])
    assert read_byline("By Ada Reyes, CNN")[0] == [ADA]


@given(
    st.one_of(
        st.text(st.characters(codec=None)),
        st.lists(
            st.sampled_from(
                "By by Ada REYES Staff Writer , and & | The Courier for of in Photos Jr. Dr. <a> &amp; 5 - ' de".split()
            )
        ).map(" ".join),
    )
)
def test_any_text_gives_names_or_none(text):
    for names in read_byline(text):
        assert all(name.strip() == name and name for name in names)
