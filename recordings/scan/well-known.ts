/** Texts of recordings that Graph's documentation holds too. Their pieces reveal nothing, and would be found everywhere. */
import { contracts, familyOf } from '../../contracts/judge/compiled-contracts.js';
import { settableWords } from '../../contracts/settable-words.js';
import { writtenType } from '../../contracts/type-family.js';
import { hyphenated, typesOfMember, valueWords } from '../../contracts/value-words.js';

const list = (text: string): readonly string[] => text.trim().split(/\s+/);

const hosts = list(`
  graph.microsoft.com graph.microsoft.us dod-graph.microsoft.us microsoftgraph.chinacloudapi.cn
  login.microsoftonline.com login.microsoftonline.us login.chinacloudapi.cn localhost 127.0.0.1
`);

const types = contracts.flatMap((contract) => contract.types.map(({ name }) => name));

const properties = contracts.flatMap(({ rules }) => rules.flatMap(({ says }) => (says.what === 'type-property' ? says.property : [])));

/** The beginnings of paths up to the first id, and the contexts of answers without their ids. */
const paths = contracts.flatMap((contract) =>
  contract.paths.flatMap((path) => {
    const [first = '', ...others] = path.slice(1).split(/\/?\{[^}]+\}/);
    const beginnings = hosts.flatMap((host) => contract.apiVersions.map((version) => `https://${host}/${version}/${first}/`));
    return [...beginnings, `$metadata#${first}('${others.join('')}/$entity`];
  }),
);

/** Parts of the names of files. */
const valueNames = contracts.flatMap((contract) =>
  contract.settable.flatMap((member) => {
    const types = typesOfMember(contract, familyOf(contract), member);
    return [...types.map((type) => valueWords(member, types, type)), `without-${hyphenated(member)}`];
  }),
);

const texts = [
  ...hosts.map((host) => `https://${host}:443`),
  ...paths,
  ...types.map(writtenType),
  ...properties,
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  'No method match route template',
  'No OData route exists that match template',
  ...list(`
    deviceAndAppManagementAssignmentSource policySets include exclude innerError message description displayName request-id client-request-id
    accept authorization content-type location odata-version retry-after
  `),
  // What a recording says of itself, and the names of files.
  ...list(`
    scope method path reqheaders requestHeaders rawHeaders status response recorded withheld failure
    when origin apiVersion contract redaction scenario live emulator documentation 2000-01-01T00:00:01
    no-content not-json redirected refused not-routed unauthorized forbidden not-found conflict throttled connection-lost
    x-redacted
  `),
  ...contracts.map(({ name }) => name),
  ...valueNames,
  `each assignment is updated with its own ${settableWords(contracts)}`,
  'imported from a capture',
  'recorded by the proxy',
  'recorded in process',
].map((text) => text.toLowerCase());

/** Whether a host is public. @param host without a port, in any case. */
export function isWellKnownHost(host: string): boolean {
  return hosts.includes(host.toLowerCase());
}

/** Whether a text, in any case, is a piece of a well-known one. */
export function isWellKnown(text: string): boolean {
  const lower = text.toLowerCase();
  return texts.some((known) => known.includes(lower));
}
