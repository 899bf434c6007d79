"""The commands, a module a kind; `analytics.__main__` gathers them."""
