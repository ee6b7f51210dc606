/** A tag of a call, where it stands in what was taken in. */
export interface XmlTag {
  readonly kind: XmlTagKind;
  /** Of a function or parameter that begins; else empty. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export type XmlTagKind = "<tool_call>" | "</tool_call>" | "<function=" | "</function>" | "<parameter=" | "</parameter>";

const whole = ["<tool_call>", "</tool_call>", "</function>", "</parameter>"] as const satisfies XmlTagKind[];
const named = ["<function=", "<parameter="] as const satisfies XmlTagKind[];
const maxNameLength = 256;

/** What a text that begins like a tag is so far: one, perhaps one, or none. */
export function readTag(text: string, start: number): XmlTag | "open" | undefined {
  const end = start + text.length;
  for (const kind of whole) {
    if (text === kind) return { kind, name: "", start, end };
    if (kind.startsWith(text)) return "open";
  }
  for (const kind of named) {
    if (kind.startsWith(text)) return "open";
    if (!text.startsWith(kind)) continue;
    const name = text.slice(kind.length);
    if (name.endsWith(">"))
      return name.length > 1 ? { kind, name: unquoted(name.slice(0, -1)), start, end } : undefined;
    return name.length <= maxNameLength && !/[\n<]/.test(name) ? "open" : undefined;
  }
  return undefined;
}

/** Whether a name comes back from a tag as it was written. */
export function isTagName(name: string): boolean {
  return name !== "" && name.length < maxNameLength && !/[\n<>]/.test(name) && unquoted(name) === name;
}

/** Models now and then write names in quotes, or with blanks around them. */
function unquoted(name: string): string {
  const trimmed = name.trim();
  return /^(["']).+\1$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
}
