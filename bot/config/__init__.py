"""The list owner's configuration, `.github/shelver.yml` on the default branch."""

from bot.config.read import CONFIG_PATH, ConfigError, Problem, read_config, section_problem
from bot.config.said import Labels, ListConfig, SectionConfig
from bot.config.words import ORDERS, SaidOrder
from bot.headings import heading_key

__all__ = [
    "CONFIG_PATH", "ORDERS", "ConfigError", "Labels", "ListConfig", "Problem", "SaidOrder", "SectionConfig",
    "heading_key", "read_config", "section_problem",
]  # fmt: skip
