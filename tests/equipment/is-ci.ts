/** Whether this run decides over a change: nobody looks at what it skips or writes. */
export function isCi({ CI = '' }: NodeJS.ProcessEnv): boolean {
  return CI !== '' && CI !== 'false';
}
