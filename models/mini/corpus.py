"""Recombines the bank into training rows: an unlimited stream of {称呼, 关系, 交往细节, 风格, 字数, 祝福语}."""

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

from bank import Filler, read_sections
from people import People, Person
from tokenizer import BANK

FIELDS = ("称呼", "关系", "交往细节", "风格", "字数", "场合")
WORK_RELATIONS = {"客户", "领导", "同事", "合作伙伴"}
FAMILY_RELATIONS = {"父母", "兄弟姐妹", "亲戚", "晚辈", "长辈", "恋人", "配偶"}
DIALECTS = ("方言东北", "方言四川", "方言粤语", "方言河南", "方言江南")
OCCASIONS = ("除夕", "初一", "小年", "元宵", "开工", "春节")

# How people shorten the names of the ten styles.
STYLES = {
    "商务得体风": ["商务", "得体", "正式"],
    "简洁大方风": ["简洁", "大方", "简单点"],
    "走心温情风": ["走心", "温情", "真诚"],
    "轻松幽默风": ["轻松", "幽默", "搞笑"],
    "俏皮可爱风": ["俏皮", "可爱"],
    "LLM科技风": ["科技风", "科技"],
    "行业梗风": ["行业梗", "职场梗"],
    "文艺清新风": ["文艺", "清新"],
    "古风雅致风": ["古风", "雅致"],
    "方言乡音风": ["方言", "乡音"],
}

# Kinds of facts that belong to some relations only; the others fit anyone.
ONLY_FOR = {
    "project": WORK_RELATIONS,
    "couple": {"恋人", "配偶"},
    "years": WORK_RELATIONS | {"好友", "同学", "邻居", "老师"},
    "teach": {"老师", "领导", "同学", "长辈"},
    "near": {"邻居", "同学", "好友"},
    "debt": {"同事", "好友", "同学", "兄弟姐妹", "恋人"},
    "body": FAMILY_RELATIONS | {"老师", "邻居", "好友"},
    "job": {"好友", "同学", "兄弟姐妹", "亲戚", "晚辈", "恋人", "配偶"},
}

# The loose facts are the likest to what people type, so they make up a good part of all facts.
LOOSE_SHARE = 0.35
MARKED = re.compile(r"<(.+?)>")


@dataclass(frozen=True)
class Fact:
    """One unit of 交往细节, with every sentence the bank has for it in this register."""

    text: str
    memories: list[str]


def user_content(row: dict) -> str:
    """The prompt contract shared with the editor: one labelled line per field that is present."""
    return "\n".join(f"{field}：{row[field]}" for field in FIELDS if row.get(field))


