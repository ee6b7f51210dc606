import type { Model, SamplingDefaults } from "@qwents/protocol";
import type { Setup, Side } from "./setup.ts";

export const presetNames = ["thinking", "temperature", "sizes"] as const;

export type PresetName = (typeof presetNames)[number];

/** The sides of a preset, otherwise as the first side is; undefined where the models for it are not there. */
export function presetSides(name: PresetName, { sides }: Setup, models: readonly Model[]): Setup["sides"] | undefined {
  const side = sides[0];
  if (name === "thinking") {
    const modes = models.find(({ id }) => id === side.model)?.sampling_modes;
    return [
      { ...withSampling(side, modes?.thinking), thinking: "on" },
      { ...withSampling(side, modes?.answering), thinking: "off", effort: "own" },
    ];
  }
  if (name === "temperature") return [withTemperature(side, "0"), withTemperature(side, "1")];
  const bySize = models.filter((model) => sizeOf(model) > 0).sort((a, b) => sizeOf(a) - sizeOf(b));
  const [smallest, largest] = [bySize.at(0), bySize.at(-1)];
  if (smallest === undefined || largest === undefined || sizeOf(smallest) === sizeOf(largest)) return undefined;
  return [
    { ...side, model: smallest.id },
    { ...side, model: largest.id },
  ];
}

/** With what the model recommends for a mode; where that is not known, with whatever the server takes for it. */
function withSampling(side: Side, recommended: SamplingDefaults | undefined): Side {
  const number = (value: number | undefined) => (value === undefined ? "" : String(value));
  return {
    ...side,
    numbers: {
      ...side.numbers,
      temperature: number(recommended?.temperature),
      topP: number(recommended?.top_p),
      topK: number(recommended?.top_k),
      minP: number(recommended?.min_p),
      repetitionPenalty: number(recommended?.repetition_penalty),
      presencePenalty: number(recommended?.presence_penalty),
    },
  };
}

function withTemperature(side: Side, temperature: string): Side {
  return { ...side, numbers: { ...side.numbers, temperature } };
}

function sizeOf({ num_parameters, size_bytes }: Model): number {
  return num_parameters ?? size_bytes ?? 0;
}
