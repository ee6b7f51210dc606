/** What the engine needs of a platform to choose how its JavaScript engine compiles. */
export interface RuntimeFlags {
  /** Sets flags of V8 for the whole process, from now on. False where that is not possible: then nothing has changed. */
  setRuntimeFlags(flags: readonly string[]): boolean;
}
