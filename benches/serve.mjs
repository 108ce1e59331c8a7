#!/usr/bin/env node
// How long it takes from an edit to the page that shows it: a plan is written, the notice of a new site arrives, the changed page is fetched whole.
// `node benches/serve.mjs TERRITORY [ROUNDS]`; the binary is $QUARTERDECK, else target/release/quarterdeck. The territory is copied first.
// Prints the median and the 95th percentile in milliseconds, for an edit of the text and for one that changes scores. No dependency.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';

const [from, rounds = '30'] = process.argv.slice(2);
if (!from) throw new Error('which territory?');
const binary = path.resolve(process.env.QUARTERDECK || path.join(import.meta.dirname, '../target/release/quarterdeck'));
const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-bench-'));
const land = path.join(room, 'land');
fs.cpSync(from, land, { recursive: true, filter: (file) => !/(^|\/)(public|\.quarterdeck|\.git)$/.test(path.relative(from, file)) });

const child = spawn(binary, ['serve', '--port', '0', '--no-history', '--as-of', '2026-11-22', '-q'], { cwd: land, stdio: ['ignore', 'pipe', 'inherit'] });
const agent = new http.Agent({ keepAlive: true });
const fetched = (address) => new Promise((done, fail) => {
  http.get(address, { agent }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part)).on('end', () => done(Buffer.concat(parts).toString()));
  }).on('error', fail);
});
try {
  const started = performance.now();
  const origin = (await new Promise((done) => child.stdout.once('data', (data) => done(String(data))))).trim();
  const first = await fetched(`${origin}index.html`);
  console.log(`start to first page ${(performance.now() - started).toFixed(0)} ms`);

  let heard = () => {};
  let waiting = new Promise((done) => { heard = done; });
  await new Promise((ready) => {
    http.get(origin + first.match(/\.quarterdeck\/[0-9a-f]+/)[0] + '/events', (response) => {
      let notices = 0;
      response.setEncoding('utf8').on('data', (text) => {
        for (const line of text.split('\n')) {
          if (!line.startsWith('data: ')) continue;
          // the first one tells how it stands
          if (notices++ === 0) ready();
          else heard(JSON.parse(line.slice(6)));
        }
      });
    });
  });
  const accounts = fs.readdirSync(path.join(land, 'accounts')).filter((name) => fs.existsSync(path.join(land, 'accounts', name, 'plan.md'))).sort();
  const account = accounts[Math.floor(accounts.length / 2)];
  const plan = path.join(land, 'accounts', account, 'plan.md');
  const text = fs.readFileSync(plan, 'utf8');
  // whether an action is done moves scores, the portfolio and every list of actions
  const scored = text.includes('status: open') ? ['status: open', 'status: done'] : ['stance: grow', 'stance: retain'];
  const kinds = {
    'body edit': (round) => `${text.trimEnd()}\n\nRound ${round}.\n`,
    'edit that changes scores': (round) => `${round % 2 ? text.replace(scored[0], scored[1]) : text}\nTurn ${round}.\n`,
  };
  console.log(`${accounts.length} plans, ${rounds} rounds each`);
  for (const [kind, written] of Object.entries(kinds)) {
    const times = [];
    for (let round = 1; round <= Number(rounds); round++) {
      // at rest, and never in step with anything
      await new Promise((done) => setTimeout(done, 150 + (round * 37) % 50));
      waiting = new Promise((done) => { heard = done; });
      const begun = performance.now();
      fs.writeFileSync(plan, written(round));
      const notice = await waiting;
      const page = await fetched(`${origin}accounts/${account}/index.html`);
      times.push(performance.now() - begun);
      const word = kind === 'body edit' ? `Round ${round}.` : `Turn ${round}.`;
      if (notice.faults.length || !page.includes(word)) throw new Error(`${kind}: the page does not show it: ${JSON.stringify(notice)}`);
    }
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(0);
    console.log(`${kind}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, from ${at(0)} to ${at(1)} ms`);
  }
} finally {
  child.kill('SIGINT');
  agent.destroy();
  fs.rmSync(room, { recursive: true, force: true });
}
process.exit();
