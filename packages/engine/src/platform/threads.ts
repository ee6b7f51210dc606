/** A thread that runs a module of this package. */
export interface Thread {
  postMessage(message: unknown): void;
  /** Whether the process stays alive for this thread; at first it does not. Without meaning in a page. */
  keepProcessAlive(keep: boolean): void;
  /** Stops it wherever it is. Resolves when it is gone. */
  terminate(): Promise<void>;
}

/** What a thread's owner hears of it. */
export interface ThreadEvents {
  onMessage(message: unknown): void;
  /** The thread is gone: by an error that nothing caught (`cause`), or otherwise. Called once. */
  onEnd(cause?: unknown): void;
}

/** The other end, inside the thread. */
export interface ThreadOwner {
  postMessage(message: unknown): void;
  onMessage(handle: (message: unknown) => void): void;
}

/** What the engine needs of a platform's threads. */
export interface ThreadHost {
  /** Starts a thread on a module, given by its address. `name` is for tools that list threads. */
  startThread(module: URL, name: string, events: ThreadEvents): Thread;
  /** Inside a thread: its owner. */
  threadOwner(): ThreadOwner;
  /** How many threads the machine runs at once. */
  hardwareThreads(): number;
  /** Memory that this process can have at most, as far as the platform tells; infinite otherwise. */
  machineMemoryBytes(): number;
}
