// E1: every empty and every error state of the site map is there, says what belongs here and what to do, and the rest of the page stands.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { sound } from './fixtures.js';
import { SITES, house, serve, text, told, watched } from './support.js';

const it = house();
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
/** What the main part of a page says. */
const words = (html) => html.match(/<main[^]*?<\/main>/)[0].replace(/<[^>]+>/g, ' ').replace(/&(#39|\w+);/g, (all, name) => ENTITIES[name] ?? all).replace(/\s+/g, ' ');
const lacks = (html, expected) => expected.filter((part) => !part.test(words(html)));

const EMPTY = {
  'index.html': [/No plans yet/, /quarterdeck new/],
  'readiness/index.html': [/No plans yet/, /quarterdeck new/],
  'actions/index.html': [/No open actions/, /actions: - \{id/],
  'asks/index.html': [/Nobody is asked for anything|Nothing asked for/, /asks: - \{id/],
  'calendar/index.html': [/Nothing is dated/, /next_meeting/],
  'whitespace/index.html': [/No plans yet/, /quarterdeck new/],
  'changes/index.html': [/The history is not known/, /git init/],
  'cycle/index.html': [/No cycle yet/, /cycle\.yaml/, /steps: - \{id/],
  'accountability/index.html': [/No plan is active/, /people\.yaml/],
  'icp/index.html': [/there is no icp\.yaml/, /shipped matrix/],
  'growth/index.html': [/no growth target yet/, /program\.growth_target/],
  'results/index.html': [/None yet/, /No plan is closed/],
  'search/index.html': [/Nothing to find yet/, /quarterdeck new/],
  '404.html': [/no such page/i, /Portfolio/],
  'about/index.html': [/Completeness|completeness/],
};
const SECTIONS = [/No objectives yet/, /No benchmarks yet/, /No people yet/, /No opportunities yet/, /No obstacles yet/, /No rivals yet/, /No team yet/, /No commitment yet/, /No asks yet/, /No revenue history yet/, /No review planned/, /The history is not known/];

test('E1 every page of a territory without plans says what belongs here and how to begin', () => {
  told(Object.entries(EMPTY).flatMap(([file, expected]) => lacks(text('empty', file), expected).map((part) => `${file} does not say ${part}: ${words(text('empty', file)).slice(0, 120)}`)));
});

test('E1 every section of a plan that was just begun says what belongs here, with a line to copy and what it is worth', () => {
  const html = text('one', 'accounts/inverley-pharma/index.html');
  const wrong = lacks(html, SECTIONS).map((part) => `the plan does not say ${part}`);
  const boxes = [...html.matchAll(/<div class="empty">([^]*?)<\/div>/g)].map(([, box]) => box);
  assert.ok(boxes.length >= 9, `${boxes.length} empty states`);
  for (const box of boxes) if (!/<code>/.test(box)) wrong.push(`nothing to copy: ${box.slice(0, 100)}`);
  if (boxes.filter((box) => /Worth [\d.]+ points/.test(box)).length < 6) wrong.push('weights are missing');
  const review = text('one', 'accounts/inverley-pharma/review.html');
  wrong.push(...lacks(review, [/none planned/, /7 of 8 gates are not met/]).map((part) => `the pack does not say ${part}`));
  told(wrong);
});

test('E1 a territory with nothing to clear says so, and as of when', () => {
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-sound-'));
  try {
    fs.mkdirSync(path.join(room, 'land'));
    sound(path.join(room, 'land'));
    execFileSync(process.env.QUARTERDECK, ['build', '-q', '--as-of', '2026-11-22', path.join(room, 'land'), '--out', path.join(room, 'site')], { stdio: ['ignore', 'ignore', 'inherit'] });
    const page = (file) => fs.readFileSync(path.join(room, 'site', file), 'utf8');
    const clear = /Nothing to clear as of .*22 Nov/;
    told(['index.html', 'findings/index.html', 'findings/placeholder.html', 'readiness/index.html'].filter((file) => !clear.test(words(page(file)))).map((file) => `${file}: ${words(page(file)).slice(0, 160)}`));
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
  }
});

test('E1 a plan that cannot be read stays in the list with its reason, and its page shows its source with a caret', () => {
  const wrong = [];
  const portfolio = text('broken', 'index.html');
  for (const [account, rule, source] of [['old-mill-clinics', 'front-matter-missing', 'no front matter at all'], ['lake-orrin-regional', 'yaml-syntax', 'title: "Lake Orrin']]) {
    const [row] = portfolio.match(new RegExp(`<tr[^>]*id="a-${account}"[^]*?</tr>`)) || [''];
    if (!/Cannot be read/.test(row)) wrong.push(`${account} is not marked in the list: ${row.slice(0, 200)}`);
    const html = text('broken', `accounts/${account}/index.html`);
    wrong.push(...lacks(html, [/Cannot be read/, new RegExp(rule), new RegExp(source.replace(/"/g, '.')), /accounts\/[\w-]+\/plan\.md/]).map((part) => `${account} does not say ${part}`));
    if (!/<span class="caret"/.test(html)) wrong.push(`${account}: no caret`);
  }
  wrong.push(...lacks(portfolio, [/The plan cannot be read/]).map((part) => `the portfolio does not say ${part}`));
  told(wrong);
});

test('E1 a section that cannot be read names what is wrong and where, and the rest of the plan stands', () => {
  const wrong = [];
  for (const [account, rule] of [['granite-coast-rehab', 'people'], ['dunmore-general', 'stance']]) {
    const html = text('broken', `accounts/${account}/index.html`);
    const findings = [...html.matchAll(/class="finding error"[^]*?<\/div>/g)].map(([all]) => all);
    if (!findings.some((finding) => finding.includes(rule) && /plan\.md:\d+/.test(finding))) wrong.push(`${account}: no finding about ${rule} with its line`);
    const damaged = (html.match(/<section[^>]*id="people"[^]*?<\/section>/) || [''])[0];
    if (rule === 'people' && /class="empty"/.test(damaged)) wrong.push(`${account}: what is written wrongly is called empty`);
    if (rule === 'people' && !/class="caret"/.test(damaged)) wrong.push(`${account}: the wrong lines are not shown`);
    for (const id of ['objectives', 'people', 'opportunities', 'commitment']) if (!html.includes(`id="${id}"`)) wrong.push(`${account}: no section ${id}`);
  }
  told(wrong);
});

test('E1 a gate that cannot be told is undetermined, with its reason', () => {
  const wrong = [];
  let seen = 0;
  for (const account of ['inverley-pharma']) {
    const said = words(text('one', `accounts/${account}/review.html`));
    for (const [, reason] of said.matchAll(/[Uu]ndetermined(.{0,80})/g)) { seen += 1; if (!/\p{L}{3}/u.test(reason)) wrong.push(`${account}: undetermined without a reason`); }
  }
  for (const account of ['fairhaven-womens-hospital']) if (/undetermined/i.test(words(text('broken', `accounts/${account}/review.html`)))) seen += 1;
  assert.ok(seen, 'a gate is undetermined somewhere');
  told(wrong);
});

test('E1 search says when its index is missing and when nothing is found', async () => {
  const { context, page } = await it.open('example', 'search/index.html');
  await page.fill('input[data-search]', 'zzzzqq');
  await page.waitForFunction(() => /Nothing found/.test(document.querySelector('[role=status]').textContent));
  await context.close();
  const missing = await it.browser.newContext();
  const other = await missing.newPage();
  await other.route(/assets\/search\//, (route) => route.abort());
  await other.goto(`${it.servers.example.base}search/index.html`);
  await other.fill('input[data-search]', 'kestrel');
  await other.waitForFunction(() => /could not be loaded/.test(document.querySelector('[role=status]').textContent));
  assert.ok(await other.locator('#all a, main a').count() > 5, 'the plain list is there all the same');
  await missing.close();
});

/* addresses with a mistake, and the first name that comes near */
const MISSED = {
  'accounts/kestral-ridge-medical-centre/index.html': 'Kestrel Ridge Medical Center',
  'accounts/saltmarsh/': 'Saltmarsh Health',
  'owners/hana-kobaiashi/index.html': 'Hana Kobayashi',
  'readines/index.html': 'Readiness',
  'a/b/c/fairhaven': /^Fairhaven/,
};
const STYLED = () => getComputedStyle(document.querySelector('.skip')).position === 'absolute';

test('E1 an address at any depth that is not there shows a page with style, links that lead on, search and the nearest names', async () => {
  const room = fs.mkdtempSync(path.join(os.tmpdir(), 'quarterdeck-missing-'));
  const land = path.join(room, 'land');
  fs.cpSync(path.resolve(import.meta.dirname, '../../example-territory'), land, { recursive: true, filter: (file) => path.basename(file) !== 'public' });
  const settings = path.join(land, 'quarterdeck.yaml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('\nsite:\n', '\nsite:\n  rooted_404: true\n'));
  execFileSync(process.env.QUARTERDECK, ['build', '-q', '--no-history', '--as-of', '2026-11-22', land, '--out', path.join(room, 'site')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const preview = spawn(process.env.QUARTERDECK, ['serve', '-q', '--no-history', '--port', '0', '--as-of', '2026-11-22', land], { stdio: ['ignore', 'pipe', 'inherit'] });
  const host = await serve(path.relative(SITES, path.join(room, 'site')), '/northeast/', { missing: '404.html' });
  const context = await it.browser.newContext({ viewport: { width: 1440, height: 900 } });
  const still = await it.browser.newContext({ javaScriptEnabled: false });
  try {
    const shown = String(await new Promise((done) => preview.stdout.once('data', done))).trim();
    for (const base of [host.base, shown]) {
      for (const [address, first] of Object.entries(MISSED)) {
        const { page, wrong } = await watched(context, new URL(base).origin);
        const response = await page.goto(base + address);
        assert.equal(response.status(), 404);
        assert.ok(await page.evaluate(STYLED), `${base}${address} is not styled`);
        await page.waitForSelector('.hits a');
        assert.match(await page.locator('.hits a').first().textContent(), first instanceof RegExp ? first : new RegExp(`^${first}$`), address);
        assert.ok(await page.locator('.hits a').count() <= 5);
        assert.deepEqual(wrong.filter((line) => !line.includes(address) && !/status of 404/.test(line)), []);
        assert.equal((await page.request.get(await page.locator('.hits a').first().evaluate((a) => a.href))).status(), 200);
        await page.close();
      }
      const page = await context.newPage();
      await page.goto(`${base}no/such/place/`);
      for (const link of await page.$$eval('header a, main a', (all) => all.map((a) => a.href.split('#')[0]))) assert.equal((await page.request.get(link)).status(), 200, link);
      await page.fill('input[data-search]', 'kestrel');
      await page.waitForFunction(() => /Kestrel/.test(document.querySelector('.hits a')?.textContent));
      await page.close();
      const plain = await still.newPage();
      await plain.goto(`${base}accounts/kestral/`);
      assert.ok(await plain.evaluate(STYLED) && await plain.locator('main ul a').count() > 10 && !(await plain.locator('form').first().isVisible()));
      await plain.locator('main ul a').first().click();
      assert.match(await plain.locator('h1').textContent(), /./);
      assert.match(plain.url(), /index\.html$/);
      await plain.close();
    }
  } finally {
    preview.kill();
    await host.close();
    await context.close();
    await still.close();
    fs.rmSync(room, { recursive: true, force: true });
  }
});

test('E1 from a disk the page for what is not there has its style and the search, and guesses no names', async () => {
  const context = await it.browser.newContext();
  const { page, wrong } = await watched(context, 'file:');
  await page.goto(pathToFileURL(path.join(SITES, 'example', '404.html')).href);
  assert.ok(await page.evaluate(STYLED));
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.hits a').count(), 0);
  await page.fill('input[data-search]', 'saltmarsh');
  await page.waitForSelector('.hits a');
  assert.equal(await page.locator('.hits a').first().textContent(), 'Saltmarsh Health');
  await context.close();
  told(wrong);
});
