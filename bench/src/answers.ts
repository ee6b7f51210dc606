import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Case, type GeneratedSet, makeCase } from "../../models/cockpit/eval/cases.ts";
import { type Engine, loadEngine, loadTokenizer, type Tokenizer } from "../../packages/engine/src/index.ts";
import { formatTable } from "../../tests/parity/format-table.ts";
import { type Difference, difference } from "./answers/difference.ts";
import { ourAnswer } from "./answers/our-answers.ts";
import { loadAddon } from "./llama/addon.ts";
import { type GreedyStep, LlamaModel } from "./llama/llama-model.ts";

/*
 * npm run answers -- [--model FILE] [--sets unseen,several] [--cases 5] [--tokens 300] [--required 0.9] [--threads 2] [--json FILE]
 *
 * Our answers beside llama.cpp's, greedily from the same token ids, with the same file. The prompts are cases of Cockpit's
 * evaluation, in English and German, written by the template in the file. Exits with 1 when a prompt's tokens differ
 * between the tokenizers, or fewer than the required share of the answers are the same to the last token.
 */

interface Result {
  readonly set: string;
  readonly language: string;
  readonly number: number;
  readonly promptTokens: number;
  readonly isSamePrompt: boolean;
  readonly answerTokens: number;
  readonly difference?: Difference;
}

interface Asked {
  readonly about: Case;
  readonly number: number;
  readonly prompt: string;
  readonly tokenIds: readonly number[];
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      model: { type: "string", default: join(import.meta.dirname, "../../models/cockpit/cockpit-q8_0.gguf") },
      sets: { type: "string", default: "unseen,several,next,tools,results,talk" },
      cases: { type: "string", default: "5" },
      tokens: { type: "string", default: "300" },
      required: { type: "string", default: "0.9" },
      threads: { type: "string", default: "2" },
      json: { type: "string", default: join(import.meta.dirname, "../results/answers.json") },
    },
  });
  const [cases, maxTokens, required, numThreads] = [values.cases, values.tokens, values.required, values.threads].map(
    Number,
  );
  const tokenizer = await loadTokenizer(values.model);
  const engine = await loadEngine(values.model, { numThreads });
  const asked = prompts(engine, values.sets.split(",") as GeneratedSet[], cases);
  const ours = await Promise.all(asked.map(({ tokenIds }) => ourAnswer(engine, tokenIds, maxTokens)));
  await engine.close();
  const llama = await LlamaModel.open(await loadAddon(), values.model);
  const theirs = await llama.greedy(
    asked.map(({ tokenIds }) => tokenIds),
    tokenizer.eosTokenIds,
    maxTokens,
    numThreads,
  );
  const results = asked.map((one, i) =>
    result(one, llama.tokenize(one.prompt, true), theirs[i], difference(theirs[i], ours[i], tokenizer.eosTokenIds)),
  );
  await llama.close();
  mkdirSync(join(values.json, ".."), { recursive: true });
  writeFileSync(values.json, `${JSON.stringify(results, null, 2)}\n`);
  return report(results, tokenizer, required);
}

function prompts(engine: Engine, sets: readonly GeneratedSet[], count: number): Asked[] {
  const numbers = Array.from({ length: count }, (_, i) => i);
  return sets.flatMap((set) =>
    (["en", "de"] as const).flatMap((language) =>
      numbers.map((number) => {
        const about = makeCase(set, language, number);
        const prompt = engine.applyTemplate(about.messages, about.tools);
        return { about, number, prompt, tokenIds: engine.tokenize(prompt, { parseSpecial: true }) };
      }),
    ),
  );
}

function result(
  { about: { set, language }, number, tokenIds }: Asked,
  llamaIds: readonly number[],
  steps: readonly GreedyStep[],
  parting: Difference | undefined,
): Result {
  return {
    set,
    language,
    number,
    promptTokens: tokenIds.length,
    isSamePrompt: llamaIds.join() === tokenIds.join(),
    answerTokens: steps.length,
    ...(parting && { difference: parting }),
  };
}

function report(results: readonly Result[], tokenizer: Tokenizer, required: number): number {
  const otherPrompts = results.filter(({ isSamePrompt }) => !isSamePrompt);
  const same = results.filter((one) => !one.difference);
  const share = same.length / results.length;
  const rows = results.flatMap((one) => (one.difference ? [row(one, one.difference, tokenizer)] : []));
  if (rows.length > 0) console.log(`${formatTable([header, ...rows])}\n`);
  const numTokens = results.reduce((sum, { answerTokens }) => sum + answerTokens, 0);
  console.log(`${results.length} prompts, ${otherPrompts.length} with other tokens`);
  console.log(
    `${same.length} of ${results.length} answers the same (${(100 * share).toFixed(1)} %), of ${numTokens} tokens in all`,
  );
  for (const { set, language, number } of otherPrompts) console.error(`other prompt: ${set} ${language} ${number}`);
  return otherPrompts.length > 0 || !(share >= required) ? 1 : 0;
}

const header = ["set", "language", "number", "parts at", "of", "gap", "llama.cpp", "ours"];

function row(
  { set, language, number, answerTokens }: Result,
  parting: Difference,
  tokenizer: Tokenizer,
): readonly string[] {
  const text = (tokenId: number | undefined): string =>
    tokenId === undefined ? "the end" : JSON.stringify(tokenizer.tokenText(tokenId));
  const { position, gap, llamaTokenId, ourTokenId } = parting;
  const counts = [number, position, answerTokens].map(String);
  return [set, language, ...counts, gap.toFixed(4), text(llamaTokenId), text(ourTokenId)];
}

process.exit(await main());
