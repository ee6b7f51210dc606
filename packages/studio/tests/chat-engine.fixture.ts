import { defaultSampling, type GenerateRequest } from "@qwents/engine";
import { FakeEngine, type FakeTurn } from "../../server/src/fake-engine.fixture.ts";

const markdown = `## A list, a table, a formula

1. **Bold** and *slanted* and \`code\`
2. A [link](https://example.org/) and a [bad one](javascript:alert(1))
3. A picture: ![a cat](https://example.org/cat.png)

| Name | Value |
|------|------:|
| One  | 1     |
| Two  | 2.5   |

The area is $A = \\pi r^2$, and

$$\\int_0^1 x^2 \\, dx = \\frac{1}{3}$$

\`\`\`ts
export function area(radius: number): number {
  return Math.PI * radius ** 2; // a circle's
}
\`\`\`

> A <b>quoted</b> sentence with &amp; and 5 < 6.

- [x] done
- [ ] to do
`;

/** What a model may write by accident or by somebody's will. */
const hostile = `<script>window.wasRun = 1</script>

<img src="https://example.org/pixel.png" onerror="window.wasRun = 2">
<iframe src="https://example.org/"></iframe><svg onload="window.wasRun = 3"><style>body { display: none }</style>

[script](javascript:window.wasRun=4) [data](data:text/html,<script>window.wasRun=5</script>) [here](/v1/models)
[spaced]( java&#10;script:window.wasRun=6) <javascript:window.wasRun=7> ![pixel](https://example.org/pixel.png "x")
![inner](data:image/svg+xml,<svg/onload=window.wasRun=8>) [![both](https://example.org/a.png)](https://example.org/b)

| a | b |
|---|---|
| <b onclick="window.wasRun=9">x</b> | [c](vbscript:x) |

Maths: $\\notacommand{x}$, $\\frac{1$, $\\href{javascript:window.wasRun=10}{x}$, $$\\includegraphics{https://example.org/c.png}$$

\`\`\`html
<script>window.wasRun = 11</script>
\`\`\`

[ref]: javascript:window.wasRun=12
A [ref] and the end.
`;

const wideTable = [
  `| ${Array.from({ length: 20 }, (_, i) => `Column number ${i}`).join(" | ")} |`,
  `|${"---|".repeat(20)}`,
  `| ${Array.from({ length: 20 }, (_, i) => `A longer value ${i}`).join(" | ")} |`,
].join("\n");

const longCode = `\`\`\`ts\n${Array.from({ length: 5000 }, (_, i) => `const value${i}: number = ${i} * 2; // a line`).join("\n")}\n\`\`\`\n`;

const callOf = (name: string, args: object) =>
  `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;

/** What the scripted model answers, by words of the last question. */
function chatTurn(request: GenerateRequest): FakeTurn {
  if (!("messages" in request)) return { pieces: ["?"] };
  const last = request.messages.at(-1)!;
  const text = String(last.content ?? "");
  if (last.role === "tool") return { pieces: words(`The tool says ${text}`) };
  if (text.includes("markdown")) return { pieces: words(markdown), delayMs: 1 };
  if (text.includes("hostile")) return { pieces: words(hostile), delayMs: 1 };
  if (text.includes("wide table")) return { pieces: words(wideTable) };
  if (text.includes("signs without end")) return { pieces: chunks(`${">".repeat(8000)} quoted`, 100) };
  if (text.includes("long code")) return { pieces: chunks(longCode, 5000) };
  if (text.includes("long text"))
    return { pieces: chunks(`${"All work and no play. ".repeat(20)}\n\n`.repeat(450), 4000) };
  if (text.includes("think")) {
    return { thinking: words("Let me see. First this, then that."), pieces: words("I have thought."), delayMs: 20 };
  }
  if (text.includes("calculate")) return { pieces: ["Let me count. ", callOf("calculate", { expression: "6*7" })] };
  if (text.includes("save")) return { pieces: [callOf("save_text_file", { name: "note.txt", text: "Hello" })] };
  if (text.includes("slowly")) return { pieces: words("One two three four five six seven. ".repeat(100)), delayMs: 30 };
  return { pieces: words(`You said: ${text}`) };
}

/** An engine that answers from a script, thinks where it is asked to, and takes tools. */
export async function chatEngine(): Promise<FakeEngine> {
  const engine = new FakeEngine(chatTurn, "scripted");
  const answering = { ...defaultSampling, temperature: 0.7, topP: 0.8 };
  const thinking = { ...defaultSampling, temperature: 0.6, topP: 0.95 };
  Object.assign(engine.info, { sampling: thinking, samplingModes: { thinking, answering } });
  return engine;
}

function chunks(text: string, length: number): string[] {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, i) => text.slice(i * length, (i + 1) * length));
}

function words(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? [text];
}
