import type { Model, ModelLoadEvent } from "@qwents/protocol";
import { streamChat } from "../../../api/chat.ts";
import { streamModelLoad } from "../../../api/model-loads.ts";
import { ServerError } from "../../../api/server-error.ts";
import { FramePacer } from "../../../app/frame-pacer.ts";
import { Signal } from "../../../app/signal.ts";
import type { Conversation } from "../history/conversation.ts";
import { type AnswerMessage, type AnswerStep, type CallRecord, emptyStep, type Fault } from "../history/records.ts";
import { pageTools, type ToolEnvironment } from "../tools/page-tools.ts";
import { runCall } from "../tools/run-call.ts";
import { settingsOnTheWire } from "./chat-request.ts";

import { StepReader } from "./step-reader.ts";
import { wireMessages, wireUnfinished } from "./wire-messages.ts";

/** How far a model is loaded, while an answer waits for it. */
export type LoadProgress = Extract<ModelLoadEvent, { type: "load.progress" }>;

export interface AnswersHost {
  readonly page: ToolEnvironment;
  /** What is known of a model by its id or "default". */
  readonly modelOf: (id: string) => Model | undefined;
  /** An answer ended, or waits for approval. */
  readonly onEnd: (conversation: Conversation, answer: AnswerMessage) => void;
}

/** Requests one answer makes at most: each but the last ends with tool calls. */
const maxSteps = 12;
const saveEveryMs = 1000;

interface Running {
  readonly abort: AbortController;
  readonly load?: LoadProgress;
}

/** Answers that are being written, one a chat at most; they go on while another chat or page is shown. */
export class Answers {
  readonly #host: AnswersHost;
  readonly #running = new Map<string, Running>();
  readonly changed: Signal = new Signal();

  constructor(host: AnswersHost) {
    this.#host = host;
  }

  /** Another object whenever it changes; undefined while nothing is written in a chat. */
  runningIn(chatId: string): Running | undefined {
    return this.#running.get(chatId);
  }

  stop(chatId: string): void {
    this.#running.get(chatId)?.abort.abort();
  }

  stopAll(): void {
    for (const chatId of this.#running.keys()) this.stop(chatId);
  }

  /** Answers a question, beside whatever answers it has. */
  answer(conversation: Conversation, questionId: string): void {
    const { model = "default" } = conversation.view.chat.settings;
    const id = this.#host.modelOf(model)?.id ?? model;
    this.#start(conversation, conversation.addAnswer(questionId, id));
  }

  /** Goes on with an answer that was stopped, failed, or came to its longest length. */
  goOn(conversation: Conversation, answer: AnswerMessage): void {
    this.#start(conversation, running(answer));
  }

  /** What the person says to a call that waits. The answer goes on after the last of them. */
  decide(conversation: Conversation, answer: AnswerMessage, callId: string, isAllowed: boolean): void {
    const decided = withCalls(answer, (call) =>
      call.id === callId && call.state === "waiting" ? { ...call, state: isAllowed ? "approved" : "denied" } : call,
    );
    conversation.replace(decided);
    const isWaiting = decided.steps.at(-1)!.calls.some(({ state }) => state === "waiting");
    if (!isWaiting) this.#start(conversation, running(decided));
  }

  #start(conversation: Conversation, answer: AnswerMessage): void {
    if (this.#running.has(conversation.id)) return;
    const abort = new AbortController();
    this.#set(conversation.id, { abort });
    void this.#write(conversation, answer, abort.signal).finally(() => {
      this.#running.delete(conversation.id);
      this.changed.emit();
    });
  }

  async #write(conversation: Conversation, answer: AnswerMessage, signal: AbortSignal): Promise<void> {
    const draft = new Draft(conversation, answer);
    try {
      await this.#steps(draft, signal);
    } catch (error) {
      draft.dropHalfCalls();
      draft.end(signal.aborted ? { state: "stopped" } : { state: "failed", fault: faultOf(error) });
    }
    this.#host.onEnd(conversation, draft.answer);
  }

  async #steps(draft: Draft, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (draft.step.calls.length === 0) await this.#request(draft, signal);
      if (draft.step.calls.length === 0) return draft.end({ state: "done" });
      await this.#runCalls(draft, signal);
      if (draft.step.calls.some(({ state }) => state === "waiting")) return draft.end({ state: "waiting" });
      if (draft.answer.steps.length >= maxSteps) throw new ServerError("", { status: 0, code: "too_many_steps" });
      draft.set({ ...draft.answer, steps: [...draft.answer.steps, emptyStep] });
    }
  }

  async #request(draft: Draft, signal: AbortSignal): Promise<void> {
    const { conversation, answer } = draft;
    const { settings } = conversation.view.chat;
    const model = this.#host.modelOf(settings.model ?? "default");
    await this.#load(conversation.id, model, signal);
    const isContinued = draft.step.text !== "";
    const before = wireMessages(settings.system, conversation.until(answer.parentId!));
    const request = {
      ...settingsOnTheWire(settings, model),
      messages: [...before, ...(isContinued ? wireUnfinished(answer) : wireMessages("", [answer]))],
      ...(isContinued && { continue_final_message: true, add_generation_prompt: false }),
    };
    const reader = new StepReader(isContinued ? draft.step : emptyStep);
    const pacer = new FramePacer(() => draft.setStep(reader.step));
    try {
      for await (const chunk of streamChat(request, { signal })) {
        reader.add(chunk);
        if (chunk.model !== "" && chunk.model !== draft.answer.model)
          draft.set({ ...draft.answer, model: chunk.model });
        pacer.schedule();
      }
    } finally {
      pacer.schedule();
      pacer.flush();
    }
    draft.setCalls((call) => (isToAsk(call, settings.allowed) ? { ...call, state: "waiting" } : call));
  }

  /** On its first use, so that the person sees how long it takes. */
  async #load(chatId: string, model: Model | undefined, signal: AbortSignal): Promise<void> {
    if (model === undefined || model.status === undefined || model.status.value === "loaded") return;
    const { abort } = this.#running.get(chatId)!;
    for await (const event of streamModelLoad(model.id, signal)) {
      if (event.type === "load.progress") this.#set(chatId, { abort, load: event });
    }
    this.#set(chatId, { abort });
  }

  async #runCalls(draft: Draft, signal: AbortSignal): Promise<void> {
    for (const call of draft.step.calls) {
      if (call.state !== "approved") continue;
      const done = await runCall(call, draft.conversation.view.chat.settings.tools, this.#host.page);
      draft.setCalls((other) => (other.id === call.id ? done : other));
      signal.throwIfAborted();
    }
  }

  #set(chatId: string, state: Running): void {
    this.#running.set(chatId, state);
    this.changed.emit();
  }
}

