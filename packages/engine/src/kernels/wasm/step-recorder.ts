import { assert } from "../../errors.ts";
import { COMMAND_HEADER_WORDS } from "./command-list.ts";
import { GrowingWords } from "./growing-words.ts";
import type { ArgumentTypes, Kernel, WasmFeatures } from "./kernel.ts";
import { planBuffers } from "./plan-buffers.ts";
import type { Argument, BufferAddress, HostData, Recorder, StepBuffer } from "./recorder.ts";
import { alignUp, type SharedMemory } from "./shared-memory.ts";

/** Where a step's command list lies in memory. */
export interface PlacedStep {
  readonly listStart: number;
  readonly listEnd: number;
  /** Where the threads note when they came to each command; absent when nobody asks. */
  readonly times?: CommandTimes;
}

/** For each thread `perThread` float64 numbers, one thread's after another's. */
export interface CommandTimes {
  readonly start: number;
  readonly perThread: number;
}

/** What a recorder writes into; one serves step after step. */
export class StepWords {
  /** Commands in their final encoding, with the words that are addresses inside buffers left open. */
  readonly commands = new GrowingWords();
  readonly uploads = new GrowingWords();
}

/**
 * Collects the commands of one step, and the phases in which each buffer is used. A phase is a run of commands without
 * a barrier between them. In memory the commands are followed by what was uploaded, then by the other buffers.
 */
export class StepRecorder implements Recorder {
  readonly numThreads: number;
  readonly features: WasmFeatures;
  readonly #tableIndices: ReadonlyMap<Kernel, number>;
  readonly #commands: GrowingWords;
  readonly #uploads: GrowingWords;
  readonly #buffers: PlannedBuffer[] = [];
  readonly #uploaded: { readonly start: number; readonly length: number; readonly make: () => HostData | undefined }[] =
    [];
  readonly #openWords: { readonly index: number; readonly buffer: PlannedBuffer; readonly offset: number }[] = [];
  #phase = 0;
  #numCommands = 0;
  #placed: { readonly listStart: number; readonly listEnd: number; readonly uploadStart: number } | undefined;

  /** `words` is this recorder's until the step has run. */
  constructor(
    numThreads: number,
    features: WasmFeatures,
    tableIndices: ReadonlyMap<Kernel, number>,
    { commands, uploads }: StepWords,
  ) {
    commands.clear();
    uploads.clear();
    this.#commands = commands;
    this.#uploads = uploads;
    this.numThreads = numThreads;
    this.features = features;
    this.#tableIndices = tableIndices;
  }

  get numCommands(): number {
    return this.#numCommands;
  }

  buffer(sizeBytes: number): StepBuffer {
    const buffer = new PlannedBuffer(this, sizeBytes, undefined);
    this.#buffers.push(buffer);
    return buffer;
  }

  upload(given: HostData | (() => HostData | undefined)): StepBuffer {
    const make = typeof given === "function" ? given : () => given;
    const data = make();
    assert(data, "the first time there is something to upload");
    const start = this.#uploads.append(data);
    this.#uploaded.push({ start, length: data.length, make });
    this.#uploads.reserve(alignUp(this.#uploads.sizeBytes) / 4 - this.#uploads.length);
    const buffer = new PlannedBuffer(this, data.byteLength, 4 * start);
    this.#buffers.push(buffer);
    return buffer;
  }

  /** Whether no command since the last barrier has anything to do with the buffer: what only reads it needs no further one. */
  isSettled(buffer: StepBuffer): boolean {
    return this.#own(buffer).lastPhase < this.#phase;
  }

  tableIndexOf(kernel: Kernel): number {
    const tableIndex = this.#tableIndices.get(kernel);
    assert(tableIndex !== undefined, () => `kernel ${kernel.name} is not part of the module`);
    return tableIndex;
  }

