/** True in CI, where a skipped test goes unnoticed. */
export function isCi({ CI = '' }: NodeJS.ProcessEnv): boolean {
  return CI !== '' && CI !== 'false';
}

/** The variables that let a test write its expected data. The npm scripts `*:update` set them. */
export type UpdateVariable = 'UPDATE_DOCS' | 'UPDATE_FINGERPRINTS' | 'UPDATE_PACT' | 'UPDATE_REPORTS';

/**
 * True if a test writes its expected data instead of comparing with it.
 * @throws in CI, where such a test would always pass.
 */
export function isUpdating(variable: UpdateVariable, environment: NodeJS.ProcessEnv = process.env): boolean {
  if (environment[variable] !== 'true') return false;
  if (isCi(environment)) throw new Error(`${variable} is set in CI, where tests compare and never write. Unset ${variable}, or CI.`);
  return true;
}
