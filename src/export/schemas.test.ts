import { expect, it } from 'vitest';
import { manifestSchema } from './bundle';
import { predictorSchema } from './predictor-schema';

// docs/bundle/*.schema.json are the very schemas that the reader checks a bundle with, as JSON Schema. After a change
// of theirs: npx vitest run src/export/schemas.test.ts -u

/** As far as the schemas of a bundle go. */
interface Schema {
  type: string;
  entries?: Record<string, Schema>;
  item?: Schema;
  items?: Schema[];
  value?: Schema;
  wrapped?: Schema;
  options?: readonly (Schema | string | number)[];
  literal?: unknown;
  pipe?: readonly (Schema & { requirement?: unknown })[];
}

/** What an action of a pipe asks for; what JSON Schema has no word for is left to the reader. */
function actionOf({ type, requirement }: Schema & { requirement?: unknown }): object {
  switch (type) {
    case 'regex':
      return { pattern: (requirement as RegExp).source };
    case 'integer':
      return { type: 'integer' };
    case 'min_value':
      return { minimum: requirement };
    case 'max_value':
      return { maximum: requirement };
    case 'gt_value':
      return { exclusiveMinimum: requirement };
    case 'lt_value':
      return { exclusiveMaximum: requirement };
    case 'finite':
    case 'readonly':
    case 'check':
      return {};
    default:
      throw new Error(`no word for ${type}`);
  }
}

const lengthOf = (type: string, of: string, { requirement }: { requirement?: unknown }): object => ({
  [`${type === 'min_length' ? 'min' : 'max'}${of === 'array' ? 'Items' : 'Length'}`]: requirement,
});

function plain(schema: Schema): object {
  const { type, entries = {}, item, items, value, wrapped, options, literal } = schema;
  const each = () => (options as Schema[]).map(jsonSchema);
  switch (type) {
    case 'object':
      return {
        type,
        properties: Object.fromEntries(Object.entries(entries).map(([key, of]) => [key, jsonSchema(of)])),
        required: Object.keys(entries).filter((key) => entries[key].type !== 'optional'),
      };
    case 'array':
      return { type, items: jsonSchema(item as Schema) };
    case 'tuple':
      return { type: 'array', prefixItems: items?.map(jsonSchema), minItems: items?.length };
    case 'record':
      return { type: 'object', additionalProperties: jsonSchema(value as Schema) };
    case 'union':
    case 'variant':
      return { anyOf: each() };
    case 'picklist':
      return { enum: options };
    case 'literal':
      return { const: literal };
    case 'nullable':
      return { anyOf: [jsonSchema(wrapped as Schema), { type: 'null' }] };
    case 'optional':
      return jsonSchema(wrapped as Schema);
    case 'unknown':
      return {};
    case 'string':
    case 'number':
    case 'boolean':
      return { type };
    default:
      throw new Error(`no word for ${type}`);
  }
}

function jsonSchema(schema: Schema): object {
  const [, ...actions] = schema.pipe ?? [];
  const asked = actions.map((action) =>
    action.type.endsWith('_length') ? lengthOf(action.type, schema.type, action) : actionOf(action),
  );
  return Object.assign(plain(schema), ...asked);
}

it.each([
  ['manifest', manifestSchema],
  ['preprocess', predictorSchema],
])('docs/bundle/%s.schema.json says what the reader asks for', async (name, schema) => {
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${name}.json of a Benchside bundle, format version 2`,
    ...jsonSchema(schema as unknown as Schema),
  };
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(
    `../../docs/bundle/${name}.schema.json`,
  );
});
