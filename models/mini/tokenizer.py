"""The character tokenizer: three control tokens, 256 byte tokens, then single characters.

A greeting must be able to repeat any name or nickname it was given, so nothing
may be unspellable: what the character list lacks is written as UTF-8 bytes.
No piece is longer than one character, hence llama.cpp's "llama" tokenizer and
Hugging Face's BPE have nothing to merge and cannot disagree.
"""

from pathlib import Path

BANK = Path(__file__).parent / "bank"

END_OF_TEXT, IM_START, IM_END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
CONTROL = [END_OF_TEXT, IM_START, IM_END]
IM_START_ID, IM_END_ID = 1, 2
FIRST_BYTE_ID = len(CONTROL)

# Sentencepiece-style vocabularies spell the space like this.
SPACE = "▁"

# The system message is dropped to keep prompts short; the user message carries everything.
CHAT_TEMPLATE = (
    "{% for m in messages %}{% if m.role != 'system' %}<|im_start|>{{ m.role }}\n"
    "{{ m.content }}<|im_end|>\n{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def byte_token(value: int) -> str:
    return f"<0x{value:02X}>"


def gb2312_level_one() -> list[str]:
    """The 3,755 everyday characters, taken from the codec instead of a list of our own."""
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(16, 56) for cell in range(1, 95))
    return list("".join(pair.decode("gb2312", errors="ignore") for pair in cells))


EVERYDAY_HAN = gb2312_level_one()
EXTRA = set((BANK / "characters.txt").read_text(encoding="utf-8")) - set(" \n")
# Seldom written, but half of the less common surnames are here, and a greeting opens with the name.
UNCOMMON_HAN = sorted({character for character in EXTRA if "\u4e00" <= character <= "\u9fff"} - set(EVERYDAY_HAN))


def build_characters() -> list[str]:
    """Everyday characters, ASCII, and bank/characters.txt (names, food, punctuation, emoji)."""
    ascii_printable = {chr(code) for code in range(0x21, 0x7F)}
    return [SPACE, *sorted({*EVERYDAY_HAN, *EXTRA} | ascii_printable)]


def build_vocabulary() -> list[str]:
    """All pieces in id order, padded to a multiple of 64 so that the output matrix is aligned."""
    pieces = [*CONTROL, *(byte_token(value) for value in range(256)), *build_characters()]
    padding = -len(pieces) % 64
    return pieces + [f"<|unused_{index}|>" for index in range(padding)]


class CharTokenizer:
    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.ids = {piece: index for index, piece in enumerate(pieces) if len(piece) == 1}

    def encode(self, text: str) -> list[int]:
        tokens: list[int] = []
        for character in text.replace(" ", SPACE):
            known = self.ids.get(character)
            if known is None:
                tokens.extend(FIRST_BYTE_ID + value for value in character.encode("utf-8"))
            else:
                tokens.append(known)
        return tokens

    def decode(self, tokens: list[int]) -> str:
        out = bytearray()
        for token in tokens:
            if FIRST_BYTE_ID <= token < FIRST_BYTE_ID + 256:
                out.append(token - FIRST_BYTE_ID)
            elif token >= FIRST_BYTE_ID:
                out.extend(self.pieces[token].replace(SPACE, " ").encode("utf-8"))
        return out.decode("utf-8", errors="replace")

    def encode_prompt(self, user_content: str) -> list[int]:
        """The chat template above, for one user message and an open assistant turn."""
        return [
            IM_START_ID, *self.encode(f"user\n{user_content}"), IM_END_ID, *self.encode("\n"),
            IM_START_ID, *self.encode("assistant\n"),
        ]
