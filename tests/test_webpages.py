"""Web pages go in; their main text with its blocks, and the page's own facts, come out."""

from __future__ import annotations

import pytest

from servanda.errors import EmptyRecordError
from servanda.records.markup import extract_html
from tests.markup import PROSE, assert_sound, html, strong, texts


def test_a_page_is_its_main_text_without_menus_forms_and_footers() -> None:
    page = html(
        f"""
        <!DOCTYPE html><html lang="en"><head><title>Talks | Ardania</title><style>p {{}}</style></head><body>
        <header><a href="/">Ministry</a></header><nav><ul><li><a href="/1">Home</a><li><a href="/2">News</a></ul></nav>
        <div id="cookie-bar"><p>We use cookies so that this page works for you and for all of your neighbours.</p></div>
        <main><h1>Talks in Velmar</h1><p>{PROSE}</p><form><input value="mail"><button>Subscribe</button></form></main>
        <script>let text = "{PROSE}";</script>
        <footer>All rights reserved by the Ministry of Foreign Affairs.</footer></body></html>
        """
    )
    assert texts(page) == ["Talks in Velmar", PROSE]
    assert texts(page, "heading") == ["Talks in Velmar"]


def test_a_page_without_named_parts_is_read_by_where_its_prose_stands() -> None:
    page = html(
        f"""
        <body><table><tr><td colspan=2><a href=1>Home</a> <a href=2>Visits</a> <a href=3>Links</a></td></tr>
        <tr><td><a href=4>Minister</a><br><a href=5>Speeches</a><br><a href=6>Press</a></td>
        <td><b>Joint statement</b><br><br>Velmar, 3 May 2024<br><br>{PROSE}<br><br>{PROSE}</td></tr></table></body>
        """
    )
    assert texts(page) == ["Joint statement", "Velmar, 3 May 2024", PROSE, PROSE]


def test_a_list_of_links_beside_the_article_is_no_text_though_the_main_part_holds_both() -> None:
    page = html(
        """\
        <html><body><main><article><h1>Ferry to open</h1>
        <p>The ferry at Old Kessin will open again in March, the two ministers said after four hours of talks in Kessin.</p>
        <ul><li><a href="/1">The accord of 2019</a></li><li><a href="/2">The tolls</a></li><li><a href="/3">A map</a></li></ul>
        </article>
        <section><h2>Readers like</h2><ol><li><a href="/a">Weller: "I will resign"</a></li><li><a href="/b">Ten walks</a></li>
        <li><a href="/c">Prices fell by 2%</a></li></ol></section></main></body></html>
        """
    )
    assert "The tolls" in page.text
    assert "Weller" not in page.text


def test_the_heading_outside_the_article_belongs_to_it() -> None:
    page = html(f"<body><header><h1>Talks in Velmar</h1></header><article><p>{PROSE}</p><p>{PROSE}</p></article></body>")
    assert texts(page) == ["Talks in Velmar", PROSE, PROSE]


def test_the_pages_heading_is_not_the_sites() -> None:
    page = html(
        f"""<head><title>Talks in Velmar – Ministry of Ardania</title></head><body><div class="site-header">
        <h1>Ministry of Ardania</h1></div><article><h1>Talks in Velmar</h1><p>{PROSE}</p><p>{PROSE}</p></article></body>"""
    )
    assert texts(page) == ["Talks in Velmar", PROSE, PROSE]
    assert page.facts.title == "Talks in Velmar"


def test_readers_comments_stay_after_their_heading() -> None:
    page = html(
        f"""<body><article><h1>Talks</h1><p>{PROSE}</p><p>{PROSE}</p></article>
        <section class="comments"><h2>One comment</h2><p>I was there, and nobody agreed on anything.</p></section></body>"""
    )
    assert texts(page)[-2:] == ["One comment", "I was there, and nobody agreed on anything."]
    assert page.blocks[-2].kind == "heading"


def test_what_the_page_hides_is_not_read() -> None:
    page = html(f'<main><p hidden>secret</p><p style="display: none">secret</p><p>{PROSE}</p></main>')
    assert texts(page) == [PROSE]


def test_a_dense_class_name_does_not_cost_the_main_text() -> None:
    page = html(f'<body><div class="content-with-sidebar widget"><p>{PROSE}</p><p>{PROSE}</p></div></body>')
    assert texts(page) == [PROSE, PROSE]


def test_entities_are_decoded_once() -> None:
    assert html("<p>Smith &amp; Sons &amp;lt; &eacute;&#233; 5&nbsp;km</p>").text == "Smith & Sons &lt; éé 5\u00a0km"


