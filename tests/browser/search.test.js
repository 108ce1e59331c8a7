// S1: thirty queries and what has to come first, over HTTP and from a disk; facets, keys, the address.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { sound } from './fixtures.js';
import { SITES, house, serve, text, told, watched } from './support.js';

const it = house();

const KESTREL = ['Kestrel Ridge Medical Center', 'Account'];
const QUERIES = [
  // accounts: by a word, by several, in any case, without their accents, with one mistake, in the first letter too
  ['kestrel', ...KESTREL],
  ['KESTREL ridge', ...KESTREL],
  ['kestrle', ...KESTREL],
  ['xestrel', ...KESTREL],
  ['salmarsh', 'Saltmarsh Health', 'Account'],
  ['saltmärsh', 'Saltmarsh Health', 'Account'],
  ['brannoc', 'St. Brannoc Hospital', 'Account'],
  ['st brannoc', 'St. Brannoc Hospital', 'Account'],
  ['childrens', "Penrose Children's Hospital", 'Account'],
  ['penrose', "Penrose Children's Hospital", 'Account'],
  ['lake orrin', 'Lake Orrin Regional Hospital', 'Account'],
  ['mount haskell', 'Mount Haskell Veterans Medical Center', 'Account'],
  ['veterans', 'Mount Haskell Veterans Medical Center', 'Account'],
  ['granit coast', 'Granite Coast Rehabilitation', 'Account'],
  ['stonebrigde', 'Stonebridge Surgical Centers', 'Account'],
  ['old mill', 'Old Mill Clinics', 'Account'],
  ['Alder  Valley', 'Alder Valley Health Partners', 'Account'],
  // people on both sides
  ['imani brooks', 'Imani Brooks', 'Person'],
  ['brokos', 'Imani Brooks', 'Person'],
  ['rosalind achterberg', 'Rosalind Achterberg', 'Person'],
  ['achtreberg', 'Rosalind Achterberg', 'Person'],
  ['tobias lang', 'Tobias Lang', 'Person'],
  ['victor haines', 'Victor Haines', 'Person'],
  ['peter ostrowski', 'Peter Ostrowski', 'Person'],
  ['carla jimenez', 'Carla Jimenez', 'Person'],
  ['hana kobayashi', 'Hana Kobayashi', 'Owner'],
  ['whitfield', 'Marcus Whitfield', 'Owner'],
  // what a plan holds
  ['fleet renewal', 'Fleet renewal in tower B, 214 beds', 'Opportunity'],
  ['false alrams third', 'Cut false alarms per bed and day in the pilot unit by a third', 'Objective'],
  ['reorder cards', 'Put reorder cards on the 26 lines that ran out', 'Action'],
  ['alarm limits', 'Set new alarm limits on the 18 beds of unit 5 West with Dr. Mendel', 'Action'],
  ['bench test gateway', 'Test the gateway on the bench with 40 simulated tower B alarms', 'Action'],
  // the pages of the site, by their names and by what people look for there
  ['whitespace', 'Whitespace', 'Page'],
  ['portfolio', 'Portfolio', 'Page'],
  ['readiness', 'Readiness', 'Page'],
  ['overdue', 'Actions', 'Page'],
  // nothing
  ['zzzzqq', null, null],
];

const asks = async (page, wrong, where) => {
  for (const [query, label, kind] of QUERIES) {
    await page.fill('input[data-search]', '');
    await page.waitForFunction(() => !document.querySelector('[role=status]').textContent, null, { timeout: 5000 });
    await page.fill('input[data-search]', query);
    await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 5000 });
    const top = await page.$eval('.hits', (list) => (list.firstElementChild ? [list.querySelector('a').textContent, list.querySelector('small').textContent] : [null, null]));
    if (top[0] !== label || (kind && !top[1].startsWith(kind))) wrong.push(`${where} ${query}: ${top.join(' / ')}`);
    const people = await page.$$eval('.hits a', (links) => links.map((link) => link.href).filter((href) => href.includes('/owners/')));
    if (people.length > new Set(people).size) wrong.push(`${where} ${query}: ${people.join(', ')}`);
  }
};

