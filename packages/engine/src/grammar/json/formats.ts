const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
// The 29th of February is left out: whether it is a day takes arithmetic.
const day = "((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))";
const date = `(19|20|21)\\d\\d-${day}`;
const time = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?Z";
const label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
const email = `[A-Za-z0-9_+-]{1,32}(\\.[A-Za-z0-9_+-]{1,16}){0,2}@(${label}\\.){1,4}[A-Za-z]{2,16}`;

/** Regular expressions for formats that strings may have; what they match is a part of what the format allows. */
export const formats: Readonly<Record<string, string>> = {
  date: `^${date}$`,
  time: `^${time}$`,
  "date-time": `^${date}T${time}$`,
  duration: "^P(\\d{1,4}W|(\\d{1,4}D)(T\\d{1,4}[HMS])?|T\\d{1,4}[HMS])$",
  email: `^${email}$`,
  hostname: `^${label}(\\.${label}){0,4}$`,
  ipv4: `^${octet}(\\.${octet}){3}$`,
  ipv6: "^([0-9a-f]{1,4}:){7}[0-9a-f]{1,4}$",
  uri: `^https?://${label}(\\.${label}){0,4}(:\\d{2,4})?(/[A-Za-z0-9._~!$&'()*+,;=:@-]*)*(\\?[A-Za-z0-9._~=&+-]*)?$`,
  uuid: "^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
};
