import { tooComplex } from "./grammar-error.ts";
import { ops, type Program } from "./program.ts";

/** An entry of a stack: where a call comes back to, or how many rounds of a repetition are over. */
interface Frame {
  readonly id: number;
  /** Where a call returns to; of a repetition, −1 − its number. */
  readonly at: number;
  readonly count: number;
  readonly parent: Frame | undefined;
}

/** An instruction that takes a byte, and the stack it is reached with. */
interface Thread {
  readonly at: number;
  readonly stack: Frame | undefined;
}

/** All that a text can be in the midst of. */
export interface State {
  readonly threads: readonly Thread[];
  /** Whether the text may end here. */
  readonly isComplete: boolean;
  /** By class of bytes: the state behind it, null if none; undefined as long as nobody asked. */
  readonly next: (State | null | undefined)[];
  readonly epoch: number;
}

const maxThreads = 4096;
const maxClosureSteps = 65_536;
const maxKept = 100_000;
const ambiguous = "too many ways of reading the text are open at once";
const advice = "Let fewer of its alternatives begin alike.";

/**
 * Runs a program over bytes, all ways at once. States and stacks that are equal are the same object, and each step from
 * a state is found out once: what comes again and again, such as the inside of a string, runs as by a table.
 */
export class Machine {
  readonly program: Program;
  /** Steps that had to be found out, as a measure of work done. */
  numSteps = 0;
  #epoch = 0;
  #numFrames = 0;
  readonly #frames = new Map<string, Frame>();
  readonly #states = new Map<string, State>();

  constructor(program: Program) {
    this.program = program;
  }

  /** @throws QwenError `grammar/too-complex`, as all methods do */
  start(): State {
    return this.#close([{ at: this.program.start, stack: undefined }]);
  }

  /** Where a byte leads; null if it can not come. */
  step(state: State, byte: number): State | null {
    const byteClass = this.program.byteClasses[byte];
    const known = state.next[byteClass];
    if (known !== undefined) return known;
    const next = this.#find(state, byteClass);
    state.next[byteClass] = next;
    return next;
  }

  /** The same state, after what is kept of steps and stacks has become too much and was dropped. */
  renew(state: State): State {
    if (this.#frames.size + this.#states.size > maxKept) {
      this.#frames.clear();
      this.#states.clear();
      this.#epoch++;
    }
    if (state.epoch === this.#epoch) return state;
    return this.#intern(
      this.#rebuild(state, (frame) => frame.count),
      state.isComplete,
    );
  }

  /** A state that differs in nothing within `length` bytes, the same for many: far from its bounds a counter is forgotten. */
  near(state: State, length: number): State {
    const { repetitions } = this.program;
    const threads = this.#rebuild(state, ({ at, count }) => {
      if (at >= 0) return 0;
      const { min, max } = repetitions[-1 - at];
      if (count < min) return min - count > length ? 0 : count;
      return max - count > length ? min : count;
    });
    return this.#intern(threads, state.isComplete);
  }

  #find(state: State, byteClass: number): State | null {
    const { program } = this;
    const seeds: Thread[] = [];
    for (const { at, stack } of state.threads) {
      const isIn = program.isInSet[program.a[at] * program.numClasses + byteClass] === 1;
      if (isIn) seeds.push({ at: program.b[at], stack });
    }
    this.numSteps += 1 + state.threads.length;
    return seeds.length === 0 ? null : this.#close(seeds);
  }

  /** Follows all that takes no byte. */
  #close(seeds: readonly Thread[]): State {
    const { ops: op, a, b, targets, repetitions } = this.program;
    const todo = [...seeds];
    const seen = new Set<number>();
    const threads: Thread[] = [];
    let isComplete = false;
    for (let thread = todo.pop(); thread !== undefined; thread = todo.pop()) {
      const { at, stack } = thread;
      const key = (stack?.id ?? 0) * op.length + at;
      if (seen.has(key)) continue;
      seen.add(key);
      if (seen.size > maxClosureSteps || threads.length > maxThreads) throw tooComplex(ambiguous, advice);
      switch (op[at]) {
        case ops.byte:
          threads.push(thread);
          break;
        case ops.split:
          for (let i = 0; i < b[at]; i++) todo.push({ at: targets[a[at] + i], stack });
          break;
        case ops.call:
          todo.push({ at: a[at], stack: this.#frame(b[at], 0, stack) });
          break;
        case ops.jump:
          todo.push({ at: a[at], stack });
          break;
        case ops.return:
          if (stack === undefined) isComplete = true;
          else todo.push({ at: stack.at, stack: stack.parent });
          break;
        case ops.enter: {
          const { body, min } = repetitions[a[at]];
          todo.push({ at: body, stack: this.#frame(-1 - a[at], 0, stack) });
          if (min === 0) todo.push({ at: b[at], stack });
          break;
        }
        case ops.round: {
          const { body, min, max } = repetitions[a[at]];
          const { count, parent } = stack!;
          const numRounds = max === Number.POSITIVE_INFINITY ? Math.min(count + 1, min) : count + 1;
          if (numRounds < max) todo.push({ at: body, stack: this.#frame(-1 - a[at], numRounds, parent) });
          if (numRounds >= min) todo.push({ at: b[at], stack: parent });
        }
      }
    }
    this.numSteps += seen.size;
    return this.#intern(threads, isComplete);
  }

  #rebuild({ threads }: State, countOf: (frame: Frame) => number): Thread[] {
    const rebuilt = new Map<Frame, Frame>();
    return threads.map(({ at, stack }) => {
      const old: Frame[] = [];
      for (let frame = stack; frame !== undefined && !rebuilt.has(frame); frame = frame.parent) old.push(frame);
      for (const frame of old.reverse()) {
        rebuilt.set(frame, this.#frame(frame.at, countOf(frame), frame.parent && rebuilt.get(frame.parent)));
      }
      return { at, stack: stack && rebuilt.get(stack) };
    });
  }

  #frame(at: number, count: number, parent: Frame | undefined): Frame {
    const key = `${at} ${count} ${parent?.id ?? 0}`;
    let frame = this.#frames.get(key);
    if (frame === undefined) {
      frame = { id: ++this.#numFrames, at, count, parent };
      this.#frames.set(key, frame);
    }
    return frame;
  }

  #intern(threads: readonly Thread[], isComplete: boolean): State {
    const keys = threads.map(({ at, stack }) => `${at} ${stack?.id ?? 0}`);
    const unique = [...new Set(keys)].sort();
    const key = `${isComplete} ${unique.join(",")}`;
    let state = this.#states.get(key);
    if (state === undefined) {
      const byKey = new Map(threads.map((thread, i) => [keys[i], thread]));
      state = { threads: unique.map((each) => byKey.get(each)!), isComplete, next: [], epoch: this.#epoch };
      this.#states.set(key, state);
    }
    return state;
  }
}
