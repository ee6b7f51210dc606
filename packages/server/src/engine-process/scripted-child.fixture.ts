// The program of a process whose engine does as it is told by the path that it loads and by its prompts.
import { appendFileSync } from "node:fs";
import type { EmbedRequest, EmbedResult, GenerateEvent, GenerateRequest, LoadOptions } from "@qwents/engine";
import { QwenError } from "@qwents/engine";
import { FakeEngine } from "../fake-engine.fixture.ts";
import { serveEngine } from "./serve-engine.ts";

class ScriptedEngine extends FakeEngine {
  override readonly failed: Promise<never>;
  readonly #path: string;
  #breakDown: (error: QwenError) => void = () => {};

  constructor(path: string) {
    super({});
    this.#path = path;
    this.failed = new Promise<QwenError>((resolve) => {
      this.#breakDown = resolve;
    }) as Promise<never>;
  }

  override async *generate(request: GenerateRequest): AsyncGenerator<GenerateEvent, void> {
    const { signal, ...data } = request;
    const { events } = (("template" in request && request.template?.variables) || {}) as { events?: GenerateEvent[] };
    if (events !== undefined) yield* events;
    else if ("prompt" in request && request.prompt.startsWith("do:")) await this.#obey(request.prompt.slice(3));
    else yield { type: "start", promptTokens: 0, received: data } as GenerateEvent;
  }

  /** Gives what it got. */
  override async embed({ signal, ...data }: EmbedRequest): Promise<EmbedResult> {
    return { received: data } as unknown as EmbedResult;
  }

  override async close(): Promise<void> {
    if (this.#path === "stubborn") await new Promise(() => {});
  }

  async #obey(command: string): Promise<void> {
    if (command === "bug") throw new TypeError("a bug");
    if (command === "exit") {
      appendFileSync(2, "last words\n");
      process.exit(3);
    }
    if (command === "babble") process.send?.([{ kind: "nonsense" }]);
    if (command === "break down") {
      const error = new QwenError("engine/worker-failed", "Compute thread 1 died.", { details: { thread: 1 } });
      setTimeout(() => this.#breakDown(error), 10);
      throw error;
    }
    await new Promise(() => {});
  }
}

async function load(path: string, options: LoadOptions): Promise<ScriptedEngine> {
  if (path === "exit") process.exit(4);
  options.onProgress?.({ phase: "header", loadedBytes: 0, totalBytes: 1 });
  if (path === "hang") await new Promise(() => {});
  return new ScriptedEngine(path);
}

serveEngine(load);
