// node benches/ajv.mjs TERRITORY: the same front matter checked by ajv over gray-matter, to compare `check` with. Wants `npm install ajv gray-matter`
// in the working directory or above it. Prints plans, those with errors, and seconds.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'x.js'));
const Ajv = require('ajv/dist/2020').default;
const matter = require('gray-matter');
const yaml = require('js-yaml');

const start = performance.now();
const schema = JSON.parse(readFileSync(new URL('../schemas/plan.schema.json', import.meta.url)));
const check = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);
// dates stay text, as in the format
const core = { engines: { yaml: (text) => yaml.safeLoad(text, { schema: yaml.JSON_SCHEMA }) } };
let plans = 0;
let wrong = 0;
for (const folder of readdirSync(join(process.argv[2], 'accounts'))) {
  let text;
  try {
    text = readFileSync(join(process.argv[2], 'accounts', folder, 'plan.md'), 'utf8');
  } catch {
    continue;
  }
  plans += 1;
  if (!check(matter(text, core).data)) wrong += 1;
}
console.log(`${plans} plans, ${wrong} with errors, ${((performance.now() - start) / 1000).toFixed(2)} s`);
