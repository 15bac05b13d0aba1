/** Characters that a person does not see, or that command a terminal: controls, marks of direction, zero-width and tag characters. */
const invisible = /[\p{Cc}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;
const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** CI runners take `##[` and `##vso[` for the beginning of a command, wherever they stand in a line. */
const commandInLine = /##(?=(?:vso)?\[)/gi;
/** And `::` behind nothing but blanks. */
const commandAtStart = /^(\s*):(?=:)/;

/** Text from anybody on one line, which neither a terminal nor a CI runner takes for anything but text. */
export function visible(text: string): string {
  return text
    .replace(invisible, (char) => named[char] ?? escaped(char))
    .replace(commandInLine, '#\\u0023')
    .replace(commandAtStart, '$1\\u003a');
}

/** JSON that says the same, with an escape for what `visible` would not let through. */
export function visibleJson(json: string): string {
  // Between the strings, JSON breaks lines.
  return json.replace(invisible, (char) => (char === '\n' ? char : escaped(char))).replace(commandInLine, '#\\u0023');
}

/** Each UTF-16 unit by itself, as JSON has it. */
function escaped(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join('');
}
