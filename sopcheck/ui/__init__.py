"""The window: shows domain values and asks services; the only package that imports Qt."""
