export { climate } from "./climate.ts";
