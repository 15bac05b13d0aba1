/** A history of edited pages: kinds of edits × pages × seeds, each with the findings that it must give. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A page of which edits are made, and the findings that it gives unedited. */
interface EditedPage {
  readonly name: string;
  readonly folder: string;
  readonly unedited: readonly string[];
  /** Kinds without a place on it. */
  readonly without: readonly string[];
}

/** Picks one of the choices, the same for a seed. */
type Pick = <T>(choices: readonly [T, ...T[]]) => T;

interface Kind {
  readonly kind: string;
  /** @throws if the page has no place for the edit: that is a mistake in this table. */
  readonly edit: (text: string, pick: Pick) => string;
  /** Each as `code pointer`, in any order. */
  readonly gives: readonly string[];
}

export interface EditedText {
  readonly name: string;
  readonly text: string;
  readonly gives: readonly string[];
}

const published = join(__dirname, '..', 'compiler', 'same-promises', 'pages');

const pages: readonly EditedPage[] = [
  { name: 'device-configuration', folder: published, unedited: [], without: ['a header row whose header the example still shows'] },
  { name: 'device-compliance-policy', folder: published, unedited: [], without: [] },
  {
    name: 'device-configuration-today',
    folder: join(__dirname, 'pages'),
    unedited: ['docs.added permission.delegated (work or school account)', 'docs.added permission.application'],
    without: [
      'a header row whose header the example still shows',
      'a new permission',
      'permissions of two kinds',
      'an example of a derived type',
      'a dropped row, and an example of a derived type',
      'an optional header',
      'a narrower type in a row',
      'an answer that is about another type',
      'a member that the annotation calls optional',
    ],
  },
];

const words: [string, ...string[]] = ['brightness', 'colour', 'season', 'weather', 'mood'];

