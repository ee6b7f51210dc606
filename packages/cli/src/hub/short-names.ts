export interface ShortName {
  readonly name: string;
  readonly repo: string;
  /** Quantisation. */
  readonly file: string;
}

/** Where each short name points: Qwen's own GGUF repositories, the best quantisation of each that runs here. */
export const shortNames: readonly ShortName[] = [
  { name: "qwen3:0.6b", repo: "Qwen/Qwen3-0.6B-GGUF", file: "Q8_0" },
  { name: "qwen3:1.7b", repo: "Qwen/Qwen3-1.7B-GGUF", file: "Q8_0" },
  { name: "qwen3:4b", repo: "Qwen/Qwen3-4B-GGUF", file: "Q4_K_M" },
];

const pattern = /^qwen[\w.-]*:[\w.-]+$/i;

/** Whether a text has the form of a short name, known or not. */
export const isShortName = (text: string): boolean => pattern.test(text);
