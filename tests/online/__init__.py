"""Tests that ask real services; left out unless named with `-m online`."""
