import {
  type ChatMessage,
  type ChatTemplateOptions,
  type Conversation,
  type EmbedRequest,
  type EmbedResult,
  type EngineStatus,
  type GenerateEvent,
  type GenerateRequest,
  type ModelInfo,
  type ModerateRequest,
  type ModerateResult,
  QwenError,
  type RerankRequest,
  type RerankResult,
  type StepTrace,
  type ToolDefinition,
} from "@qwents/engine";
import type { ServedEngine } from "../served-engine.ts";
import { Calls } from "./calls.ts";
import type { Ending, EngineChild } from "./engine-child.ts";
import { errorOf } from "./failure.ts";
import type { FromEngine } from "./messages.ts";
import { processDied, processSilent } from "./process-died.ts";
import { Pulse } from "./pulse.ts";
import { RemoteGeneration } from "./remote-generation.ts";

/** How long the process may take to close its engine and end. */
const closeTimeoutMs = 5000;
/** Its threads may compute for as long: what answers is another one, which is never busy for more than some seconds. */
const defaultSilenceMs = 120_000;

/** An engine in a process of its own. */
export interface EngineProcess extends ServedEngine {
  /** The process's id. */
  readonly pid: number | undefined;
  readonly failed: Promise<QwenError>;
}

/** This process's end of an engine in another one. */
export class RemoteEngine implements EngineProcess {
  readonly info: ModelInfo;
  readonly failed: Promise<QwenError>;
  readonly #child: EngineChild;
  readonly #calls: Calls;
  readonly #pulse: Pulse;
  #status: EngineStatus;
  #broken: QwenError | undefined;
  #closing: Promise<void> | undefined;

  /**
   * @param child which has just said that it is ready
   * @param silenceMs how long it may say nothing at all while calls are under way
   */
  constructor(child: EngineChild, info: ModelInfo, status: EngineStatus, silenceMs = defaultSilenceMs) {
    this.info = info;
    this.#status = status;
    this.#child = child;
    this.#calls = new Calls(child);
    this.#pulse = new Pulse({
      silenceMs,
      isAwaited: () => this.#calls.size > 0,
      ask: () => child.send({ kind: "ping" }),
      onSilence: () => this.#breakDown(processSilent(info.id, silenceMs)),
    });
    child.onMessage = (message) => this.#hear(message);
    child.keepProcessAlive(false);
    const failed = Promise.withResolvers<QwenError>();
    this.failed = failed.promise;
    void child.ended.then((ending) => this.#end(ending, failed.resolve));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  generate({ signal, ...request }: GenerateRequest): AsyncIterable<GenerateEvent> {
    const start = () => new RemoteGeneration((reader) => this.#calls.generate(request, reader, signal), signal);
    return { [Symbol.asyncIterator]: start };
  }

  async embed({ signal, ...request }: EmbedRequest): Promise<EmbedResult> {
    return (await this.#calls.ask("embed", [request], signal)) as EmbedResult;
  }

  async rerank({ signal, ...request }: RerankRequest): Promise<RerankResult> {
    return (await this.#calls.ask("rerank", [request], signal)) as RerankResult;
  }

  async moderate({ signal, ...request }: ModerateRequest): Promise<ModerateResult> {
    return (await this.#calls.ask("moderate", [request], signal)) as ModerateResult;
  }

  async tokenize(input: string | Conversation, options?: { readonly parseSpecial?: boolean }): Promise<number[]> {
    return (await this.#calls.ask("tokenize", [input, options])) as number[];
  }

  async tokenBytes(tokenId: number): Promise<Uint8Array> {
    return (await this.#calls.ask("tokenBytes", [tokenId])) as Uint8Array;
  }

  async detokenize(tokenIds: readonly number[], options?: { readonly keepSpecial?: boolean }): Promise<string> {
    return (await this.#calls.ask("detokenize", [tokenIds, options])) as string;
  }

  async applyTemplate(
    messages: readonly ChatMessage[],
    tools?: readonly ToolDefinition[],
    options?: ChatTemplateOptions,
  ): Promise<string> {
    return (await this.#calls.ask("applyTemplate", [messages, tools, options])) as string;
  }

  /** What steps did between one `next` and another is not told. */
  async *trace(signal?: AbortSignal): AsyncGenerator<StepTrace, void> {
    for (;;) {
      const trace = await this.#nextTrace(signal);
      if (trace === undefined) return;
      yield trace;
    }
  }

  shareThreads(numEngines: number): void {
    if (!this.#closing) this.#child.send({ kind: "share", numEngines });
  }

  /** Fails what is running with `engine/closed` and ends the process, by force if it takes too long. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #nextTrace(signal: AbortSignal | undefined): Promise<StepTrace | undefined> {
    try {
      return (await this.#calls.ask("nextTrace", [], signal)) as StepTrace | undefined;
    } catch (error) {
      // An engine in this process ends its traces then, too.
      if (signal?.aborted || this.#closing) return undefined;
      throw error;
    }
  }

  async #close(): Promise<void> {
    this.#calls.refuse(closed());
    this.#child.keepProcessAlive(true);
    this.#child.send({ kind: "close" });
    const timer = setTimeout(() => this.#child.kill(), closeTimeoutMs);
    await this.#child.ended;
    clearTimeout(timer);
  }

  #hear(message: FromEngine): void {
    this.#pulse.heard();
    if (message.kind === "pong") return;
    if (message.kind === "status") this.#status = message.status;
    else if (message.kind === "broken") this.#breakDown(errorOf(message.failure));
    else this.#calls.hear(message);
  }

  /** The process ends now; nothing more is to be had from it. */
  #breakDown(error: Error): void {
    this.#broken = error instanceof QwenError ? error : undefined;
    this.#child.kill();
  }

  #end(ending: Ending, fail: (reason: QwenError) => void): void {
    this.#pulse.stop();
    const reason = this.#closing ? closed() : (this.#broken ?? processDied(this.info.id, ending));
    this.#status = { ...this.#status, ...nothing };
    this.#calls.end(reason);
    if (!this.#closing) fail(reason);
  }
}

function closed(): QwenError {
  return new QwenError("engine/closed", "The engine was closed.");
}

/** What a process has when it is gone. */
const nothing = {
  runningSequences: 0,
  waitingSequences: 0,
  memoryBytes: 0,
  cacheBlocksUsed: 0,
  cacheBlocksKept: 0,
  checkpointsKept: 0,
  sequences: [],
} satisfies Partial<EngineStatus>;
