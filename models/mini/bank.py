"""Reads the hand-written material in bank/ and fills its {slots}."""

import random
import re
from pathlib import Path

from tokenizer import BANK, EVERYDAY_HAN, UNCOMMON_HAN, build_characters

SLOT = re.compile(r"\{(\w+)\}")
LATIN_SYLLABLES = (
    "ka lo mi ne ru ti so va pe du zi ho ba fy le gra ston ley xin qua wo ja nna lly tte ssi ee oo nn an on vi y".split()
)


def read_sections(path: Path) -> dict[str, list[str]]:
    """A bank file is a list of [section] headings, each followed by its lines."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def read_words(path: Path) -> dict[str, list[str]]:
    return {key: " ".join(lines).split() for key, lines in read_sections(path).items()}


# Han characters that the vocabulary spells as bytes.
SPELT_HAN = sorted({chr(code) for code in range(0x4E00, 0x9FA6)} - set(build_characters()))


def any_han(rng: random.Random) -> str:
    """An arbitrary character; uncommon ones are met nowhere else, so here they are met often."""
    kind = rng.random()
    return rng.choice(EVERYDAY_HAN if kind < 0.7 else UNCOMMON_HAN if kind < 0.97 else SPELT_HAN)


def some_han(rng: random.Random, lengths: list[int]) -> str:
    return "".join(any_han(rng) for _ in range(rng.choice(lengths)))


class Filler:
    """Draws values for slots; a share of them is bent into something nobody has ever typed.

    A model that sees only sensible words learns the words. One that also sees
    words it cannot know has to look them up in the prompt, which is what we want.
    """

    def __init__(self, rng: random.Random, bend: float):
        self.rng = rng
        self.bend = bend
        self.words = read_words(BANK / "fillers.txt")

    def slot(self, name: str) -> str:
        if name == "x":
            return self.invented_word()
        value = self.fill(self.rng.choice(self.words[name]), {})
        if name != "num" and self.rng.random() < self.bend:
            return self.bent(value)
        return value

    def fill(self, template: str, known: dict[str, str]) -> str:
        """Replaces every slot; a slot already in `known` keeps its value."""

        def value(match: re.Match) -> str:
            name = match.group(1)
            if name not in known:
                known[name] = self.slot(name)
            return known[name]

        return SLOT.sub(value, template)

    def bent(self, word: str) -> str:
        """The word with one or two of its Han characters replaced by arbitrary ones."""
        characters = list(word)
        places = [index for index, character in enumerate(characters) if "\u4e00" <= character <= "\u9fff"]
        for index in self.rng.sample(places, min(len(places), self.rng.choice([1, 1, 2]))):
            characters[index] = any_han(self.rng)
        return "".join(characters)

    def invented_word(self) -> str:
        """A nickname, pet name or shop name: from plain to unpronounceable."""
        rng = self.rng
        kind = rng.random()
        if kind < 0.50:
            return some_han(rng, [1, 2, 2, 2, 3, 3, 4, 5])
        if kind < 0.62:
            return any_han(rng) * 2
        if kind < 0.78:
            return rng.choice("小老阿大二三胖") + some_han(rng, [1, 1, 2])
        if kind < 0.85:
            return self.latin_word()
        if kind < 0.90:
            return f"《{some_han(rng, [2, 3, 4])}》"
        return self.bent(self.fill(rng.choice(["{dish}", "{gift}", "{art}", "{tool}", "{drink}", "{things}"]), {}))

    def latin_word(self) -> str:
        word = "".join(self.rng.choices(LATIN_SYLLABLES, k=self.rng.choice([1, 2, 2, 3])))
        return self.rng.choice([word, word.title(), word.upper(), f"{word.upper()}{self.rng.randint(2, 99)}"])
