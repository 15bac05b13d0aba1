/** The formats of traffic that can be read. */
export const inputFormats = ['pact', 'har', 'nock', 'ndjson'] as const;
export type InputFormat = (typeof inputFormats)[number];

/** What one item of a format is called, in messages. */
export const itemNames: Readonly<Record<InputFormat, string>> = {
  pact: 'interaction',
  har: 'entry',
  nock: 'definition',
  ndjson: 'line',
};
