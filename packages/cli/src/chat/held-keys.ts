import { PassThrough, type Readable } from "node:stream";

const ctrlC = 0x03;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** What is typed or pasted ahead beyond this is dropped. */
const mostBytes = 1024 * 1024;

/** Where keys come from: standard input, when that is a terminal. */
export interface Keyboard extends Readable {
  setRawMode(isRaw: boolean): unknown;
}

/**
 * A terminal's keys as a line editor sees them, one line at a time: what is typed ahead is kept, unseen, until the next
 * line is wanted. Only a Ctrl-C does not wait: it drops what was kept.
 */
export class HeldKeys extends PassThrough {
  readonly isTTY = true;
  readonly #keyboard: Keyboard;
  readonly #onInterrupt: () => void;
  #held = Buffer.alloc(0);
  #lastByte = 0;
  #isWanted = false;

  /** @param onInterrupt called for a Ctrl-C while no line is wanted */
  constructor(keyboard: Keyboard, onInterrupt: () => void) {
    super();
    this.#keyboard = keyboard;
    this.#onInterrupt = onInterrupt;
    keyboard.on("data", this.#receive).on("end", this.#end);
  }

  /** Called by the line editor. */
  setRawMode(isRaw: boolean): void {
    this.#keyboard.setRawMode(isRaw);
  }

  /** Lets keys through up to the end of the next line. */
  wantLine(): void {
    this.#isWanted = true;
    this.#pass();
  }

  /** After the process was stopped and continued, which leaves the terminal unread. */
  reopen(): void {
    this.#keyboard.pause().resume();
  }

  /** Lets go of the keyboard. */
  release(): void {
    this.#keyboard.off("data", this.#receive).off("end", this.#end).pause();
  }

  readonly #end = (): void => void this.end();

  readonly #receive = (bytes: Buffer): void => {
    const keys = this.#withReturns(bytes);
    const interrupt = this.#isWanted ? -1 : keys.lastIndexOf(ctrlC);
    const before = interrupt < 0 ? this.#held : Buffer.alloc(0);
    this.#held = Buffer.concat([before, keys.subarray(interrupt + 1)]).subarray(0, mostBytes);
    if (interrupt >= 0) this.#onInterrupt();
    this.#pass();
  };

  /** Line ends of whatever kind, as pasted text has them, become what Enter sends. */
  #withReturns(bytes: Buffer): Buffer {
    const keys: number[] = [];
    for (const byte of bytes) {
      if (byte !== lineFeed) keys.push(byte);
      else if (this.#lastByte !== carriageReturn) keys.push(carriageReturn);
      this.#lastByte = byte;
    }
    return Buffer.from(keys);
  }

  #pass(): void {
    if (!this.#isWanted || this.#held.length === 0) return;
    const end = this.#held.indexOf(carriageReturn);
    const length = end < 0 ? this.#held.length : end + 1;
    const keys = this.#held.subarray(0, length);
    this.#held = this.#held.subarray(length);
    this.#isWanted = end < 0;
    this.write(keys);
  }
}
