export interface ShortName {
  readonly name: string;
  readonly repo: string;
  /** Quantisation, or `safetensors`. */
  readonly file: string;
}

/**
 * Where each short name points on the Hugging Face hub: to Qwen's own GGUF files where there are some, otherwise to those
 * of an uploader whom many take them from. Qwen publishes none of 3.5, 3.6 and 3.8; of bartowski's files nearly all bytes
 * are of types that have kernels of their own here. Rerankers and guards are Qwen's own folders: of many of their GGUF files
 * the head is gone.
 */
const table: readonly (readonly [name: string, repo: string, file: string])[] = [
  ["qwen3.8:27b", "bartowski/Qwen_Qwen3.8-27B-GGUF", "Q4_K_M"],
  ["qwen3.6:27b", "bartowski/Qwen_Qwen3.6-27B-GGUF", "Q4_K_M"],
  ["qwen3.6:35b-a3b", "bartowski/Qwen_Qwen3.6-35B-A3B-GGUF", "Q4_K_M"],
  ["qwen3.5:0.8b", "bartowski/Qwen_Qwen3.5-0.8B-GGUF", "Q8_0"],
  ["qwen3.5:2b", "bartowski/Qwen_Qwen3.5-2B-GGUF", "Q8_0"],
  ["qwen3.5:4b", "bartowski/Qwen_Qwen3.5-4B-GGUF", "Q4_K_M"],
  ["qwen3.5:9b", "bartowski/Qwen_Qwen3.5-9B-GGUF", "Q4_K_M"],
  ["qwen3.5:27b", "bartowski/Qwen_Qwen3.5-27B-GGUF", "Q4_K_M"],
  ["qwen3.5:35b-a3b", "bartowski/Qwen_Qwen3.5-35B-A3B-GGUF", "Q4_K_M"],
  ["qwen3.5:122b-a10b", "bartowski/Qwen_Qwen3.5-122B-A10B-GGUF", "Q4_K_M"],
  ["qwen3.5:397b-a17b", "unsloth/Qwen3.5-397B-A17B-GGUF", "Q4_K_M"],
  ["qwen3:0.6b", "Qwen/Qwen3-0.6B-GGUF", "Q8_0"],
  ["qwen3:1.7b", "Qwen/Qwen3-1.7B-GGUF", "Q8_0"],
  ["qwen3:4b", "Qwen/Qwen3-4B-GGUF", "Q4_K_M"],
  ["qwen3:8b", "Qwen/Qwen3-8B-GGUF", "Q4_K_M"],
  ["qwen3:14b", "Qwen/Qwen3-14B-GGUF", "Q4_K_M"],
  ["qwen3:32b", "Qwen/Qwen3-32B-GGUF", "Q4_K_M"],
  ["qwen3:30b-a3b", "Qwen/Qwen3-30B-A3B-GGUF", "Q4_K_M"],
  ["qwen3:235b-a22b", "Qwen/Qwen3-235B-A22B-GGUF", "Q4_K_M"],
  ["qwen3:4b-2507", "bartowski/Qwen_Qwen3-4B-Instruct-2507-GGUF", "Q4_K_M"],
  ["qwen3:30b-a3b-2507", "bartowski/Qwen_Qwen3-30B-A3B-Instruct-2507-GGUF", "Q4_K_M"],
  ["qwen3:4b-2507-thinking", "unsloth/Qwen3-4B-Thinking-2507-GGUF", "Q4_K_M"],
  ["qwen3:30b-a3b-2507-thinking", "unsloth/Qwen3-30B-A3B-Thinking-2507-GGUF", "Q4_K_M"],
  ["qwen3-next:80b-a3b", "Qwen/Qwen3-Next-80B-A3B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-coder:30b-a3b", "unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-coder:480b-a35b", "unsloth/Qwen3-Coder-480B-A35B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-coder:next", "Qwen/Qwen3-Coder-Next-GGUF", "Q4_K_M"],
  ["qwen3-vl:2b", "Qwen/Qwen3-VL-2B-Instruct-GGUF", "Q8_0"],
  ["qwen3-vl:4b", "Qwen/Qwen3-VL-4B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-vl:8b", "Qwen/Qwen3-VL-8B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-vl:32b", "Qwen/Qwen3-VL-32B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-vl:30b-a3b", "Qwen/Qwen3-VL-30B-A3B-Instruct-GGUF", "Q4_K_M"],
  ["qwen3-embedding:0.6b", "Qwen/Qwen3-Embedding-0.6B-GGUF", "Q8_0"],
  ["qwen3-embedding:4b", "Qwen/Qwen3-Embedding-4B-GGUF", "Q4_K_M"],
  ["qwen3-embedding:8b", "Qwen/Qwen3-Embedding-8B-GGUF", "Q4_K_M"],
  ["qwen3-reranker:0.6b", "Qwen/Qwen3-Reranker-0.6B", "safetensors"],
  ["qwen3-reranker:4b", "Qwen/Qwen3-Reranker-4B", "safetensors"],
  ["qwen3-reranker:8b", "Qwen/Qwen3-Reranker-8B", "safetensors"],
  ["qwen3guard-gen:0.6b", "Qwen/Qwen3Guard-Gen-0.6B", "safetensors"],
  ["qwen3guard-gen:4b", "Qwen/Qwen3Guard-Gen-4B", "safetensors"],
  ["qwen3guard-gen:8b", "Qwen/Qwen3Guard-Gen-8B", "safetensors"],
  ["qwen3guard-stream:0.6b", "Qwen/Qwen3Guard-Stream-0.6B", "safetensors"],
  ["qwen3guard-stream:4b", "Qwen/Qwen3Guard-Stream-4B", "safetensors"],
  ["qwen3guard-stream:8b", "Qwen/Qwen3Guard-Stream-8B", "safetensors"],
  ["qwen2.5:0.5b", "Qwen/Qwen2.5-0.5B-Instruct-GGUF", "Q8_0"],
  ["qwen2.5:1.5b", "Qwen/Qwen2.5-1.5B-Instruct-GGUF", "Q8_0"],
  ["qwen2.5:3b", "Qwen/Qwen2.5-3B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5:7b", "Qwen/Qwen2.5-7B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5:14b", "Qwen/Qwen2.5-14B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5:32b", "Qwen/Qwen2.5-32B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5:72b", "Qwen/Qwen2.5-72B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5-coder:0.5b", "Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF", "Q8_0"],
  ["qwen2.5-coder:1.5b", "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF", "Q8_0"],
  ["qwen2.5-coder:3b", "Qwen/Qwen2.5-Coder-3B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5-coder:7b", "Qwen/Qwen2.5-Coder-7B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5-coder:14b", "Qwen/Qwen2.5-Coder-14B-Instruct-GGUF", "Q4_K_M"],
  ["qwen2.5-coder:32b", "Qwen/Qwen2.5-Coder-32B-Instruct-GGUF", "Q4_K_M"],
  ["qwq:32b", "Qwen/QwQ-32B-GGUF", "Q4_K_M"],
];

export const shortNames: readonly ShortName[] = table.map(([name, repo, file]) => ({ name, repo, file }));

const pattern = /^qw(?:en[\w.-]*|q):[\w.-]+$/i;

/** Whether a text has the form of a short name, known or not. */
export const isShortName = (text: string): boolean => pattern.test(text);
