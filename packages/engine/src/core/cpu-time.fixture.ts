/** Milliseconds that this thread has computed so far: unlike the clock, it stands still while others have the processor. */
export function cpuTimeMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
