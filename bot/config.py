"""The list owner's configuration, `.github/shelver.yml` on the default branch."""

from pathlib import PurePosixPath

from pydantic import BaseModel, ConfigDict, ValidationError

#: Where the configuration stands in a repository.
CONFIG_PATH = ".github/shelver.yml"


class ConfigError(ValueError):
    """The configuration cannot be used; the text says what was met and what was expected."""


class ListConfig(BaseModel):
    """What a list owner may say. Everything has a default: no file is needed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    #: The list's file; None means the README that GitHub shows.
    list: str | None = None

    @property
    def path(self) -> str:
        """`list` as git writes paths."""
        return str(PurePosixPath((self.list or "").lstrip("/")))


def read_config(text: str) -> ListConfig:
    """Read the YAML text of a configuration. Raises ConfigError with a text for the list owner."""
    import yaml

    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        line = f", line {where.line + 1}" if where else ""
        msg = f"`{CONFIG_PATH}` is not valid YAML{line}"
        raise ConfigError(msg) from error
    if data is None:
        return ListConfig()
    if not isinstance(data, dict):
        msg = f"`{CONFIG_PATH}` must hold keys and values, such as `list: README.md`"
        raise ConfigError(msg)
    try:
        return ListConfig.model_validate(data)
    except ValidationError as error:
        known = ", ".join(f"`{name}`" for name in ListConfig.model_fields)
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            msg = f"`{CONFIG_PATH}` has the unknown key `{name}`; known are {known}"
        else:
            msg = f"`{CONFIG_PATH}`, key `{name}`: {first['msg'].lower()}, met `{first['input']}`"
        raise ConfigError(msg) from error
