import { QwenError } from "@qwents/engine";

const mostBytes = 64 * 1024 * 1024;

/** All of standard input as UTF-8 text. @throws QwenError `request/invalid` beyond 64 MiB or when it is a terminal */
export async function readStandardInput(): Promise<string> {
  if (process.stdin.isTTY) throw new QwenError("request/invalid", "no text given: name it, or pipe it in");
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of process.stdin) {
    sizeBytes += chunk.length;
    if (sizeBytes > mostBytes) throw new QwenError("request/invalid", "standard input is larger than 64 MiB");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
