/** True in CI, where nobody reads which tests are skipped, or sees what they write. */
export function isCi({ CI = '' }: NodeJS.ProcessEnv): boolean {
  return CI !== '' && CI !== 'false';
}
