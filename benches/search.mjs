// node benches/search.mjs SITE: what a query on the search page of a published site costs, in compressed bytes of the parts of the index that the browser
// loads. Thirty queries made of the site's own data files, each in a browser of its own: put in at once, and typed letter by letter.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const site = process.argv[2];
if (!site || !existsSync(join(site, 'search/index.html'))) throw new Error('node benches/search.mjs SITE');
process.env.SITES = site;
const { launch, serve } = await import('../tests/browser/support.js');
const rows = (table, list = table.replace(/-/g, '_')) => JSON.parse(readFileSync(join(site, `data/${table}.json`)))[list];
/** `count` rows spread over a list. */
const some = (list, count) => Array.from({ length: count }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / count)]).filter(Boolean);
const words = (text, count) => text.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 3).slice(0, count).join(' ');
const swapped = (text) => text.slice(0, 2) + text[3] + text[2] + text.slice(4);
const [accounts, people, deals, actions] = ['accounts', 'people', 'opportunities', 'actions'].map((table) => rows(table));
const plans = accounts.filter((account) => account.planned);
const counts = new Map();
for (const { text } of actions) for (const word of words(text, 99).toLowerCase().split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
const common = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word);
const queries = [
  ...some(plans, 4).map((it) => ['title', it.title]),
  ...some(plans, 2).map((it) => ['id', it.account]),
  ...some(people, 4).map((it) => ['person', it.name]),
  ...some(people, 2).map((it) => ['first name', it.name.split(' ')[0]]),
  ...some(plans, 2).map((it) => ['owner', it.owner_name]),
  ...some(deals, 3).map((it) => ['deal', words(it.name, 3)]),
  ...some(actions, 3).map((it) => ['action', words(it.text, 3)]),
  ['common', common[0]], ['common', common[1]], ['two common', common.slice(0, 2).join(' ')], ['rare', common.at(-1)],
  ['letter', 'm'], ['letters', 'co'],
  ['typo', swapped(people[0].name.split(' ').at(-1))], ['typo', 'x' + plans[0].title.slice(1)], ['nothing', 'zzzzqq'],
  ['eight words', words(actions.map((it) => it.text).join(' '), 8)],
].slice(0, 30);

const server = await serve('.');
const browser = await launch();
const sizes = new Map();
const size = (path) => {
  if (!sizes.has(path)) sizes.set(path, gzipSync(readFileSync(join(site, path)), { level: 9 }).length);
  return sizes.get(path);
};

/** Bytes and files of one query, and what the page says to it. */
async function cost(query, typed) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const loaded = new Set();
  page.on('requestfinished', (request) => {
    const path = decodeURIComponent(new URL(request.url()).pathname).slice(1);
    if (path.startsWith('assets/search/')) loaded.add(path);
  });
  await page.goto(`${server.base}search/index.html`, { waitUntil: 'networkidle' });
  if (typed) await page.type('input[data-search]', query, { delay: 150 });
  else await page.fill('input[data-search]', query);
  await page.waitForFunction(() => document.querySelector('[role=status]').textContent, null, { timeout: 15_000 }).catch(() => {});
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(200);
  const said = await page.textContent('[role=status]');
  await context.close();
  return { bytes: [...loaded].reduce((sum, path) => sum + size(path), 0), files: loaded.size, said };
}

const told = [];
for (const [kind, query] of queries) {
  const [once, typed] = [await cost(query, false), await cost(query, true)];
  told.push({ kind, query, once: once.bytes, files: once.files, typed: typed.bytes, said: once.said });
}
await browser.close();
await server.close();
told.sort((a, b) => b.once - a.once);
const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(7);
for (const it of told) console.log(`${kb(it.once)} KB ${String(it.files).padStart(3)} files ${kb(it.typed)} KB typed  ${it.kind.padEnd(11)} ${it.query}: ${it.said}`);
const at = (key, share) => kb([...told].sort((a, b) => a[key] - b[key])[Math.min(told.length - 1, Math.floor(share * told.length))][key]);
for (const key of ['once', 'typed']) console.log(`${key.padEnd(6)} median ${at(key, 0.5)} KB, nine of ten ${at(key, 0.9)} KB, worst ${at(key, 1)} KB`);
