/** Imports point down the table of rooms in docs/architecture.md, never up, and no files import each other in a circle. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

const rows = [
  ...readFileSync(join(packageRoot, 'docs', 'architecture.md'), 'utf8').matchAll(/^\| (`[\w/]+\/`(?:, `[\w/]+\/`)*) +\|/gm),
].map(([, cell = '']) => [...cell.matchAll(/`([^`]+)\/`/g)].map(([, room = '']) => room));

const rooms = rows.flatMap((names, floor) => names.map((room) => ({ room, floor }))).sort((a, b) => b.room.length - a.room.length);

/** The floor of a file, by the room that holds it; undefined for the files of `contracts/` itself, which import nothing of the rooms, and the entry point. */
function floorOf(file: string): number | undefined {
  return rooms.find(({ room }) => file.startsWith(`${room}/`))?.floor;
}

const sources = ['contracts', 'recordings', 'scripts'].flatMap((top) =>
  readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.m?ts$/.test(file))
    .map((file) => join(top, file)),
);

/** The files that a file imports, late and types only included. */
const imports = new Map(
  sources.map((file) => {
    const text = readFileSync(join(packageRoot, file), 'utf8');
    const paths = [...text.matchAll(/(?:from|import\(|require\()\s*'(\.[^']+)'/g)].map(([, path = '']) => join(dirname(file), path));
    return [file, paths.map((path) => path.replace(/\.(m?)js$/, '.$1ts'))];
  }),
);

test('each source file stands in a room of the table', () => {
  const outside = sources.filter((file) => floorOf(file) === undefined).filter((file) => !/^contracts\/[\w-]+\.ts$/.test(file));
  expect(outside).toEqual([join('scripts', 'cli.ts')]);
});

test('each import leads to a source file', () => {
  // The build makes graph-contracts.cjs, and the matrix writes update-target.js into the projects that it tests.
  const isFile = (target: string): boolean =>
    imports.has(target) || /\.generated\.ts$|\.json$|\/update-target\.ts$|graph-contracts\.cjs$/.test(target);
  const lost = [...imports].flatMap(([file, targets]) => targets.filter((target) => !isFile(target)).map((target) => `${file}: ${target}`));
  expect(lost).toEqual([]);
});

test('no import points up', () => {
  const up = [...imports].flatMap(([file, targets]) => {
    const from = floorOf(file);
    return targets.flatMap((target) => {
      const to = floorOf(target);
      return from !== undefined && to !== undefined && to < from ? [`${file} imports ${target}`] : [];
    });
  });
  expect(rows.length).toBeGreaterThan(10);
  expect(up).toEqual([]);
});

test('no files import each other in a circle', () => {
  const state = new Map<string, 'open' | 'done'>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (state.get(file) === 'open') circles.push([...way.slice(way.indexOf(file)), file].join(' > '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const target of imports.get(file) ?? []) visit(target, [...way, file]);
    state.set(file, 'done');
  };
  for (const file of sources) visit(file, []);
  expect(circles).toEqual([]);
});
