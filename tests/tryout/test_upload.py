"""Forms as browsers send them, against a writer of such forms that is not ours."""

from collections.abc import Mapping
from contextlib import suppress

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.tryout.upload import BadForm, Part, parse_form


def _parsed(request: httpx.Request) -> list[Part]:
    return list(parse_form(request.headers["content-type"], request.read()))


@given(st.dictionaries(st.sampled_from(["text", "file", "path", 'a "b"']), st.binary(max_size=200), min_size=1))
@settings(max_examples=200)
def test_fields_come_back_byte_for_byte(fields: Mapping[str, bytes]) -> None:
    """Whatever a field holds, line ends and dashes included, comes back as it was."""
    files = {name: (None, content) for name, content in fields.items()}
    request = httpx.Request("POST", "http://a/", files=files)
    assert {part.name: part.content for part in _parsed(request)} == dict(fields)


@given(st.lists(st.sampled_from([b"\r\n", b"\n", b"--", b"--x", b"\r\n--", b"\r\n\r\n", b"a"])).map(b"".join))
def test_what_looks_like_a_delimiter(content: bytes) -> None:
    """Pieces of delimiters inside of a file are the file's."""
    # The sender chooses a delimiter that its content does not hold.
    head = {"Content-Type": "multipart/form-data; boundary=xyz"}
    request = httpx.Request("POST", "http://a/", files={"file": ("a.md", content)}, headers=head)
    assert _parsed(request) == [Part("file", content, "a.md")]


@pytest.mark.parametrize("name", ["README.md", "meine Liste.md", "列表.md", 'a"b.md', ""])
def test_a_files_name(name: str) -> None:
    """A file's name comes back, and an empty one tells that no file was chosen."""
    kind = "multipart/form-data; boundary=x"
    written = name.replace('"', "%22")
    said = f'Content-Disposition: form-data; name="file"; filename="{written}"'
    body = f"--x\r\n{said}\r\nContent-Type: text/markdown\r\n\r\nhi\r\n--x--\r\n"
    assert list(parse_form(kind, body.encode())) == [Part("file", b"hi", name)]


@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=20), min_size=1))
def test_forms_without_files(fields: Mapping[str, str]) -> None:
    """The other way in which browsers send forms is read as well."""
    request = httpx.Request("POST", "http://a/", data=dict(fields))
    assert {part.name: part.content.decode() for part in _parsed(request)} == dict(fields)


_PIECES = st.sampled_from([b"--x", b"\r\n", b'; name="a"', b'filename="', b"--", b"a", b"\xff", b"\0"])


@given(st.lists(_PIECES).map(b"".join))
def test_noise_is_no_form(body: bytes) -> None:
    """Any bytes are fields, all of which stand in them, or a refusal."""
    with suppress(BadForm):
        assert all(part.content in body for part in parse_form("multipart/form-data; boundary=x", body))


@given(st.text(max_size=60), st.binary(max_size=60))
def test_other_kinds_of_bodies_are_refused(kind: str, body: bytes) -> None:
    """What does not say that it is a form is refused, whatever it holds."""
    with pytest.raises(BadForm):
        list(parse_form(f"x{kind}", body))
