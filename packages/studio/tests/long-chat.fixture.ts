/** A file with one chat of so many messages, as the chat page exports it: questions, and answers of several kinds. */
export function longChat(numMessages: number, title = "A very long chat"): string {
  const messages = Array.from({ length: numMessages }, (_, i) => {
    const base = { id: `m${i}`, parentId: i === 0 ? null : `m${i - 1}`, createdAt: 1_700_000_000_000 + i };
    if (i % 2 === 0)
      return { ...base, role: "user", text: `Question number ${i} of a person who asks a lot`, files: [] };
    return {
      ...base,
      role: "assistant",
      model: "qwen",
      state: "done",
      steps: [{ text: answer(i), reasoning: "", calls: [] }],
    };
  });
  const settings = { system: "", sampling: {}, thinking: "default", tools: [], allowed: [], dropsOldest: false };
  const times = { createdAt: 1_700_000_000_000, updatedAt: Date.now() };
  const chat = { id: "long", title, ...times, settings, chosen: {}, messages };
  return JSON.stringify({ format: "qwents.chats", version: 1, chats: [chat] });
}

const kinds = [
  (i: number) => `A short answer, number ${i}.`,
  (i: number) =>
    `A list for ${i}:\n\n${Array.from({ length: 8 }, (_, k) => `- point **${k}** of *some* length`).join("\n")}`,
  (i: number) => `\`\`\`ts\nexport function answer${i}(): number {\n  return ${i};\n}\n\`\`\`\n\nThat was code.`,
  (i: number) => `${"A paragraph that goes on for a while and says little. ".repeat(6)}\n\n`.repeat(2) + i,
  (i: number) => `| a | b |\n|---|---|\n| ${i} | two |\n| three | four |\n\nAnd $x^${i}$.`,
];

const answer = (i: number): string => kinds[((i - 1) / 2) % kinds.length](i);
