"""The main stories in every weather, and with a bot that dies at every step."""
