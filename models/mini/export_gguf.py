"""Writes the trained model as a GGUF file that llama.cpp reads as a Qwen3."""

from pathlib import Path

import gguf
import numpy as np

from model import MiniQwen3
from tokenizer import CHAT_TEMPLATE, CONTROL, FIRST_BYTE_ID, IM_END_ID, CharTokenizer

BLOCK_NAMES = {
    "attention_norm": "attn_norm", "attention.q": "attn_q", "attention.k": "attn_k", "attention.v": "attn_v",
    "attention.o": "attn_output", "attention.q_norm": "attn_q_norm", "attention.k_norm": "attn_k_norm",
    "feed_forward_norm": "ffn_norm", "gate": "ffn_gate", "up": "ffn_up", "down": "ffn_down",
}


def gguf_name(name: str) -> str:
    """blocks.3.attention.q.weight becomes blk.3.attn_q.weight."""
    if name.startswith("blocks."):
        _, index, rest = name.split(".", 2)
        return f"blk.{index}.{BLOCK_NAMES[rest.removesuffix('.weight')]}.weight"
    return {"embedding.weight": "token_embd.weight", "norm.weight": "output_norm.weight"}[name]


def token_type(index: int, piece: str) -> gguf.TokenType:
    if index < len(CONTROL):
        return gguf.TokenType.CONTROL
    if index < FIRST_BYTE_ID + 256:
        return gguf.TokenType.BYTE
    return gguf.TokenType.UNUSED if piece.startswith("<|unused") else gguf.TokenType.NORMAL


def add_tokenizer(writer: gguf.GGUFWriter, tokenizer: CharTokenizer) -> None:
    writer.add_tokenizer_model("llama")
    writer.add_token_list(tokenizer.pieces)
    writer.add_token_scores([0.0] * len(tokenizer.pieces))
    writer.add_token_types([token_type(index, piece) for index, piece in enumerate(tokenizer.pieces)])
    writer.add_bos_token_id(0)
    writer.add_unk_token_id(0)
    writer.add_pad_token_id(0)
    writer.add_eos_token_id(IM_END_ID)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_remove_extra_whitespaces(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def add_shape(writer: gguf.GGUFWriter, model: MiniQwen3) -> None:
    shape = model.shape
    writer.add_name("mashang-mini")
    writer.add_license("apache-2.0")
    writer.add_vocab_size(shape.vocabulary)
    writer.add_block_count(shape.layers)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.hidden)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.kv_heads)
    writer.add_key_length(shape.head_dim)
    writer.add_value_length(shape.head_dim)
    writer.add_rope_freq_base(shape.rope_theta)
    writer.add_layer_norm_rms_eps(shape.norm_eps)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)


def write_gguf(model: MiniQwen3, tokenizer: CharTokenizer, path: Path) -> None:
    """Matrices as F16. The norms stay F32, as llama.cpp expects, but are rounded first so that F16 holds them too."""
    writer = gguf.GGUFWriter(path, "qwen3")
    add_shape(writer, model)
    add_tokenizer(writer, tokenizer)
    for name, tensor in model.state_dict().items():
        rounded = tensor.detach().numpy().astype(np.float16)
        writer.add_tensor(gguf_name(name), rounded if tensor.ndim == 2 else rounded.astype(np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
