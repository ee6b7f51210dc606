/*
 * How a step's work lies in memory: one record a command, end to end, read by `run` (see assemble-module.ts).
 *
 *   word 0   place of the kernel in the module's table
 *   word 1   bytes of the record
 *   word 2   1 if all threads must have finished the commands before it
 *   word 3…  the kernel's arguments
 */
export const COMMAND_HEADER_WORDS = 3;
export const COMMAND_HEADER_BYTES = 4 * COMMAND_HEADER_WORDS;
