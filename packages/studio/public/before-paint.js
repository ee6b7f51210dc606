// Before the first paint, so that a chosen theme and language do not flash in the other: src/app/theme.ts and src/i18n/language.ts keep them.
try {
  const theme = localStorage.getItem("qwents.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem("qwents.language");
  if (language) document.documentElement.lang = language;
} catch {
  // A browser that keeps nothing begins with its own theme and language.
}
