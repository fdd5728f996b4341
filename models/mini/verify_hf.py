"""Checks that transformers and llama.cpp agree: python verify_hf.py HF_DIR out.jsonl [rows]

out.jsonl is a greedy run of generate.mjs. Needs transformers, which training does not.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

from corpus import user_content
from tokenizer import IM_END_ID


@torch.no_grad()
def main() -> None:
    directory, outputs = sys.argv[1:3]
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    tokenizer = AutoTokenizer.from_pretrained(directory)
    model = AutoModelForCausalLM.from_pretrained(directory, dtype=torch.float32).eval()
    rows = [json.loads(line) for line in Path(outputs).read_text(encoding="utf-8").splitlines()][:limit]
    same_prompt = same_answer = same_text = 0
    for row in rows:
        messages = [{"role": "system", "content": "不会被看见"}, {"role": "user", "content": user_content(row)}]
        prompt = list(tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=False))
        expected = row["outputs"][0]
        made = model.generate(torch.tensor([prompt]), do_sample=False, max_new_tokens=220)[0, len(prompt):].tolist()
        answer = made[:-1] if made[-1] == IM_END_ID else made
        same_prompt += prompt == expected["promptTokens"]
        same_answer += answer == expected["tokens"]
        same_text += tokenizer.decode(answer) == expected["text"]
    print(f"{len(rows)} people: prompt tokens equal {same_prompt}, greedy tokens equal {same_answer}, text equal {same_text}")


if __name__ == "__main__":
    main()
