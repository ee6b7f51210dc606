import { group } from "./group.ts";

// One text a line, for the vocabulary: `write-texts.ts 3000 > texts.txt` from as many groups behind those of training.
const FIRST = 1_000_000_000;
const [count = "3000"] = process.argv.slice(2);
for (let i = 0; i < Number(count); i++) {
  const { preamble, conversations } = group(FIRST + i);
  const texts = [
    ...(preamble ? [preamble] : []),
    ...conversations.map((pieces) => pieces.map(({ text }) => text).join("")),
  ];
  process.stdout.write(`${texts.map((text) => JSON.stringify(text)).join("\n")}\n`);
}
