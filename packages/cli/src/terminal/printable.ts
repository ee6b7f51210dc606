/**
 * Text from a file or a model, made safe to print: control characters other than tab and newline, which could drive
 * the terminal, become visible pictures.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (control) => {
    const code = control.charCodeAt(0);
    if (control === "\t" || control === "\n") return control;
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : "\ufffd";
  });
}
