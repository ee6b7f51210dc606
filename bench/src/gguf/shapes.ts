/** The dimensions of a dense Qwen, as its config.json names them. */
export interface Shape {
  readonly name: string;
  readonly modelType: "qwen2" | "qwen3";
  readonly numHiddenLayers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly vocabSize: number;
  /** Whether the output matrix is the embedding. */
  readonly tieWordEmbeddings: boolean;
}

const common = {
  modelType: "qwen3",
  numKeyValueHeads: 8,
  headDim: 128,
  vocabSize: 151_936,
  tieWordEmbeddings: true,
} as const;

/** The real models up to 8B, and tiny ones with their vocabulary. */
export const shapes: Readonly<Record<string, Shape>> = {
  "0.6b": {
    ...common,
    name: "Qwen3-0.6B",
    numHiddenLayers: 28,
    hiddenSize: 1024,
    intermediateSize: 3072,
    numAttentionHeads: 16,
  },
  "1.7b": {
    ...common,
    name: "Qwen3-1.7B",
    numHiddenLayers: 28,
    hiddenSize: 2048,
    intermediateSize: 6144,
    numAttentionHeads: 16,
  },
  "4b": {
    ...common,
    name: "Qwen3-4B",
    numHiddenLayers: 36,
    hiddenSize: 2560,
    intermediateSize: 9728,
    numAttentionHeads: 32,
  },
  "8b": {
    ...common,
    name: "Qwen3-8B",
    numHiddenLayers: 36,
    hiddenSize: 4096,
    intermediateSize: 12_288,
    numAttentionHeads: 32,
    tieWordEmbeddings: false,
  },
  tiny: {
    ...common,
    name: "Qwen3-tiny",
    numHiddenLayers: 2,
    hiddenSize: 256,
    intermediateSize: 512,
    numAttentionHeads: 4,
    numKeyValueHeads: 2,
  },
  "tiny-qwen2": {
    ...common,
    modelType: "qwen2",
    name: "Qwen2-tiny",
    numHiddenLayers: 2,
    hiddenSize: 256,
    intermediateSize: 512,
    numAttentionHeads: 4,
    numKeyValueHeads: 2,
    headDim: 64,
  },
};