test('S1 a hit in a text names its section and quotes the words that were sought', async () => {
  const { context, page, wrong } = await it.open('example', 'search/index.html?q=imani&kind=Text');
  await page.locator('.hits li').first().waitFor();
  const hits = await page.$$eval('.hits li', (hits) => hits.map((hit) => ({
    label: hit.querySelector('a').textContent, marks: [...hit.querySelectorAll('p mark')].map((mark) => mark.textContent), quoted: hit.querySelector('p').textContent, href: hit.querySelector('a').href,
  })));
  for (const { label, marks, quoted, href } of hits) {
    if (!marks.some((mark) => /^imani/i.test(mark))) wrong.push(`${label}: ${quoted}: nothing is marked`);
    if (quoted.length > 240) wrong.push(`${label}: ${quoted.length} letters are quoted`);
    await page.goto(href);
    const section = await page.evaluate(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.textContent.trim());
    if (!section || !section.includes(label)) wrong.push(`${label} leads to ${section}`);
  }
  await context.close();
  told(wrong);
});

test('S1 thirty queries find what is meant, over HTTP under the policy', async () => {
  const { context, page, wrong, requests } = await it.open('example', 'search/index.html');
  if (requests.some((url) => /assets\/search\//.test(url))) wrong.push('the index is loaded before a letter is typed');
  await asks(page, wrong, 'http');
  await context.close();
  told(wrong);
});

test('N2 a query over 150 plans fetches at most 300 KB', async (test) => {
  const { context, page, requests } = await it.open('large', 'search/index.html');
  let most = 0;
  for (const query of ['general hospital', 'renewal of the contract', 'pr', 'surgix flow', 'decisoin']) {
    await page.goto('about:blank');
    requests.length = 0;
    await page.goto(`${it.servers.large.base}search/index.html?q=${encodeURIComponent(query)}`);
    await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 20_000 });
    const fetched = requests.filter((url) => /assets\/search\//.test(url)).map((url) => url.slice(it.servers.large.base.length));
    if (fetched.length < 2) throw new Error(`${query} fetches ${fetched}`);
    most = Math.max(most, fetched.reduce((sum, file) => sum + gzipSync(text('large', file)).length, 0));
  }
  test.diagnostic(`at most ${most} bytes`);
  await context.close();
  told(most <= 300_000 ? [] : [`${most} bytes`]);
});

test('S1 facets, the address and the keys', async () => {
  const { context, page, wrong } = await it.open('example', 'search/index.html');
  await page.fill('input[data-search]', 'renewal');
  await page.selectOption('select[name=kind]', 'Opportunity');
  await page.waitForFunction(() => location.search.includes('kind=Opportunity'));
  await page.reload();
  await page.waitForSelector('.hits a');
  if (!(await page.$$eval('.hits small', (all) => all.every((it) => it.textContent.startsWith('Opportunity'))))) wrong.push('the facet is lost');
  await page.focus('input[data-search]');
  await page.keyboard.press('ArrowDown');
  if (!(await page.evaluate(() => document.activeElement.matches('.hits a')))) wrong.push('arrow down');
  await page.keyboard.press('ArrowUp');
  if (!(await page.evaluate(() => document.activeElement.matches('input[data-search]')))) wrong.push('arrow up');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  if (!(await page.evaluate(() => document.activeElement.matches('input') && !document.activeElement.value))) wrong.push('escape');
  await page.selectOption('select[name=kind]', '');
  await page.keyboard.press('/');
  await page.fill('input[data-search]', 'imani brooks');
  await page.waitForSelector('.hits a');
  await page.keyboard.press('Enter');
  await page.waitForURL(/accounts\/kestrel-ridge-medical-center\/index\.html#/);
  const anchor = decodeURIComponent(new URL(page.url()).hash.slice(1));
  if (!(await page.evaluate((id) => document.getElementById(id)?.textContent.includes('Imani Brooks'), anchor))) wrong.push(`Enter led to #${anchor}`);
  await context.close();
  told(wrong);
});

test('O1 S1 thirty queries find what is meant, from a disk', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'quarter deck #1 100% ü '));
  const wrong = [];
  try {
    fs.cpSync(path.join(SITES, 'example'), folder, { recursive: true });
    const context = await it.browser.newContext();
    const page = await context.newPage();
    page.on('pageerror', (error) => wrong.push(`disk ${error.message}`));
    await page.goto(pathToFileURL(path.join(folder, 'search/index.html')).href);
    await asks(page, wrong, 'disk');
    await context.close();
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  told(wrong);
});

