const mark = "qwen.ts:1:";

/**
 * What clients send back with a thought: its signature, or its encrypted form. There is nothing to prove here and nothing
 * secret: it only carries what an answer does not show, so that the next turn has the thought all the same. In Base64, as
 * clients may expect.
 */
export function signatureOf(hiddenThought: string): string {
  const bytes = new TextEncoder().encode(mark + hiddenThought);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** The thought that a signature carries: empty where it was shown, and for signatures of others. */
export function hiddenThoughtOf(signature: string): string {
  const text = decodeBase64(signature);
  return text.startsWith(mark) ? text.slice(mark.length) : "";
}

function decodeBase64(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
  } catch {
    return "";
  }
}
