const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_U = 0x75;
const MAX_NAME_LENGTH = 100;

/** What stands for itself or a control character after a backslash. */
const escapes = new Map([...'"\\/bfnrt'].map((letter, i) => [letter.charCodeAt(0), '"\\/\b\f\n\r\t'.charCodeAt(i)]));

/** Not an error: the text goes on in a way that is for `JSON.parse` to read, or to complain about. */
export class UnusualJson {}

/** Steps over a JSON text's bytes. All methods throw `UnusualJson` where something else comes than they are for. */
export class JsonCursor {
  at = 0;
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The next byte that is not blank, which stays the next; undefined at the end. */
  peek(): number | undefined {
    const { bytes } = this;
    let at = this.at;
    while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++;
    this.at = at;
    return bytes[at];
  }

  /** Takes each element of a list: `takeElement` is called where one begins, and ends behind it. */
  list(takeElement: () => void): void {
    this.#sequence(OPEN_BRACKET, CLOSE_BRACKET, takeElement);
  }

  /** Takes each member of an object: `takeKey` is called where the key begins, `takeValue` where its value does. */
  object(takeKey: () => void, takeValue: () => void): void {
    this.#sequence(OPEN_BRACE, CLOSE_BRACE, () => {
      takeKey();
      this.#expect(COLON);
      this.peek();
      takeValue();
    });
  }

  /** Takes each member of an object: `takeValue` is called where the value of that name begins, and ends behind it. */
  members(takeValue: (name: string) => void): void {
    let name = "";
    this.object(
      () => {
        name = this.#name();
      },
      () => takeValue(name),
    );
  }

  /** A short name without escapes. */
  #name(): string {
    const begin = this.at + 1;
    this.#skipString();
    if (this.at - begin > MAX_NAME_LENGTH) unusual();
    const name = String.fromCharCode(...this.bytes.subarray(begin, this.at - 1));
    return name.includes("\\") ? unusual() : name;
  }

  /** An integer of one to six digits. */
  smallInteger(): number {
    const { bytes } = this;
    const begin = this.at;
    let value = 0;
    for (; bytes[this.at] >= 0x30 && bytes[this.at] <= 0x39; this.at++) value = value * 10 + bytes[this.at] - 0x30;
    const numDigits = this.at - begin;
    const isPlain = numDigits === 1 || (numDigits > 1 && numDigits <= 6 && bytes[begin] !== 0x30);
    return isPlain ? value : unusual();
  }

  /** Writes a string as UTF-8 from `end` on, and gives the new end. Its characters must be below U+0800. */
  string(target: Uint8Array, end: number): number {
    const { bytes } = this;
    let at = this.at;
    let to = end;
    if (bytes[at++] !== QUOTE) unusual();
    for (let byte = bytes[at++]; byte !== QUOTE; byte = bytes[at++]) {
      if (byte === BACKSLASH) {
        this.at = at;
        to = this.#escape(target, to);
        at = this.at;
      } else if (byte >= 0x20 && byte < 0x80) {
        target[to++] = byte;
      } else if (byte >= 0xc2 && byte < 0xe0 && (bytes[at] & 0xc0) === 0x80) {
        target[to++] = byte;
        target[to++] = bytes[at++];
      } else unusual();
    }
    this.at = at;
    return to;
  }

  /** Steps over a value, without a look at whether all of it is as it should be: brackets and strings must end. */
  skipValue(): void {
    let depth = 0;
    for (let byte = this.peek(); byte !== undefined; byte = this.peek()) {
      const closes = byte === CLOSE_BRACKET || byte === CLOSE_BRACE;
      if (depth === 0 && (closes || byte === COMMA)) return;
      if (byte === QUOTE) {
        this.#skipString();
        continue;
      }
      this.at++;
      if (byte === OPEN_BRACKET || byte === OPEN_BRACE) depth++;
      else if (closes) depth--;
    }
    unusual();
  }

  #sequence(open: number, close: number, takeElement: () => void): void {
    this.#expect(open);
    if (this.peek() === close) {
      this.at++;
      return;
    }
    do {
      this.peek();
      takeElement();
    } while (this.peek() === COMMA && ++this.at);
    this.#expect(close);
  }

  #expect(byte: number): void {
    if (this.peek() !== byte) unusual();
    this.at++;
  }

  #skipString(): void {
    const { bytes } = this;
    if (bytes[this.at] !== QUOTE) unusual();
    for (let at = this.at + 1; at < bytes.length; at++) {
      if (bytes[at] === BACKSLASH) at++;
      else if (bytes[at] === QUOTE) {
        this.at = at + 1;
        return;
      }
    }
    unusual();
  }

  /** What stands after a backslash. */
  #escape(target: Uint8Array, end: number): number {
    const letter = this.bytes[this.at++];
    const point = letter === LETTER_U ? this.#hex() : (escapes.get(letter) ?? unusual());
    if (point < 0x80) {
      target[end] = point;
      return end + 1;
    }
    if (point >= 0x800) unusual();
    target[end] = 0xc0 | (point >> 6);
    target[end + 1] = 0x80 | (point & 0x3f);
    return end + 2;
  }

  #hex(): number {
    const digits = String.fromCharCode(...this.bytes.subarray(this.at, this.at + 4));
    this.at += 4;
    return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : unusual();
  }
}

export function unusual(): never {
  throw new UnusualJson();
}
