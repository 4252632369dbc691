"""Shelver: a paper link in an issue becomes a merge-ready pull request on a curated list.

Files directly in this package are the steps of one walk and the words they share; folders are families,
where one more file is one more feature.
"""
