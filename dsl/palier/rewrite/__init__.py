"""Rule texts written anew: in the one form they have, and with what is wrong put right."""
