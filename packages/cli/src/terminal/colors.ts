import type { WriteStream } from "node:tty";
import pc from "picocolors";

/** Plain where the stream is no terminal, or its user wants no colours (NO_COLOR, TERM=dumb). */
const colorsOf = (stream: WriteStream) => pc.createColors(stream.isTTY === true && stream.hasColors());

/** Colours for standard output. */
export const out = colorsOf(process.stdout);

/** Colours for standard error. */
export const err = colorsOf(process.stderr);
