"""From the tree as written to the programme as meant, with every problem found on the way."""
