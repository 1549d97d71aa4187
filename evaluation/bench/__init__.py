"""How fast it is, how much memory it takes, and how both grow. `python -m evaluation.bench`."""
