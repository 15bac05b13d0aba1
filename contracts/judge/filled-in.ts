/** Words for nothing, and what languages print for a missing value: an object, a promise, an empty optional. */
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
