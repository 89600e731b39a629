"""Languages: the same sentence, amount or day, said to readers of English and of French."""

from palier.speech.language import ENGLISH, FRENCH, LANGUAGES, Language, language_of, title_in
from palier.speech.phrase import Phrase

__all__ = ["ENGLISH", "FRENCH", "LANGUAGES", "Language", "Phrase", "language_of", "title_in"]
