// Builds the fixture sites once, then runs every test file over them. `node run.js`, with `--long` for all pages, widths and engines.
// The binary is $QUARTERDECK, else the newest build; the browser is $CHROMIUM, else `chromium` on PATH.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FIXTURES, make } from './fixtures.js';

const here = import.meta.dirname;
const repository = path.resolve(here, '../..');
const target = process.env.CARGO_TARGET_DIR || path.join(repository, 'target');
const built = ['debug', 'release'].map((profile) => path.join(target, profile, 'quarterdeck')).filter((file) => fs.existsSync(file));
const binary = process.env.QUARTERDECK || built.sort((a, b) => fs.statSync(b).mtimeMs - fs.statSync(a).mtimeMs)[0];
if (!binary) throw new Error('build quarterdeck first, or name it in $QUARTERDECK');

const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-browser-'));

try {
  for (const name of Object.keys(FIXTURES)) make(name, room, binary);

  const files = fs.readdirSync(here).filter((name) => name.endsWith('.test.js')).map((name) => path.join(here, name));
  const args = ['--test', '--test-reporter=spec', ...process.argv.slice(2).filter((arg) => arg.endsWith('.test.js') || arg.startsWith('--test'))];
  const named = args.some((arg) => arg.endsWith('.test.js'));
  const env = { ...process.env, SITES: path.join(room, 'sites'), QUARTERDECK: binary, LONG: process.argv.includes('--long') ? '1' : process.env.LONG || '' };
  const tests = spawn(process.execPath, named ? args : [...args, ...files], { stdio: 'inherit', env });
  process.exitCode = await new Promise((done) => tests.on('close', (code) => done(code ?? 1)));
} finally {
  fs.rmSync(room, { recursive: true, force: true });
}
