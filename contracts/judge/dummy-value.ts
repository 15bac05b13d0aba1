/** Words for an empty value, and the texts that languages print for a missing one: an object, a promise, an empty optional. */
const nothing =
  /^(?:\(?(?:undefined|null|nil|none|nan|nothing)\)?|\[object \w{1,40}\]|System\.[\w.`[\],]{1,80}|Optional\.empty|Promise \{.*\})$/i;

/** A placeholder of a template: `${id}`, `{id}`, `<id>`, `[id]`, `:id`, `$(id)`, `$id`, `#{id}`, `@{id}`, `%id%`, `%s`, `__id__`. */
const placeholder = /^(?:[$#@]?\{.*\}#?|\[[A-Za-z]\w*\]|%[sd]|<.*>|:\w+|\$\(.*\)|\$[A-Za-z_][\w:.]*|%\w+%|__\w+__)$/;

/** False for an id that is empty, a word for nothing or a placeholder of a template. */
export function isFilledIn(id: string): boolean {
  const text = id.trim();
  return text !== '' && !nothing.test(text) && !placeholder.test(text);
}

/** A placeholder of a template. Not `{token}` or `<token>`, which people write to keep a token out of a capture. */
const tokenPlaceholder = /^(?:[$#@]\{.*\}#?|\$\(.*\)|\$[A-Za-z_]\w*|%\w+%|__\w+__|:\w+)$/;

/** False for a token that is a word for nothing or a placeholder of a template. */
export function isTokenFilledIn(token: string): boolean {
  return !nothing.test(token) && token !== '<nil>' && !tokenPlaceholder.test(token);
}

/** A note by a tool that it removed a value: `REDACTED`, `[Filtered]`, `<hidden>`, `[Authorization redacted]`. */
const redactorsWord =
  /^[\W\d_]*(?:[a-z]+[\W_]+){0,3}(?:redacted|filtered|masked|hidden|scrubbed|removed|omitted|saniti[sz]ed|obfuscated|censored|stripped|suppressed|withheld|anonymi[sz]ed|elided)(?:[\W\d_]+[a-z]+){0,3}[\W\d_]*$/i;

/** Masked characters: at least three asterisks or bullets, dots at the end, or one repeated sign. */
const mask = /[*\u2022\u25cf]{3,}|(?:\u2026|\.{3})$|^(?:x{3,}|#{3,}|\.{3,}|-{3,}|\u2026+)$/i;

/** Words in brackets that redactors and cassettes write for a credential: `[SECRET]`, `<AUTHORIZATION>`, `{{token}}`. */
const variable = /^(?:<[\w -]+>|\{\{?[\w -]+\}?\}|\[[\w -]+\]|\([\w -]+\))$/;

/** The longest text that counts as redacted, in characters. */
const longest = 80;

/** A placeholder of our own recordings. Equal values have equal placeholders, so it can be compared. */
const ownPlaceholder = /redacted-\d|redacted[ @]name \d/i;

/** True for a text that a redactor wrote in place of a value, which is therefore not known. */
export function isRedacted(text: string): boolean {
  return text.length <= longest && (redactorsWord.test(text) || mask.test(text)) && !ownPlaceholder.test(text);
}

/** As `isRedacted`, of a header. A credential may keep its scheme. */
export function isRedactedHeader(value: string): boolean {
  const text = value.trim().replace(/^(?:bearer|basic)\s+/i, '');
  return isRedacted(text) || (text === value.trim() && variable.test(text));
}
