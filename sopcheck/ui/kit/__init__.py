"""Small widgets that every page is made of: text, buttons, fields, rows, lines, sheets."""
