import type { Engine } from "@qwents/engine";
import type { Case } from "./cases.ts";
import { judge, type Verdict } from "./judge.ts";

export interface Outcome {
  readonly asked: Case;
  readonly text: string;
  readonly verdict: Verdict;
}

const MAX_TOKENS = 300;
const AT_ONCE = 8;

/** Answers the cases greedily and unconstrained, several at once; outcomes in the order of the cases. */
export async function run(
  engine: Engine,
  cases: readonly Case[],
  onProgress: (done: number) => void = () => {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = new Array(cases.length);
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < cases.length; i = next++) {
      const asked = cases[i]!;
      const text = await answer(engine, asked);
      outcomes[i] = { asked, text, verdict: judge(asked, text) };
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcomes;
}

async function answer(engine: Engine, { messages, tools }: Case): Promise<string> {
  let text = "";
  const request = { messages, tools, maxTokens: MAX_TOKENS, sampling: { temperature: 0 } };
  for await (const event of engine.generate(request))
    if (event.type === "text" && event.channel === "content") text += event.text;
  return text;
}
