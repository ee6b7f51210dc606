"""The prompt text of a conversation, as chat-template.jinja writes it: two versions, so that each checks the other."""

import json

END = "<|im_end|>"


def prompt(messages: list[dict[str, str]], thinking: bool = False, tools: list[dict] | None = None) -> str:
    """Text up to where the answer begins. Without thinking it ends in an empty thinking block."""
    system = messages[0]["content"] if messages[0]["role"] == "system" else None
    turns = messages if system is None else messages[1:]
    text = ""
    if tools:
        text += f"<|im_start|>system\n{'' if system is None else system + chr(10) * 2}{tool_block(tools)}{END}\n"
    elif system is not None:
        text += f"<|im_start|>system\n{system}{END}\n"
    text += "".join(f"<|im_start|>{turn['role']}\n{turn['content']}{END}\n" for turn in turns)
    return text + "<|im_start|>assistant\n" + ("" if thinking else "<think>\n\n</think>\n\n")


def tool_block(tools: list[dict]) -> str:
    listed = "".join("\n" + json.dumps(tool, ensure_ascii=False) for tool in tools)
    return (
        f"# Tools\n\nThese functions can be called. Their signatures, as JSON:\n<tools>{listed}\n</tools>\n\n"
        "To call one, write its name and arguments as a JSON object between tags:\n"
        '<tool_call>\n{"name": <function name>, "arguments": <JSON object>}\n</tool_call>'
    )


def answer(text: str, thought: str | None = None) -> str:
    """What the model is to write after `prompt`."""
    return ("" if thought is None else f"<think>\n{thought}\n</think>\n\n") + text + END
