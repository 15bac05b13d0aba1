/** The same cases on every run, so that a red test is red for everybody. `FAST_CHECK_SEED` gives others, to look for more. */
export const seeded = { seed: Number(process.env['FAST_CHECK_SEED'] ?? 20241121) };
