import { QwenError } from "../errors.ts";
import { ControlMarks } from "../text/control-marks.ts";
import { encodeParts } from "../text/encode-chat.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import { checkLength } from "./check-inputs.ts";

/** As published with Qwen3-Reranker. @see https://huggingface.co/Qwen/Qwen3-Reranker-0.6B */
const publishedTemplate = [
  "<|im_start|>system",
  'Judge whether the Document meets the requirements based on the Query and the Instruct provided. Note that the answer can only be "yes" or "no".<|im_end|>',
  "<|im_start|>user",
  "<Instruct>: Given a web search query, retrieve relevant passages that answer the query",
  "<Query>: {query}",
  "<Document>: {document}<|im_end|>",
  "<|im_start|>assistant",
  "<think>\n\n</think>\n\n",
].join("\n");

/** Where templates have their instruction. */
const instructionPattern = /(<Instruct>: )([^\n{}]*)(?=\n)/;

/** More than texts have on average: so much of a long document is read at first. */
const charactersPerToken = 8;

export interface RerankPromptOptions {
  readonly tokenizer: Tokenizer;
  /** With places {query} and, behind it, {document}; absent: as published. */
  readonly template?: string | undefined;
  readonly query: string;
  /** In the place of the template's. */
  readonly instruction?: string | undefined;
  /** Tokens that a prompt may have. */
  readonly maxTokens: number;
}

/** The prompts of one query's documents. Only the template writes control tokens. */
export class RerankPrompt {
  readonly #tokenizer: Tokenizer;
  readonly #marks: ControlMarks;
  readonly #head: string;
  readonly #tail: readonly number[];
  /** Tokens left for all that stands before the tail. */
  readonly #maxTokens: number;

  /** @throws QwenError `template/bad-template`, `request/wrong-model`, `request/context-too-long` */
  constructor({ tokenizer, template = publishedTemplate, query, instruction, maxTokens }: RerankPromptOptions) {
    const marks = new ControlMarks(tokenizer.controlTokens);
    const [before, between, tail] = partsOf(template);
    this.#tokenizer = tokenizer;
    this.#marks = marks;
    this.#head = withInstruction(marks.add(before), instruction) + query + marks.add(between);
    this.#tail = encodeParts(marks.split(marks.add(tail)), tokenizer);
    this.#maxTokens = maxTokens - this.#tail.length;
    const headIds = encodeParts(marks.split(this.#head), tokenizer, this.#maxTokens);
    checkLength("The query with its prompt", headIds.length + 1, this.#maxTokens);
  }

  /** Token ids for a document, of which the beginning has to do when it is too long. */
  encode(document: string): Int32Array {
    let length = charactersPerToken * this.#maxTokens;
    let ids = this.#encode(document.slice(0, length));
    while (ids.length <= this.#maxTokens && length < document.length) {
      length *= 2;
      ids = this.#encode(document.slice(0, length));
    }
    return Int32Array.from(ids.slice(0, this.#maxTokens).concat(this.#tail));
  }

  /** Not given a maximum, beyond which the tokenizer's ids need not be those of the text. */
  #encode(document: string): number[] {
    return encodeParts(this.#marks.split(this.#head + document), this.#tokenizer);
  }
}

/** What stands before the query, between it and the document, and behind. */
function partsOf(template: string): readonly [string, string, string] {
  const [beforeQuery, afterQuery, ...more] = template.split("{query}");
  const [between, tail, ...evenMore] = (afterQuery ?? "").split("{document}");
  const isWhole = tail !== undefined && !beforeQuery.includes("{document}");
  if (isWhole && more.length + evenMore.length === 0) return [beforeQuery, between, tail];
  const message =
    "The model's rerank template must have one {query} and, behind it, one {document}. Get the file anew.";
  throw new QwenError("template/bad-template", message);
}

function withInstruction(before: string, instruction: string | undefined): string {
  if (instruction === undefined) return before;
  if (instructionPattern.test(before)) return before.replace(instructionPattern, (_, mark) => mark + instruction);
  const message = "The model's own rerank template has no place for an instruction. Leave it out.";
  throw new QwenError("request/wrong-model", message, { details: { field: "instruction" } });
}
