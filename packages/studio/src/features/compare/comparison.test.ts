import type { ChatCompletionRequest } from "@qwents/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Comparison } from "./comparison.ts";
import { emptySetup, type Setup } from "./setup.ts";

let isBroken: boolean;

/** A server that answers with the model and the prompt; "shaky" fails while it is broken. */
beforeEach(() => {
  isBroken = true;
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("requestAnimationFrame", (draw: () => void) => setTimeout(draw, 1));
  vi.stubGlobal("cancelAnimationFrame", clearTimeout);
  vi.stubGlobal("fetch", async (_: string, { body }: { readonly body: string }) => {
    const { model, messages } = JSON.parse(body) as ChatCompletionRequest;
    if (model === "shaky" && isBroken) return new Response("{}", { status: 500 });
    const delta = { content: `${model}: ${messages.at(-1)!.content as string}` };
    const chunk = { choices: [{ index: 0, delta, finish_reason: "stop" }] };
    return new Response(`data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`);
  });
});

afterEach(() => vi.unstubAllGlobals());

function setupOf(prompt: string, one = "steady", other = "shaky"): Setup {
  const setup = emptySetup();
  return {
    ...setup,
    prompt,
    sides: [
      { ...setup.sides[0], model: one },
      { ...setup.sides[1], model: other },
    ],
  };
}

const settled = (comparison: Comparison, ...phases: readonly string[]) =>
  expect.poll(() => comparison.view.runs.map((run) => run?.phase)).toEqual(phases);

const contents = ({ view }: Comparison) => view.runs.map((run) => run?.content);

async function failed(): Promise<Comparison> {
  const comparison = new Comparison();
  comparison.run(setupOf("one"));
  await settled(comparison, "done", "failed");
  isBroken = false;
  return comparison;
}

test("a side is asked again for what the other one was asked, whatever was changed since", async () => {
  const comparison = await failed();
  comparison.change(setupOf("two", "steady", "third"));
  comparison.retry(1);
  await settled(comparison, "done", "done");
  expect(contents(comparison)).toEqual(["steady: one", "shaky: one"]);
  await expect.poll(() => comparison.view.entries.map(({ setup }) => setup.prompt)).toEqual(["one"]);
  expect(comparison.view.entries[0].setup.sides.map(({ model }) => model)).toEqual(["steady", "shaky"]);
  expect(comparison.view.draft.prompt).toBe("two");
});

test("what was asked is swapped with the sides, and is a past comparison's once that is shown", async () => {
  const comparison = await failed();
  comparison.change(setupOf("two"));
  comparison.swap(comparison.view.draft);
  comparison.retry(0);
  await settled(comparison, "done", "done");
  expect(contents(comparison)).toEqual(["shaky: one", "steady: one"]);
  comparison.run(setupOf("three"));
  await settled(comparison, "done", "done");
  comparison.show(comparison.view.entries.at(-1)!);
  comparison.retry(1);
  await settled(comparison, "done", "done");
  expect(contents(comparison)).toEqual(["shaky: one", "steady: one"]);
});
