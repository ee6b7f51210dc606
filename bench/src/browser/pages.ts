/** What a page is asked to measure, from its address. */
const sizes = `
  const query = new URLSearchParams(location.search);
  const [threads, prompt, generate] = ["threads", "prompt", "generate"].map((name) => Number(query.get(name)));
  const contextLength = prompt + generate + 64;
  const model = new File([await (await fetch("/model.gguf")).blob()], "model.gguf");
`;

/** Twice, of which the first is not counted; then whatever there is to tell is told. */
const measured = `
  async function tell(load, rates) {
    let told;
    try {
      const start = performance.now();
      const engine = await load();
      const loadMs = performance.now() - start;
      await rates(engine);
      told = { ...(await rates(engine)), loadMs, isolated: crossOriginIsolated };
    } catch (error) {
      told = { error: String(error?.stack ?? error) };
    }
    await fetch("/told", { method: "POST", body: JSON.stringify(told) });
  }
`;

const page = (script: string): string =>
  `<!doctype html><meta charset="utf-8"><title>bench</title><script type="module">${script}</script>`;

/** Random token ids, greedy, as \`qwents bench\` does it. */
export const oursPage = page(`
  import { loadEngine } from "/engine/index.js";
  ${sizes}
  ${measured}
  const sampling = { temperature: 0, repetitionPenalty: 1, presencePenalty: 0, frequencyPenalty: 0 };
  async function timings(engine, numTokens, maxTokens) {
    const tokenIds = Array.from({ length: numTokens }, () => Math.floor(Math.random() * engine.info.vocabSize));
    for await (const event of engine.generate({ tokenIds, maxTokens, sampling, ignoreEos: true })) {
      if (event.type === "end") return event.timings;
    }
  }
  await tell(
    () => loadEngine(model, { numThreads: threads, contextLength, maxSequences: 1, prefixCache: false, promptLookup: false }),
    async (engine) => {
      const { promptMs } = await timings(engine, prompt, 1);
      const { generationMs } = await timings(engine, 1, generate + 1);
      return { promptRate: (1000 * prompt) / promptMs, generationRate: (1000 * generate) / generationMs, about: engine.info.backend };
    },
  );
`);

/** It takes text only: of words that are a token each, with the space before; what it counts is what its rates are of. */
export const wllamaPage = page(`
  import { Wllama } from "/wllama/index.js";
  ${sizes}
  ${measured}
  const words = "the of and to in is you that it he was for on are as with his they at be this have from".split(" ");
  const text = (count) => Array.from({ length: count }, () => " " + words[Math.floor(Math.random() * words.length)]).join("");
  async function timings(wllama, numTokens, maxTokens) {
    const { timings } = await wllama.createCompletion({
      ...{ prompt: text(numTokens), max_tokens: maxTokens, n_predict: maxTokens },
      ...{ temperature: 0, top_k: 1, ignore_eos: true, cache_prompt: false, stream: false },
    });
    return timings;
  }
  await tell(
    async () => {
      const wllama = new Wllama({ default: "/wllama/wasm/wllama.wasm" }, { suppressNativeLog: true });
      await wllama.loadModel([model], { n_threads: threads, n_ctx: contextLength, n_batch: 512, n_ubatch: 512, n_gpu_layers: 0, n_parallel: 1 });
      return wllama;
    },
    async (wllama) => {
      const { prompt_n, prompt_ms } = await timings(wllama, prompt, 1);
      const { predicted_n, predicted_ms } = await timings(wllama, 2, generate + 1);
      return {
        ...{ promptRate: (1000 * prompt_n) / prompt_ms, generationRate: (1000 * (predicted_n - 1)) / predicted_ms },
        about: \`\${wllama.getNumThreads()} threads, \${prompt_n} tokens of prompt\`,
      };
    },
  );
`);