// what people write, and how they look for it: the title of a plan and a sentence in it, the owner, the queries that find it
const WRITTEN = [
  ['東京医療センター', '東京都内の手術室で麻酔科医が使う監視装置を来年度の予算で更新する計画である。', '佐藤 花子', ['医療', '東京医療センター', '手術室', '佐藤花子', '佐藤 花子', '花子', '麻酔科医', '画', 'センター 東京']],
  ['ＡＢＣ病院 ﾊﾝｶｸ', 'Vantex™とﾓﾆﾀｰ', 'Aslı Ðorđe', ['ABC', 'abc病院', 'ハンカク', 'ﾊﾝｶｸ', 'モニター', 'vantex', 'asli', 'DORDE']],
  ['Rinderkennzeichnungsfleischetikettierungsüberwachungsaufgabenübertragungsgesetzes', 'Ein großes Haus in der Hauptstraße.', 'Jörg Weiß', ['Rinderkenn', 'RINDERKENNZEICHNUNGSFLEISCHETIKETTIERUNGSÜBERWACHUNGSAUFGABENÜBERTRAGUNGSGESETZES', 'Weiss', 'weiß', 'gross', 'hauptstrasse', 'HAUPTSTRASSE']],
  ['โรงพยาบาลกรุงเทพ', 'ΑΣΚΛΗΠΙΟΣ', 'Łukasz Æbelø', ['กรุงเทพ', 'ασκληπιοσ', 'lukasz', 'aebelo']],
];

test('S1 what is written in other scripts and letters is found as people look for it', async () => {
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-scripts-'));
  const land = path.join(room, 'land');
  sound(land);
  const first = path.join(land, 'accounts/northwind-health');
  WRITTEN.forEach(([title, said, owner], i) => {
    fs.appendFileSync(path.join(land, 'people.yaml'), `\n- {id: owner-${i}, name: "${owner}", function: sales}\n`);
    fs.mkdirSync(path.join(land, `accounts/plan-${i}`));
    const plan = fs.readFileSync(path.join(first, 'plan.md'), 'utf8').replaceAll('northwind-health', `plan-${i}`);
    fs.writeFileSync(path.join(land, `accounts/plan-${i}/plan.md`), `${plan.replace(/\ntitle: .*/, `\ntitle: "${title}"`).replace(/\nowner: .*/, `\nowner: owner-${i}`)}\n${said}\n`);
  });
  execFileSync(process.env.QUARTERDECK, ['build', '-q', '--no-history', '--as-of', '2026-11-22', land, '--out', path.join(room, 'site')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await serve(path.relative(SITES, path.join(room, 'site')));
  const context = await it.browser.newContext();
  const { page, wrong } = await watched(context, server.origin);
  for (const [i, [, , , queries]] of WRITTEN.entries()) {
    for (const query of queries) {
      await page.goto(`${server.base}search/index.html?q=${encodeURIComponent(query)}`);
      await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 20_000 });
      const hits = await page.$$eval('.hits li', (all) => all.map((hit) => [hit.querySelector('a').href, hit.querySelectorAll('mark').length]));
      const others = hits.filter(([href]) => !href.includes(`/plan-${i}/`) && !href.includes(`/owner-${i}/`));
      if (!hits.length) wrong.push(`${query}: nothing`);
      if (others.length) wrong.push(`${query}: also ${others}`);
      if (hits.length && !hits.some(([, marks]) => marks)) wrong.push(`${query}: nothing is marked`);
    }
  }
  // both are in the plan, in no place behind one another
  await page.goto(`${server.base}search/index.html?q=${encodeURIComponent('医療監視')}`);
  await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 20_000 });
  if (!/Nothing/.test(await page.textContent('[role=status]'))) wrong.push('医療監視 is found');
  // what is marked and quoted of a text is what was sought, not the whole of it
  await page.goto(`${server.base}search/index.html?q=${encodeURIComponent('手術室')}`);
  await page.waitForFunction(() => /hit|Nothing/.test(document.querySelector('[role=status]').textContent), null, { timeout: 20_000 });
  const marks = await page.locator('.hits p mark').allTextContents();
  if (marks.join() !== '手術室') wrong.push(`手術室: marks ${marks}`);
  await context.close();
  await server.close();
  fs.rmSync(room, { recursive: true, force: true });
  told(wrong);
});
