import { QwenError } from "../../errors.ts";
import { shown } from "../../files/quoted.ts";
import { flag, positiveInteger, type RawConfig } from "../raw-config.ts";

/** Each layer's attention window in tokens, 0 where it sees everything. @throws QwenError `model/bad-config` */
export type SlidingWindows = (raw: RawConfig, numHiddenLayers: number) => number[];

/** `layer_types` decides where it is given; otherwise layers from `max_window_layers` on are windowed. */
export const lateWindows: SlidingWindows = (raw, numLayers) =>
  windowsOf(raw, numLayers, (i) => i >= maxWindowLayers(raw));

/** `layer_types` decides where it is given; otherwise every other layer before `max_window_layers` is windowed. */
export const alternatingWindows: SlidingWindows = (raw, numLayers) =>
  windowsOf(raw, numLayers, (i) => i % 2 === 0 && i < maxWindowLayers(raw));

/** All layers, whatever else is said of them. */
export const sameWindows: SlidingWindows = (raw, numLayers) =>
  windowsOf({ ...raw, layer_types: null }, numLayers, () => true);

export const noWindows: SlidingWindows = (_, numLayers) => new Array<number>(numLayers).fill(0);

function windowsOf(raw: RawConfig, numLayers: number, isWindowed: (layer: number) => boolean): number[] {
  const types = layerTypes(raw, numLayers);
  if (!flag(raw, "use_sliding_window", false) || raw.sliding_window == null) {
    if (!types?.includes("sliding_attention")) return noWindows(raw, numLayers);
    const message = `layer_types names "sliding_attention", but there is no window: use_sliding_window is ${shown(raw.use_sliding_window)}, sliding_window ${shown(raw.sliding_window)}`;
    throw new QwenError("model/bad-config", message, { details: { key: "sliding_window" } });
  }
  const window = positiveInteger(raw, "sliding_window");
  return Array.from({ length: numLayers }, (_, i) =>
    (types ? types[i] === "sliding_attention" : isWindowed(i)) ? window : 0,
  );
}

const maxWindowLayers = (raw: RawConfig): number =>
  raw.max_window_layers === 0 ? 0 : positiveInteger(raw, "max_window_layers", 28);

function layerTypes({ layer_types: types }: RawConfig, numLayers: number): readonly string[] | undefined {
  if (types == null) return undefined;
  const known =
    Array.isArray(types) && types.every((type) => type === "full_attention" || type === "sliding_attention");
  if (known && types.length === numLayers) return types;
  throw new QwenError(
    "model/bad-config",
    `layer_types must name "full_attention" or "sliding_attention" for each of the ${numLayers} layers; got ${shown(types)}`,
  );
}
