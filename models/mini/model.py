"""A small Qwen3: the same tensors and arithmetic as the real one, so any Qwen3 runtime can serve it."""

from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    vocabulary: int
    hidden: int = 256
    layers: int = 6
    heads: int = 4
    kv_heads: int = 2
    head_dim: int = 64
    feed_forward: int = 768
    context: int = 1024
    rope_theta: float = 10000.0
    norm_eps: float = 1e-6

    def to_dict(self) -> dict:
        return asdict(self)


class RMSNorm(nn.Module):
    def __init__(self, size: int, eps: float):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        return F.rms_norm(x.float(), self.weight.shape, self.weight, self.eps)


def rotary_tables(shape: Shape, length: int) -> tuple[Tensor, Tensor]:
    half = shape.head_dim // 2
    frequency = shape.rope_theta ** (-torch.arange(half).float() / half)
    angle = torch.arange(length).float()[:, None] * frequency[None, :]
    angle = torch.cat([angle, angle], dim=-1)
    return angle.cos(), angle.sin()


def rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    left, right = x.chunk(2, dim=-1)
    return x * cos + torch.cat([-right, left], dim=-1) * sin


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.q = nn.Linear(shape.hidden, shape.heads * shape.head_dim, bias=False)
        self.k = nn.Linear(shape.hidden, shape.kv_heads * shape.head_dim, bias=False)
        self.v = nn.Linear(shape.hidden, shape.kv_heads * shape.head_dim, bias=False)
        self.o = nn.Linear(shape.heads * shape.head_dim, shape.hidden, bias=False)
        self.q_norm = RMSNorm(shape.head_dim, shape.norm_eps)
        self.k_norm = RMSNorm(shape.head_dim, shape.norm_eps)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        rows, length, _ = x.shape
        head_dim, kv_heads = self.shape.head_dim, self.shape.kv_heads

        def split(projected: Tensor) -> Tensor:
            return projected.view(rows, length, -1, head_dim)

        q = rotate(self.q_norm(split(self.q(x))).transpose(1, 2), cos, sin)
        k = rotate(self.k_norm(split(self.k(x))).transpose(1, 2), cos, sin)
        v = split(self.v(x)).transpose(1, 2)
        # Written out, because on a CPU this is three times faster than the fused kernel at our lengths.
        # The query heads that share one key head are stacked along the length.
        grouped = q.to(v.dtype).reshape(rows, kv_heads, -1, head_dim) * head_dim**-0.5
        scores = torch.matmul(grouped, k.to(v.dtype).transpose(-1, -2))
        future = torch.full((length, length), float("-inf"), dtype=scores.dtype).triu(1)
        weights = (scores.view(rows, kv_heads, -1, length, length) + future).softmax(-1).to(v.dtype)
        mixed = torch.matmul(weights.view(rows, kv_heads, -1, length), v)
        mixed = mixed.view(rows, -1, length, head_dim).transpose(1, 2)
        return self.o(mixed.reshape(rows, length, -1))


class Block(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.attention_norm = RMSNorm(shape.hidden, shape.norm_eps)
        self.attention = Attention(shape)
        self.feed_forward_norm = RMSNorm(shape.hidden, shape.norm_eps)
        self.gate = nn.Linear(shape.hidden, shape.feed_forward, bias=False)
        self.up = nn.Linear(shape.hidden, shape.feed_forward, bias=False)
        self.down = nn.Linear(shape.feed_forward, shape.hidden, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        x = x + self.attention(self.attention_norm(x), cos, sin)
        y = self.feed_forward_norm(x)
        return x + self.down(F.silu(self.gate(y)) * self.up(y))


class MiniQwen3(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.hidden)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = RMSNorm(shape.hidden, shape.norm_eps)
        cos, sin = rotary_tables(shape, shape.context)
        self.register_buffer("cos", cos, persistent=False)
        self.register_buffer("sin", sin, persistent=False)
        self.apply(self._initialise)

    @staticmethod
    def _initialise(module: nn.Module) -> None:
        if isinstance(module, (nn.Linear, nn.Embedding)):
            nn.init.normal_(module.weight, std=0.02)

    def hidden_states(self, tokens: Tensor) -> Tensor:
        length = tokens.shape[1]
        x = self.embedding(tokens)
        for block in self.blocks:
            x = block(x, self.cos[:length], self.sin[:length])
        return self.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        """The output matrix is the embedding itself, as in Qwen3's small models."""
        return F.linear(hidden, self.embedding.weight)
