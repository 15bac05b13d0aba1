/**
 * fast-check with the same cases on every run, so that a red test is red for everybody. `FAST_CHECK_SEED` gives other cases, and
 * `FAST_CHECK_TIMES` multiplies their number: the nightly workflow sets both.
 */
import fc from 'fast-check';

export const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20241121);
fc.configureGlobal({ seed });

const times = Number(process.env['FAST_CHECK_TIMES'] ?? 1);

/** As in fast-check itself. */
const defaultRuns = 100;

export const assert = (<Values>(property: fc.IRawProperty<Values>, parameters?: fc.Parameters<Values>) =>
  fc.assert(property, { ...parameters, numRuns: (parameters?.numRuns ?? defaultRuns) * times })) as typeof fc.assert;

export * from 'fast-check';
