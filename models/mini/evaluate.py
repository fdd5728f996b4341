"""A small stand-in for the linter: python evaluate.py out.jsonl (written by generate.mjs).

It reports what the first sample reaches and what the best of all samples reaches,
counting only what an error-level rule would count.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from bank import read_words
from corpus import window_of
from tokenizer import BANK

# Two-character runs that say nothing about a fact when they turn up in a greeting.
COMMON = set(
    "一起 去年 今年 经常 总是 喜欢 最爱 我们 他家 她家 家里 一次 两次 三次 过年 新年 的时 时候 帮我 教我 送我 给我 带我 在一 总说 说好 现在 "
    "每天 每晚 小时 一个 一只 一条 他们 她的 他的 我的 不太 做的 吃的 看的 第一 年前 年的".split()
)
NUMBER_UNIT = re.compile(r"[0-9两三四五六七八九十百千]+(?:年|次|岁|个月|天|版|顿|斤|届|局|块|万|遍|点|条|只|辆)")
YEAR = re.compile(r"20\d\d")
ORGANISATION = re.compile(r"公司|大学|项目|医院|学校|集团")
ZODIAC_YEAR = re.compile(r"([鼠牛虎兔龙蛇羊猴鸡狗猪])年")
STOCK = re.compile(r"值此|致以|恭祝|承蒙|携手|再创|综上|首先|作为AI|XX|\{|\}|【|\[")
ALLOWED_YEARS = {"2026"}
FORMAL = {"客户", "领导", "老师"}
CASUAL = {"好友", "同学", "恋人", "配偶"}


def units(row: dict) -> list[str]:
    return [unit for unit in re.split(r"[；;。，,、\n]", row["交往细节"]) if unit]


def anchors(unit: str) -> set[str]:
    """Numbers, Latin words and pairs of Han characters that are not everyday ones."""
    pairs = {unit[at : at + 2] for at in range(len(unit) - 1)}
    han = {pair for pair in pairs if re.fullmatch(r"[\u4e00-\u9fff]{2}", pair)} - COMMON
    return han | set(re.findall(r"[A-Za-z]{2,}|\d+", unit))


def used_units(row: dict, text: str) -> int:
    return sum(any(anchor in text for anchor in anchors(unit)) for unit in units(row))


def places() -> set[str]:
    words = read_words(BANK / "fillers.txt")
    return {word for key in ("city", "mountain", "spot") for word in words[key] if "{" not in word and len(word) > 1}


PLACES = places() - {"海边", "后山", "江边", "草原"}


def errors(row: dict, text: str) -> list[str]:
    """Ids of the error-level rules this greeting would break."""
    given = row["称呼"] + row["交往细节"] + row.get("场合", "")
    body = text.replace(row["称呼"], "")
    found = []
    if row["称呼"] not in text[: len(row["称呼"]) + 8]:
        found.append("NAME601")
    if used_units(row, body) == 0:
        found.append("EVID001")
    if any(place in body and place not in given for place in PLACES):
        found.append("EVID005 place")
    if any(number not in given for number in NUMBER_UNIT.findall(body)):
        found.append("EVID005 number")
    if any(word in body and word not in given for word in ORGANISATION.findall(body)):
        found.append("EVID005 organisation")
    if ZODIAC_YEAR.search(body) or set(YEAR.findall(body)) - ALLOWED_YEARS:
        found.append("FACT70x")
    if STOCK.search(body):
        found.append("AI101")
    if (row["关系"] in FORMAL and "你" in body) or (row["关系"] in CASUAL and "您" in body):
        found.append("REG302")
    return found


def in_window(row: dict, text: str) -> bool:
    low, high = window_of(row["字数"])
    bare = re.sub(r"[^\w]", "", text)
    return len(text) >= low and len(bare) <= high


def best(row: dict, texts: list[str]) -> str:
    """The sample the extension would show: fewest errors, right length, most facts used."""
    return min(texts, key=lambda text: (len(errors(row, text)), not in_window(row, text), -used_units(row, text)))


def report(label: str, pairs: list[tuple[dict, str]]) -> None:
    def share(test) -> float:
        return round(100 * sum(bool(test(row, text)) for row, text in pairs) / len(pairs), 1)

    counts = Counter(code for row, text in pairs for code in errors(row, text))
    figures = {
        "称呼": share(lambda row, text: "NAME601" not in errors(row, text)),
        "one fact used": share(used_units),
        "all facts used": share(lambda row, text: used_units(row, text) == len(units(row))),
        "length": share(in_window),
        "no error": share(lambda row, text: not errors(row, text)),
        "different": len({text for _, text in pairs}),
        "by rule": dict(counts),
    }
    print(label, json.dumps(figures, ensure_ascii=False))


def main() -> None:
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    texts = [[output["text"] for output in row["outputs"]] for row in rows]
    report("first", [(row, samples[0]) for row, samples in zip(rows, texts, strict=True)])
    if len(texts[0]) > 1:
        report(f"best of {len(texts[0])}", [(row, best(row, samples)) for row, samples in zip(rows, texts, strict=True)])
    outputs = [output for row in rows for output in row["outputs"]]
    first = sorted(output["firstMs"] for output in outputs)
    speed = sorted(output["perSecond"] for output in outputs)
    print("first token ms, median and p95:", first[len(first) // 2], first[len(first) * 95 // 100],
          "tokens/s, median:", speed[len(speed) // 2])


if __name__ == "__main__":
    main()
