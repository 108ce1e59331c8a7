// The territories that the tests look at, and their sites. Each is one entry: a name and how its territory is made in an empty folder.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { past } from './past.js';

const repository = path.resolve(import.meta.dirname, '../..');
const run = (program, args, options = {}) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
const read = (...parts) => fs.readFileSync(path.join(repository, ...parts), 'utf8');
const write = (land, file, text) => {
  fs.mkdirSync(path.dirname(path.join(land, file)), { recursive: true });
  fs.writeFileSync(path.join(land, file), text);
};
const edit = (land, account, change) => {
  const file = path.join(land, 'accounts', account, 'plan.md');
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
};
const EMPTY = 'schema: quarterdeck-territory/1\nname: Empty Quarter\ncurrency: USD\nfiscal_year_start: 10\n';

/** A text cut before the lines that `opens` matches, by what it finds there; what stands twice is put together. */
const cut = (text, opens) => {
  const found = new Map();
  let name = '';
  for (const line of text.split(/(?<=\n)/)) {
    name = line.match(opens)?.[1] ?? name;
    found.set(name, (found.get(name) || '') + line);
  }
  return found;
};
/** A text with its blocks replaced, or taken away (`~`), by those of a patch, as `src/rules/example.rs` does it. */
const patched = (text, patch, opens) => {
  const all = cut(text, opens);
  for (const [name, block] of cut(patch, opens)) {
    if (name.startsWith('~')) all.delete(name.slice(1));
    else if (block.trim()) all.set(name, `${block.trimEnd()}\n${name.startsWith('#') ? '\n' : ''}`);
  }
  return [...all.values()].join('');
};
const KEY = /^(~[\w-]+|[\w-]+(?=:))/;
const HEADING = /^(~?## .*)/;

/** The standard plan of the manual, which no rule has anything against. */
export const sound = (land) => {
  for (const [name, file] of Object.entries({ 'quarterdeck.yaml': 'quarterdeck.yaml', 'people.yaml': 'people.yaml', 'plan.md': 'accounts/northwind-health/plan.md', 'held.md': 'accounts/northwind-health/reviews/2026-09-16.md', 'planned.md': 'accounts/northwind-health/reviews/2026-12-16.md' })) {
    write(land, file, read('src/rules/example', name));
  }
};

/** One plan for each rule: the standard plan of the manual, with what the manual says that the rule reports. */
const mistakes = (land) => {
  const part = (name) => read('src/rules/example', name);
  write(land, 'quarterdeck.yaml', part('quarterdeck.yaml'));
  write(land, 'people.yaml', part('people.yaml'));
  const [, front, body] = part('plan.md').match(/^---\n([^]*?\n)---\n([^]*)$/);
  for (const name of fs.readdirSync(path.join(repository, 'docs/rules')).sort()) {
    // what an example takes away stands there as a comment
    const page = read('docs/rules', name).replace(/^# without `(.+)`$/gm, '~$1').replace(/^<!-- without (## .+) -->$/gm, '~$1');
    const [, bad] = page.match(/## Reported\n\n```\w*\n([^]*?)```/) || [];
    if (!bad) continue;
    const rule = name.replace('.md', '');
    const here = (text) => text.replaceAll('northwind-health', rule);
    const [patch, ...files] = `\n${bad}`.split('\n=== ');
    const [, fields, text = ''] = patch.match(/^([^]*?)(?:\n---\n([^]*))?$/);
    write(land, `accounts/${rule}/plan.md`, here(`---\n${patched(front, fields.trimStart(), KEY)}---\n${patched(body, text, HEADING)}`));
    write(land, `accounts/${rule}/reviews/2026-09-16.md`, here(part('held.md')));
    write(land, `accounts/${rule}/reviews/2026-12-16.md`, here(part('planned.md')));
    // whole files beside the plan come along; those of the territory would be every plan's
    for (const file of files) {
      const [, where, rest] = file.match(/^(\S+)\n([^]*)$/) || [];
      if (where?.startsWith('accounts/northwind-health/')) write(land, here(where), here(rest));
    }
  }
};

/** From disk, each a territory; a fixture for another way of writing is one entry more. */
export const FIXTURES = {
  example: (land) => past(land),
  empty: (land) => write(land, 'quarterdeck.yaml', EMPTY),
  one: (land, binary) => {
    write(land, 'quarterdeck.yaml', EMPTY.replace('Empty Quarter', 'One Account'));
    write(land, 'people.yaml', '- {id: maya-chen, name: Maya Chen, function: sales}\n');
    run(binary, ['new', 'inverley-pharma', '--owner', 'maya-chen', '--stance', 'acquire', '--as-of', '2026-11-22'], { cwd: land });
  },
  broken: (land) => {
    fs.cpSync(path.join(repository, 'example-territory'), land, { recursive: true, filter: (file) => path.basename(file) !== 'public' });
    edit(land, 'old-mill-clinics', () => 'no front matter at all\n');
    edit(land, 'dunmore-general', (text) => text.replace('\nstance: ', '\nstance: <b>x</b>'));
    edit(land, 'lake-orrin-regional', (text) => text.replace('\ntitle: ', '\ntitle: "'));
    edit(land, 'granite-coast-rehab', (text) => text.replace(/\npeople:\n/, '\npeople: 7\nsomebody:\n'));
    edit(land, 'st-brannoc-hospital', (text) => text.replace(/\ntitle: .*/, '\ntitle: "مستشفى القديس برانوك, Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"'));
    edit(land, 'saltmarsh-health', (text) => text.replace(/\ntitle: .*/, '\ntitle: "=1+2, a \\"formula\\""'));
  },
  mistakes,
  /* to the left, half translated, with names that nothing can break */
  rtl: (land) => {
    fs.cpSync(path.join(repository, 'example-territory'), land, { recursive: true, filter: (file) => path.basename(file) !== 'public' });
    fs.copyFileSync(path.join(import.meta.dirname, 'fixtures/strings-he.yaml'), path.join(land, 'strings.yaml'));
    const settings = path.join(land, 'quarterdeck.yaml');
    fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('locale: en-US', 'locale: he-IL').replace('title: Account plans', 'title: תוכניות לקוח'));
    edit(land, 'st-brannoc-hospital', (text) => text.replace(/\ntitle: .*/, '\ntitle: "בית החולים האוניברסיטאי על שם ברנוק הקדוש שבצפון הארץ והמרכז הרפואי לשיקום ולגריאטריה"'));
    edit(land, 'lake-orrin-regional', (text) => text.replace(/\ntitle: .*/, `\ntitle: ${'ו' + 'בית'.repeat(24)}`));
    edit(land, 'granite-coast-rehab', (text) => text.replace(/\ntitle: .*/, '\ntitle: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft (Wien)'));
  },
  large: (land) => run('python3', [path.join(repository, 'benches/gen_territory.py'), land, '150', '--defects', '0.2', '--jobs', '1']),
};

/** Makes the territory and its site in the folder `room`. */
export const make = (name, room, binary) => {
  const land = path.join(room, 'lands', name);
  fs.mkdirSync(land, { recursive: true });
  FIXTURES[name](land, binary);
  run(binary, ['build', '-q', '--as-of', '2026-11-22', land, '--out', path.join(room, 'sites', name)]);
};
