"""The hand-written greetings of datasets/, mixed in so that the model hears how people really sound."""

import json
import random
import re
from pathlib import Path

from bank import any_han
from corpus import HeldOut
from people import People

# Enough to colour the voice, too few to be learnt by heart.
SHARE = 0.03
# A run of this many characters in both the facts and the greeting was carried over by the writer.
CARRIED = 3
HAN = re.compile("[\u4e00-\u9fff]")


class SeedRows:
    def __init__(self, path: Path, held_out: HeldOut):
        self.rng = random.Random(42)
        self.people = People(self.rng)
        self.held_out = held_out
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        rows = [row for row in map(json.loads, lines) if not held_out.touches(row)]
        # Rows that only paraphrase are fine prose, but a model this small would learn from them to make things up.
        self.rows = [row for row in rows if carried_words(row)]

    def row(self) -> dict | None:
        """Now and then a seed row, usually with another name and other words for its facts; otherwise None."""
        if not self.rows or self.rng.random() >= SHARE:
            return None
        row = self.rng.choice(self.rows)
        if self.rng.random() < 0.6:
            row = self.renamed(row)
        if self.rng.random() < 0.6:
            row = self.bent(row)
        return None if self.held_out.touches(row) else row

    def renamed(self, row: dict) -> dict:
        """The same greeting for a person of the same relation; the name is all that changes."""
        return {**replaced(row, row["称呼"], self.people.named_for(row["关系"])), "meta": {}}

    def bent(self, row: dict) -> dict:
        """One word that facts and greeting share becomes a word that nobody knows, in both places."""
        words = carried_words(row)
        # A new name can break the only run that facts and greeting shared.
        if not words:
            return row
        word = self.rng.choice(words)
        characters = list(word)
        characters[self.rng.randrange(len(word))] = any_han(self.rng)
        return replaced(row, word, "".join(characters))


def replaced(row: dict, old: str, new: str) -> dict:
    swapped = {key: row[key].replace(old, new) for key in ("称呼", "交往细节", "祝福语")}
    return {**row, **swapped}


def carried_words(row: dict) -> list[str]:
    """The longest runs of Han characters that the greeting repeats from the facts."""
    facts, greeting, found = row["交往细节"], row["祝福语"], []
    start = 0
    while start < len(facts):
        end = start
        while end < len(facts) and HAN.match(facts[end]) and facts[start : end + 1] in greeting:
            end += 1
        if end - start >= CARRIED:
            found.append(facts[start:end])
        start = max(end, start + 1)
    return found
