import { err } from "./colors.ts";
import { cutTo } from "./text-width.ts";

/** Of the terminal behind stderr. One that was never told its size says 0. */
export const terminalColumns = (): number => process.stderr.columns || 80;

/** One line on stderr that says what is being waited for, and goes again; silent where stderr is no terminal. */
export class StatusLine {
  #isShown = false;

  show(text: string): void {
    if (!process.stderr.isTTY) return;
    this.clear();
    process.stderr.write(err.dim(cutTo(text, terminalColumns() - 1)));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) process.stderr.write("\r\u001b[K");
    this.#isShown = false;
  }
}
