import { describe, expect, it } from "vitest";
import { chooseFormats, type NamedTensor } from "./choose-formats.ts";
import { type QuantizationType, recipes } from "./recipes.ts";

const matrix = (name: string, rows = 256, columns = 256): NamedTensor => ({ name, shape: [rows, columns] });
const layer = (i: number): NamedTensor[] => [
  { name: `blk.${i}.attn_norm.weight`, shape: [256] },
  matrix(`blk.${i}.attn_q.weight`),
  { name: `blk.${i}.attn_q.bias`, shape: [256] },
  matrix(`blk.${i}.attn_v.weight`),
  matrix(`blk.${i}.attn_output.weight`),
  matrix(`blk.${i}.ffn_gate.weight`),
  matrix(`blk.${i}.ffn_down.weight`),
];
const model = (numLayers: number, isTied = true): NamedTensor[] => [
  matrix("token_embd.weight", 512),
  ...(isTied ? [] : [matrix("output.weight", 512)]),
  ...Array.from({ length: numLayers }, (_, i) => layer(i)).flat(),
  { name: "output_norm.weight", shape: [256] },
];
const few = { queriesPerKey: 2, hasWideValues: false };

/** Formats by tensor name. */
function formatsOf(type: QuantizationType, tensors = model(28), facts = few): Record<string, string> {
  const chosen = chooseFormats(tensors, recipes[type], facts);
  return Object.fromEntries(tensors.map(({ name }, i) => [name, chosen[i].format.id]));
}

/** Layers whose tensor of that name has the format. */
function layersWith(formats: Record<string, string>, name: string, format: string): number[] {
  return Array.from({ length: 28 }, (_, i) => i).filter((i) => formats[`blk.${i}.${name}.weight`] === format);
}

/** In 28 layers: the first and last three or four, and every third. */
const sensitive = [0, 1, 2, 5, 8, 11, 14, 17, 20, 23, 24, 25, 26, 27];

describe("chooseFormats", () => {
  it("q4_k_m: six bits for what makes logits, and for values and ffn_down of every third layer and at both ends", () => {
    const formats = formatsOf("q4_k_m");
    expect(formats).toMatchObject({ "token_embd.weight": "Q6_K", "blk.3.ffn_gate.weight": "Q4_K" });
    expect(layersWith(formats, "attn_v", "Q6_K")).toEqual(sensitive);
    expect(layersWith(formats, "ffn_down", "Q6_K")).toEqual(sensitive);
    expect(layersWith(formats, "attn_q", "Q4_K")).toHaveLength(28);
    expect(layersWith(formats, "attn_output", "Q4_K")).toHaveLength(28);
  });

  it("q5_k_m and q4_k_s", () => {
    expect(layersWith(formatsOf("q5_k_m"), "ffn_down", "Q6_K")).toEqual(sensitive);
    const small = formatsOf("q4_k_s");
    expect(layersWith(small, "attn_v", "Q5_K")).toEqual([0, 1, 2, 3]);
    expect(layersWith(small, "ffn_down", "Q5_K")).toEqual([0, 1, 2]);
  });

  it("q3_k_m and q2_k: more for the attention's output, and for values that many queries share", () => {
    const formats = formatsOf("q3_k_m");
    expect(layersWith(formats, "attn_v", "Q5_K")).toEqual([0, 1]);
    expect(layersWith(formats, "ffn_down", "Q5_K")).toEqual([0]);
    expect(formats).toMatchObject({ "blk.9.attn_output.weight": "Q4_K", "blk.9.attn_q.weight": "Q3_K" });
    expect(formatsOf("q2_k")).toMatchObject({ "blk.9.attn_v.weight": "Q3_K", "blk.9.attn_q.weight": "Q2_K" });
    expect(formatsOf("q2_k", model(28), { ...few, queriesPerKey: 8 })["blk.9.attn_v.weight"]).toBe("Q4_K");
    expect(formatsOf("iq4_xs", model(28), { ...few, queriesPerKey: 4 })["blk.9.attn_v.weight"]).toBe("Q5_K");
    expect(formatsOf("q4_k_m", model(80), { ...few, hasWideValues: true })["blk.11.attn_v.weight"]).toBe("Q5_K");
  });

  it("an embedding that is only looked up has no more than others; an output of its own has", () => {
    expect(formatsOf("q4_k_m", model(4, false))).toMatchObject({
      "token_embd.weight": "Q4_K",
      "output.weight": "Q6_K",
    });
    expect(formatsOf("q8_0", model(4, false))).toMatchObject({ "token_embd.weight": "Q8_0", "output.weight": "Q8_0" });
    expect(formatsOf("f16", model(4, false))).toMatchObject({ "token_embd.weight": "F16", "output.weight": "F16" });
  });

  it("norms, biases, routers and short convolutions stay float32", () => {
    const floats = [
      { name: "blk.0.attn_q_norm.weight", shape: [128] },
      matrix("blk.0.ffn_gate_inp.weight"),
      { name: "blk.0.ffn_gate_inp_shexp.weight", shape: [1, 256] },
      matrix("blk.0.ssm_conv1d.weight", 512, 4),
      { name: "blk.0.ssm_dt.bias", shape: [32] },
      { name: "blk.0.ssm_a", shape: [32] },
    ];
    for (const type of ["f16", "q4_k_m"] as const) {
      const formats = formatsOf(type, [...model(1), ...floats]);
      for (const { name } of floats) expect(formats[name], name).toBe("F32");
      expect(formats).toMatchObject({ "blk.0.attn_norm.weight": "F32", "blk.0.attn_q.bias": "F32" });
    }
  });

  it("counts values in layers of either kind of attention, experts by their layer", () => {
    const tensors = Array.from({ length: 8 }, (_, i) => [
      matrix(i % 4 === 3 ? `blk.${i}.attn_v.weight` : `blk.${i}.attn_qkv.weight`),
      { name: `blk.${i}.ffn_down_exps.weight`, shape: [4, 256, 256] },
      matrix(`blk.${i}.ffn_down_shexp.weight`),
    ]).flat();
    const formats = formatsOf("q4_k_m", tensors);
    const more = Object.keys(formats).filter((name) => formats[name] === "Q6_K");
    const layers = [0, 3, 6, 7];
    expect(more).toEqual(tensors.filter(({ name }) => layers.includes(Number(name.split(".")[1]))).map((t) => t.name));
  });

  it("rows that are no multiple of a format's blocks get another one", () => {
    const uneven = (columns: number) => [
      matrix("token_embd.weight", 512, columns),
      matrix("blk.0.attn_q.weight", 256, columns),
      matrix("blk.0.attn_v.weight", 256, columns),
    ];
    const expected = {
      q4_k_m: ["Q5_0", "Q8_0"],
      q5_k_m: ["Q5_1", "Q8_0"],
      q6_k: ["Q8_0", "Q8_0"],
      q3_k_s: ["Q4_0", "Q4_0"],
      iq4_xs: ["IQ4_NL", "IQ4_NL"],
      q4_0: ["Q4_0", "Q4_0"],
    } as const;
    for (const [type, [queries, values]] of Object.entries(expected)) {
      const found = Object.values(formatsOf(type as QuantizationType, uneven(896)));
      expect(found, type).toEqual(["Q8_0", queries, values]);
    }
    expect(Object.values(formatsOf("q4_k_m", uneven(40)))).toEqual(["F16", "F16", "F16"]);
    const [chosen] = chooseFormats(uneven(896).slice(1), recipes.q4_k_m, few);
    expect([chosen.format.id, chosen.insteadOf?.id]).toEqual(["Q5_0", "Q4_K"]);
  });
});
