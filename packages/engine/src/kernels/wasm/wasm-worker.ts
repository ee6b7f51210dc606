import { threadOwner } from "#platform";
import type { KernelExports } from "./assemble-module.ts";
import { type ComputeThread, runTimed } from "./command-times.ts";
import { ACTIVE_MASK, control } from "./control-block.ts";
import { memoryName } from "./emitter/module-builder.ts";
import { loadChunks } from "./load-chunks.ts";
import type { LoadPlan, MessageFromWorker, MessageToWorker } from "./worker-messages.ts";

/** What a compute thread is once it has started. */
interface WorkerState extends ComputeThread {
  readonly words: Int32Array;
}

const PROGRESS_BYTES = 2 ** 22;

const owner = threadOwner();
const say = (message: MessageFromWorker): void => owner.postMessage(message);
owner.onMessage(waitForStart());

/** The first message makes the state that the later ones are handled with. */
function waitForStart(): (message: unknown) => void {
  let state: WorkerState | undefined;
  return (data) => {
    const message = data as MessageToWorker;
    if (message.kind === "start") state = start(message);
    else if (state) handle(state, message);
  };
}

function start(message: MessageToWorker & { kind: "start" }): WorkerState {
  const { memories, thread, numThreads } = message;
  const [memory] = memories;
  const env = Object.fromEntries(memories.map((each, index) => [memoryName(index), each]));
  const { exports } = new WebAssembly.Instance(message.module, { env });
  const { run } = exports as unknown as KernelExports;
  return { memory, words: new Int32Array(memory.buffer), run, thread, numThreads };
}

function handle(state: WorkerState, message: Exclude<MessageToWorker, { kind: "start" }>): void {
  if (message.kind === "compute") compute(state, message.job);
  else load(state, message.plan);
}

/** Says how far it is every so many bytes: a message a chunk would take a tenth of the time. */
function load({ memory, run }: WorkerState, plan: LoadPlan): void {
  let unsaid = 0;
  const tell = () => {
    say({ kind: "progress", loadedBytes: unsaid });
    unsaid = 0;
  };
  const onLoaded = (bytes: number) => {
    unsaid += bytes;
    if (unsaid >= PROGRESS_BYTES) tell();
  };
  void loadChunks(plan, memory, run, onLoaded).then((failure) => {
    tell();
    say({ kind: "loaded", ...(failure && { failure }) });
  });
}

/** Sleeps until there is a job for it, runs it together with the other threads, and so on until told to leave. */
function compute(state: WorkerState, lastJob: number): void {
  const { words, run, thread, numThreads } = state;
  for (let job = lastJob; ; ) {
    Atomics.wait(words, control.job / 4, job);
    const next = Atomics.load(words, control.job / 4);
    if (next === job) continue;
    job = next;
    const numActive = job & ACTIVE_MASK;
    // Its words may be those of another job by now.
    if (thread >= numActive) continue;
    const end = words[control.listEnd / 4];
    if (end === 0) return;
    const list = words[control.listStart / 4];
    const isTimed = words[control.times / 4] !== 0;
    if (isTimed) runTimed(state, list, end);
    else run(list, end, thread, numThreads, numActive);
    if (Atomics.add(words, control.finished / 4, 1) === numActive - 1) {
      Atomics.store(words, control.finished / 4, 0);
      say({ kind: "computed" });
    }
  }
}
