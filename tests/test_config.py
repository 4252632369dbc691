"""The list owner's configuration."""

import pytest

from bot.config import ConfigError, ListConfig, read_config


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}"])
def test_an_empty_file_means_the_defaults(text: str) -> None:
    """A file that says nothing changes nothing."""
    assert read_config(text) == ListConfig()


def test_the_lists_file_can_be_named() -> None:
    """A list that is not the README is named by its path."""
    assert read_config("list: papers/LIST.md\n").list == "papers/LIST.md"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("list: [\n", "`.github/shelver.yml` is not valid YAML, line 2"),
        ("- a\n- b\n", "`.github/shelver.yml` must hold keys and values, such as `list: README.md`"),
        ("lists: x\n", "`.github/shelver.yml` has the unknown key `lists`; known are `list`"),
        ("list: 3\n", "`.github/shelver.yml`, key `list`: input should be a valid string, met `3`"),
        ("list: !!python/object/apply:os.system [true]\n", "`.github/shelver.yml` is not valid YAML, line 1"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    """A wrong file is refused with what was met, where, and what was expected."""
    with pytest.raises(ConfigError) as caught:
        read_config(text)
    assert str(caught.value) == problem
