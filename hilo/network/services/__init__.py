"""The verbs of this chapter, one file per noun; import the noun: `from hilo.network.services import organisations`."""