def window_of(label: str) -> tuple[int, int]:
    """The lengths that a 字数 label allows."""
    digits = label.replace("字", "").replace("以内", "").replace("左右", "")
    if "-" in digits:
        low, high = digits.split("-")
        return int(low), int(high)
    if "以内" in label:
        return max(8, int(digits) // 3), int(digits)
    return round(int(digits) * 0.85), round(int(digits) * 1.15)


def draw_window(rng: random.Random) -> str:
    common = ["20-50字"] * 5 + ["50-100字"] * 6 + ["100-150字"] * 3
    return rng.choice([*common, f"{rng.randrange(20, 101, 10)}字以内", f"{rng.randrange(30, 121, 10)}字左右"])


class Corpus:
    def __init__(self, seed: int, bend: float = 0.3, held_out: "HeldOut | None" = None):
        self.rng = random.Random(seed)
        self.people = People(self.rng)
        self.filler = Filler(self.rng, bend)
        self.greetings = read_sections(BANK / "greetings.txt")
        self.memories = read_sections(BANK / "memories.txt")
        self.kinds = sorted({key.split("/")[0] for key in self.memories})
        self.loose = read_sections(BANK / "facts.txt")
        self.held_out = held_out or HeldOut([])

    def row(self) -> dict:
        """Draws until the parts fit the window and nothing held back is touched."""
        while True:
            person = self.people.draw()
            label = draw_window(self.rng)
            style = self.rng.choice(list(STYLES))
            occasion = self.rng.choice(OCCASIONS) if self.rng.random() < 0.3 else ""
            facts = self.facts(person)
            greeting = self.fit(person, style, occasion, facts, *window_of(label))
            if not greeting:
                continue
            typed_style = self.rng.choice(STYLES[style]) if self.rng.random() < 0.15 else style
            row = {
                "称呼": person.name, "关系": person.typed_relation, "交往细节": self.join(facts),
                "风格": typed_style, "字数": label, "场合": occasion, "祝福语": greeting,
            }
            if not self.held_out.touches(row):
                return row

    # Facts

    def facts(self, person: Person) -> list[Fact]:
        count = self.rng.choice([1, 2, 2, 2, 3, 3])
        kinds = [kind for kind in self.kinds if self.suits(kind, person)]
        drawn = [
            self.rng.choice(list(self.loose)) if self.rng.random() < LOOSE_SHARE else kind
            for kind in self.rng.sample(kinds, count)
        ]
        return [self.fact(kind, person) for kind in drawn]

    def suits(self, kind: str, person: Person) -> bool:
        allowed = ONLY_FOR.get(kind)
        if kind in self.loose:
            return False
        has_sentences = any(f"{kind}/{part}" in self.memories for part in (person.register, "both"))
        return has_sentences and (allowed is None or person.relation in allowed)

    def fact(self, kind: str, person: Person) -> Fact:
        known: dict[str, str] = {}
        text = self.filler.fill(self.rng.choice(self.loose.get(kind) or self.memories[f"{kind}/detail"]), known)
        if kind in self.loose:
            mark = self.rng.choice(MARKED.findall(text))
            # 一起修过车 is spoken of as 修车那回.
            known["mark"] = mark.replace("过", "", 1) if kind == "doings" else mark
            text = MARKED.sub(r"\1", text)
        known["unit"] = text
        # 一盆绿萝 is given once; afterwards people just say 绿萝.
        known["present"] = re.sub("^一.", "", known.get("gift", ""))
        templates = [
            *self.memories.get(f"{kind}/{person.register}", []),
            *self.memories.get(f"{kind}/both", []),
        ]
        # A template that needs a slot this wording lacks would invent a fact.
        usable = [t for t in templates if all(f"{{{slot}}}" not in t for slot in self.missing(t, known))]
        spoken = [template.replace("Y", person.pronoun) for template in usable]
        return Fact(text, [self.filler.fill(template, known) for template in spoken])

    @staticmethod
    def missing(template: str, known: dict[str, str]) -> list[str]:
        slots = [part.split("}")[0] for part in template.split("{")[1:]]
        return [slot for slot in slots if slot not in known]

    def join(self, facts: list[Fact]) -> str:
        separator = self.rng.choice("；；；；；，，，。、")
        return separator.join(fact.text for fact in facts) + ("。" if self.rng.random() < 0.08 else "")

    # Greeting

    def fit(self, person: Person, style: str, occasion: str, facts: list[Fact], low: int, high: int) -> str:
        """Tries a few assemblies and returns one whose length lies inside the window."""
        for _ in range(12):
            text = self.assemble(person, style, occasion, facts, self.rng.randint(low, high))
            if low <= len(text) <= high:
                return text
        return ""

    def assemble(self, person: Person, style: str, occasion: str, facts: list[Fact], length: int) -> str:
        """Opening, memories, perhaps an aside, then a closing, until the wanted length is reached."""
        voice = self.rng.choice(DIALECTS) if style == "方言乡音风" else style
        opening = self.part("open", person, [occasion, voice, voice, "any"])
        closings = [
            self.part("close", person, [voice, voice, occasion]),
            self.part("close", person, [person.relation, "any"]),
        ]
        asides = [self.part("middle", person, [voice, "any"]), self.part("middle", person, [voice, "any"])]
        body = self.memories_of(facts)
        chosen, tail = [body.pop(0)], []
        queue = self.priority(body, asides, closings)
        while queue and len(opening) + sum(map(len, chosen + tail)) < length - 6:
            place, sentence = queue.pop(0)
            if sentence in chosen or sentence in tail:
                continue
            (tail if place == "tail" else chosen).append(sentence)
        return self.punctuate(person, style, opening, chosen, tail)

    def memories_of(self, facts: list[Fact]) -> list[str]:
        """One sentence per fact in random order, then second sentences for long greetings."""
        order = self.rng.sample(facts, len(facts))
        drawn = [self.rng.sample(fact.memories, min(2, len(fact.memories))) for fact in order]
        return [pair[0] for pair in drawn] + [pair[1] for pair in drawn if len(pair) > 1]

    def priority(self, body: list[str], asides: list[str], closings: list[str]) -> list[tuple[str, str]]:
        """What is added first when there is room; a second memory beats a second wish."""
        first = [("tail", closings[0])] if self.rng.random() < 0.8 else [("body", asides[0])]
        rest = [("body", sentence) for sentence in body[:2]]
        rest.insert(self.rng.randint(0, len(rest)), ("body", asides[1]))
        more = [("tail", closings[1])] + [("body", sentence) for sentence in body[2:]] + [("body", asides[0])]
        if self.rng.random() < 0.5 and rest:
            first.insert(0, rest.pop(0))
        return first + rest + more

    def part(self, slot: str, person: Person, voices: list[str]) -> str:
        """A line for one of the voices, in the register of this person."""
        wanted = [voice for voice in voices if voice and self.lines(slot, voice, person)]
        return self.rng.choice(self.lines(slot, self.rng.choice(wanted or ["any"]), person))

    def lines(self, slot: str, voice: str, person: Person) -> list[str]:
        lines = [
            *self.greetings.get(f"{slot}/{voice}/{person.register}", []),
            *self.greetings.get(f"{slot}/{voice}/both", []),
        ]
        return [line.replace("Y", person.pronoun).replace("N", person.name) for line in lines]

    def punctuate(self, person: Person, style: str, opening: str, body: list[str], tail: list[str]) -> str:
        """Joins the sentences the way people do on a phone: some without a last full stop, some in two lines."""
        rng = self.rng
        gap = "\n" if person.pronoun == "你" and rng.random() < 0.08 else ""
        text = opening + gap + "".join(body + tail)
        if style in {"俏皮可爱风", "轻松幽默风"} and text.endswith("。") and rng.random() < 0.3:
            return text[:-1] + rng.choice(["~", "！", "~~"])
        if person.pronoun == "你" and rng.random() < 0.06:
            return text.rstrip("。") + rng.choice("😄😁😂🐴🎉🍻🤗")
        if rng.random() < 0.15:
            return text.rstrip("。")
        return text


class HeldOut:
    """The people of heldout.jsonl, whose names, details and activities training must never see."""

    def __init__(self, rows: list[dict]):
        self.names = {row["称呼"] for row in rows}
        self.activities = sorted({activity for row in rows for activity in row["meta"]["activities"]})

    @classmethod
    def load(cls, path: Path) -> "HeldOut":
        return cls([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])

    def touches(self, row: dict) -> bool:
        seen = row["交往细节"] + row["祝福语"]
        return row["称呼"] in self.names or any(activity in seen for activity in self.activities)
