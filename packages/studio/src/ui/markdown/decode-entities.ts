/** `&amp;` and the like as what they stand for. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  // The contents of a textarea are text, whatever they look like.
  const area = document.createElement("textarea");
  area.innerHTML = text.replaceAll("<", "&lt;");
  return area.value;
}
