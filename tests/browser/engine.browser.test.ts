import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Engine, loadEngine } from "@qwents/engine";
import { type Browser, chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { browserArguments } from "../../packages/studio/tests/choose-browser.ts";
import { browserBundle } from "../../rolldown.browser.ts";
import { type PageServer, servePages } from "./serve-pages.ts";

const model = resolve("models/cockpit/cockpit-q8_0.gguf");
const wishes = ["Set the temperature to 21 degrees", "Wer bist du?", "Play some jazz"];
const request = (content: string) => ({
  messages: [{ role: "user", content }] as const,
  tools: [
    {
      name: "set_temperature",
      description: "Sets the temperature.",
      parameters: { type: "object", properties: { degrees: { type: "number" } }, required: ["degrees"] },
    },
  ],
  sampling: { temperature: 0 },
});

/** What a page does with a model of which it has the bytes, and what it tells. */
const script = `
  import { loadEngine } from "/engine/index.js";
  const bytes = await (await fetch("/model.gguf")).blob();
  globalThis.load = async (blob = new File([bytes], "cockpit-q8_0.gguf")) => {
    const phases = new Set();
    const engine = await loadEngine(blob, { numThreads: 2, onProgress: ({ phase }) => phases.add(phase) });
    return { engine, phases: [...phases] };
  };
  globalThis.refused = async (blob) => {
    try { await load(blob); } catch ({ name, code, message }) { return { name, code, message }; }
  };
  globalThis.ask = async (engine, request) => {
    const tokenIds = [];
    for await (const event of engine.generate(request)) if (event.type === "text") tokenIds.push(...event.tokenIds);
    return tokenIds;
  };
  globalThis.ready = true;
`;

const choice = inject("browser");
describe.skipIf("missing" in choice)("the engine in a page", () => {
  const folder = mkdtempSync(join(tmpdir(), "qwents-browser-"));
  let browser: Browser;
  const servers: PageServer[] = [];
  beforeAll(async () => {
    const options = browserBundle(folder);
    const bundle = await rolldown(options);
    await bundle.write(Array.isArray(options.output) ? options.output[0] : options.output);
    const paths = {
      "/": { html: `<!doctype html><meta charset="utf-8"><script type="module">${script}</script>` },
      "/engine/": { folder },
      "/model.gguf": { file: model },
    };
    for (const isolated of [true, false]) servers.push(await servePages(paths, isolated));
    const executablePath = "missing" in choice ? "" : choice.executablePath;
    browser = await chromium.launch({ executablePath, args: browserArguments });
  });
  afterAll(async () => {
    await browser?.close();
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async ({ url }: PageServer) => {
    const page = await browser.newPage();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(url);
    await page.waitForFunction("globalThis.ready");
    return { page, faults };
  };

  test("answers from a file that the page has, on threads, as it does in Node", async () => {
    const { page, faults } = await open(servers[0]);
    const there = (await page.evaluate(
      `load().then(async ({ engine, phases }) => {
        const answers = [];
        for (const request of ${JSON.stringify(wishes.map(request))}) answers.push(await ask(engine, request));
        const { id, backend } = engine.info;
        await engine.close();
        return { id, backend, phases, answers };
      })`,
    )) as { answers: number[][] };
    const engine = await loadEngine(model, { numThreads: 2, wideVectors: false });
    const answers = [];
    for (const wish of wishes) answers.push(await tokensOf(engine, wish));
    await engine.close();
    expect(there).toEqual({
      id: "cockpit-q8_0",
      backend: expect.stringMatching(/^wasm, 2 threads/),
      phases: ["header", "tokenizer", "weights", "ready"],
      answers,
    });
    expect(faults).toEqual([]);
  });

  test("says what a file is that it cannot read", async () => {
    const { page } = await open(servers[0]);
    const [page1, cut, part] = (await page.evaluate(`Promise.all([
      refused(new File(["<!doctype html>"], "model.gguf")),
      fetch("/model.gguf").then((got) => got.blob()).then((blob) => refused(new File([blob.slice(0, 1e6)], "cut.gguf"))),
      refused(new Blob(['{"a": 1}'])),
    ])`)) as { name: string; code: string; message: string }[];
    expect(page1).toMatchObject({
      name: "QwenError",
      code: "files/unknown-format",
      message: expect.stringContaining("web page"),
    });
    expect(cut).toMatchObject({ code: "files/truncated" });
    expect(part).toMatchObject({
      code: "files/unknown-format",
      message: expect.stringContaining("one whole GGUF file"),
    });
  });

  test("a page that may not share memory is told what its server has to send", async () => {
    const { page } = await open(servers[1]);
    const error = (await page.evaluate("refused()")) as { code: string; message: string };
    expect(error.code).toBe("backend/unavailable");
    expect(error.message).toContain("Cross-Origin-Opener-Policy: same-origin");
  });
});

async function tokensOf(engine: Engine, wish: string): Promise<number[]> {
  const tokenIds: number[] = [];
  for await (const event of engine.generate(request(wish))) if (event.type === "text") tokenIds.push(...event.tokenIds);
  return tokenIds;
}
