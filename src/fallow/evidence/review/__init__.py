"""Review: what a person must confirm, what people answered, and how the views obey them.

``rulings`` reads the answers, ``obey`` lays them over readings, ``asking`` holds one file for each kind of question, ``queue``
puts them in order by ``effect``, ``answer`` turns a verdict into entries. Nothing here is imported by this file, because the views
of claims stand between ``obey`` below them and ``asking`` above them.
"""