const kinds: readonly Kind[] = [
  // Edits that mean nothing.
  {
    kind: 'other words in the title and the top',
    edit: (text, pick) => replace(text, /^# .+$/m, `# Set the ${pick(words)} of an assignment`),
    gives: [],
  },
  {
    kind: 'another description of a row',
    edit: (text, pick) => replace(text, /(\|target\|[^|]+\|)[^|]+\|/, `$1The ${pick(words)}.|`),
    gives: [],
  },
  {
    kind: 'a note below the title',
    edit: (text, pick) => replace(text, /^## Permissions/m, `> **Note:** Mind the ${pick(words)} of the tenant.\n\n## Permissions`),
    gives: [],
  },
  { kind: 'rows in another order', edit: (text) => replace(text, /(\|id\|.+\n)(\|target\|.+\n)/, '$2$1'), gives: [] },
  {
    kind: 'permissions in another order',
    edit: (text) => replace(text, /(\|Delegated \(work.+\n)(\|Delegated \(personal.+\n)(\|Application.+\n)/, '$3$2$1'),
    gives: [],
  },
  {
    kind: 'other columns of headers',
    edit: (text, pick) => replace(text, /\|(?:Header\|Value|Name\|Description)\|/, pick(['|Name|Value|', '|Header|Text|'])),
    gives: [],
  },
  {
    kind: 'other names of path parameters',
    edit: (text, pick) => replace(text, /^(PATCH \/.+\/)\{\w+\}(\/assignments\/)\{\w+\}$/m, `$1{${pick(words)}Id}$2{id}`),
    gives: [],
  },
  { kind: 'more blank lines', edit: (text, pick) => text.replaceAll('\n\n', pick(['\n\n\n', '\n\n\n\n'])), gives: [] },
  { kind: 'CRLF line ends', edit: (text) => text.replaceAll('\n', '\r\n'), gives: [] },
  { kind: 'another id in the example', edit: (text, pick) => replace(text, /"id": ".+"/, `"id": "${pick(words)}"`), gives: [] },
  { kind: 'an optional header', edit: (text) => replace(text, /^(\|Authorization\|.+)$/m, '$1\n|Accept|application/json|'), gives: [] },
  {
    kind: 'an example of a derived type',
    edit: (text, pick) => replace(text, /\w+AssignmentTarget"/g, `${pick(['allDevices', 'allLicensedUsers'])}AssignmentTarget"`),
    gives: [],
  },
  // Permissions, paths and types that are new.
  {
    kind: 'a new permission',
    edit: (text, pick) => replace(text, /^(\|Application\|).+$/m, `$1${pick(['Device', 'Policy'])}.ReadWrite.All|`),
    gives: ['docs.added permission.application'],
  },
  {
    kind: 'permissions of two kinds',
    edit: (text) =>
      replace(
        replace(text, /^(\|Delegated \(work.+?\|).+$/m, '$1Device.ReadWrite.All, Policy.ReadWrite.All|'),
        /^(\|Application\|).+$/m,
        '$1Device.ReadWrite.All|',
      ),
    gives: [
      'docs.added permission.delegated (work or school account)',
      'docs.added permission.delegated (work or school account)',
      'docs.added permission.application',
    ],
  },
  {
    kind: 'a new path behind the others',
    edit: (text, pick) =>
      replace(text, /^(PATCH \/deviceManagement\/.+)$/m, `$1\nPATCH /deviceManagement/${pick(words)}/{id}/assignments/{id}`),
    gives: ['docs.added request.path'],
  },
  {
    kind: 'a new path before the others',
    edit: (text, pick) =>
      replace(text, /^(PATCH \/deviceManagement\/.+)$/m, `PATCH /deviceManagement/${pick(words)}/{id}/assignments/{id}\n$1`),
    gives: ['docs.added request.path'],
  },
  {
    kind: 'a new target type in the examples',
    edit: (text, pick) => replace(text, /\w+AssignmentTarget"/g, `${pick(words)}AssignmentTarget"`),
    gives: ['docs.added'],
  },
  {
    kind: 'a row of a new type',
    edit: (text, pick) => replace(text, /^\|target\|\[\w+\]/m, `|target|[${pick(words)}Target]`),
    gives: ['docs.not-comparable /target', 'docs.not-comparable /target'],
  },
  {
    kind: 'a misspelt type in a row',
    edit: (text) => replace(text, /^\|target\|\[\w+\]/m, '|target|[deviceAndAppManagementAsignmentTarget]'),
    gives: ['docs.not-comparable /target', 'docs.not-comparable /target'],
  },
  {
    kind: 'a narrower type in a row',
    edit: (text, pick) =>
      replace(text, /^\|target\|\[\w+\]/m, `|target|[${pick(['groupAssignmentTarget', 'allDevicesAssignmentTarget'])}]`),
    gives: ['docs.narrowed /target'],
  },
  // The response.
  {
    kind: 'another status in the text and the example',
    edit: (text, pick) => {
      const [status, words_] = pick([
        ['202', 'Accepted'],
        ['201', 'Created'],
      ]);
      return replace(replace(text, '`200 OK`', `\`${status} ${words_}\``), 'HTTP/1.1 200 OK', `HTTP/1.1 ${status} ${words_}`);
    },
    gives: ['docs.changed response.status'],
  },
  {
    kind: 'another status in the text alone',
    edit: (text) => replace(text, '`200 OK`', '`202 Accepted`'),
    gives: ['docs.changed response.status'],
  },
  {
    kind: 'no content any longer',
    edit: (text) =>
      replace(
        replace(text, /^(.*)`200 OK`.+$/m, '$1`204 No Content`. It returns nothing in the response body.'),
        /(?<=``` ?http\n)HTTP\/1\.1 200 OK[^`]*/,
        'HTTP/1.1 204 No Content\n',
      ),
    gives: ['docs.changed response.status', 'docs.gone response.body'],
  },
  {
    kind: 'a new member of the answer',
    edit: (text, pick) => replace(text, /^( +"id": .+)$/m, `$1\n  "${pick(words)}": "dim",`),
    gives: ['docs.added'],
  },
  { kind: 'a member of the answer that is gone', edit: (text) => replace(text, /^ +"id": .+\n/m, ''), gives: ['docs.gone /id'] },
  {
    kind: 'a member of the answer under another name',
    edit: (text, pick) => replace(text, /^( +)"id": /m, `$1"${pick(words)}": `),
    gives: ['docs.gone /id', 'docs.added'],
  },
  { kind: 'a member of another type', edit: (text) => replace(text, /^( +"id": ).+$/m, '$17,'), gives: ['docs.changed /id'] },
  {
    kind: 'an answer that is about another type',
    edit: (text) => replace(text, /\[\w+(?=\][^[]+in the response body)/, '[groupAssignmentTarget'),
    gives: ['docs.changed response.body'],
  },
  {
    kind: 'a member that the annotation calls optional',
    edit: (text) => replace(text, '"truncated": true', '"optionalProperties": ["id"],\n  "truncated": true'),
    gives: ['docs.narrowed /id'],
  },
  // The request.
  { kind: 'a dropped row', edit: (text) => replace(text, /^\|id\|.+\n/m, ''), gives: ['docs.gone /id'] },
  {
    kind: 'a renamed row',
    edit: (text, pick) => replace(text, /^\|id\|/m, `|${pick(['idd', 'ids', 'Id'])}|`),
    gives: ['docs.gone /id', 'docs.added', 'docs.widened /target'],
  },
  {
    kind: 'a dropped row of a member that the example shows',
    edit: (text) => replace(text, /^\|target\|.+\n/m, ''),
    gives: ['docs.gone /target'],
  },
  {
    kind: 'a renamed row of a member that the example shows',
    edit: (text, pick) => replace(text, /^\|target\|/m, `|${pick(['targets', 'destination'])}|`),
    gives: ['docs.gone /target', 'docs.added'],
  },
  {
    kind: 'a dropped row, and an example of a derived type',
    edit: (text) => replace(replace(text, /^\|target\|.+\n/m, ''), /\w+AssignmentTarget"/g, 'allDevicesAssignmentTarget"'),
    gives: ['docs.gone /target'],
  },
  {
    kind: 'a new row, read-only',
    edit: (text, pick) => replace(text, /^(\|id\|.+)$/m, `$1\n|${pick(words)}|String|Read-only.|`),
    gives: ['docs.added'],
  },
  {
    kind: 'a new row that an update can set',
    edit: (text, pick) => replace(text, /^(\|id\|.+)$/m, `$1\n|${pick(words)}|String|How it looks.|`),
    gives: ['docs.added', 'docs.widened /target'],
  },
  {
    kind: 'a row that the metadata has in beta only',
    edit: (text) => replace(text, /^(\|id\|.+)$/m, '$1\n|sourceId|String|Read-only.|'),
    gives: ['docs.added /sourceId'],
  },
  {
    kind: 'a new required header',
    edit: (text, pick) => replace(text, /^(\|Authorization\|.+)$/m, `$1\n|X-${pick(words)}|Some value. Required|`),
    gives: ['docs.narrowed'],
  },
  {
    kind: 'a header row whose header the example still shows',
    edit: (text) => replace(text, /^\|Content-Type\|.+\n/m, ''),
    gives: [],
  },
  { kind: 'a header row that is gone', edit: (text) => replace(text, /^\|Authorization\|.+\n/m, ''), gives: ['docs.gone authorization'] },
  {
    kind: 'another media type',
    edit: (text) =>
      replace(
        text.replace('|application/json. Required|', '|text/plain. Required|'),
        /Content-type: application\/json/i,
        'Content-type: text/plain',
      ),
    gives: ['docs.changed content-type'],
  },
  {
    kind: 'a row of another JSON type',
    edit: (text, pick) => replace(text, /^\|id\|String\|/m, `|id|${pick(['Int32', 'Boolean'])}|`),
    gives: ['docs.changed /id'],
  },
];

const seeds = [1, 2, 3];

/** All edited texts. A seed that gives the text of an earlier one is left out. */
export function editedTexts(): EditedText[] {
  const texts = new Map<string, EditedText>();
  for (const { name: page, folder, unedited, without } of pages) {
    const original = readFileSync(join(folder, `${page}.md`), 'utf8').replaceAll('\r\n', '\n');
    for (const { kind, edit, gives } of kinds.filter((one) => !without.includes(one.kind))) {
      for (const seed of seeds) {
        const text = edit(original, ([one, ...others]) => [one, ...others][seed % (others.length + 1)] ?? one);
        if (!texts.has(text)) texts.set(text, { name: `${page}, ${kind}, seed ${seed}`, text, gives: [...unedited, ...gives] });
      }
    }
  }
  return [...texts.values()];
}

function replace(text: string, from: string | RegExp, to: string): string {
  const replaced = text.replace(from, to);
  if (replaced === text) throw new Error(`The edit finds no place: ${String(from)}`);
  return replaced;
}

/** What was found, each as `code pointer`, in the words of `gives`: some texts expect a code alone. Notes about readings and oddities do not count. */
export function asGiven(found: readonly string[], { gives }: EditedText): string[] {
  const counted = found.filter((one) => !/^docs\.(?:reading|odd) /.test(one));
  return counted.map((one) => (gives.includes(one) ? one : one.replace(/ .*/, ''))).sort();
}

/** The number of the first line of a page that holds a text: tests must not hang on the lines of our pages. */
export function lineOf(page: string, part: string): number {
  return page.slice(0, page.indexOf(part)).split('\n').length;
}
