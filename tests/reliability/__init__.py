"""Proofs that take too long for the suite: run by hand, see README.md beside this file."""
