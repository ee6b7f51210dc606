/**
 * Whether a key is for an input method, e.g. the Enter that chooses a Chinese word. Safari ends the composition before it
 * tells of that key, and marks it by its code alone.
 */
export function isInputMethod({ isComposing, keyCode }: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return isComposing || keyCode === 229;
}
