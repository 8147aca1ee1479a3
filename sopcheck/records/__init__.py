"""The printed supervision record: what it says, how it looks, and the proof inside it.

`record` and `freezing` say and freeze the content, `printing` makes the PDF, `proof` judges one. Only
`printing` and `proof` import the PDF libraries, so nothing else is slow to import.
"""
