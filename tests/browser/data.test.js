// D1, D2, R2: the files for programs, read by readers that are not ours: csv-parse, ical.js, xmldom.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOMParser } from '@xmldom/xmldom';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { SITES, files, house, names, pages, text, told } from './support.js';

const it = house();
const csv = (site, name) => parse(text(site, `data/${name}.csv`), { bom: true });
const records = (site, name) => parse(text(site, `data/${name}.csv`), { bom: true, columns: true });
/** What a reader of CSV shows of a value of JSON. */
const shown = (value) => (value === null || value === undefined ? '' : Array.isArray(value) ? value.map(shown).join(';') : String(value));
/** A text that a spreadsheet would run has an apostrophe before it; this takes it away again. */
const RUN = /^['\s]*[=+\-@|%＝＋－＠\t\r]/;
const restored = (cell) => (cell.startsWith("'") && RUN.test(cell.slice(1)) ? cell.slice(1) : cell);

test('D1 every CSV is read by another reader, row by row what the JSON beside it says, and no cell is a formula', () => {
  const wrong = [];
  let cells = 0;
  let guarded = 0;
  for (const site of names) {
    for (const file of files(site).filter((file) => file.startsWith('data/') && file.endsWith('.csv'))) {
      const name = file.slice(5, -4);
      const [head, ...rows] = csv(site, name);
      assert.ok(files(site).includes(`data/${name}.json`), `${site} ${name} has JSON`);
      const json = JSON.parse(text(site, `data/${name}.json`))[name.replaceAll('-', '_')];
      if (rows.length !== json.length) wrong.push(`${site} ${file}: ${rows.length} rows, ${json.length} in JSON`);
      rows.forEach((row, at) => {
        if (row.length !== head.length) wrong.push(`${site} ${file} row ${at + 1}: ${row.length} cells under ${head.length} heads`);
        row.forEach((cell, column) => {
          cells += 1;
          if (RUN.test(cell) && !cell.startsWith("'") && Number.isNaN(Number(cell))) wrong.push(`${site} ${file} row ${at + 1} ${head[column]}: a spreadsheet runs ${cell}`);
          if (restored(cell) !== cell) guarded += 1;
          const value = json[at]?.[head[column]];
          if (restored(cell) !== shown(value)) wrong.push(`${site} ${file} row ${at + 1} ${head[column]}: ${cell} is ${shown(value)} in JSON`);
        });
      });
    }
  }
  assert.ok(cells > 20_000 && guarded > 0, `${cells} cells, ${guarded} of them guarded`);
  told(wrong);
});

/** The rows of a table of a page: of each its attributes and the value or text of each cell by the key of its column. */
const rows = (page, id) => page.evaluate((id) => {
  const table = document.getElementById(id);
  const heads = [...[...table.tHead.rows].at(-1).cells].map((th) => th.dataset.col ?? '');
  return [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.matches('.group')).map((row) => ({
    ...row.dataset,
    cells: Object.fromEntries([...row.cells].map((cell, at) => {
      const words = cell.cloneNode(true);
      words.querySelectorAll('small, .vh, [aria-hidden]').forEach((el) => el.remove());
      const value = cell.querySelector('time')?.dateTime ?? cell.dataset.value ?? words.textContent.replace(/\s+/g, ' ').trim();
      return [heads[at], value === '–' ? '' : value];
    })),
  }));
}, id);
const same = (wrong, where, found, expected) => {
  const sorted = (all) => all.map((one) => JSON.stringify(one)).sort();
  const [a, b] = [sorted(found), sorted(expected)];
  if (a.length !== b.length) wrong.push(`${where}: ${a.length} rows on the page, ${b.length} in the file`);
  a.filter((one) => !b.includes(one)).slice(0, 4).forEach((one) => wrong.push(`${where}: only on the page: ${one}`));
  b.filter((one) => !a.includes(one)).slice(0, 4).forEach((one) => wrong.push(`${where}: only in the file: ${one}`));
};

test('D1 the tables of the pages hold what their CSV holds', async () => {
  const wrong = [];
  for (const site of ['example', 'broken', 'large']) {
    const { context, page } = await it.open(site);
    const accounts = await rows(page, 'accounts');
    same(wrong, `${site} accounts`,
      accounts.map(({ account, cells }) => [account, cells.account, cells.owner, cells.tier.split(' ')[0], cells.stake, cells.target, cells.readiness, cells.review]),
      records(site, 'accounts').filter((row) => row.planned === 'true').map((row) => [row.account, restored(row.title), row.owner_name || row.owner, row.tier, row.value_at_stake_90d, row.growth_target, row.readiness, row.next_review]));
    const actions = [];
    // a list of more than 500 rows goes on on further pages
    for (const file of pages(site).filter((file) => /^actions\/(index|page-\d+)\.html$/.test(file))) {
      await page.goto(it.servers[site].base + file);
      actions.push(...await rows(page, 'actions'));
    }
    same(wrong, `${site} actions`,
      actions.map(({ account, cells }) => [account, cells.due, cells.action, cells.owner, cells.status]),
      records(site, 'actions').filter((row) => row.open === 'true').map((row) => [row.account, row.due, restored(row.text), row.owner, row.status]));
    await page.goto(`${it.servers[site].base}asks/index.html`);
    // the page leaves out plans that are closed
    const closed = new Set(records(site, 'accounts').filter((row) => row.status === 'closed').map((row) => row.account));
    same(wrong, `${site} asks`,
      (await rows(page, 'asks')).map(({ account, cells }) => [account, cells.by, cells.what, cells.from, cells.status]),
      records(site, 'asks').filter((row) => !closed.has(row.account)).map((row) => [row.account, row.by, restored(row.what), row.from, row.status]));
    await page.goto(`${it.servers[site].base}findings/index.html`);
    const counts = new Map();
    for (const { rule } of records(site, 'findings')) counts.set(rule, (counts.get(rule) || 0) + 1);
    same(wrong, `${site} findings`, (await rows(page, 'rules')).map(({ cells }) => [cells.rule, cells.findings]), [...counts].map(([rule, count]) => [rule, String(count)]));
    await context.close();
  }
  told(wrong);
});

const events = (site, file) => new ICAL.Component(ICAL.parse(text(site, file))).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));
const calendars = names.flatMap((site) => files(site).filter((file) => file.endsWith('.ics')).map((file) => [site, file]));

