"""The verbs of this chapter, one file per noun; import the noun: `from hilo.programme.services import programmes`."""
