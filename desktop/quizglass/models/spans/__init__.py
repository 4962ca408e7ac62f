"""Models that point at words: the answer is a run of the page's own words, so its boxes are exact. A family brings a
`SpanRecipe`.
"""
