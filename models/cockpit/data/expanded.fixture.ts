const CHOICE = /\[([^[\]]*)\]/;

/** Every phrase that a template stands for, its {slots} still in it, in small letters and without marks. */
export function expanded(template: string): string[] {
  const open = [template];
  const phrases: string[] = [];
  for (let phrase = open.pop(); phrase !== undefined; phrase = open.pop()) {
    const match = CHOICE.exec(phrase);
    if (!match) phrases.push(bare(phrase));
    else for (const choice of match[1]!.split("|")) open.push(phrase.replace(match[0], () => choice));
  }
  return [...new Set(phrases)];
}

function bare(phrase: string): string {
  return phrase
    .toLowerCase()
    .replace(/[,.?!:]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
