"""The only importer of `cryptography`: thin functions over its primitives, with this program's labels."""
