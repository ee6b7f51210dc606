import { group } from "./group.ts";

// Whole groups as they are trained: `preview-groups.ts 5 3` prints three from the fifth on.
const [first = "0", count = "1"] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++) {
  const { preamble, conversations } = group(Number(first) + i);
  console.log(
    preamble,
    ...conversations.map(
      (pieces) => `\n-----\n${pieces.map(({ text, isTarget }) => (isTarget ? `«${text}»` : text)).join("")}`,
    ),
  );
}
