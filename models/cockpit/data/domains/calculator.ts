import type { Domain } from "../domain.ts";
import { calculated } from "../language/calculated.ts";
import { inDigits } from "../language/numbers.ts";
import { sum } from "../language/sums.ts";

export const calculator: Domain = {
  tools: {
    calculate: {
      names: ["calculator", "compute", "evaluate", "math", "do_math", "evaluate_expression", "arithmetic"],
      heldNames: ["number_cruncher", "abacus"],
      description: [
        "Calculate an arithmetic expression.",
        "A calculator: + - * / ^, brackets and sqrt(x); percent as * 15 / 100.",
        "Works out a sum that is written with + - * / ^ and numbers in digits.",
        "Evaluate arithmetic, such as 17 * 23.",
      ],
      parameters: {
        expression: {
          type: "string",
          description: [
            "The sum in digits and + - * / ^ with blanks between, such as 17 * 23.",
            "Arithmetic such as 48 / 6 + 2; 15 % of 80 is 80 * 15 / 100.",
            "What to calculate, with + - * / ^ ( ) sqrt.",
          ],
          names: ["formula", "calculation", "input", "sum"],
        },
      },
      result: (args) => ({ result: calculated(String(args.expression)) }),
      answer: {
        en: (_, result) => `That's ${result.result}.`,
        de: (_, result) => `Das ergibt ${inDigits(Number(result.result), "de")}.`,
      },
    },
  },
  intents: [
    {
      tool: "calculate",
      weight: 4,
      slots: { sum },
      en: {
        imperative: [
          "[calculate|compute|work out|figure out|evaluate] {sum}",
          "[tell|show] me what {sum} is",
          "[do|solve] [the sum|the calculation|this]: {sum}",
          "give me {sum}",
          "tell me the [result|answer] of {sum}",
          "find out what {sum} is",
          "do the maths: {sum}",
        ],
        other: [
          "what is {sum}",
          "what's {sum}",
          "how much is {sum}",
          "{sum}",
          "{sum} [is|equals|makes] [what|how much]",
          "{sum} =",
          "what does {sum} [make|come to|equal|give]",
          "i need [to know |]{sum}",
          "i [want|'d like] to know [what|how much] {sum} is",
          "what do i get for {sum}",
          "do you know what {sum} is",
          "the result of {sum}",
          "calculator: {sum}",
          "what's the [result|answer] of {sum}",
        ],
        held: [
          "{sum}, what does that come to",
          "quick sum for you, {sum}",
          "what would {sum} be",
          "let me have the answer to {sum}",
          "run the numbers on {sum}",
        ],
      },
      de: {
        imperative: [
          "[rechne {sum} aus|berechne {sum}]",
          "rechne [mir |mal |]{sum} [aus|]",
          "sag mir, [was|wie viel] {sum} [ist|ergibt|macht]",
          "berechnen Sie [bitte |]{sum}",
          "löse {sum}",
          "gib mir das Ergebnis von {sum}",
          "rechne mal: {sum}",
        ],
        infinitive: [
          "{sum} [ausrechnen|berechnen|rechnen]",
          "mir sagen, [was|wie viel] {sum} [ist|ergibt]",
          "[schnell |mal |]{sum} ausrechnen",
        ],
        other: [
          "was [ist|ergibt|macht|gibt] {sum}",
          "wie viel [ist|ergibt|macht|sind] {sum}",
          "{sum}",
          "{sum} [ist|macht|ergibt] [was|wie viel]",
          "{sum} =",
          "ich [muss|will|möchte] wissen, [was|wie viel] {sum} ist",
          "was kommt bei {sum} raus",
          "weißt du, was {sum} ist",
          "Ergebnis von {sum}",
          "was ist das Ergebnis von {sum}",
          "Rechner: {sum}",
        ],
        held: [
          "{sum}, was kommt da raus",
          "wie viel wäre {sum}",
          "ich brauche das Ergebnis von {sum}",
          "kleine Rechenaufgabe, {sum}",
          "wie viel kriege ich bei {sum} heraus",
        ],
      },
      args: ({ sum }) => ({ expression: sum! }),
      correctable: ["sum"],
      followUps: [
        {
          en: ["and {sum}", "and what is {sum}", "what about {sum}"],
          de: ["und {sum}", "und was ist {sum}", "und wie viel ist {sum}"],
          slots: ["sum"],
        },
      ],
      incomplete: [
        {
          en: {
            say: ["calculate something for me", "open the calculator", "do a calculation"],
            ask: "What shall I calculate?",
            complete: ["{sum}", "what is {sum}"],
          },
          de: {
            say: ["rechne etwas für mich aus", "rechne mal was", "öffne den Rechner"],
            ask: "Was soll ich ausrechnen?",
            complete: ["{sum}", "was ist {sum}"],
          },
        },
      ],
    },
  ],
};
