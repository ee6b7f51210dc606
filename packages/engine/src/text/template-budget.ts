import { QwenError } from "../errors.ts";
import type { TemplateValue } from "./template-library.ts";

/** Most elements of a list. */
export const maxListLength = 200_000;

// In UTF-16 units, of any text that comes up: 64 MiB.
const maxTextLength = 32 * 1024 * 1024;
// About a second; a conversation of ten thousand turns takes half of it.
const maxWork = 3_000_000;
const textLengthPerWork = 1024;

/**
 * Counts what rendering a template costs, and ends it when that is too much. A step of the interpreter is one unit of
 * work, and so are an element of a list and a kilobyte of text that a step looks at. Lists and mappings are weighed as
 * written out in full, since those that share their elements are small in memory and without end in print.
 */
export class TemplateBudget {
  #work = 0;
  readonly #weights = new WeakMap<object, number>();

  /** @throws QwenError `template/bad-template`, as all of these methods do, when there is too much of something */
  spend(work: number): void {
    this.#work += work;
    if (!(this.#work <= maxWork)) throw tooMuch("runs for too long");
  }

  /** For a text that is there, or about to be made. */
  spendText(length: number): void {
    if (length > maxTextLength) throw tooMuch(`makes a text of more than ${maxTextLength} characters`);
    this.spend(length / textLengthPerWork);
  }

  /** For a list about to be made. */
  spendList(length: number): void {
    if (length > maxListLength) throw tooMuch(`makes a list of more than ${maxListLength} elements`);
    this.spend(length);
  }

  /** For looking for one text in another, at worst. */
  spendSearch(length: number, soughtLength: number): void {
    this.spend((length * soughtLength) / textLengthPerWork);
  }

  /** For a step that looks at all that `value` holds. */
  spendValue(value: TemplateValue): void {
    if (typeof value.value === "string") this.spendText(value.value.length);
    this.spend(this.weigh(value));
  }

  /** The work of writing `value` out. */
  weigh(value: TemplateValue): number {
    const content: unknown = value.value;
    if (typeof content === "string") return 1 + content.length / textLengthPerWork;
    if (!Array.isArray(content) && !(content instanceof Map)) return 1;
    return this.#weights.get(value) ?? this.#weighAll(value, [...content.values()]);
  }

  #weighAll(value: TemplateValue, elements: readonly TemplateValue[]): number {
    if (elements.length > maxListLength) throw tooMuch(`makes a list of more than ${maxListLength} elements`);
    let weight = 1;
    for (const element of elements) {
      // Namespaces are the one thing that changes: weights would not stay right, and they could hold themselves.
      if (element.type === "NamespaceValue") throw tooMuch("puts a namespace inside another value");
      weight += this.weigh(element);
    }
    if (weight > maxWork) throw tooMuch("nests lists too much");
    if (value.type !== "NamespaceValue") this.#weights.set(value, weight);
    return weight;
  }
}

export function tooMuch(complaint: string): QwenError {
  return new QwenError(
    "template/bad-template",
    `The model's chat template ${complaint}, which none needs to. Use another file of this model.`,
    { details: { exceeded: complaint } },
  );
}
