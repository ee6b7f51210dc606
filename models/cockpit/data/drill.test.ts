import { describe, expect, it } from "vitest";
import { drill } from "./drill.ts";
import { Random } from "./random.ts";

const drills = Array.from({ length: 60 }, (_, i) => drill(new Random(`drill/${i}`), 24));
const wordsOf = (text: string): string[] => text.match(/\p{L}+/gu) ?? [];

function toolsOf(preamble: string) {
  const lines = /<tools>\n([\s\S]*)\n<\/tools>/.exec(preamble)![1]!.split("\n");
  return lines.map((line) => JSON.parse(line).function as { name: string; description: string; parameters: object });
}

describe("a drill", () => {
  it("says words of the description of the tool that is called, and of no other", () => {
    for (const { preamble, conversations } of drills) {
      const tools = toolsOf(preamble);
      for (const [user, answer] of conversations) {
        const said = wordsOf((user as { content: string }).content);
        const meant = tools.filter(({ description }) =>
          wordsOf(description)
            .slice(1)
            .some((word) => said.includes(word)),
        );
        const calls = answer?.role === "assistant" ? answer.calls : undefined;
        expect(meant.map(({ name }) => name)).toEqual(calls ? [calls[0]!.name] : []);
      }
    }
  });

  it("sometimes has no tool for it", () => {
    const answers = drills.flatMap(({ conversations }) => conversations.map((turns) => turns[1]!));
    const share = answers.filter((turn) => turn.role === "assistant" && !turn.calls).length / answers.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.2);
  });
});
