import type { ParsedResponseRequest, ResponseResource } from "@qwents/protocol";
import type { ServedModel } from "../served-models.ts";
import { newId } from "./ids.ts";

/** The response to a request, before anything has come of it. */
export function newResource(request: ParsedResponseRequest, { id: model, engine }: ServedModel): ResponseResource {
  const { sampling } = engine.info;
  return {
    id: newId("resp"),
    object: "response",
    created_at: nowInSeconds(),
    completed_at: null,
    status: request.background === true ? "queued" : "in_progress",
    error: null,
    incomplete_details: null,
    model,
    output: [],
    usage: null,
    previous_response_id: request.previous_response_id ?? null,
    instructions: request.instructions ?? null,
    background: request.background ?? false,
    store: request.store ?? true,
    max_output_tokens: request.max_output_tokens ?? null,
    max_tool_calls: request.max_tool_calls ?? null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    reasoning: {
      effort: request.reasoning?.effort ?? null,
      summary: request.reasoning?.summary ?? request.reasoning?.generate_summary ?? null,
    },
    temperature: request.temperature ?? sampling.temperature,
    top_p: request.top_p ?? sampling.topP,
    presence_penalty: request.presence_penalty ?? sampling.presencePenalty,
    frequency_penalty: request.frequency_penalty ?? sampling.frequencyPenalty,
    top_logprobs: request.top_logprobs ?? 0,
    text: { format: formatOf(request), verbosity: request.text?.verbosity ?? "medium" },
    tool_choice: choiceOf(request),
    tools: (request.tools ?? []).map(({ name, description, parameters, strict }) => ({
      type: "function",
      name,
      description: description ?? null,
      parameters: parameters ?? null,
      strict: strict ?? false,
    })),
    truncation: request.truncation ?? "disabled",
    service_tier: "default",
    user: request.user ?? null,
    safety_identifier: request.safety_identifier ?? null,
    prompt_cache_key: request.prompt_cache_key ?? null,
  };
}

export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Formats and choices as this protocol writes them: without the object that a chat has within. */
function formatOf({ text }: ParsedResponseRequest) {
  const format = text?.format ?? { type: "text" };
  return "json_schema" in format ? { type: format.type, ...format.json_schema } : format;
}

function choiceOf({ tool_choice: choice }: ParsedResponseRequest): ResponseResource["tool_choice"] {
  if (choice == null || typeof choice === "string") return choice ?? "auto";
  if (choice.type === "function") return named(choice);
  const { mode, tools } = choice.allowed_tools;
  return { type: choice.type, mode, tools: tools.map(named) };
}

function named({
  type,
  function: { name },
}: {
  readonly type: "function";
  readonly function: { readonly name: string };
}) {
  return { type, name };
}
