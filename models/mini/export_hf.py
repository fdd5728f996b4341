"""Turns mini.gguf into a Hugging Face directory for vLLM or transformers: python export_hf.py mini.gguf DIR"""

import argparse
import json
from pathlib import Path

import gguf
import numpy as np
from safetensors.numpy import save_file

from export_gguf import BLOCK_NAMES
from tokenizer import CONTROL, END_OF_TEXT, FIRST_BYTE_ID, IM_END, SPACE

HF_BLOCK_NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj", "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm", "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}
assert set(HF_BLOCK_NAMES) == set(BLOCK_NAMES.values())


def hf_name(name: str) -> str:
    """blk.3.attn_q.weight becomes model.layers.3.self_attn.q_proj.weight."""
    if name.startswith("blk."):
        _, index, rest = name.split(".", 2)
        return f"model.layers.{index}.{HF_BLOCK_NAMES[rest.removesuffix('.weight')]}.weight"
    return {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight"}[name]


def read_config(reader: gguf.GGUFReader) -> dict:
    def value(key: str):
        return reader.get_field(f"qwen3.{key}").contents()

    layers = value("block_count")
    return {
        "architectures": ["Qwen3ForCausalLM"],
        "model_type": "qwen3",
        "vocab_size": len(reader.get_field("tokenizer.ggml.tokens").contents()),
        "hidden_size": value("embedding_length"),
        "intermediate_size": value("feed_forward_length"),
        "num_hidden_layers": layers,
        "num_attention_heads": value("attention.head_count"),
        "num_key_value_heads": value("attention.head_count_kv"),
        "head_dim": value("attention.key_length"),
        "max_position_embeddings": value("context_length"),
        "rope_theta": value("rope.freq_base"),
        "rms_norm_eps": round(value("attention.layer_norm_rms_epsilon"), 9),
        "hidden_act": "silu",
        "attention_bias": False,
        "attention_dropout": 0.0,
        "tie_word_embeddings": True,
        "use_sliding_window": False,
        "layer_types": ["full_attention"] * layers,
        "bos_token_id": None,
        "eos_token_id": CONTROL.index(IM_END),
        "pad_token_id": CONTROL.index(END_OF_TEXT),
        "torch_dtype": "float16",
    }


def make_tokenizer(pieces: list[str]) -> dict:
    """A BPE without merges is a character table; unknown characters fall back to bytes."""
    special = [
        {"id": index, "content": piece, "special": True, "single_word": False,
         "lstrip": False, "rstrip": False, "normalized": False}
        for index, piece in enumerate(pieces[:FIRST_BYTE_ID])
    ]
    return {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": SPACE},
        "pre_tokenizer": None, "post_processor": None,
        "decoder": {"type": "Sequence", "decoders": [
            {"type": "Replace", "pattern": {"String": SPACE}, "content": " "},
            {"type": "ByteFallback"}, {"type": "Fuse"},
        ]},
        "model": {
            "type": "BPE", "dropout": None, "unk_token": END_OF_TEXT, "continuing_subword_prefix": None,
            "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": True, "ignore_merges": False,
            "vocab": {piece: index for index, piece in enumerate(pieces)}, "merges": [],
        },
    }


def tokenizer_config(template: str) -> dict:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast", "chat_template": template, "eos_token": IM_END,
        "pad_token": END_OF_TEXT, "unk_token": END_OF_TEXT, "bos_token": None, "model_max_length": 1024,
        "clean_up_tokenization_spaces": False, "add_prefix_space": False,
    }


def read_tensors(reader: gguf.GGUFReader) -> dict[str, np.ndarray]:
    """GGUF keeps F16 matrices and F32 norms; the norms are halved here so that one dtype serves."""
    return {hf_name(tensor.name): np.array(tensor.data, dtype=np.float16) for tensor in reader.tensors}


def export(source: Path, target: Path) -> None:
    reader = gguf.GGUFReader(source)
    target.mkdir(parents=True, exist_ok=True)
    pieces = reader.get_field("tokenizer.ggml.tokens").contents()
    template = reader.get_field("tokenizer.chat_template").contents()
    documents = {
        "config.json": read_config(reader),
        "generation_config.json": {"eos_token_id": CONTROL.index(IM_END), "pad_token_id": CONTROL.index(END_OF_TEXT)},
        "tokenizer.json": make_tokenizer(pieces),
        "tokenizer_config.json": tokenizer_config(template),
    }
    for name, document in documents.items():
        (target / name).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")
    save_file(read_tensors(reader), target / "model.safetensors", metadata={"format": "pt"})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gguf", type=Path)
    parser.add_argument("directory", type=Path)
    options = parser.parse_args()
    export(options.gguf, options.directory)


if __name__ == "__main__":
    main()
