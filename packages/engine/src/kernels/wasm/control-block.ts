/*
 * The first bytes of the shared memory: words through which the host and its threads, and the threads among
 * themselves, tell each other what to do. Words that several threads write stand on cache lines of their own.
 */

/** Byte addresses of the words. */
export const control = {
  /**
   * Number of the current job, with that of the threads that do it in the lowest bits: one word, so that a thread that wakes
   * late knows that a job is not its own. A change wakes the threads.
   */
  job: 0,
  /** The job's command list, from its first byte up to its end. Both 0: the threads leave the compute loop. */
  listStart: 4,
  listEnd: 8,
  /** Where the threads note times, and how many each; 0: nowhere. See `runTimed` in wasm-worker.ts. */
  times: 12,
  timesPerThread: 16,
  /** Threads that are done with the current job. */
  finished: 64,
  /** Threads that have come to the barrier, and how often it has opened. */
  barrierArrived: 128,
  barrierOpened: 192,
  /** Threads asleep at the barrier: with none, opening it needs no system call. */
  barrierSleepers: 256,
  /** The next chunk of weights that nobody has taken; 1 where loading should stop. */
  nextChunk: 320,
  stopLoading: 384,
  /** For each thread, on a cache line of its own: how often it looks at the barrier before it goes to sleep. */
  barrierSpins: 448,
} as const;

export const CACHE_LINE_BYTES = 64;
export const MAX_THREADS = 64;
/** Of the word `job`: those of its lowest bits that hold a number of threads, and what counts a job. */
export const ACTIVE_MASK = 127;
export const NEXT_JOB = ACTIVE_MASK + 1;

/** Bytes at the start of the memory that belong to the control block. */
export const CONTROL_BYTES = control.barrierSpins + MAX_THREADS * CACHE_LINE_BYTES;
