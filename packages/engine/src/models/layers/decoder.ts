import type { ForwardContext, ForwardOutputs, ModelDefinition, WeightSpec } from "../define-model.ts";
import { type DecoderKind, decoderConfig, type ModelConfig, textConfig } from "./decoder-config.ts";
import { decoderLayer, decoderLayerWeights } from "./decoder-layer.ts";
import { draft, draftWeights } from "./draft-block.ts";
import { guardWeights } from "./guard-heads.ts";
import { logits } from "./logits.ts";
import { matrix, norm } from "./weight-specs.ts";

/** A decoder whose layers are a mixer and an MLP, each behind an RMS norm and added to its input. */
export function decoder(kind: DecoderKind): ModelDefinition<ModelConfig> {
  return {
    names: kind.names,
    ggufArchitecture: kind.ggufArchitecture ?? kind.names[0],
    textConfig: (raw) => textConfig(raw, kind),
    config: (raw, drafts) => decoderConfig(raw, kind, drafts),
    weights: (config) => weights(config, kind),
    forward,
    draft,
  };
}

function weights(c: ModelConfig, kind: DecoderKind): readonly WeightSpec[] {
  return [
    matrix("model.embed_tokens", "token_embd", c.vocabSize, c.hiddenSize),
    ...Array.from({ length: c.numHiddenLayers }, (_, i) => decoderLayerWeights(c, kind, i)).flat(),
    norm("model.norm", "output_norm", c.hiddenSize, kind.centersNorms),
    ...headWeights(c),
    ...(c.hasDraftBlock ? draftWeights(c, kind) : []),
  ];
}

function headWeights({ head, tieWordEmbeddings, vocabSize, hiddenSize }: ModelConfig): readonly WeightSpec[] {
  if (head.kind === "guard") return guardWeights(head, hiddenSize);
  if (head.kind === "classifier") return [matrix("score", "cls.output", head.labels.length, hiddenSize)];
  return head.kind === "none" || tieWordEmbeddings ? [] : [matrix("lm_head", "output", vocabSize, hiddenSize)];
}

function forward(context: ForwardContext<ModelConfig>): ForwardOutputs {
  const { ops, config: c, weight, batch, tap } = context;
  const angles = ops.rotaryTable(batch.positions, c.rope);
  let hidden = ops.embedding(batch.tokenIds, weight("model.embed_tokens.weight"));
  for (let i = 0; i < c.numHiddenLayers; i++) {
    tap(`hidden.${i}`, hidden);
    hidden = decoderLayer(context, i, hidden, angles);
  }
  tap(`hidden.${c.numHiddenLayers}`, hidden);
  const { outputRows, hiddenRows } = batch;
  const finalStates = (rows: Int32Array) =>
    ops.rmsNorm(ops.selectRows(hidden, rows), weight("model.norm.weight"), c.rmsNormEps);
  return {
    // Only what is sampled meets the large output matrix.
    ...(outputRows.length > 0 && { logits: logits(context, finalStates(outputRows)) }),
    ...(hiddenRows?.length && { hidden: finalStates(hiddenRows) }),
  };
}
