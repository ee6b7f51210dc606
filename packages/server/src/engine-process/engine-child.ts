import { type ChildProcess, fork } from "node:child_process";
import { QwenError } from "@qwents/engine";
import type { FromEngine, ToEngine } from "./messages.ts";
import { StderrTail } from "./stderr-tail.ts";

/** How a process ended. */
export interface Ending {
  readonly isStarted: boolean;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Its last words, a bounded number of lines. */
  readonly stderr: readonly string[];
  /** When it could not be started, or talked to. */
  readonly cause?: unknown;
}

/** For what Node does at an exit. */
const exitTimeoutMs = 1000;
const sourceCondition = "--conditions=qwents-source";

/** The parent's end of the line to a process that runs an engine. */
export class EngineChild {
  /** Resolves when the process is gone and all that it said was heard. */
  readonly ended: Promise<Ending>;
  /** Hears one message after the other, in order. What it throws ends the process. */
  onMessage: (message: FromEngine) => void = () => {};
  readonly #process: ChildProcess;
  #fault: unknown;

  /** @param module what it runs, TypeScript source or built JavaScript */
  constructor(module: URL) {
    this.#process = fork(module, [], {
      serialization: "advanced",
      execArgv: argumentsFor(module),
      env: environment(),
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const child = this.#process;
    child.on("message", (messages) => this.#hear(messages as unknown as readonly FromEngine[]));
    // All that it said is heard by now. It should be ending; should it hang, nobody could tell it to.
    child.on("disconnect", () => setTimeout(() => this.kill(), exitTimeoutMs).unref());
    this.ended = this.#whenEnded(new StderrTail(child.stderr));
    child.channel?.unref();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** @throws QwenError `request/invalid` for what only has a meaning in this process, such as a function */
  send(message: ToEngine): void {
    // That it is gone, or never came up, shows by `ended`.
    if (!this.#process.connected) return;
    try {
      this.#process.send(message, () => {});
    } catch (cause) {
      // An error of Node's own has a code; that something can not be cloned comes without.
      if (!(cause instanceof Error) || "code" in cause) throw cause;
      const text = `The model runs in a process of its own, which can be given data alone: ${cause.message}`;
      throw new QwenError("request/invalid", text, { cause });
    }
  }

  /** Whether this process stays alive for that one; at first it does. */
  keepProcessAlive(keep: boolean): void {
    if (keep) this.#process.ref();
    else this.#process.unref();
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #hear(messages: readonly FromEngine[]): void {
    try {
      for (const message of messages) this.onMessage(message);
    } catch (error) {
      this.#fault = error;
      this.kill();
    }
  }

  #whenEnded(stderr: StderrTail): Promise<Ending> {
    const child = this.#process;
    return new Promise((resolve) => {
      const end = (code: number | null, signal: NodeJS.Signals | null) => {
        const isStarted = child.pid !== undefined;
        resolve({
          isStarted,
          code,
          signal,
          stderr: stderr.lines,
          ...(this.#fault !== undefined && { cause: this.#fault }),
        });
      };
      child.once("close", end);
      child.on("error", (error) => {
        this.#fault ??= error;
        if (child.pid === undefined) end(null, null);
        else this.kill();
      });
    });
  }
}

/** This process's own, without what is meant for it alone: code to run, a debugger's port. */
function argumentsFor(module: URL): string[] {
  const { execArgv } = process;
  const isCode = (argument: string | undefined) => /^(-e|-p|-pe|--eval|--print)$/.test(argument ?? "");
  const own = execArgv.filter(
    (argument, i) =>
      !isCode(argument) &&
      !isCode(execArgv[i - 1]) &&
      !/^--(inspect|input-type|test|watch|eval=|print=)/.test(argument),
  );
  const isSource = module.pathname.endsWith(".ts");
  return isSource && !own.includes(sourceCondition) ? [...own, sourceCondition] : own;
}

/** Without keys: a model needs none, and what a process does not have it can not tell in its last words. */
function environment(): NodeJS.ProcessEnv {
  const isSecret = (name: string) => /key|token|secret|passw|credential/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isSecret(name)));
}
