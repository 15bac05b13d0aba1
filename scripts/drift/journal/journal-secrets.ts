const variable = 'DRIFT_JOURNAL_KEY';

/**
 * Takes the secrets of the journal out of the environment, so that no child process has them: the first one signs and seals, all of them prove and
 * unseal.
 */
export function takeJournalSecrets(environment: NodeJS.ProcessEnv = process.env): string[] {
  const { [variable]: text = '' } = environment;
  Reflect.deleteProperty(environment, variable);
  return text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '');
}
