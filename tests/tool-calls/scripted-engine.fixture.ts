import type { GenerateEvent } from "@qwents/engine";
import { FakeEngine } from "../../packages/server/src/fake-engine.fixture.ts";
import type { ToolCallCase } from "./cases.ts";
import { textEvents } from "./split-answer.ts";

/** An engine that answers with a case's output, in the tokens it was given. */
export class ScriptedEngine extends FakeEngine {
  #next: { readonly one: ToolCallCase; readonly tokens: readonly Uint8Array[] } | undefined;

  constructor(style: ToolCallCase["style"]) {
    super({}, style, 8, { toolCallStyle: style });
  }

  answerWith(one: ToolCallCase, tokens: readonly Uint8Array[]): void {
    this.#next = { one, tokens };
  }

  override async *generate(): AsyncGenerator<GenerateEvent, void> {
    const { one, tokens } = this.#next!;
    yield { type: "start", promptTokens: 1 };
    yield* textEvents(tokens, one);
    yield {
      type: "end",
      finishReason: "stop",
      usage: {
        promptTokens: 1,
        cachedTokens: 0,
        completionTokens: tokens.length,
        reasoningTokens: 0,
        draftTokens: 0,
        acceptedDraftTokens: 0,
      },
      timings: { queuedMs: 0, promptMs: 1, generationMs: 1 },
    };
  }
}
