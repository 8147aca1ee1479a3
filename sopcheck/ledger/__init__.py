"""How facts are chained, signed, merged and verified; knows no case, no key and no database."""
