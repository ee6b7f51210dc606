import { ImportError } from "./import-error.ts";

interface Section {
  readonly name: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
  /** Of its comment, from 1. */
  readonly line: number;
}

/** Chats of a Markdown file as `exportMarkdown` writes it, still to be checked. @throws ImportError */
export function parseMarkdown(text: string): readonly unknown[] {
  const sections = sectionsOf(text);
  if (sections.length === 0) throw new ImportError("notOurs");
  const chats: ChatBuilder[] = [];
  for (const section of sections) {
    if (section.name === "chat") chats.push(new ChatBuilder(section));
    else if (chats.length > 0) chats.at(-1)!.add(section);
    else throw invalid(section);
  }
  return chats.map((chat) => chat.value);
}

const markerPattern = /^<!-- qwents-(chat|system|user|file|answer|step|thought|text|call)(?: (\{.*\}))? -->$/;

function sectionsOf(text: string): readonly Section[] {
  const sections: (Section & { readonly lines: string[] })[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const match = markerPattern.exec(line);
    if (match !== null) sections.push({ name: match[1], data: dataOf(match[2], i + 1), lines: [], line: i + 1 });
    else sections.at(-1)?.lines.push(line.replace(/^\\(?=\\*<!-- qwents-)/, ""));
  }
  return sections;
}

function dataOf(json: string | undefined, line: number): Section["data"] {
  try {
    return json === undefined ? {} : (JSON.parse(json) as Section["data"]);
  } catch {
    throw new ImportError("invalid", String(line));
  }
}

type Parts = Record<string, unknown>;

/** Puts a chat together, section by section. */
class ChatBuilder {
  readonly #chat: Parts;
  readonly #messages: Parts[] = [];
  #files: Parts[] = [];
  #steps: Parts[] = [];

  constructor({ data }: Section) {
    this.#chat = { id: "0", title: "", createdAt: 0, updatedAt: 0, ...data };
  }

  get value(): unknown {
    return { ...this.#chat, chosen: {}, messages: this.#messages };
  }

  add(section: Section): void {
    const { name, data, lines } = section;
    const isOfAnswer = ["step", "thought", "text", "call"].includes(name);
    if ((isOfAnswer && this.#messages.at(-1)?.role !== "assistant") || (name === "file" && !this.#isQuestion)) {
      throw invalid(section);
    }
    if (name === "system") this.#chat.settings = { ...(this.#chat.settings as object), system: below(lines) };
    else if (name === "user") this.#question(data, below(lines));
    else if (name === "answer") this.#answer(data);
    else if (name === "file") this.#files.push({ ...data, text: fenced(lines) });
    else if (name === "step") this.#steps.push({ ...data, text: "", reasoning: "", calls: [] });
    else this.#toStep(section);
  }

  get #isQuestion(): boolean {
    return this.#messages.at(-1)?.role === "user";
  }

  #question(data: Section["data"], text: string): void {
    this.#files = [];
    this.#messages.push({ ...this.#base(data), role: "user", text, files: this.#files });
  }

  #answer(data: Section["data"]): void {
    this.#steps = [];
    this.#messages.push({ state: "done", ...this.#base(data), role: "assistant", steps: this.#steps });
  }

  #base(data: Section["data"]): Parts {
    const place = this.#messages.length;
    return { ...data, id: String(place + 1), parentId: place === 0 ? null : String(place) };
  }

  #toStep(section: Section): void {
    const step = this.#steps.at(-1);
    if (step === undefined) throw invalid(section);
    const { name, data, lines } = section;
    if (name === "text") step.text = trimmed(lines);
    else if (name === "thought")
      Object.assign(step, data, { reasoning: trimmed(lines.slice(1, lines.lastIndexOf("</details>"))) });
    else (step.calls as unknown[]).push(data);
  }
}

function invalid({ line }: Section): ImportError {
  return new ImportError("invalid", String(line));
}

/** What stands below the heading for people. */
const below = (lines: readonly string[]) => trimmed(lines.slice(1));

const trimmed = (lines: readonly string[]) => lines.join("\n").replace(/^\n+|\n+$/g, "");

function fenced(lines: readonly string[]): string {
  const start = lines.findIndex((line) => /^`{3,}$/.test(line));
  const end = lines.lastIndexOf(lines[start]);
  return start < 0 || end === start ? "" : lines.slice(start + 1, end).join("\n");
}
