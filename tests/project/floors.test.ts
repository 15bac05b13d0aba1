/** Imports point down the table of rooms in docs/architecture.md, never up. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { packageRoot } from '../../contracts/folders.js';

const rows = [
  ...readFileSync(join(packageRoot, 'docs', 'architecture.md'), 'utf8').matchAll(/^\| (`[\w/]+\/`(?:, `[\w/]+\/`)*) +\|/gm),
].map(([, cell = '']) => [...cell.matchAll(/`([^`]+)\/`/g)].map(([, room = '']) => room));

const rooms = rows.flatMap((names, floor) => names.map((room) => ({ room, floor }))).sort((a, b) => b.room.length - a.room.length);

/** The floor of a file, by the room that holds it; undefined for one that no row names, such as the tools of development. */
function floorOf(file: string): number | undefined {
  return rooms.find(({ room }) => file.startsWith(`${room}/`))?.floor;
}

const sources = ['contracts', 'recordings', 'scripts'].flatMap((top) =>
  readdirSync(join(packageRoot, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.m?ts$/.test(file))
    .map((file) => join(top, file)),
);

test('no import points up', () => {
  const up = sources.flatMap((file) => {
    const from = floorOf(file);
    const text = readFileSync(join(packageRoot, file), 'utf8');
    const targets = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path = '']) => join(dirname(file), path));
    return targets.flatMap((target) => {
      const to = floorOf(target);
      return from !== undefined && to !== undefined && to < from ? [`${file} imports ${relative('.', target)}`] : [];
    });
  });
  expect(rows.length).toBeGreaterThan(10);
  expect(up).toEqual([]);
});
