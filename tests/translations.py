"""Compile every chapter's texts, so that tests read what people will read."""

from hilo.core import translations

if __name__ == "__main__":
    print(f"{translations.compile_all()} compiled, {len(translations.sources())} in all")
