/** The value of an expression of numbers, + - * / ^, brackets and sqrt(), with at most six decimals. */
export function calculated(expression: string): number {
  const tokens = expression.match(/\d+(?:\.\d+)?|sqrt|[-+*/^()]/g) ?? [];
  let at = 0;

  const value = terms();
  if (at !== tokens.length) throw new Error(`cannot calculate "${expression}"`);
  return Number(value.toFixed(6));

  function terms(): number {
    let left = factors();
    while (tokens[at] === "+" || tokens[at] === "-") left += tokens[at++] === "+" ? factors() : -factors();
    return left;
  }

  function factors(): number {
    let left = power();
    while (tokens[at] === "*" || tokens[at] === "/") left = tokens[at++] === "*" ? left * power() : left / power();
    return left;
  }

  function power(): number {
    const base = single();
    if (tokens[at] !== "^") return base;
    at++;
    return base ** power();
  }

  function single(): number {
    const token = tokens[at++];
    if (token === "sqrt") return Math.sqrt(single());
    if (token !== "(") return Number(token);
    const inner = terms();
    at++;
    return inner;
  }
}
