import { QwenError } from "../errors.ts";
import { quoted } from "../files/quoted.ts";
import type { ModelDefinition } from "./define-model.ts";
import { qwen2, qwen2Omni, qwen2Vl } from "./qwen2.ts";
import { qwen2Moe } from "./qwen2-moe.ts";
import { qwen3, qwen3Vl } from "./qwen3.ts";
import { qwen3Next, qwen35, qwen35Moe } from "./qwen3-hybrids.ts";
import { qwen3Moe, qwen3OmniMoe, qwen3VlMoe } from "./qwen3-moe.ts";
import type { RawConfig } from "./raw-config.ts";

/** Every architecture the engine runs. */
const models: readonly ModelDefinition[] = [
  qwen2,
  qwen2Vl,
  qwen2Omni,
  qwen2Moe,
  qwen3,
  qwen3Vl,
  qwen3Moe,
  qwen3VlMoe,
  qwen3OmniMoe,
  qwen3Next,
  qwen35,
  qwen35Moe,
];

const mostNamesShown = 3;

/**
 * The definition for a configuration, by its `model_type` or one of its `architectures`.
 * @throws QwenError `model/unsupported-architecture`
 */
export function findModel(raw: RawConfig): ModelDefinition {
  const architectures = Array.isArray(raw.architectures) ? raw.architectures : [];
  const wanted = [raw.model_type, ...architectures].filter((name) => typeof name === "string");
  const found = models.find(({ names }) => wanted.some((name) => names.includes(name)));
  if (found) return found;
  const known = models.map(({ names }) => names[0]).join(", ");
  throw new QwenError(
    "model/unsupported-architecture",
    `the model's architecture is ${wanted.slice(0, mostNamesShown).map(quoted).join(" / ") || "not stated"}; this version runs: ${known}`,
    { details: { wanted } },
  );
}
