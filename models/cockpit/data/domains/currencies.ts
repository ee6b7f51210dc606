import type { Domain, Slot } from "../domain.ts";
import { rounded } from "../language/measures.ts";
import { inDigits } from "../language/numbers.ts";
import { oneOf, wholeNumber } from "../language/slots.ts";

/** Euros for one, about, and the words. */
const CURRENCIES: Readonly<
  Record<string, { readonly euros: number; readonly en: readonly string[]; readonly de: readonly string[] }>
> = {
  EUR: { euros: 1, en: ["euros", "euro"], de: ["Euro", "Euros"] },
  USD: { euros: 0.92, en: ["dollars", "us dollars"], de: ["Dollar", "US-Dollar"] },
  GBP: {
    euros: 1.17,
    en: ["pounds sterling", "british pounds"],
    de: ["britische Pfund", "Pfund Sterling"],
  },
  CHF: { euros: 1.05, en: ["swiss francs", "francs"], de: ["Schweizer Franken", "Franken"] },
  JPY: { euros: 0.0061, en: ["yen", "japanese yen"], de: ["Yen", "japanische Yen"] },
  PLN: { euros: 0.23, en: ["zloty", "polish zloty"], de: ["Zloty", "polnische Zloty"] },
  CZK: { euros: 0.04, en: ["czech crowns"], de: ["tschechische Kronen"] },
  SEK: { euros: 0.088, en: ["swedish crowns", "swedish kronor"], de: ["schwedische Kronen"] },
  TRY: { euros: 0.028, en: ["turkish lira", "lira"], de: ["türkische Lira", "Lira"] },
  CNY: { euros: 0.13, en: ["yuan", "chinese yuan"], de: ["Yuan", "chinesische Yuan"] },
  MYR: { euros: 0.2, en: ["ringgit", "malaysian ringgit"], de: ["Ringgit", "malaysische Ringgit"] },
  INR: { euros: 0.011, en: ["rupees", "indian rupees"], de: ["Rupien", "indische Rupien"] },
};
const CODES = Object.keys(CURRENCIES);

function currencySlot(codes: readonly string[]): Slot {
  return oneOf(Object.fromEntries(codes.map((code) => [code, { en: CURRENCIES[code]!.en, de: CURRENCIES[code]!.de }])));
}

/** Two sides, so that a sum is never converted into its own currency. */
const SIDES = [
  ["EUR", "GBP", "JPY", "SEK", "CNY"],
  ["USD", "CHF", "PLN", "CZK", "TRY"],
] as const;
const HOME = ["EUR"] as const;

const name = (code: unknown, language: "en" | "de"): string => CURRENCIES[String(code)]?.[language][0] ?? String(code);

export const currencies: Domain = {
  tools: {
    convert_currency: {
      names: ["currency_converter", "exchange_money", "exchange_rate", "money_conversion", "forex"],
      heldNames: ["cash_swap", "bureau_de_change"],
      description: [
        "Convert an amount of money to another currency.",
        "Currency conversion at today's exchange rate.",
        "How much a sum is in another currency; currencies by their three-letter codes.",
      ],
      parameters: {
        amount: {
          type: "number",
          description: ["The sum of money.", "How much."],
          names: ["value", "sum", "money"],
        },
        from: {
          type: "string",
          enum: CODES,
          description: ["Currency of the sum.", "Currency to convert from."],
          names: ["from_currency", "source", "currency"],
        },
        to: {
          type: "string",
          enum: CODES,
          description: ["Currency wanted.", "Currency to convert to."],
          names: ["to_currency", "target", "target_currency"],
        },
      },
      result: (args, { random }) => {
        const mean = CURRENCIES[String(args.from)]!.euros / CURRENCIES[String(args.to)]!.euros;
        const rate = Number((mean * (0.97 + 0.06 * random.next())).toPrecision(4));
        return { result: rounded(Number(args.amount) * rate, 2), currency: args.to!, rate };
      },
      answer: {
        en: (args, result) => `${args.amount} ${name(args.from, "en")} are ${result.result} ${name(args.to, "en")}.`,
        de: (args, result) =>
          `${args.amount} ${name(args.from, "de")} sind ${inDigits(Number(result.result), "de")} ${name(args.to, "de")}.`,
      },
    },
  },
  intents: [
    [HOME, SIDES[1]],
    [SIDES[1], HOME],
    [SIDES[0], SIDES[1]],
    [SIDES[1], SIDES[0]],
  ].map(([from, to]) => ({
    tool: "convert_currency",
    weight: 0.4,
    slots: { amount: wholeNumber(2, 2000), from: currencySlot(from!), to: currencySlot(to!) },
    en: {
      imperative: [
        "[convert|change|exchange] {amount} {from} [to|into] {to}",
        "[tell me|show me|look up] [how much|what] {amount} {from} is in {to}",
        "[work out|calculate] {amount} {from} in {to}",
        "turn {amount} {from} into {to}",
      ],
      other: [
        "how much is {amount} {from} in {to}",
        "how much are {amount} {from} in {to}",
        "how many {to} are {amount} {from}",
        "how many {to} do i get for {amount} {from}",
        "what's {amount} {from} in {to}",
        "{amount} {from} in {to}",
        "{amount} {from} to {to}",
        "what are {amount} {from} worth in {to}",
        "i have {amount} {from}, how many {to} is that",
        "i'd like to know what {amount} {from} is in {to}",
        "the price is {amount} {from}, how much is that in {to}",
      ],
      held: [
        "it costs {amount} {from}, what's that in {to}",
        "what would {amount} {from} give me in {to}",
        "{amount} {from}, how many {to} would that be",
        "i want to swap {amount} {from} for {to}, how much is it",
      ],
    },
    de: {
      imperative: [
        "rechne {amount} {from} in {to} um",
        "sag mir, wie viel {amount} {from} in {to} sind",
        "[wandle|tausche] {amount} {from} in {to} um",
        "konvertiere {amount} {from} in {to}",
      ],
      infinitive: ["{amount} {from} in {to} [umrechnen|umwandeln]", "mir sagen, wie viel {to} {amount} {from} sind"],
      other: [
        "wie viel sind {amount} {from} in {to}",
        "wie viele {to} sind {amount} {from}",
        "wie viel {to} [bekomme|kriege] ich für {amount} {from}",
        "was sind {amount} {from} in {to}",
        "{amount} {from} in {to}",
        "was sind {amount} {from} in {to} wert",
        "ich habe {amount} {from}, wie viel {to} sind das",
        "ich möchte wissen, wie viel {amount} {from} in {to} sind",
        "das kostet {amount} {from}, wie viel ist das in {to}",
      ],
      held: [
        "der Preis ist {amount} {from}, was sind das in {to}",
        "{amount} {from}, wie viel wären das in {to}",
        "wenn ich {amount} {from} tausche, wie viel {to} gibt das",
        "was kriege ich in {to} für {amount} {from}",
      ],
    },
    args: ({ amount, from, to }) => ({ amount: amount!, from: from!, to: to! }),
    correctable: ["amount"],
    followUps: [
      {
        en: ["and {amount} {from}", "what about {amount} {from}"],
        de: ["und {amount} {from}", "und wie viel sind {amount} {from}"],
        slots: ["amount", "from"],
      },
      { en: ["and in {to}", "what about {to}"], de: ["und in {to}", "wie viel in {to}"], slots: ["to"] },
    ],
  })),
};
