/** Who asks where no key is needed and nothing else is known. */
const anyCaller = "@any";

/** Who brings `apiKey`; no key with a name of its own is called so. */
export const apiKeyCaller = "@api-key";

/** To whom belongs what a caller leaves here: those without a key share it, as their addresses may change. */
export function ownerOf(caller: string): string {
  return caller.startsWith("@") && caller !== apiKeyCaller ? anyCaller : caller;
}

/** Where no key is needed, whoever has an address is a caller: of IPv6, whoever has a network. */
export function callerOfAddress(address: string | undefined): string {
  if (address === undefined) return anyCaller;
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined || !address.includes(":")) return `@${v4 ?? address}`;
  return `@${networkOf(address.replace(/%.*$/, ""))}`;
}

/** The first 64 bits of an IPv6 address, which one host may have all to itself. */
function networkOf(address: string): string {
  const [head, tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const behind = tail === undefined || tail === "" ? [] : tail.split(":");
  if (tail !== undefined) groups.push(...Array(Math.max(0, 8 - groups.length - behind.length)).fill("0"), ...behind);
  return `${groups.slice(0, 4).join(":")}::/64`;
}
