import type { Model } from "@qwents/protocol";
import type { ChatRequest } from "../../../api/chat.ts";
import type { ChatSettings } from "../history/records.ts";
import { pageTools } from "../tools/page-tools.ts";

type Settings = Omit<ChatRequest, "messages">;

/** What a chat's settings ask of a model; what the model can not do is left out. */
export function settingsOnTheWire(settings: ChatSettings, model: Model | undefined): Settings {
  const tools = pageTools.filter(({ name }) => settings.tools.includes(name)).map(({ definition }) => definition);
  return {
    model: settings.model ?? "default",
    ...settings.sampling,
    ...thinkingOf(settings, model),
    ...(settings.maxTokens !== undefined && { max_completion_tokens: settings.maxTokens }),
    ...(settings.seed !== undefined && { seed: settings.seed }),
    ...(tools.length > 0 && model?.takes_tools !== false && { tools }),
    ...(settings.dropsOldest && { truncation: "auto" as const }),
  };
}

function thinkingOf({ thinking, effort, thinkingBudget }: ChatSettings, model: Model | undefined): Partial<Settings> {
  const { switches, isPossible } = thinkingAbilities(model);
  if (!isPossible) return {};
  if (thinking === "off") return switches ? { enable_thinking: false } : {};
  return {
    ...(thinking === "on" && switches && { enable_thinking: true }),
    ...(effort !== undefined && model?.takes_reasoning_effort && { reasoning_effort: effort }),
    ...(thinkingBudget !== undefined && { thinking_budget: thinkingBudget }),
  };
}

/** What is known of a model's thinking; all is possible as long as nothing is. */
export function thinkingAbilities(model: Model | undefined): {
  readonly switches: boolean;
  readonly isPossible: boolean;
} {
  const modes = model?.sampling_modes;
  if (modes === undefined) return { switches: true, isPossible: true };
  return {
    switches: modes.thinking !== undefined && modes.answering !== undefined,
    isPossible: modes.thinking !== undefined,
  };
}

/** Whether an answer begins with a thought, of a model that can do without. */
export function thinksFirst({ thinking }: ChatSettings, { sampling, sampling_modes: modes }: Model): boolean {
  if (thinking !== "default") return thinking === "on";
  // What is used where a request says nothing is that of the mode the model takes then.
  return JSON.stringify(sampling) === JSON.stringify(modes?.thinking);
}
