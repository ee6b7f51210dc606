/** The dimensions of a Qwen without experts, as its config.json names them. */
export interface Shape {
  readonly name: string;
  readonly modelType: "qwen2" | "qwen3" | "qwen35";
  readonly numHiddenLayers: number;
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly numAttentionHeads: number;
  readonly numKeyValueHeads: number;
  readonly headDim: number;
  readonly vocabSize: number;
  /** Whether the output matrix is the embedding. */
  readonly tieWordEmbeddings: boolean;
  /** Of hybrids: every `fullAttentionInterval`-th layer is attention, the others are Gated DeltaNets. */
  readonly linearAttention?: LinearAttentionShape;
}

export interface LinearAttentionShape {
  readonly fullAttentionInterval: number;
  readonly numKeyHeads: number;
  readonly numValueHeads: number;
  /** Of keys and values. */
  readonly headDim: number;
  readonly convKernelSize: number;
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
  "3.5-0.8b": {
    ...common,
    modelType: "qwen35",
    name: "Qwen3.5-0.8B",
    numHiddenLayers: 24,
    hiddenSize: 1024,
    intermediateSize: 3584,
    numAttentionHeads: 8,
    numKeyValueHeads: 2,
    headDim: 256,
    vocabSize: 248_320,
    linearAttention: {
      fullAttentionInterval: 4,
      numKeyHeads: 16,
      numValueHeads: 16,
      headDim: 128,
      convKernelSize: 4,
    },
  },
  "tiny-qwen35": {
    ...common,
    modelType: "qwen35",
    name: "Qwen3.5-tiny",
    numHiddenLayers: 4,
    hiddenSize: 256,
    intermediateSize: 512,
    numAttentionHeads: 2,
    numKeyValueHeads: 1,
    headDim: 256,
    linearAttention: {
      fullAttentionInterval: 4,
      numKeyHeads: 4,
      numValueHeads: 4,
      headDim: 64,
      convKernelSize: 4,
    },
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
