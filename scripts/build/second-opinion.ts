import { extname } from 'node:path';

/** What secretlint reports about a file. It has the shape of a suspicion of our own scan, so that both share the exceptions. */
export interface SecondOpinion {
  /** The message id of secretlint, such as `secretlint AWSAccessKeyID`. */
  readonly kind: SecondOpinionKind;
  readonly file: string;
  readonly place: string;
}

export type SecondOpinionKind = `secretlint ${string}`;

/** Turns rules off where a comment in the file says so. Exceptions stand in `scan-exceptions.ts` alone. */
const obeysComments = '@secretlint/secretlint-rule-filter-comments';

/** Applies secretlint's recommended rules to a text. They know the tokens of many services by their form. It asks no service. */
export async function secondOpinion(file: string, text: string): Promise<SecondOpinion[]> {
  // Both packages are ES modules.
  const { lintSource } = await import('@secretlint/core');
  const { rules } = await import('@secretlint/secretlint-rule-preset-recommend');
  const applied = rules
    .filter(({ meta }) => meta.id !== obeysComments)
    // Only the rule for AWS has an option of this name: by default it lets the ids of keys pass.
    .map((rule) => ({ id: rule.meta.id, rule, options: { enableIDScanRule: true } }));
  const { messages } = await lintSource({
    source: { filePath: file, content: text, ext: extname(file), contentType: 'text' },
    options: { config: { rules: applied } },
  });
  return messages.map(({ messageId, loc }) => ({ kind: `secretlint ${messageId}`, file, place: `line ${loc.start.line}` }));
}
