/** Takes a mistake from where it happens, in a callback, to whoever waits for the end: `failed` rejects with the first that `fail` is told of. */
export function failureSignal(): { readonly fail: (error: unknown) => void; readonly failed: Promise<never> } {
  let fail: (error: unknown) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // It may fail before anybody waits.
  failed.catch(() => undefined);
  return { fail, failed };
}
