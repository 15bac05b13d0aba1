/** Answers each `fetch` of a test in this process: without connections, a run takes a fraction of the time. Call it in a `describe` or at the top. */
export function answerInProcess(answer: () => typeof fetch): void {
  const original = globalThis.fetch;
  beforeEach(() => {
    globalThis.fetch = (...args) => answer()(...args);
  });
  afterEach(() => {
    globalThis.fetch = original;
  });
}
