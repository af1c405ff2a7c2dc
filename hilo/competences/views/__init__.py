"""The pages of this chapter: the list, rating, the office, what ratings come to."""
