/** Words for nothing, and what languages print in place of a value: an object, a promise that was not awaited, an empty optional. */
const nothing =
  /^(?:\(?(?:undefined|null|nil|none|nan|nothing)\)?|\[object \w{1,40}\]|System\.[\w.`[\],]{1,80}|Optional\.empty|Promise \{.*\})$/i;

/** The place of a value in a template: `${id}`, `{id}`, `<id>`, `[id]`, `:id`, `$(id)`, `$id`, `#{id}`, `@{id}`, `%id%`, `%s`, `__id__`. */
const place = /^(?:[$#@]?\{.*\}#?|\[[A-Za-z]\w*\]|%[sd]|<.*>|:\w+|\$\(.*\)|\$[A-Za-z_][\w:.]*|%\w+%|__\w+__)$/;

/** False for an id that is empty, that is a word for nothing, or that is still the place of a value in a template. */
export function isFilledIn(id: string): boolean {
  const text = id.trim();
  return text !== '' && !nothing.test(text) && !place.test(text);
}

/** A template that was never filled in; not `{token}` or `<token>`, which people write who keep a token out of a capture. */
const template = /^(?:[$#@]\{.*\}#?|\$\(.*\)|\$[A-Za-z_]\w*|%\w+%|__\w+__|:\w+)$/;

/** False for a token that is a word for nothing, or a template that was never filled in. */
export function isTokenFilledIn(token: string): boolean {
  return !nothing.test(token) && token !== '<nil>' && !template.test(token);
}
