import type { ReasoningStart } from "../text/reasoning.ts";
import { choice, type Expression, literal, oneOf, Rules, repeat, sequence } from "./expression.ts";
import { parseGbnf } from "./gbnf.ts";
import { grammarError } from "./grammar-error.ts";
import type { GrammarSpec, TextGrammar } from "./grammar-spec.ts";
import { anyObject, schemaExpression } from "./json/json-grammar.ts";
import { Program } from "./program.ts";
import { regexExpression } from "./regex.ts";
import { type ToolGrammar, toolGrammar } from "./tool-grammar.ts";
import { searchFor } from "./until.ts";

const maxChoices = 10_000;
const maxChoicesLength = 262_144;
const newlines = repeat(literal("\n"), 0, 8);

/**
 * The texts that a specification allows of an answer, with the thought before it.
 * @param start what the answer begins with
 * @throws QwenError `grammar/invalid`, `grammar/too-complex`
 */
export function compileGrammar(spec: GrammarSpec, start: ReasoningStart): Program {
  const rules = new Rules();
  const names: string[] = [];
  const { answer, inThought } = answerGrammar(spec, rules, names);
  const root = start === "content" ? answer : withThought(answer, inThought, start, rules);
  return new Program({ root, rules: rules.expressions }, (rule) => names[rule] ?? `part ${rule} of the schema`);
}

function answerGrammar(spec: GrammarSpec, rules: Rules, names: string[]): ToolGrammar {
  if (spec.type !== "tools") return { answer: textExpression(spec, rules, names), inThought: [] };
  const { tools, style = "json", choice: chosen = "auto", parallel = true, content } = spec;
  if (tools.length === 0) throw grammarError("A grammar of tools needs at least one tool");
  return toolGrammar(
    {
      tools,
      style,
      choice: chosen,
      isParallel: parallel,
      ...(content && { content: textExpression(content, rules, names) }),
    },
    rules,
  );
}

function textExpression(spec: TextGrammar, rules: Rules, names: string[]): Expression {
  switch (spec.type) {
    case "json_object":
      return anyObject(rules);
    case "json_schema":
      return schemaExpression(spec.schema, rules, spec.strict ?? false);
    case "regex":
      return regexExpression(spec.pattern);
    case "choice":
      return choiceExpression(spec.choices);
    case "grammar":
      return parseGbnf(spec.grammar, rules, names);
  }
}

function choiceExpression(choices: readonly string[]): Expression {
  const length = choices.reduce((total, each) => total + each.length, 0);
  if (choices.length === 0 || choices.length > maxChoices || length > maxChoicesLength) {
    throw grammarError(`The choices must be 1 to ${maxChoices} texts of at most ${maxChoicesLength} characters in all`);
  }
  return oneOf(choices);
}

/** A call ends a thought, too: some models forget the tag. */
function withThought(
  answer: Expression,
  inThought: ToolGrammar["inThought"],
  start: ReasoningStart,
  rules: Rules,
): Expression {
  const begun = rules.add(answer);
  const thought = searchFor(rules, [{ text: "</think>", next: sequence(newlines, begun) }, ...inThought]).behind();
  if (start === "reasoning") return thought;
  return choice(sequence(newlines, literal("<think>"), thought), begun);
}
