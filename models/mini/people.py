"""Invents the recipient: how they are called, who they are, and whether they are 您 or 你."""

import random
from dataclasses import dataclass

from bank import LATIN_SYLLABLES, any_han, read_words, some_han
from tokenizer import BANK

FORMAL_RELATIONS = {"客户", "领导", "老师", "长辈"}


@dataclass(frozen=True)
class Person:
    name: str
    relation: str
    # What the user typed may be more specific (大学室友) than the class it belongs to (同学).
    typed_relation: str
    pronoun: str

    @property
    def register(self) -> str:
        return "formal" if self.pronoun == "您" else "casual"


class People:
    RELATIONS = (
        "客户 领导 同事 合作伙伴 老师 长辈 父母 兄弟姐妹 亲戚 晚辈 好友 同学 恋人 配偶 邻居".split()
    )

    def __init__(self, rng: random.Random):
        self.rng = rng
        self.words = read_words(BANK / "names.txt")

    def draw(self) -> Person:
        typed = relation = self.rng.choice(self.RELATIONS)
        if self.rng.random() < 0.18:
            typed, relation = self.pick("openrelation").split("/")
        name = self.named_for(relation)
        if len(name) > 1 and self.rng.random() < 0.2:
            # A greeting that gets the name wrong is worse than none, so names are drilled on any character at all.
            at = self.rng.randrange(len(name) - 1)
            name = name[:at] + any_han(self.rng) + name[at + 1 :]
        return Person(name, relation, typed, self._pronoun(relation, name))

    def named_for(self, relation: str) -> str:
        return getattr(self, f"_{self.SHAPES[relation]}")()

    SHAPES = {
        "客户": "client", "合作伙伴": "client", "领导": "leader", "同事": "peer", "老师": "teacher",
        "长辈": "elder", "邻居": "neighbour", "父母": "parent", "兄弟姐妹": "sibling", "亲戚": "kin",
        "晚辈": "young", "好友": "friend", "同学": "friend", "恋人": "lover", "配偶": "spouse",
    }

    def _pronoun(self, relation: str, name: str) -> str:
        if relation in FORMAL_RELATIONS:
            return "您"
        if relation in {"父母", "合作伙伴"}:
            return self.rng.choice("您您你")
        if relation in {"邻居", "亲戚"}:
            return "您" if self._is_senior(name) else "你"
        return "你"

    def _is_senior(self, name: str) -> bool:
        seniors = [*self.words["kin"], *self.words["elder"]]
        return any(title in name for title in seniors) and not any(young in name for young in "表堂弟妹")

    def pick(self, key: str) -> str:
        return self.rng.choice(self.words[key])

    def surname(self) -> str:
        # Now and then a surname nobody has, so that the name is read and not recalled.
        return any_han(self.rng) if self.rng.random() < 0.2 else self.pick("surname")

    def given(self) -> str:
        def character() -> str:
            return any_han(self.rng) if self.rng.random() < 0.3 else self.pick("given")

        return "".join(character() for _ in range(self.rng.choice([1, 2, 2])))

    def full_name(self) -> str:
        return self.surname() + self.given()

    def latin(self) -> str:
        if self.rng.random() < 0.5:
            return self.pick("latin")
        return "".join(self.rng.choices(LATIN_SYLLABLES, k=self.rng.choice([2, 3]))).title()

    def nickname(self) -> str:
        rng = self.rng
        return rng.choice(
            [
                lambda: rng.choice("阿小老大") + any_han(rng),
                lambda: rng.choice("阿小老大") + self.surname(),
                lambda: any_han(rng) * 2,
                self.given,
                lambda: any_han(rng) + rng.choice("哥姐仔子儿宝妞爷妹"),
                lambda: some_han(rng, [2, 2, 3, 4]),
                self.latin,
                lambda: self.surname() + self.pick("mate"),
                lambda: self.pick("mate") + rng.choice("阿小老") + any_han(rng),
                lambda: f"{rng.randint(1, 1204)}{rng.choice('室栋楼号的')}{rng.choice('小老')}{self.surname()}",
                lambda: rng.choice("阿小老") + any_han(rng) + self.pick("mate"),
            ]
        )()

    def _titled(self, key: str) -> str:
        shape = self.rng.random()
        if shape < 0.75:
            return self.surname() + self.pick(key)
        if shape < 0.85:
            return self.full_name() + self.pick(key)
        return self.given() + self.pick(key)

    def _client(self) -> str:
        return self.latin() if self.rng.random() < 0.1 else self._titled("client")

    def _leader(self) -> str:
        return self._titled("boss")

    def _peer(self) -> str:
        return self.rng.choice([lambda: self._titled("peer"), self.full_name, self.nickname])()

    def _teacher(self) -> str:
        return self._titled("teacher")

    def _elder(self) -> str:
        return self._titled("elder")

    def _neighbour(self) -> str:
        shapes = [lambda: self._titled("elder"), lambda: self._titled("peer"), self.nickname]
        return self.rng.choice(shapes)()

    def _parent(self) -> str:
        name = self.pick("parent")
        return self.rng.choice("我俺咱") + name if self.rng.random() < 0.15 else name

    def _sibling(self) -> str:
        shapes = [lambda: self.pick("sibling"), lambda: self.given() + self.pick("sibling"), self.nickname]
        return self.rng.choice(shapes)()

    def _kin(self) -> str:
        name = self.pick(self.rng.choice(["kin", "kin", "cousin"]))
        # 表弟阿漂, 小军舅舅
        shape = self.rng.random()
        if shape < 0.15:
            return name + self.rng.choice("阿小") + any_han(self.rng)
        return any_han(self.rng) + name if shape < 0.3 else name

    def _young(self) -> str:
        return self.rng.choice([lambda: self.pick("young"), self.nickname, self.full_name])()

    def _friend(self) -> str:
        return self.rng.choice([lambda: self.pick("friend"), self.full_name, self.nickname, self.nickname])()

    def _lover(self) -> str:
        return self.rng.choice([lambda: self.pick("lover"), self.nickname, self.given])()

    def _spouse(self) -> str:
        return self.rng.choice([lambda: self.pick("spouse"), self.nickname, self.given])()
