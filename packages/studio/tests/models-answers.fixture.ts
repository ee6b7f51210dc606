import type { Download, Model, ModelFit } from "@qwents/protocol";
import type { Page } from "playwright-core";

// A server with much on it, and much that is in the way: answers in the place of the server's own.

const gibibyte = 2 ** 30;

function model(id: string, gibibytes: number, rest: Partial<Model> = {}): Model {
  return {
    id,
    object: "model",
    created: 0,
    owned_by: "qwen.ts",
    aliases: [],
    status: { value: "unloaded", running: 0, waiting: 0 },
    size_bytes: gibibytes * gibibyte,
    has_chat_template: true,
    is_removable: true,
    license: "apache-2.0",
    ...rest,
  };
}

const loaded = (memory: number) => ({
  value: "loaded" as const,
  memory_bytes: memory * gibibyte,
  running: 0,
  waiting: 0,
});

const models = (): readonly Model[] => [
  model("cockpit", 0.007, { is_removable: false, status: loaded(0.1), aliases: ["default", "cockpit-q8_0"] }),
  model("qwen3:4b", 2.3, {
    status: { ...loaded(3.4), expires_at: Math.floor(Date.now() / 1000) + 272 },
    num_parameters: 4_022_468_096,
    context_length: 32_768,
    max_position_embeddings: 40_960,
    architecture: "qwen3",
    formats: [
      { format: "Q4_K", share: 0.71 },
      { format: "Q6_K", share: 0.29 },
    ],
    aliases: ["Qwen/Qwen3-4B-GGUF:Q4_K_M", "Qwen3-4B-Q4_K_M"],
  }),
  model("bartowski/Qwen_Qwen3.5-35B-A3B-Instruct-GGUF:Q4_K_M", 19.8, {
    status: {
      value: "loading",
      progress: { loaded_bytes: 9 * gibibyte, total_bytes: 20 * gibibyte },
      running: 0,
      waiting: 1,
    },
  }),
  model("qwen3:8b", 4.7, {
    status: {
      value: "failed",
      error: "The model 'qwen3:8b' does not load: its files cannot be read; the server's log says more.",
      running: 0,
      waiting: 0,
    },
  }),
  model("qwen3-embedding:0.6b", 0.6),
];

function download(id: string, name: string, rest: Partial<Download>): Download {
  return {
    id,
    object: "download",
    model: name,
    status: "running",
    created: 0,
    downloaded_bytes: 5.2 * gibibyte,
    total_bytes: 17.3 * gibibyte,
    bytes_per_second: null,
    seconds_left: null,
    files: [],
    ...rest,
  };
}

const downloads: readonly Download[] = [
  download("a", "unsloth/Qwen3-Coder-30B-A3B-Instruct-GGUF:Q4_K_M", {
    phase: "downloading",
    bytes_per_second: 23.4e6,
    seconds_left: 553,
  }),
  download("b", "Qwen/Qwen3-14B-GGUF:Q4_K_M", {
    phase: "downloading",
    retry: { message: "the connection was cut", after_seconds: 4 },
  }),
  download("c", "Qwen/Qwen3-1.7B-GGUF:Q8_0", { status: "queued", total_bytes: null, downloaded_bytes: 0 }),
  download("d", "Qwen/Qwen2.5-7B-Instruct-GGUF:Q4_K_M", { status: "paused", total_bytes: 6 * gibibyte }),
  download("e", "Qwen/Qwen3-32B-GGUF:Q4_K_M", {
    status: "failed",
    error: { code: "files/disk-full", message: "the disk is full: /models/hub; free some space, then pull again" },
  }),
];

const machine: ModelFit["machine"] = {
  memory_bytes: 16 * gibibyte,
  available_bytes: 9 * gibibyte,
  free_disk_bytes: 31 * gibibyte,
  num_threads: 8,
  read_bytes_per_second: 4e10,
  measured_at: 1_790_000_000,
};

function quantization(label: string, gibibytes: number, rest: Partial<ModelFit["quantizations"][number]> = {}) {
  const size = gibibytes * gibibyte;
  return {
    model: `Qwen/Qwen3-8B-GGUF:${label}`,
    quantization: label,
    size_bytes: size,
    missing_bytes: size,
    memory_bytes: size + 1.5 * gibibyte,
    tokens_per_second: Number((26 / gibibytes).toPrecision(2)),
    verdict: "fits" as const,
    is_exact: true,
    ...rest,
  };
}

const fit: ModelFit = {
  object: "model.fit",
  model: "qwen3:8b",
  context_length: 8192,
  machine,
  quantizations: [
    quantization("Q2_K", 3.1, { missing_bytes: 0 }),
    quantization("Q4_K_M", 4.7),
    quantization("Q8_0", 8.1, { verdict: "tight" }),
    quantization("BF16", 15.3, { verdict: "too-large-for-memory" }),
    quantization("IQ4_XS", 4.3, { verdict: "does-not-run", problem: "there are no kernels for IQ4_XS" }),
    quantization("F32", 30.6, { verdict: "too-large-for-disk" }),
  ],
  suggestion: { model: "Qwen/Qwen3-8B-GGUF:Q4_K_M", quantization: "Q4_K_M", reason: "the best of those that fit" },
  notes: [],
};

/** Has a page read these answers from its next request on. */
export async function answerFully(page: Page): Promise<void> {
  await page.route("**/v1/models", (route) => route.fulfill({ json: { object: "list", data: models() } }));
  await page.route("**/v1/downloads", (route) => route.fulfill({ json: { object: "list", data: downloads } }));
  await page.route("**/v1/models/fit", (route) => route.fulfill({ json: fit }));
}
