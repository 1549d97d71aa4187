"""From a question to an Answer: understand, search, find evidence, compose, cite."""
