import { checkTokenIds, invalid, notAs } from "../check-request.ts";
import type { EmbedInput, EmbedRequest } from "../embed.ts";
import { quoted } from "../files/quoted.ts";
import { requireTokenizer } from "../request-prompt.ts";
import type { GenerationHost } from "../start-generation.ts";
import { checkLength, checkLimit, checkList, checkMaxPromptTokens, checkText } from "./check-inputs.ts";
import type { RetrievalSettings } from "./retrieval-settings.ts";

const maxNamesShown = 10;

/** The inputs of a request as token ids: behind their prompt, and with the model's end. */
export class EmbedPrompts {
  readonly inputs: readonly unknown[];
  readonly #host: GenerationHost;
  readonly #prefix: string | undefined;
  readonly #maxPromptTokens: number | undefined;

  /** @throws QwenError `request/invalid` */
  constructor(host: GenerationHost, request: EmbedRequest) {
    checkMaxPromptTokens(request.maxPromptTokens);
    this.#host = host;
    this.#maxPromptTokens = request.maxPromptTokens;
    this.inputs = inputsOf(request.input);
    this.#prefix = prefixOf(request, host.text.retrieval);
  }

  /** @throws QwenError `request/invalid`, `request/context-too-long`, `tokenizer/missing` */
  encode(input: unknown, index: number): Int32Array {
    const { info, text } = this.#host;
    const { endTokenIds } = text.retrieval;
    const ids = typeof input === "string" ? this.#encodeText(input) : this.#checkIds(input);
    const hasEnd = endTokenIds.length > 0 && endTokenIds.every((id, i) => ids.at(i - endTokenIds.length) === id);
    const length = ids.length + (hasEnd ? 0 : endTokenIds.length);
    checkLimit(`Input ${index}`, length, this.#maxPromptTokens);
    checkLength(`Input ${index}`, length, info.contextLength);
    const ended = new Int32Array(length);
    ended.set(ids);
    if (!hasEnd) ended.set(endTokenIds, ids.length);
    return ended;
  }

  #encodeText(input: string): readonly number[] {
    checkText("input", input);
    const { info, text } = this.#host;
    const tokenizer = requireTokenizer(text);
    const end = tokenizer.decode(text.retrieval.endTokenIds, { keepSpecial: true });
    // Written out, as other programs want it, it would be there twice.
    const body = end !== "" && input.endsWith(end) ? input.slice(0, -end.length) : input;
    return tokenizer.encode((this.#prefix ?? text.retrieval.defaultPrompt) + body, {
      addBos: true,
      maxTokens: info.contextLength,
    });
  }

  #checkIds(input: unknown): readonly number[] {
    if (!Array.isArray(input) || input.length === 0) throw notAs("text, token ids, or a list of such", "input", input);
    if (this.#prefix !== undefined)
      throw invalid("input", "must be text where a prompt or an instruction goes before it");
    checkTokenIds("input", input, this.#host.info.vocabSize);
    return input;
  }
}

function inputsOf(input: EmbedInput): readonly unknown[] {
  if (typeof input === "string") return [input];
  if (Array.isArray(input) && typeof input[0] === "number") return [input];
  checkList("input", input);
  return input;
}

/** What was asked to stand before each text; undefined when nothing was. */
function prefixOf({ instruction, promptName }: EmbedRequest, { prompts }: RetrievalSettings): string | undefined {
  if (instruction !== undefined && promptName !== undefined)
    throw invalid("promptName", "cannot go with an instruction");
  if (instruction !== undefined) {
    checkText("instruction", instruction);
    return `Instruct: ${instruction}\nQuery:`;
  }
  if (promptName === undefined) return undefined;
  const prompt = prompts.get(promptName);
  if (prompt !== undefined) return prompt;
  const names = [...prompts.keys()].slice(0, maxNamesShown).map(quoted).join(", ");
  throw invalid(
    "promptName",
    names === "" ? "names nothing: the model's files have no prompts" : `must be one of ${names}`,
  );
}
