"""The try-out: its pages over real HTTP, and the words they are made of."""
