import { anyStep, type PathStep } from '../../../contracts/judge/pact/interaction.js';

/** The most paths to remember. Interactions of one pact repeat a few. */
const most = 1_000;

const remembered = new Map<string, readonly PathStep[] | undefined>();

/**
 * The steps of a path in a pact, such as `$.target['@odata.type']` or `$.items[*].*`, without its `$`; undefined for what is no path. As in
 * Pact itself, a dot ends a name, so that `$.@odata.type` leads nowhere: such names stand in brackets.
 */
export function rulePath(text: string): readonly PathStep[] | undefined {
  if (!remembered.has(text)) {
    if (remembered.size >= most) remembered.clear();
    remembered.set(text, parse(text));
  }
  return remembered.get(text);
}

const step = /\.([^.[\]]+)|\[(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+|\*))\]/y;

function parse(text: string): readonly PathStep[] | undefined {
  if (!text.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  step.lastIndex = 1;
  while (step.lastIndex < text.length) {
    const found = step.exec(text);
    if (found === null) return undefined;
    const [, plain, single, double, index] = found;
    const quoted = single ?? double;
    if (quoted !== undefined) steps.push(quoted.replaceAll(/\\(.)/g, '$1'));
    else if (plain === '*' || index === '*') steps.push(anyStep);
    else steps.push(plain ?? Number(index));
  }
  return steps;
}
