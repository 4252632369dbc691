"""The list owner's configuration, `.github/shelver.yml` on the default branch."""

from bot.config.read import CONFIG_PATH, ConfigError, Problem, read_config, rule_problem, section_problem
from bot.config.said import Labels, Limits, ListConfig, SectionConfig
from bot.config.words import ORDERS, SaidOrder

__all__ = [
    "CONFIG_PATH", "ORDERS", "ConfigError", "Labels", "Limits", "ListConfig", "Problem", "SaidOrder",
    "SectionConfig", "read_config", "rule_problem", "section_problem",
]  # fmt: skip
