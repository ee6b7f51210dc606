import { QwenError } from "@qwents/engine";
import type { Download, ModelFit, ModelSearch } from "@qwents/protocol";
import type { ModelLibrary } from "./model-library.ts";

const running: Download = {
  id: "dl_1",
  object: "download",
  model: "qwen3:0.6b",
  resolved: "Qwen/Qwen3-0.6B-GGUF:Q8_0",
  status: "running",
  created: 1_700_000_000,
  phase: "downloading",
  downloaded_bytes: 40,
  total_bytes: 100,
  bytes_per_second: 10,
  seconds_left: 6,
  files: [{ name: "Qwen3-0.6B-Q8_0.gguf", size_bytes: 100, downloaded_bytes: 40, digest: `sha256:${"ab".repeat(32)}` }],
};

const fit: ModelFit = {
  object: "model.fit",
  model: "qwen3:0.6b",
  context_length: 8192,
  machine: {
    memory_bytes: 8,
    available_bytes: 7,
    free_disk_bytes: null,
    num_threads: 2,
    read_bytes_per_second: 9,
    measured_at: 1,
  },
  quantizations: [
    {
      model: "Qwen/Qwen3-0.6B-GGUF:Q8_0",
      quantization: "Q8_0",
      size_bytes: 100,
      missing_bytes: 60,
      memory_bytes: 150,
      tokens_per_second: 12,
      verdict: "fits",
      is_exact: true,
    },
  ],
  suggestion: { model: "Qwen/Qwen3-0.6B-GGUF:Q8_0", quantization: "Q8_0", reason: "the only one" },
  notes: [],
};

const search: ModelSearch = {
  object: "list",
  data: [{ id: "qwen3:0.6b", object: "model.search_result", source: "short_name", is_here: false }],
  hub: { reached: false, reason: "nobody asked" },
};

/** A library with one download, which ends as it is told; and with one model on the disk. */
export class FakeLibrary implements ModelLibrary {
  /** Calls by name, with their first argument. */
  readonly calls: (readonly [name: string, argument: unknown])[] = [];
  readonly #end: Partial<Download>;

  constructor(end: Partial<Download> = { status: "completed", downloaded_bytes: 100 }) {
    this.#end = end;
  }

  async download(request: { readonly model: string }): Promise<Download> {
    this.calls.push(["download", request.model]);
    return { ...running, status: "queued", files: [] };
  }

  async downloads(): Promise<Download[]> {
    return [running];
  }

  async findDownload(id: string): Promise<Download> {
    if (id === running.id) return running;
    throw new QwenError("files/not-found", "There is no such download.");
  }

  async *followDownload(id: string): AsyncGenerator<Download, void> {
    yield await this.findDownload(id);
    const [file] = running.files;
    const isDone = this.#end.status === "completed";
    yield { ...running, ...this.#end, files: [{ ...file, downloaded_bytes: isDone ? file.size_bytes : 50 }] };
  }

  async pauseDownload(id: string): Promise<Download> {
    return { ...(await this.findDownload(id)), status: "paused" };
  }

  async resumeDownload(id: string): Promise<Download> {
    return { ...(await this.findDownload(id)), status: "queued" };
  }

  async cancelDownload(id: string): Promise<Download> {
    return { ...(await this.findDownload(id)), status: "cancelled" };
  }

  async fit(): Promise<ModelFit> {
    return fit;
  }

  async search(): Promise<ModelSearch> {
    return search;
  }

  async findRemovable(name: string): Promise<string> {
    if (name === "qwen3:0.6b" || name === "Qwen/Qwen3-0.6B-GGUF:Q8_0") return "qwen3:0.6b";
    throw new QwenError("files/not-found", "There is no model of that name on the disk.");
  }

  async remove(name: string): Promise<{ freed_bytes: number }> {
    this.calls.push(["remove", name]);
    return { freed_bytes: 100 };
  }
}
