import { err } from "./colors.ts";

/** One line on stderr that says what is being waited for, and goes again; silent where stderr is no terminal. */
export class StatusLine {
  #isShown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    this.clear();
    process.stderr.write(err.dim(text.slice(0, process.stderr.columns - 1)));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) process.stderr.write("\r\u001b[K");
    this.#isShown = false;
  }
}
