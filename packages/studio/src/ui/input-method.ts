type Key = Pick<KeyboardEvent, "isComposing" | "keyCode">;

/**
 * Whether a key is for an input method, e.g. the Enter that chooses a Chinese word. Safari ends the composition before it
 * tells of that key, and marks it by its code alone.
 */
export function isInputMethod({ isComposing, keyCode }: Key): boolean {
  return isComposing || keyCode === 229;
}

/** Whether it is Escape, and not the one that drops what is being composed. */
export function isEscape(event: Key & Pick<KeyboardEvent, "key">): boolean {
  return event.key === "Escape" && !isInputMethod(event);
}
