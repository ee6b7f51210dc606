import type { Readable } from "node:stream";

const mostLines = 20;
const mostCharacters = 4096;

/** The last lines of what a process wrote to its standard error output. */
export class StderrTail {
  #text = "";

  constructor(stream: Readable | null) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      this.#text = (this.#text + chunk).slice(-mostCharacters);
    });
    // A process that says nothing should not keep this one alive.
    if (stream && "unref" in stream && typeof stream.unref === "function") stream.unref();
  }

  get lines(): readonly string[] {
    return this.#text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== "")
      .slice(-mostLines);
  }
}
