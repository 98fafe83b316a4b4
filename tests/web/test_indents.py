"""Pages leave without the white space that nobody sees."""

import traceback

import pytest
from jinja2 import DictLoader, Environment

from camp.web.indents import Outdent

SOURCE = """<p>{# A note with
  <div> in it. #}
  {% if yes %}
  <b>one</b>
  <i>two</i>
  {% endif %}
  three
</p>
<textarea>{{ typed }}</textarea>
{% for n in (1, 2) %}
  <li>{{ n }}</li>
{% endfor %}
{{ 1 // zero }}
<a{% if yes %} id="x"
  {%- endif %}
  href="y">z</a>
"""


def test_white_space_stays_where_it_is_seen_and_lines_keep_their_numbers():
    env = Environment(extensions=[Outdent], loader=DictLoader({"x.html": SOURCE}), autoescape=True)

    shown = env.get_template("x.html").render(yes=True, typed="a\n\n  <b", zero=1)

    assert shown == (
        "<p>\n<b>one</b>\n<i>two</i>\nthree</p>\n"
        "<textarea>a\n\n  &lt;b</textarea>\n<li>1</li>\n<li>2</li>\n1\n"
        '<a id="x"\nhref="y">z</a>'
    )
    with pytest.raises(ZeroDivisionError) as refused:
        env.get_template("x.html").render(zero=0)
    assert traceback.extract_tb(refused.tb)[-1].lineno == 13


def test_other_kinds_of_templates_lose_their_indents_alone():
    source = "a\n  {% if 1 %}\n\nb{% endif %}"
    env = Environment(extensions=[Outdent], loader=DictLoader({"x.typ": source}), autoescape=True)

    assert env.get_template("x.typ").render() == "a\n\n\nb"
