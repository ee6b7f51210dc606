import { QwenError } from "../../errors.ts";
import { flag, positiveInteger, type RawConfig } from "../raw-config.ts";

/**
 * Each layer's attention window in tokens, 0 where it sees everything. `layer_types` decides where it is given;
 * otherwise layers from `max_window_layers` on are windowed, if `use_sliding_window` says so at all.
 * @throws QwenError `model/bad-config`
 */
export function slidingWindows(raw: RawConfig, numHiddenLayers: number): number[] {
  const full = new Array<number>(numHiddenLayers).fill(0);
  if (!flag(raw, "use_sliding_window", false) || raw.sliding_window == null) return full;
  const window = positiveInteger(raw, "sliding_window");
  const types = raw.layer_types;
  if (types == null) {
    const first = raw.max_window_layers === 0 ? 0 : positiveInteger(raw, "max_window_layers", 28);
    return full.map((_, i) => (i >= first ? window : 0));
  }
  const known =
    Array.isArray(types) && types.every((type) => type === "full_attention" || type === "sliding_attention");
  if (!known || types.length !== numHiddenLayers) {
    throw new QwenError(
      "model/bad-config",
      `layer_types must name "full_attention" or "sliding_attention" for each of the ${numHiddenLayers} layers`,
    );
  }
  return types.map((type) => (type === "sliding_attention" ? window : 0));
}
