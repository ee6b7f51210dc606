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

const callOf = (name: string, args: object) =>
  `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`;

/** What the scripted model answers, by words of the last question. */
function chatTurn(request: GenerateRequest): FakeTurn {
  if (!("messages" in request)) return { pieces: ["?"] };
  const last = request.messages.at(-1)!;
  const text = String(last.content ?? "");
  if (last.role === "tool") return { pieces: words(`The tool says ${text}`) };
  if (text.includes("markdown")) return { pieces: words(markdown), delayMs: 1 };
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

function words(text: string): string[] {
  return text.match(/\s*\S+\s*/g) ?? [text];
}
