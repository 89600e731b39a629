"""Rules as written: the tree, and the parser that makes it from a text."""
