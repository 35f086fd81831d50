"""The tests: values in, values out."""
