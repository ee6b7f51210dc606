import { openCheckpoint } from "./files/open-checkpoint.ts";
import { tokenizerOf } from "./model-text.ts";
import { requireTokenizer } from "./request-prompt.ts";
import type { Tokenizer } from "./text/tokenizer.ts";

/**
 * The tokenizer of a GGUF file or hub folder, without loading weights. The architecture need not be one that runs here.
 * @throws QwenError `files/…`, `gguf/…`, `safetensors/…`, `hub/…`, `tokenizer/…`
 */
export async function loadTokenizer(path: string | Blob): Promise<Tokenizer> {
  const checkpoint = await openCheckpoint(path);
  try {
    return requireTokenizer({ tokenizer: tokenizerOf(checkpoint) });
  } finally {
    await checkpoint.close();
  }
}
