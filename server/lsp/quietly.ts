/** Tells a client something that it may be gone before hearing, which is no failure of ours. */
export function quietly(send: () => Promise<unknown>): void {
  try {
    send().catch(() => undefined);
  } catch {
    // A closed connection throws instead of rejecting.
  }
}
