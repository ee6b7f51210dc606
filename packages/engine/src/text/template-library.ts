import * as jinja from "@huggingface/jinja";

// The parts of the library that chat templates run on, typed here: its own declarations name files without endings, which
// TypeScript does not find for Node.

/** A value of the template language: the type's name and what JavaScript has for it; lists hold such values in turn. */
export interface TemplateValue {
  readonly type: string;
  readonly value: unknown;
}

/** A node of the syntax tree. */
export interface TemplateNode {
  readonly type: string;
}

interface TemplateToken {
  readonly type: string;
  value: string;
}

/** Variables by name; what it does not have, its parent may. */
export interface TemplateScope {
  /** Sets a variable to a plain value or function, which is returned as the interpreter has it. */
  set(name: string, value: unknown): TemplateValue;
}

interface TemplateInterpreter {
  /** The value of any node; the interpreter calls it for every node it comes to. */
  evaluate(node: TemplateNode | undefined, scope: TemplateScope): TemplateValue;
  run(program: TemplateNode): TemplateValue;
}

interface Library {
  readonly Environment: new (parent?: TemplateScope) => TemplateScope;
  readonly Interpreter: new (scope: TemplateScope) => TemplateInterpreter;
  tokenize(
    source: string,
    options: { readonly lstrip_blocks: boolean; readonly trim_blocks: boolean },
  ): TemplateToken[];
  parse(tokens: readonly TemplateToken[]): TemplateNode;
}

export const { Environment, Interpreter, tokenize, parse }: Library = jinja;
