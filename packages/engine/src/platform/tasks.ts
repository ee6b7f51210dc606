/** What the engine needs of a platform's event loop. */
export interface TaskQueue {
  /** Lets timers, input and other tasks run, then resolves; without the delay of a timer. */
  nextTask(): Promise<void>;
}
