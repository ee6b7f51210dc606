const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\]:,]|true|false|null|-?\d[\d.eE+-]*)/y;

/**
 * The object of which `text` is the beginning, or all, as far as it stands whole: without a number or a string that may go
 * on, or a name whose value has not come. Clients of Anthropic's make the same of the parts of a stream.
 */
export function parseBegunJson(text: string): Record<string, unknown> {
  const open: string[] = [];
  let [whole, closing, before] = ["", "", ""];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, part] = match;
    if (part === "{" || part === "[") open.push(part === "{" ? "}" : "]");
    else if (part === "}" || part === "]") open.pop();
    const isName = part.startsWith('"') && open.at(-1) === "}" && before !== ":";
    const mayGoOn = /^[-\d]/.test(part) && token.lastIndex === text.length;
    if (part !== ":" && part !== "," && !isName && !mayGoOn) {
      whole = text.slice(0, token.lastIndex);
      closing = open.toReversed().join("");
    }
    before = part;
  }
  return whole === "" ? {} : JSON.parse(whole + closing);
}