  command<A extends ArgumentTypes>(
    kernel: Kernel<A>,
    args: { readonly [K in keyof A]: Argument },
    options?: { readonly independent?: boolean },
  ): void {
    const tableIndex = this.tableIndexOf(kernel);
    const afterBarrier = !options?.independent;
    if (afterBarrier && this.#commands.length > 0) this.#phase++;
    const start = this.#commands.reserve(COMMAND_HEADER_WORDS);
    for (const name in kernel.args) this.#encode(args[name], kernel.args[name]);
    this.#commands.setInteger(start, tableIndex);
    this.#commands.setInteger(start + 1, this.#commands.sizeBytes - 4 * start);
    this.#commands.setInteger(start + 2, afterBarrier ? 1 : 0);
    this.#numCommands++;
  }

  /**
   * Assigns addresses, with the buffers of `outputs` kept to the end, and writes commands and uploads into memory.
   * `isTimed` adds room for times behind all else.
   */
  place(memory: SharedMemory, outputs: readonly StepBuffer[], isTimed = false): PlacedStep {
    for (const buffer of outputs) this.#own(buffer).lastPhase = Number.POSITIVE_INFINITY;
    const planned = this.#buffers.filter(({ uploadOffset, lastPhase }) => uploadOffset === undefined && lastPhase >= 0);
    const plan = planBuffers(planned);
    const listStart = memory.persistentEnd;
    const listEnd = listStart + this.#commands.sizeBytes;
    const uploadStart = alignUp(listEnd);
    const planStart = alignUp(uploadStart + this.#uploads.sizeBytes);
    const times = { start: alignUp(planStart + plan.sizeBytes), perThread: alignUp(8 * (this.#numCommands + 1)) / 8 };
    const end = isTimed ? times.start + 8 * times.perThread * this.numThreads : planStart + plan.sizeBytes;
    memory.reserveForStep(end - listStart, "this step");
    for (const buffer of this.#buffers) buffer.address = uploadStart + (buffer.uploadOffset ?? 0);
    for (const [index, buffer] of planned.entries()) buffer.address = planStart + plan.offsets[index];
    for (const { index, buffer, offset } of this.#openWords) this.#commands.setInteger(index, buffer.address + offset);
    this.#commands.copyTo(memory.buffer, listStart);
    this.#uploads.copyTo(memory.buffer, uploadStart);
    this.#placed = { listStart, listEnd, uploadStart };
    return { listStart, listEnd, ...(isTimed && { times }) };
  }

  /**
   * Writes what was uploaded into memory as it is by now. The commands, which nobody has written over, are as they were.
   * @returns undefined if something else is in their place, or an upload is not what they can be used with
   */
  placeAgain(memory: SharedMemory): PlacedStep | undefined {
    const placed = this.#placed;
    if (placed?.listStart !== memory.persistentEnd) return undefined;
    for (const { start, length, make } of this.#uploaded) {
      const data = make();
      if (data?.length !== length) return undefined;
      this.#uploads.set(start, data);
    }
    this.#uploads.copyTo(memory.buffer, placed.uploadStart);
    return { listStart: placed.listStart, listEnd: placed.listEnd };
  }

  /** Address of a buffer, once the step has its place. */
  addressOf(buffer: StepBuffer): number {
    return this.#own(buffer).address;
  }

  #encode(value: Argument, type: "i32" | "f32"): void {
    const index = this.#commands.reserve(1);
    if (typeof value !== "number") this.#encodeAddress(value, index);
    else if (type === "i32") this.#commands.setInteger(index, value);
    else this.#commands.setFloat(index, value);
  }

  #encodeAddress(value: StepBuffer | BufferAddress, index: number): void {
    const offset = "buffer" in value ? value.offset : 0;
    const buffer = this.#own("buffer" in value ? value.buffer : value);
    if (buffer.firstPhase < 0) buffer.firstPhase = this.#phase;
    buffer.lastPhase = this.#phase;
    this.#openWords.push({ index, buffer, offset });
  }

  #own(buffer: StepBuffer): PlannedBuffer {
    assert(buffer instanceof PlannedBuffer && buffer.owner === this, "the buffer is not of this step");
    return buffer;
  }
}

class PlannedBuffer implements StepBuffer {
  readonly owner: StepRecorder;
  readonly sizeBytes: number;
  /** Where it lies among the uploads; undefined: where the plan puts it. */
  readonly uploadOffset: number | undefined;
  firstPhase = -1;
  lastPhase = -1;
  address = -1;

  constructor(owner: StepRecorder, sizeBytes: number, uploadOffset: number | undefined) {
    assert(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0, () => `a buffer of ${sizeBytes} bytes`);
    this.owner = owner;
    this.sizeBytes = sizeBytes;
    this.uploadOffset = uploadOffset;
  }
}
