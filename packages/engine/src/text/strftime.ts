const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

const twoDigits = (value: number) => String(value).padStart(2, "0");

const directives: Readonly<Record<string, (date: Date) => string>> = {
  "%Y": (date) => String(date.getFullYear()),
  "%m": (date) => twoDigits(date.getMonth() + 1),
  "%d": (date) => twoDigits(date.getDate()),
  "%B": (date) => months[date.getMonth()],
  "%b": (date) => months[date.getMonth()].slice(0, 3),
  "%A": (date) => weekdays[date.getDay()],
  "%a": (date) => weekdays[date.getDay()].slice(0, 3),
  "%H": (date) => twoDigits(date.getHours()),
  "%M": (date) => twoDigits(date.getMinutes()),
  "%S": (date) => twoDigits(date.getSeconds()),
  "%%": () => "%",
};

/** Python's `date.strftime(format)` in local time and English, for the directives that chat templates use. */
export function strftime(date: Date, format: string): string {
  return format.replace(/%./g, (directive) => directives[directive]?.(date) ?? directive);
}
