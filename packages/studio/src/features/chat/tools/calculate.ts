/** Arithmetic: `+ - * / % ^`, parentheses, the functions and constants below. No code is run. */
export function calculate(expression: string): number {
  return new Calculation(expression).run();
}

const functions: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  ln: Math.log,
  log: Math.log10,
  exp: Math.exp,
  round: Math.round,
  floor: Math.floor,
  ceil: Math.ceil,
};

const constants: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };

const maxLength = 1000;
const tokenPattern = /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([a-z]+)|(\*\*|[-+*/%^()×÷−]))/gy;
const spellings: Readonly<Record<string, string>> = { "**": "^", "×": "*", "÷": "/", "−": "-" };

class Calculation {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(expression: string) {
    if (expression.length > maxLength) throw new Error(`An expression has at most ${maxLength} characters.`);
    const text = expression.trim().toLowerCase();
    const matches = [...text.matchAll(tokenPattern)];
    const end = matches.reduce((length, [all]) => length + all.length, 0);
    if (end < text.length) throw new Error(`"${text.slice(end, end + 20)}" is not arithmetic.`);
    this.#tokens = matches.map(([, number, name, sign]) => number ?? name ?? spellings[sign] ?? sign);
  }

  run(): number {
    const value = this.#sum();
    if (this.#at < this.#tokens.length) throw new Error(`"${this.#tokens[this.#at]}" was not expected.`);
    if (!Number.isFinite(value)) throw new Error("The result is not a number.");
    return value;
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (!wanted.includes(token)) return undefined;
    this.#at++;
    return token;
  }

  #sum(): number {
    let value = this.#product();
    for (let sign = this.#take("+", "-"); sign !== undefined; sign = this.#take("+", "-")) {
      const next = this.#product();
      value = sign === "+" ? value + next : value - next;
    }
    return value;
  }

  #product(): number {
    let value = this.#signed();
    for (let sign = this.#take("*", "/", "%"); sign !== undefined; sign = this.#take("*", "/", "%")) {
      const next = this.#signed();
      value = sign === "*" ? value * next : sign === "/" ? value / next : value % next;
    }
    return value;
  }

  #signed(): number {
    if (this.#take("-") !== undefined) return -this.#signed();
    if (this.#take("+") !== undefined) return this.#signed();
    const base = this.#atom();
    return this.#take("^") === undefined ? base : base ** this.#signed();
  }

  #atom(): number {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error("The expression ends too early.");
    if (token === "(") return this.#closed();
    if (Object.hasOwn(constants, token)) return constants[token];
    if (!Object.hasOwn(functions, token)) return numberOf(token);
    if (this.#take("(") === undefined) throw new Error(`"${token}" needs parentheses.`);
    return functions[token](this.#closed());
  }

  #closed(): number {
    const value = this.#sum();
    if (this.#take(")") === undefined) throw new Error("A parenthesis is not closed.");
    return value;
  }
}

function numberOf(token: string): number {
  const value = Number(token);
  if (Number.isNaN(value)) throw new Error(`"${token}" was not expected.`);
  return value;
}
