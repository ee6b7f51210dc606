import type { Filled, Language } from "../domain.ts";
import { type Draw, ofSplit } from "../draw.ts";
import type { Random } from "../random.ts";
import { inDigits, inWords } from "./numbers.ts";

const OPERATORS: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    "+": ["+", "plus", "plus", "and"],
    "-": ["-", "minus", "minus", "take away"],
    "*": ["*", "x", "×", "times", "times", "multiplied by"],
    "/": ["/", "÷", "divided by", "divided by", "over"],
  },
  de: {
    "+": ["+", "plus", "plus", "und"],
    "-": ["-", "minus", "minus", "weniger"],
    "*": ["*", "x", "×", "mal", "mal", "multipliziert mit"],
    "/": ["/", ":", "durch", "geteilt durch", "geteilt durch"],
  },
};

/** Something to calculate as it is said ("17 times 23"); the value is the expression ("17 * 23"). */
export function sum(draw: Draw): Filled {
  return ofSplit(
    draw,
    () => anySum(draw),
    ({ value }) => String(value),
  );
}

function anySum(draw: Draw): Filled {
  const { random } = draw;
  return random.weighted<(draw: Draw) => Filled>([
    [chain(2), 9],
    [chain(3), 2],
    [bracketed, 1],
    [percent, 2.5],
    [changedByPercent, 0.8],
    [power, 1.2],
    [half, 0.8],
    [root, 0.6],
  ])(draw);
}

interface Said {
  readonly text: string;
  readonly code: string;
}

function number(draw: Draw, largest = 999): Said {
  const { random, language } = draw;
  const value = random.chance(0.12)
    ? random.integer(1, 500) / 10
    : random.integer(2, random.chance(0.6) ? 99 : largest);
  const words = Number.isInteger(value) && value < 1000 && random.chance(value < 100 ? 0.3 : 0.08);
  return { text: words ? inWords(value, language) : inDigits(value, language), code: String(value) };
}

function operator({ random, language }: Draw): Said {
  const code = random.pick(["+", "-", "*", "*", "/"]);
  return { text: random.pick(OPERATORS[language][code]!), code };
}

function chain(count: number): (draw: Draw) => Filled {
  return (draw) => {
    const parts = [number(draw, 9999)];
    for (let i = 1; i < count; i++) parts.push(operator(draw), number(draw));
    const tight = parts.every(({ text }) => /^[\d.,+*/x×÷-]+$/.test(text)) && draw.random.chance(0.4);
    return {
      text: parts.map(({ text }) => text).join(tight ? "" : " "),
      value: parts.map(({ code }) => code).join(" "),
    };
  };
}

/** "3 plus 4, then times 2" and "3 plus 4 in brackets times 2". */
function bracketed(draw: Draw): Filled {
  const { random, language } = draw;
  const [a, b, c] = [number(draw, 200), number(draw, 200), number(draw, 20)];
  const inner = random.pick(["+", "-"]);
  const outer = random.pick(["*", "/"]);
  const left = `${a.text} ${spoken(inner, language, random)} ${b.text}`;
  const right = `${spoken(outer, language, random)} ${c.text}`;
  const text = random.pick(
    language === "en"
      ? [`${left} then ${right}`, `${left}, then ${right}`, `${left} and then ${right}`, `(${left}) ${right}`]
      : [`${left} dann ${right}`, `${left}, dann ${right}`, `${left} und dann ${right}`, `(${left}) ${right}`],
  );
  return { text, value: `(${a.code} ${inner} ${b.code}) ${outer} ${c.code}` };
}

/** A word, not a sign and not "and". */
function spoken(code: string, language: Language, random: Random): string {
  return random.pick(OPERATORS[language][code]!.filter((word) => word.length > 2 && word !== "and" && word !== "und"));
}

function percent(draw: Draw): Filled {
  const { random, language } = draw;
  const rate = random.chance(0.5) ? random.integer(1, 19) * 5 : random.integer(1, 99);
  const whole = number(draw, 5000);
  const said = random.chance(0.25) ? inWords(rate, language) : String(rate);
  const of = language === "en" ? "of" : "von";
  const word = random.pick(
    language === "en" ? ["%", " %", " percent", " per cent"] : ["%", " %", " Prozent", " Prozent"],
  );
  return {
    text: `${said}${said === String(rate) || word.length > 2 ? word : " %"} ${of} ${whole.text}`,
    value: `${whole.code} * ${rate} / 100`,
  };
}

function changedByPercent({ random, language }: Draw): Filled {
  const rate = random.integer(1, 50);
  const whole = random.integer(10, 2000);
  const sign = random.pick(["+", "-"]);
  const word = random.pick(language === "en" ? ["%", " percent"] : ["%", " Prozent"]);
  const joint = sign === "+" ? "plus" : "minus";
  return { text: `${whole} ${joint} ${rate}${word}`, value: `${whole} ${sign} ${whole} * ${rate} / 100` };
}

function power(draw: Draw): Filled {
  const { random, language } = draw;
  const base = number({ ...draw, random }, 40);
  const [exponent, en, de] = random.pick<readonly [number, readonly string[], readonly string[]]>([
    [
      2,
      ["{x} squared", "the square of {x}", "{x} to the power of 2"],
      ["{x} zum Quadrat", "{x} hoch zwei", "{x} hoch 2"],
    ],
    [3, ["{x} cubed", "{x} to the power of 3"], ["{x} hoch drei", "{x} hoch 3"]],
    [4, ["{x} to the power of 4", "{x} to the power of four"], ["{x} hoch 4", "{x} hoch vier"]],
  ]);
  return {
    text: random.pick(language === "en" ? en : de).replace("{x}", base.text),
    value: `${base.code} ^ ${exponent}`,
  };
}

function half(draw: Draw): Filled {
  const { random, language } = draw;
  const whole = number(draw, 5000);
  const [code, en, de] = random.pick<readonly [string, string, string]>([
    ["/ 2", "half of {x}", "die Hälfte von {x}"],
    ["/ 3", "a third of {x}", "ein Drittel von {x}"],
    ["/ 4", "a quarter of {x}", "ein Viertel von {x}"],
    ["* 2", "twice {x}", "das Doppelte von {x}"],
    ["* 3", "three times {x}", "das Dreifache von {x}"],
  ]);
  return { text: (language === "en" ? en : de).replace("{x}", whole.text), value: `${whole.code} ${code}` };
}

function root(draw: Draw): Filled {
  const { random, language } = draw;
  const of = number(draw, 5000);
  const word =
    language === "en"
      ? random.pick(["the square root of", "square root of"])
      : random.pick(["die Wurzel aus", "Wurzel aus", "die Quadratwurzel aus"]);
  return { text: `${word} ${of.text}`, value: `sqrt(${of.code})` };
}