test('D2 every calendar is read by another reader: whole days without a zone, ids of their own, lines of 75 bytes', () => {
  const wrong = [];
  let count = 0;
  for (const [site, file] of calendars) {
    const say = (what) => wrong.push(`${site} ${file}: ${what}`);
    const raw = text(site, file);
    if (/[^\r]\n/.test(raw) || !raw.endsWith('END:VCALENDAR\r\n')) say('lines do not end in CR LF');
    const long = raw.split('\r\n').find((line) => Buffer.byteLength(line) > 75);
    if (long) say(`a line of ${Buffer.byteLength(long)} bytes`);
    const calendar = new ICAL.Component(ICAL.parse(raw));
    for (const name of ['version', 'prodid']) if (!calendar.getFirstPropertyValue(name)) say(`no ${name}`);
    // a calendar has to hold something, so an empty one holds the name of a zone that nothing refers to
    if (calendar.getAllSubcomponents('vtimezone').length !== (events(site, file).length ? 0 : 1)) say('a time zone');
    const ids = new Set();
    for (const event of events(site, file)) {
      count += 1;
      if (!event.uid || ids.has(event.uid)) say(`uid ${event.uid}`);
      ids.add(event.uid);
      if (!event.summary) say(`no summary: ${event.uid}`);
      if (!event.component.getFirstPropertyValue('dtstamp')) say(`no stamp: ${event.uid}`);
      if (!event.startDate.isDate || !event.endDate.isDate || event.startDate.zone.tzid !== 'floating') say(`not a whole day: ${event.uid}`);
      if (event.endDate.subtractDate(event.startDate).toSeconds() !== 86_400) say(`not one day: ${event.uid}`);
      const link = event.component.getFirstPropertyValue('url');
      if (link) {
        const [, at, anchor] = link.match(/northeast\/(.*?)(?:#(.*))?$/) || [];
        if (!at || !files(site).includes(at) || (anchor && !text(site, at).includes(`id="${anchor}"`))) say(`leads nowhere: ${link}`);
      }
    }
  }
  assert.ok(count > 200, `${count} events`);
  // the days are those of the plans, wherever they are read
  const due = new Map(records('example', 'actions').map((row) => [`action.${row.id}.${row.account}`, row.due]));
  let compared = 0;
  for (const event of events('example', 'calendar.ics')) {
    const day = due.get(event.uid.split('@')[0]);
    if (day && (compared += 1) && event.startDate.toString() !== day) wrong.push(`${event.uid} on ${event.startDate}, due ${day}`);
  }
  assert.ok(compared > 20, `${compared} actions in the calendar`);
  // the calendars of the owners and of the plans say the same of the same day
  const whole = new Map(events('example', 'calendar.ics').map((event) => [event.uid, `${event.startDate} ${event.summary}`]));
  for (const [, file] of calendars.filter(([site, file]) => site === 'example' && file !== 'calendar.ics')) {
    for (const event of events('example', file)) if (whole.has(event.uid) && whole.get(event.uid) !== `${event.startDate} ${event.summary}`) wrong.push(`${file}: ${event.uid} differs`);
  }
  told(wrong);
});

const children = (element, name) => [...element.childNodes].filter((node) => node.nodeType === 1 && node.namespaceURI === 'http://www.w3.org/2005/Atom' && (!name || node.localName === name));
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

test('D2 every feed is well-formed and has what RFC 4287 asks for', () => {
  const wrong = [];
  let entries = 0;
  for (const site of names.filter((name) => files(name).includes('feed.atom'))) {
    const say = (what) => wrong.push(`${site} feed.atom: ${what}`);
    const document = new DOMParser({ onError: (level, message) => say(`${level}: ${message}`) }).parseFromString(text(site, 'feed.atom'), 'application/xml');
    const feed = document.documentElement;
    if (feed.localName !== 'feed' || feed.namespaceURI !== 'http://www.w3.org/2005/Atom') say('not a feed');
    const one = (element, name) => {
      const all = children(element, name);
      if (all.length !== 1) say(`${all.length} ${name} in ${element.localName}`);
      return all[0]?.textContent.trim() ?? '';
    };
    const ids = new Set();
    const common = (element) => {
      const id = one(element, 'id');
      if (!URL.canParse(id)) say(`id ${id} is no address`);
      if (ids.has(id)) say(`id ${id} twice`);
      ids.add(id);
      if (!one(element, 'title')) say('an empty title');
      if (!RFC3339.test(one(element, 'updated'))) say(`updated ${one(element, 'updated')}`);
      return one(element, 'updated');
    };
    const newest = common(feed);
    const links = children(feed, 'link').map((link) => link.getAttribute('rel') ?? 'alternate');
    // an address of its own needs `base_url`; without one, no link may be made up
    if (new Set(links).size !== links.length) say(`links ${links}`);
    const named = children(feed, 'author').length > 0;
    for (const entry of children(feed, 'entry')) {
      entries += 1;
      if (common(entry) > newest) say('an entry newer than the feed');
      if (!named && !children(entry, 'author').some((author) => one(author, 'name'))) say('an entry without an author');
      const content = children(entry, 'content')[0];
      if (!content && !children(entry, 'link').some((link) => (link.getAttribute('rel') ?? 'alternate') === 'alternate')) say('an entry without content and link');
      if (content && !['text', 'html', 'xhtml', null].includes(content.getAttribute('type'))) say(`content of type ${content.getAttribute('type')}`);
      if (/<script|\son\w+=/i.test(content?.textContent ?? '')) say('a script in an entry');
    }
  }
  assert.ok(entries > 10, `${entries} entries`);
  told(wrong);
});

test('D2 R2 another build in another zone, language, place and number of threads has the same bytes, so the same ids', () => {
  const room = fs.mkdtempSync(path.join(SITES, '../again '));
  const wrong = [];
  try {
    for (const site of ['example', 'broken', 'empty']) {
      const out = path.join(room, site);
      const env = { ...process.env, TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' };
      execFileSync(process.env.QUARTERDECK, ['build', '-q', '--as-of', '2026-11-22', '--threads', '1', path.join(SITES, '../lands', site), '--out', out], { env, stdio: ['ignore', 'ignore', 'inherit'] });
      const listed = fs.readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(out, path.join(entry.parentPath, entry.name))).sort();
      assert.deepEqual(listed, files(site));
      for (const file of listed) if (!fs.readFileSync(path.join(out, file)).equals(fs.readFileSync(path.join(SITES, site, file)))) wrong.push(`${site} ${file}`);
    }
  } finally {
    fs.rmSync(room, { recursive: true, force: true });
  }
  told(wrong);
});

test('P12 the commit, the state of the files and the day are the same in build.json and in the foot of every page', () => {
  const wrong = [];
  for (const site of names) {
    const build = JSON.parse(text(site, 'build.json'));
    const commit = typeof build.commit === 'string' ? build.commit : build.commit?.id;
    for (const file of pages(site)) {
      const foot = text(site, file).match(/<footer class="wrap"[^]*?<\/footer>/)?.[0] ?? '';
      // the site that runs to the left says it in its own words
      if (!/As of|נכון ליום/.test(foot)) wrong.push(`${site} ${file}: no day in the foot`);
      if (commit && !foot.includes(commit.slice(0, 7))) wrong.push(`${site} ${file}: not ${commit}`);
    }
  }
  told(wrong);
});
