/** fast-check with the same cases on every run, so that a red test is red for everybody. `FAST_CHECK_SEED` gives others, to look for more. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20241121) });

export * from 'fast-check';
export default fc;
