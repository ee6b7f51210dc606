import type {
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  LanguageModelV4ResponseMetadata,
  LanguageModelV4StreamPart,
  SharedV4Warning,
} from "@ai-sdk/provider";

/** A whole answer: what its stream would have said. */
export async function collectAnswer(
  parts: AsyncIterable<LanguageModelV4StreamPart>,
): Promise<LanguageModelV4GenerateResult> {
  const content: LanguageModelV4Content[] = [];
  let text = "";
  let warnings: SharedV4Warning[] = [];
  let response: LanguageModelV4ResponseMetadata = {};
  for await (const part of parts) {
    if (part.type === "text-start" || part.type === "reasoning-start") text = "";
    else if (part.type === "text-delta" || part.type === "reasoning-delta") text += part.delta;
    else if (part.type === "text-end") content.push({ type: "text", text });
    else if (part.type === "reasoning-end") content.push({ type: "reasoning", text });
    else if (part.type === "tool-call") content.push(part);
    else if (part.type === "stream-start") warnings = part.warnings;
    else if (part.type === "response-metadata") response = metadataOf(part);
    else if (part.type === "finish") {
      const { type: _, ...end } = part;
      return { content, ...end, response, warnings };
    }
  }
  throw new Error("internal error: an answer without an end");
}

function metadataOf({
  type: _,
  ...metadata
}: LanguageModelV4ResponseMetadata & { type: string }): LanguageModelV4ResponseMetadata {
  return metadata;
}
