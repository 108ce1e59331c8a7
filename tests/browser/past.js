// node tests/browser/past.js DIR: the example territory as a Git repository with a past. The newest commit is the example as it stands; each earlier
// one is what its plans would have held on that day: later readings, meetings and reviews are not there yet, actions are not done, some dates
// stand earlier than they do now. Days and authors are fixed, so the same files give the same commits.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const EXAMPLE = path.join(import.meta.dirname, '../../example-territory');
const DAYS = ['2025-12-12', '2026-03-13', '2026-06-12', '2026-08-14', '2026-09-11', '2026-09-25', '2026-10-16', '2026-11-06', '2026-11-20'];
const NOW = '2026-11-22';

/** Every file below a folder, relative to it, sorted. */
function files(root, below = '') {
  return fs.readdirSync(path.join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(below, entry.name);
    if (entry.name === 'public' || entry.name.startsWith('.')) return [];
    return entry.isDirectory() ? files(root, name) : [name];
  }).sort();
}

const shifted = (date, days) => new Date(Date.parse(date) + days * 864e5).toISOString().slice(0, 10);
/** A small number from a text, the same on every machine. */
const number = (text) => [...text].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7);

/** A plan as it would have read on a day. */
function then(text, day, slug) {
  const end = text.indexOf('\n---', 4);
  let [front, body] = [text.slice(0, end), text.slice(end)];
  const age = Math.round((Date.parse(NOW) - Date.parse(day)) / 864e5);
  if (age === 0) return text;
  // what was not yet done
  front = front.replace(/^( +)status: done\n\1done_on: (\S+)\n/gm, (all, indent, on) => (on > day ? `${indent}status: ${on > shifted(day, 30) ? 'planned' : 'doing'}\n` : all));
  front = front.replace(/^( +)status: (won|lost)\n\1closed_on: (\S+)\n/gm, (all, indent, _, on) => (on > day ? `${indent}status: open\n` : all));
  // what was not yet measured or said
  front = front.replace(/^ +- \{on: (\d{4}-\d\d-\d\d), value[^\n]*\n/gm, (all, on) => (on > day ? '' : all));
  front = front.replace(/^( +- on: (\d{4}-\d\d-\d\d)\n)( +)value[^\n]*\n(\3source[^\n]*\n)?/gm, (all, _, on) => (on > day ? '' : all));
  front = front.replace(/^( +(?:last_met|verified_on|requalified_on|timing_confirmed_on|on): )(\d{4}-\d\d-\d\d)/gm, (all, key, on) =>
    (on > day && on <= NOW ? key + shifted(on, -91 * Math.ceil((Date.parse(on) - Date.parse(day)) / (91 * 864e5))) : all));
  // promises that moved since
  front = front.replace(/^( +- id: (\S+)\n(?:(?! +- id:)[^\n]*\n)*? +(?:due|close_by): )(\d{4}-\d\d-\d\d)/gm, (all, head, id, on) => {
    const seed = number(slug + id);
    const moves = [[60, 34], [200, 21]].filter(([since], index) => age > since && seed % (3 + index) === 0);
    return moves.length ? head + shifted(on, -moves.reduce((sum, [, days]) => sum + days, 0)) : all;
  });
  // chances and sympathies grow
  front = front.replace(/^( +- id: (\S+)\n(?:(?! +- id:)[^\n]*\n)*? +probability: )(0\.\d+)/gm, (all, head, id, chance) =>
    (age > 40 && number(id) % 2 ? head + Math.max(0.1, Math.round((Number(chance) - 0.1) * 100) / 100) : all));
  front = front.replace(/^( +- id: (\S+)\n(?:(?! +- id:)[^\n]*\n)*? +disposition: )(champion|supporter)/gm, (all, head, id, it) =>
    (age > 70 && number(id) % 3 === 0 ? head + (it === 'champion' ? 'supporter' : 'neutral') : all));
  front = front.replace(/^( +amount: )(\d{5,})$/gm, (all, key, amount) => (age > 120 && Number(amount) % 3 === 0 ? key + Math.round(Number(amount) * 0.9) : all));
  if (age > 100) body = body.replace(/\n\n([^\n#|>-][^\n]+(?:\n[^\n#|>-][^\n]+)*)\s*$/, '\n');
  return front + body;
}

/** Makes the repository; returns the hashes of its commits, oldest first. */
export function past(target) {
  fs.mkdirSync(target, { recursive: true });
  const git = (who, day, ...args) => execFileSync('git', ['-c', 'init.defaultBranch=main', '-c', 'core.autocrlf=false', '-c', 'commit.gpgSign=false', ...args], {
    cwd: target, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8',
    env: {
      PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', TZ: 'UTC',
      GIT_AUTHOR_NAME: who.name, GIT_AUTHOR_EMAIL: who.email, GIT_COMMITTER_NAME: who.name, GIT_COMMITTER_EMAIL: who.email,
      GIT_AUTHOR_DATE: `${day}T09:30:00Z`, GIT_COMMITTER_DATE: `${day}T09:30:00Z`,
    },
  }).trim();
  const people = {};
  for (const [, id, name, email] of fs.readFileSync(path.join(EXAMPLE, 'people.yaml'), 'utf8').matchAll(/- id: (\S+)[^\n]*\n +name: ([^\n]+)\n(?: +[^\n]+\n)*? +emails: \[([^\],]+)/g)) {
    people[id] = { name: name.trim(), email: email.trim() };
  }
  const nobody = Object.values(people)[0];
  git(nobody, DAYS[0], 'init', '-q');
  const all = files(EXAMPLE);
  const commits = [];
  const put = (file, bytes) => { fs.mkdirSync(path.dirname(path.join(target, file)), { recursive: true }); fs.writeFileSync(path.join(target, file), bytes); };
  for (const day of [...DAYS, NOW]) {
    const groups = new Map();
    for (const file of all) {
      const bytes = fs.readFileSync(path.join(EXAMPLE, file));
      const [, slug, rest] = file.match(/^accounts\/([^/]+)\/(.+)$/) || [];
      if (!slug) { if (day === DAYS[0]) put(file, bytes); continue; }
      const plan = fs.readFileSync(path.join(EXAMPLE, 'accounts', slug, 'plan.md'), 'utf8');
      const owner = people[(plan.match(/^owner: (\S+)/m) || [])[1]] || nobody;
      // a review appears on the day after it was held, or six weeks before it is planned for
      const on = (file.match(/reviews\/(\d{4}-\d\d-\d\d)/) || [])[1];
      if (day !== NOW && on && (on < NOW ? on >= day : shifted(on, -42) > day)) continue;
      const old = rest === 'plan.md' ? Buffer.from(then(plan, day, slug)) : bytes;
      const there = fs.existsSync(path.join(target, file)) ? fs.readFileSync(path.join(target, file)) : null;
      if (there && there.equals(old)) continue;
      if (!groups.has(owner)) groups.set(owner, []);
      groups.get(owner).push([file, old]);
    }
    if (day === DAYS[0]) groups.set(nobody, groups.get(nobody) || []);
    for (const [who, edits] of groups) {
      for (const [file, bytes] of edits) put(file, bytes);
      git(who, day, 'add', '-A');
      git(who, day, 'commit', '-q', '--allow-empty', '-m', `Plans on ${day}`);
      commits.push(git(who, day, 'rev-parse', 'HEAD'));
    }
  }
  return commits;
}

if (process.argv[1] === import.meta.filename) console.log(`${past(path.resolve(process.argv[2])).length} commits`);
