"""HTML of others, Markdown of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hilo.learning.rules.questions.markup import as_plain, from_html, literal, tidy, to_html
from tests.learning.questions.strategies import LETTERS, SIGNS


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>a</p><p>b<br>c</p>", "a\n\nb\nc"),
        ("<b> a </b>b", "**a** b"),
        ("<strong><b>a</b></strong>", "**a**"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ('<ol start="3"><li>a</li><li>b</li></ol>', "3. a\n4. b"),
        ("<h2>a</h2>b", "## a\n\nb"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
        ("<code>a`b</code>", "``a`b``"),
        ("H<sub>2</sub>O, m<sup>2</sup>, x<sup>abc</sup>", "H₂O, m², xabc"),
        (
            "<table><tr><th>a</th><th>b</th></tr><tr><td>c|d</td></tr></table>",
            "| a | b |\n| --- | --- |\n| c\\|d |  |",
        ),
        ('<a href="https://x.org/a (b)">c</a>', "[c](https://x.org/a%20%28b%29)"),
        ('<a href=" JavaScript:x">c</a><a href="data:x">d</a>', "cd"),
        ('<img src="https://x.org/y.png" alt="z">', "[z](https://x.org/y.png)"),
        ('<audio controls><source src="@@PLUGINFILE@@/a.mp3"></audio>', "[a.mp3](file:a.mp3)"),
        ("<span style='x' onclick='y'>a</span><font>b</font>", "ab"),
        ("1. a", "1\\. a"),
        ("<p>- a</p>", "\\- a"),
        ("a_b_c 5 * 3", "a_b_c 5 * 3"),
        ("<p>&nbsp;</p>", ""),
        ("<p dir='rtl'>ما هي <em>الثقافة</em>؟</p>", "ما هي *الثقافة*؟"),
        ("a<!-- b -->c<?php d ?>", "ac"),
        ("::: note", "\\::: note"),
        ("&lt;script&gt;", "\\<script\\>"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert from_html(html).markdown == markdown


def test_what_was_left_out_is_told() -> None:
    assert from_html("a<script>b</script><object>c</object><style>d</style>").dropped == (
        "object",
        "script",
    )


def test_a_file_beside_us_is_not_meant() -> None:
    assert (
        from_html('<a href="file:secret">a</a><img src="file:///etc/x" alt="b">').markdown == "ab"
    )


def test_depth_and_length_keep_the_words() -> None:
    assert "deep" in from_html("<div>" * 5000 + "deep").markdown
    assert from_html("a" * 50_001).dropped == ("text",)


@given(st.text(LETTERS + SIGNS + "\r\t", max_size=40))
def test_plain_words_are_shown_as_they_are(text: str) -> None:
    assert as_plain(literal(text)) == tidy(text)


@given(st.text("<>/=\"'&;!- abpbrliul", max_size=60))
def test_no_html_raises(html: str) -> None:
    from_html(html)


_inline = st.recursive(
    st.text("ab *_é", min_size=1, max_size=6).filter(str.strip),
    lambda inner: st.builds(
        "<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "s", "code"]), inner
    ),
    max_leaves=3,
)
_blocks = st.recursive(
    _inline.map("<p>{}</p>".format),
    lambda inner: (
        st.builds("<ul><li>{}</li><li>{}</li></ul>".format, inner, inner)
        | st.builds("<blockquote>{}</blockquote>".format, inner)
    ),
    max_leaves=4,
)


@given(st.lists(_blocks, max_size=3).map("<p>x</p>".join))
def test_markdown_made_of_html_says_the_same_in_html(html: str) -> None:
    """Once it is Markdown, it stays what it is, out and in again."""
    once = to_html(from_html(html).markdown)
    assert to_html(from_html(once).markdown) == once