def test_white_space_is_folded_and_line_breaks_end_lines() -> None:
    page = html("<p>One\n   two<br>three <br/> four</p>")
    assert page.text == "One two\nthree\nfour"
    assert len(page.blocks) == 1


def test_bold_print_is_marked_where_it_stands() -> None:
    page = html(
        f"""<p><strong>Oda </strong><strong>Varn:</strong> {PROSE}</p>
        <p><span style="font-weight: 700">Question:</span> Why?</p>"""
    )
    assert strong(page) == ["Oda Varn:", "Question:"]


def test_items_and_cells_are_blocks_of_their_kind() -> None:
    page = html(
        f"""<main><p>{PROSE}</p><ul><li>First<ul><li><p>Inner</p></li></ul></li></ul>
        <table><tr><th>Item</th><th>Sum</th></tr><tr><td>Rail</td><td><p>$3 million</p></td></tr></table></main>"""
    )
    assert [(b.kind, b.level) for b in page.blocks[1:3]] == [("item", 1), ("item", 2)]
    assert texts(page, "cell") == ["Item", "Sum", "Rail", "$3 million"]
    assert "Rail\t$3 million" in page.text


def test_captions_are_asides() -> None:
    page = html(f"<main><p>{PROSE}</p><figure><img src=x><figcaption>Photo: press service</figcaption></figure></main>")
    assert texts(page, "aside") == ["Photo: press service"]


def test_a_preformatted_page_keeps_its_lines() -> None:
    page = html(
        "<html><body><pre>\n[House of Belmora]\n\n  Mr. VARN. I rise to speak for the bill that was\n"
        "laid before us &lt;today&gt;.\n  The SPEAKER. Order.\n</pre></body></html>"
    )
    assert page.text.startswith(
        "[House of Belmora]\n\n  Mr. VARN. I rise to speak for the bill that was\nlaid before us <today>."
    )
    assert_sound(page.text, page.blocks)
    assert len(page.blocks) >= 3


def test_printers_marks_do_not_break_preformatted_lines() -> None:
    lines = [f"<bullet>  Mr. VARN. I rise to speak for bill {n}.\n  And I thank <b>all</b> of you.\n" for n in range(3000)]
    page = html("<html><body><pre>" + "".join(lines) + "</pre></body></html>")
    assert page.text.startswith("  Mr. VARN. I rise to speak for bill 0.\n  And I thank all of you.\n  Mr. VARN.")
    assert page.text.count("Mr. VARN.") == len(strong(page)) == 3000
    assert_sound(page.text, page.blocks)


def test_a_page_tells_its_title_date_site_and_language() -> None:
    page = html(
        f"""<html lang="en-GB"><head><title>Talks in Velmar | Ministry</title>
        <meta property="og:title" content="Talks in Velmar"><meta property="og:site_name" content="Ministry of Ardania">
        <meta property="article:published_time" content="2024-05-24T23:30:00-05:00"></head><body><p>{PROSE}</p></body></html>"""
    )
    assert (page.facts.title, page.facts.publisher) == ("Talks in Velmar", "Ministry of Ardania")
    assert (page.facts.published, page.facts.language) == ("2024-05-24", "en")


def test_linked_data_tells_the_date_and_broken_linked_data_nothing() -> None:
    page = html(
        """<script type="application/ld+json">{broken</script>
        <script type="application/ld+json">{"@graph": [{"headline": "Talks", "datePublished": "20240524",
        "publisher": {"name": "Corvia Today"}}]}</script><p>Text.</p>"""
    )
    assert (page.facts.title, page.facts.published, page.facts.publisher) == ("Talks", "2024-05-24", "Corvia Today")


def test_the_character_set_the_page_declares_is_believed() -> None:
    content = '<meta charset="windows-1251"><p>Переговоры в столице прошли во вторник.</p>'.encode("cp1251")
    page = extract_html(content)
    assert page.text == "Переговоры в столице прошли во вторник."
    assert page.encoding == "cp1251"


@pytest.mark.parametrize("page", ["", "  \n", "<html><body></body></html>", "<nav><a href=1>Home</a></nav>", "<p>&nbsp;</p>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(EmptyRecordError):
        html(page)


def test_what_readers_say_below_an_article_is_an_aside() -> None:
    article = "<h1>Levy defended</h1><p>The minister Karin Dahl defended the levy before the house.</p>"
    comments = "<h4>Comments (2)</h4><p>riverman: The minister said that she would cut all the taxes we pay.</p>"
    page = f'<html><body><article>{article}</article><div class="comments">{comments}</div></body></html>'
    assert texts(html(page), "paragraph") == ["The minister Karin Dahl defended the levy before the house."]
    assert texts(html(page), "aside") == ["riverman: The minister said that she would cut all the taxes we pay."]