/** An answer on its way: shown at once, saved now and then. */
class Draft {
  readonly conversation: Conversation;
  #answer: AnswerMessage;
  #savedAt = performance.now();

  constructor(conversation: Conversation, answer: AnswerMessage) {
    this.conversation = conversation;
    this.#answer = answer;
    this.set(answer);
  }

  get answer(): AnswerMessage {
    return this.#answer;
  }

  get step(): AnswerStep {
    return this.#answer.steps.at(-1)!;
  }

  set(answer: AnswerMessage): void {
    const now = performance.now();
    const isSaved = now - this.#savedAt > saveEveryMs;
    if (isSaved) this.#savedAt = now;
    this.#answer = answer;
    this.conversation.replace(answer, { isSaved });
  }

  setStep(step: AnswerStep): void {
    this.set({ ...this.#answer, steps: this.#answer.steps.with(-1, step) });
  }

  setCalls(change: (call: CallRecord) => CallRecord): void {
    this.set(withCalls(this.#answer, change));
  }

  /** Calls of a request that broke off may lack half of their arguments. */
  dropHalfCalls(): void {
    if (this.step.finishReason === undefined) this.setStep({ ...this.step, calls: [] });
  }

  end(end: Pick<AnswerMessage, "state" | "fault">): void {
    this.#answer = { ...this.#answer, ...end };
    this.conversation.replace(this.#answer);
  }
}

function running({ fault: _, ...answer }: AnswerMessage): AnswerMessage {
  return { ...answer, state: "running" };
}

function withCalls(answer: AnswerMessage, change: (call: CallRecord) => CallRecord): AnswerMessage {
  const step = answer.steps.at(-1)!;
  return { ...answer, steps: answer.steps.with(-1, { ...step, calls: step.calls.map(change) }) };
}

/** Acting tools are only run when the person allowed it. */
function isToAsk({ name }: CallRecord, allowed: readonly string[]): boolean {
  return pageTools.some((tool) => tool.name === name && tool.isActing) && !allowed.includes(name);
}

function faultOf(error: unknown): Fault {
  if (error instanceof ServerError) return { message: error.message, status: error.status, code: error.code };
  return { message: error instanceof Error ? error.message : String(error), status: 0, code: "unknown" };
}
