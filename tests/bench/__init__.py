"""Speed, measured by hand: the generator of the corpus. No timing is a test."""
