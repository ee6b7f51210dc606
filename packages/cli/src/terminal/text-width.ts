/** East Asian Width W and F but for emoji, in whole blocks: what they leave free is reserved for the like. */
const wide =
  /[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18dff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

/** What has a picture of its own, or is asked to take one. */
const emoji = /\p{Emoji_Presentation}|\ufe0f/u;

/** Also the vowels and finals that join a Hangul syllable. */
const zeroWidth = /[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7fb]/u;

const printableAscii = /^[ -~]*$/;

const characters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** How many columns of a terminal a line takes: two for each wide character, none for what only changes another. */
export function widthOf(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let width = 0;
  for (const { segment } of characters.segment(text)) width += characterWidth(segment);
  return width;
}

/** As much of the start of a line as fits into so many columns. */
export function cutTo(text: string, columns: number): string {
  if (printableAscii.test(text)) return text.slice(0, Math.max(columns, 0));
  let width = 0;
  for (const { segment, index } of characters.segment(text)) {
    width += characterWidth(segment);
    if (width > columns) return text.slice(0, index);
  }
  return text;
}

/** Of what a reader takes for one character. Terminals give its code points their columns one by one, unless it is an emoji. */
function characterWidth(character: string): number {
  if (emoji.test(character)) return 2;
  let width = 0;
  for (const point of character) width += zeroWidth.test(point) ? 0 : wide.test(point) ? 2 : 1;
  return width;
}
