#!/usr/bin/env node
// Thousands of real edits under a running preview: saved in place, by rename, touched, made, removed, moved with their folder, all at once. After
// each block the preview must come to rest on what a clean build makes of the files, and stay at rest; in the end it may hold no more memory
// than after the first blocks. `node tests/soak.mjs [EDITS] [SEED]`; the binary is $QUARTERDECK. No dependency.

import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const [edits = 10_000, seed = 1] = process.argv.slice(2).map(Number);
const BLOCK = 250;
const binary = path.resolve(process.env.QUARTERDECK || path.join(import.meta.dirname, '../target/debug/quarterdeck'));
const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-soak-'));
const land = path.join(room, 'land');
const out = path.join(room, 'out');
fs.cpSync(path.join(import.meta.dirname, '../example-territory'), land, { recursive: true, filter: (from) => !/(public|\.quarterdeck)$/.test(from) });
const rest = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

let state = seed >>> 0 || 1;
const random = (below) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
};

const options = ['--no-history', '--as-of', '2026-11-22', '-q'];
const child = spawn(binary, ['serve', '--port', '0', ...options], { cwd: land, stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
child.stderr.on('data', (data) => { said += data; });
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const fetched = (address) => new Promise((done, fail) => {
  http.get(address, { agent }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part)).on('end', () => done([response.statusCode, Buffer.concat(parts)]));
  }).on('error', fail);
});

// one edit each; what it meets may be gone already
const accounts = path.join(land, 'accounts');
const plans = () => fs.readdirSync(accounts).filter((name) => fs.existsSync(path.join(accounts, name, 'plan.md')));
const any = (list) => list[random(list.length)];
const text = fs.readFileSync(path.join(accounts, 'kestrel-ridge-medical-center', 'plan.md'), 'utf8');
const made = (name, n) => text.replace(/kestrel-ridge-medical-center/g, name) + `\nEdit ${n}.\n`;
const KINDS = {
  'in place': (n) => fs.appendFileSync(path.join(accounts, any(plans()), 'plan.md'), `\nEdit ${n}.\n`),
  'truncated and written': (n) => { const name = any(plans()); fs.writeFileSync(path.join(accounts, name, 'plan.md'), made(name, n)); },
  'by rename': (n) => {
    const name = any(plans());
    fs.writeFileSync(path.join(accounts, name, '.plan.md.swp'), made(name, n));
    fs.renameSync(path.join(accounts, name, '.plan.md.swp'), path.join(accounts, name, 'plan.md'));
  },
  touched: () => { const now = new Date(); fs.utimesSync(path.join(accounts, any(plans()), 'plan.md'), now, now); },
  'a new folder': (n) => { fs.mkdirSync(path.join(accounts, `new-${n}`)); fs.writeFileSync(path.join(accounts, `new-${n}`, 'plan.md'), made(`new-${n}`, n)); },
  'a folder moved': (n) => { const name = any(plans().filter((name) => name.startsWith('new-'))); if (name) fs.renameSync(path.join(accounts, name), path.join(accounts, `new-${n}`)); },
  'a folder removed': () => { const name = any(plans().filter((name) => name.startsWith('new-'))); if (name) fs.rmSync(path.join(accounts, name), { recursive: true }); },
  'a table': (n) => fs.appendFileSync(path.join(land, 'data', 'quota.csv'), n % 2 ? '\n' : ''),
  'an own page': (n) => fs.writeFileSync(path.join(land, 'pages', 'soak.md'), `---\ntitle: Soak\n---\n\nEdit ${n}.\n`),
  'a style': (n) => { fs.mkdirSync(path.join(land, 'theme/assets/css'), { recursive: true }); fs.writeFileSync(path.join(land, 'theme/assets/css/own.css'), `/* ${n} */\n`); },
  'many at once': (n) => { for (const name of plans()) fs.writeFileSync(path.join(accounts, name, 'plan.md'), made(name, n)); },
};
const weighted = Object.keys(KINDS).flatMap((kind) => Array(kind === 'many at once' ? 1 : kind === 'a folder removed' ? 12 : 8).fill(kind));

const untagged = (page) => page.toString().replace(/<link rel="stylesheet" href="\/\.quarterdeck\/[^>]*><script src="\/\.quarterdeck\/[^>]*><\/script>/, '');
const memory = () => Number(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) / 1024;
const differs = async (origin) => {
  const files = fs.readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(out, path.join(entry.parentPath, entry.name)));
  for (const file of files.filter((file) => file !== '.quarterdeck-site')) {
    const [status, bytes] = await fetched(origin + file);
    const built = fs.readFileSync(path.join(out, file));
    if (status !== 200 || (file.endsWith('.html') ? untagged(bytes) !== built.toString() : !bytes.equals(built))) return `${file} (${status})`;
  }
  return null;
};

try {
  const origin = (await new Promise((done) => child.stdout.once('data', (data) => done(String(data))))).trim();
  const generation = async () => Number((await fetched(origin))[1].toString().match(/data-generation="(\d+)"/)[1]);
  const used = [];
  let slowest = 0;
  for (let n = 1; n <= edits; n++) {
    KINDS[any(weighted)](n);
    if (random(4) === 0) await rest(random(20));
    if (random(40) === 0) await rest(random(400));
    if (n % BLOCK && n !== edits) continue;
    execFileSync(binary, ['build', ...options, '--out', out], { cwd: land, stdio: 'ignore' });
    const begun = Date.now();
    let wrong = await differs(origin);
    while (wrong) {
      if (Date.now() - begun > 60_000) throw new Error(`after ${n} edits the last state was missed: ${wrong}\n${said}`);
      await rest(50);
      wrong = await differs(origin);
    }
    slowest = Math.max(slowest, Date.now() - begun);
    await rest(300);
    const before = await generation();
    await rest(700);
    if (await generation() !== before) throw new Error(`after ${n} edits it does not come to rest`);
    // memory is compared on the same files
    fs.rmSync(accounts, { recursive: true });
    fs.cpSync(path.join(import.meta.dirname, '../example-territory/accounts'), accounts, { recursive: true });
    for (let last = 0, now = await generation(); last !== now; now = await generation()) {
      last = now;
      await rest(1_000);
    }
    used.push(memory());
  }
  if (said) throw new Error(`it said: ${said}`);
  const quarter = Math.max(1, Math.floor(used.length / 4));
  const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;
  const [early, late] = [mean(used.slice(quarter, 2 * quarter)), mean(used.slice(-quarter))];
  const drift = (100 * (late - early)) / early;
  console.log(`${edits} edits, ${await generation()} sites, the last state was never missed, at rest within ${slowest} ms of the clean build, memory ${early.toFixed(0)} to ${late.toFixed(0)} MiB (${drift.toFixed(1)} %)`);
  if (used.length >= 20 && drift > 5) throw new Error('it holds more and more memory');
} finally {
  child.kill('SIGINT');
  agent.destroy();
  fs.rmSync(room, { recursive: true, force: true });
}
