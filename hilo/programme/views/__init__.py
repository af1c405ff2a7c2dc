"""The pages of this chapter, one file per noun."""
