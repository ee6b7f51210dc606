/** Why a file can not be brought back; `where` is the place in it. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  readonly reason: "notText" | "notOurs" | "newer" | "invalid" | "tooLarge" | "empty";
  readonly where: string;

  constructor(reason: ImportError["reason"], where = "") {
    super(`${reason} ${where}`);
    this.reason = reason;
    this.where = where;
  }
}
