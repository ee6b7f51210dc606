/**
 * Text from a file or a model, made safe to print: control characters other than tab and newline, which could drive
 * the terminal, become visible pictures.
 */
export function printable(text: string): string {
  return text
    .replaceAll("\r\n", "\n")
    .replace(/\p{Cc}/gu, (control) => (control === "\t" || control === "\n" ? control : picture(control)));
}

/** The same for one line or one cell of a table: tabs and newlines become pictures, too. */
export function printableLine(text: string): string {
  return text.replace(/\p{Cc}/gu, picture);
}

function picture(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "␡" : "\ufffd";
}
