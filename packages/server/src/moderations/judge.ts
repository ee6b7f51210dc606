import { QwenError } from "@qwents/engine";
import type { Call } from "../call-signals.ts";
import type { ServedModel } from "../served-models.ts";
import { judgeByAnswer } from "./judge-by-answer.ts";
import { judgeTokens } from "./judge-tokens.ts";
import type { Conversation, Judgement } from "./judgement.ts";

/**
 * What a guard model says of the last messages of conversations, each by itself.
 * @throws QwenError `request/wrong-model` for a model that is no guard; what generating or moderating throws
 */
export async function judge(
  model: ServedModel,
  call: Call,
  conversations: readonly Conversation[],
): Promise<readonly Judgement[]> {
  const { isGuard, head } = model.engine.info;
  if (!isGuard) throw noGuard(model.id);
  return head === "guard" ? judgeTokens(model, call, conversations) : judgeByAnswer(model, call, conversations);
}

function noGuard(id: string): QwenError {
  const message = `The model '${id}' is no guard: its chat template asks for no verdict, and it has no heads that judge. Use one such as Qwen3Guard-Gen.`;
  return new QwenError("request/wrong-model", message, { details: { field: "model" } });
}
