import { defaultSampling, type Engine, type GenerateEvent, type GenerateRequest, QwenError } from "@qwents/engine";

const usage = {
  promptTokens: 5,
  cachedTokens: 0,
  completionTokens: 2,
  reasoningTokens: 0,
  draftTokens: 0,
  acceptedDraftTokens: 0,
};
const timings = { queuedMs: 0, promptMs: 10, generationMs: 10 };

/** An engine that answers each request with the next of `answers`, and keeps the requests; an Error is thrown. */
export function fakeEngine(answers: (string | Error)[]): Engine & { readonly requests: GenerateRequest[] } {
  const requests: GenerateRequest[] = [];
  async function* generate(request: GenerateRequest): AsyncGenerator<GenerateEvent> {
    requests.push(request);
    const answer = answers.shift() ?? new QwenError("request/invalid", "nothing left to say");
    if (answer instanceof Error) throw answer;
    yield { type: "start", promptTokens: usage.promptTokens };
    yield { type: "text", channel: "reasoning", text: "hm", tokenIds: [1] };
    yield { type: "text", channel: "content", text: answer, tokenIds: [2] };
    yield { type: "end", finishReason: request.signal?.aborted ? "cancelled" : "stop", usage, timings };
  }
  const info = { id: "fake", contextLength: 100, sampling: defaultSampling } as Engine["info"];
  const status = { memoryBytes: 1024 } as Engine["status"];
  const unused = (): never => {
    throw new Error("not part of this fake");
  };
  return {
    requests,
    info,
    status,
    generate,
    embed: unused,
    rerank: unused,
    moderate: unused,
    tokenize: unused,
    detokenize: unused,
    tokenBytes: unused,
    applyTemplate: unused,
    failed: new Promise(() => {}),
    trace: unused,
    shareThreads: unused,
    close: async () => {},
  };
}
