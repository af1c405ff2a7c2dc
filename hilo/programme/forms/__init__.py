"""The forms of this chapter, one file per noun."""
