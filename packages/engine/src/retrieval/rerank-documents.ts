import { checkNames, checkSignal, notAs } from "../check-request.ts";
import { requireTokenizer } from "../request-prompt.ts";
import type { RankedDocument, RerankRequest, RerankResult } from "../rerank.ts";
import type { GenerationHost } from "../start-generation.ts";
import { checkLimit, checkList, checkMaxPromptTokens, checkText } from "./check-inputs.ts";
import { mapInTurns } from "./map-in-turns.ts";
import { readPrompts } from "./read-prompts.ts";
import { RerankPrompt } from "./rerank-prompt.ts";
import { rerankScoreOf } from "./rerank-score.ts";

const fields = [
  "query",
  "documents",
  "instruction",
  "topN",
  "maxPromptTokens",
  "signal",
] satisfies (keyof RerankRequest)[];

/** Documents by how well they fit a query. @throws what `Engine.rerank` throws */
export async function rerankDocuments(host: GenerationHost, request: RerankRequest): Promise<RerankResult> {
  const { info, loop, text } = host;
  loop.throwIfClosed();
  checkRequest(request);
  const { query, documents, instruction, topN = documents.length, maxPromptTokens, signal } = request;
  signal?.throwIfAborted();
  const { width, read } = rerankScoreOf(host);
  const prompt = new RerankPrompt({
    tokenizer: requireTokenizer(text),
    template: text.retrieval.rerankTemplate,
    query,
    instruction,
    maxTokens: info.contextLength,
  });
  const encode = (document: string, index: number) => {
    const ids = prompt.encode(document);
    checkLimit(`Document ${index} with the query`, ids.length, maxPromptTokens);
    return ids;
  };
  const prompts = await mapInTurns(documents, encode, signal);
  const createReader = () => read;
  const { values, usage } = await readPrompts(loop, { prompts, output: "logits", width, createReader, signal });
  return { results: ranked(values).slice(0, topN), usage };
}

function checkRequest(request: RerankRequest): void {
  if (typeof request !== "object" || request === null) throw notAs("an object", "request", request);
  const { query, documents, instruction, topN, maxPromptTokens, signal } = request;
  checkNames(request, fields, "a field of a request to rerank");
  checkSignal(signal);
  checkText("query", query);
  checkList("documents", documents);
  for (const document of documents) checkText("documents", document);
  if (instruction !== undefined) checkText("instruction", instruction);
  if (topN !== undefined && !(Number.isInteger(topN) && topN > 0)) throw notAs("an integer from 1", "topN", topN);
  checkMaxPromptTokens(maxPromptTokens);
}

function ranked(scores: readonly number[]): RankedDocument[] {
  return scores.map((score, index) => ({ index, score })).sort((a, b) => b.score - a.score || a.index - b.index);
}
