// Builds the fixture sites once, then runs every test file over them. `node run.js`, with `--long` for all pages, widths and engines.
// The binary is $QUARTERDECK, else the newest build; the browser is $CHROMIUM, else `chromium` on PATH.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { past } from './past.js';

const here = import.meta.dirname;
const repository = path.resolve(here, '../..');
const target = process.env.CARGO_TARGET_DIR || path.join(repository, 'target');
const built = ['debug', 'release'].map((profile) => path.join(target, profile, 'quarterdeck')).filter((file) => fs.existsSync(file));
const binary = process.env.QUARTERDECK || built.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0];
if (!binary) throw new Error('build quarterdeck first, or name it in $QUARTERDECK');

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-browser-'));
const run = (program, args) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
const build = (name, land) => run(binary, ['build', '-q', '--as-of', '2026-11-22', land, '--out', path.join(room, 'sites', name)]);
const copy = (name) => {
  const land = path.join(room, 'lands', name);
  fs.cpSync(path.join(repository, 'example-territory'), land, { recursive: true, filter: (file) => path.basename(file) !== 'public' });
  return land;
};
const edit = (land, account, change) => {
  const file = path.join(land, 'accounts', account, 'plan.md');
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
};

try {
  const example = path.join(room, 'lands/example');
  past(example);
  build('example', example);

  const empty = path.join(room, 'lands/empty');
  fs.mkdirSync(empty, { recursive: true });
  fs.writeFileSync(path.join(empty, 'quarterdeck.yaml'), 'schema: quarterdeck-territory/1\nname: Empty Quarter\ncurrency: USD\nfiscal_year_start: 10\n');
  build('empty', empty);

  const broken = copy('broken');
  edit(broken, 'old-mill-clinics', () => 'no front matter at all\n');
  edit(broken, 'dunmore-general', (text) => text.replace('\nstance: ', '\nstance: <b>x</b>'));
  edit(broken, 'lake-orrin-regional', (text) => text.replace('\ntitle: ', '\ntitle: "'));
  edit(broken, 'granite-coast-rehab', (text) => text.replace(/\npeople:\n/, '\npeople: 7\nsomebody:\n'));
  edit(broken, 'st-brannoc-hospital', (text) => text.replace(/\ntitle: .*/, '\ntitle: "مستشفى القديس برانوك, Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"'));
  build('broken', broken);

  /* to the left, half translated, with names that nothing can break */
  const rtl = copy('rtl');
  fs.copyFileSync(path.join(here, 'fixtures/strings-he.yaml'), path.join(rtl, 'strings.yaml'));
  const settings = path.join(rtl, 'quarterdeck.yaml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('locale: en-US', 'locale: he-IL').replace('title: Account plans', 'title: תוכניות לקוח'));
  edit(rtl, 'st-brannoc-hospital', (text) => text.replace(/\ntitle: .*/, '\ntitle: "בית החולים האוניברסיטאי על שם ברנוק הקדוש שבצפון הארץ והמרכז הרפואי לשיקום ולגריאטריה"'));
  edit(rtl, 'lake-orrin-regional', (text) => text.replace(/\ntitle: .*/, `\ntitle: ${'ו' + 'בית'.repeat(24)}`));
  edit(rtl, 'granite-coast-rehab', (text) => text.replace(/\ntitle: .*/, '\ntitle: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft (Wien)'));
  build('rtl', rtl);

  const made = path.join(room, 'lands/made');
  run('python3', [path.join(repository, 'benches/gen_territory.py'), made, '40', '--defects', '0.2']);
  build('made', made);

  const files = fs.readdirSync(here).filter((name) => name.endsWith('.test.js')).map((name) => path.join(here, name));
  const args = ['--test', '--test-reporter=spec', ...process.argv.slice(2).filter((arg) => arg.endsWith('.test.js') || arg.startsWith('--test'))];
  const named = args.some((arg) => arg.endsWith('.test.js'));
  const env = { ...process.env, SITES: path.join(room, 'sites'), LONG: process.argv.includes('--long') ? '1' : process.env.LONG || '' };
  const tests = spawn(process.execPath, named ? args : [...args, ...files], { stdio: 'inherit', env });
  process.exitCode = await new Promise((done) => tests.on('close', (code) => done(code ?? 1)));
} finally {
  fs.rmSync(room, { recursive: true, force: true });
}
