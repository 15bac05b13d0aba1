/** Characters that are not seen, or that command a terminal, each by a name for the test that fails. */
export const unseen: Readonly<Record<string, string>> = {
  escape: '\u001b',
  'a bell': '\u0007',
  backspace: '\b',
  'a carriage return': '\r',
  'a line break': '\n',
  delete: '\u007f',
  'a C1 introducer': '\u009b',
  'next line': '\u0085',
  'soft hyphen': '\u00ad',
  'Arabic letter mark': '\u061c',
  'zero-width space': '\u200b',
  'zero-width non-joiner': '\u200c',
  'zero-width joiner': '\u200d',
  'left-to-right mark': '\u200e',
  'right-to-left mark': '\u200f',
  'line separator': '\u2028',
  'paragraph separator': '\u2029',
  'left-to-right embedding': '\u202a',
  'right-to-left override': '\u202e',
  'word joiner': '\u2060',
  'left-to-right isolate': '\u2066',
  'pop isolate': '\u2069',
  'byte order mark': '\ufeff',
  'a variation selector': '\ufe0f',
  'a tag': '\u{e0041}',
  'language tag': '\u{e0001}',
};

/** Texts that a CI runner takes for a command. */
export const commands = [
  '::error::steered',
  '  ::warning file=a::steered',
  '\u00a0::stop-commands::steered',
  '##[error]steered',
  'text before ##[group]steered',
  '##vso[task.complete result=Succeeded]steered',
  'x ##VSO[task.setvariable]steered',
  '###[error]steered',
  '##\u200b[error]steered',
  'a\n::error::steered',
  'a\r::error::steered',
  'a\u2028::error::steered',
] as const;

const seen = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What of a text, besides its line breaks, is not seen or commands a terminal or a runner. */
export function hostileIn(text: string): string[] {
  return text.split('\n').filter((line) => seen.test(line) || /^\s*::/.test(line) || /##(?:vso)?\[/i.test(line));
}
