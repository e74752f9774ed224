/** As much of a JSON Schema as the document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  example?: unknown;
  default?: unknown;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
}

export type Schemas = Record<string, Schema>;

/** The name a reference ends in. */
export function nameOf(schema: Schema): string | undefined {
  return schema.$ref?.split('/').at(-1);
}

/** The possibilities of a schema that has several. */
const choicesOf = (schema: Schema): Schema[] | undefined => schema.oneOf ?? schema.anyOf;

/** The name of the schema that a field is of, straight or as a list or as one of several. */
export function refsOf(schema: Schema): string[] {
  const own = nameOf(schema);
  return [
    ...(own ? [own] : []),
    ...[schema.items, ...(choicesOf(schema) ?? []), ...(schema.allOf ?? [])].flatMap((one) => (one ? refsOf(one) : [])),
  ];
}

/** What a value of this schema looks like, from the examples of its fields. */
export function exampleOf(schema: Schema, schemas: Schemas, optional = true): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  const name = nameOf(schema);
  if (name) return exampleOf(schemas[name] ?? {}, schemas, optional);
  const first = choicesOf(schema)?.find((one) => one.type !== 'null');
  if (first) return exampleOf(first, schemas, optional);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one) => exampleOf(one, schemas, optional)));
  if (schema.enum) return schema.enum[0];
  if (schema.items) return [exampleOf(schema.items, schemas, optional)];
  if (schema.properties) {
    const fields = Object.entries(schema.properties).filter(([field]) => optional || schema.required?.includes(field));
    return Object.fromEntries(fields.map(([field, one]) => [field, exampleOf(one, schemas, optional)]));
  }
  return { string: 'tekst', integer: Math.max(1, schema.minimum ?? 1), boolean: false }[[schema.type].flat()[0] ?? ''] ?? null;
}

/** Years stay years. */
const whole = (value: number) => value.toLocaleString('en', { useGrouping: Math.abs(value) > 9_999 });

/** A schema in a few words: `integer, 1 to 200`. */
export function wordsOf(schema: Schema): string {
  const name = nameOf(schema);
  if (name) return name;
  const choices = choicesOf(schema);
  if (choices) return choices.map(wordsOf).join(' or ');
  if (schema.allOf) return schema.allOf.map(wordsOf).join(' and ');
  if (schema.enum) return schema.enum.map((value) => `“${value}”`).join(' · ');
  if (schema.items)
    return `list of ${wordsOf(schema.items)}${schema.maxItems === undefined ? '' : `, ${whole(schema.minItems ?? 0)} to ${whole(schema.maxItems)}`}`;
  const type = [schema.type].flat().join(' or ');
  const { minimum, maximum, maxLength, format } = schema;
  const unlimited = maximum === undefined || minimum === undefined || maximum === Number.MAX_SAFE_INTEGER;
  const range = unlimited ? '' : `, ${whole(minimum)} to ${whole(maximum)}`;
  return `${format === undefined || format === 'int64' ? type : `${type} (${format})`}${range}${maxLength === undefined ? '' : `, at most ${whole(maxLength)} characters`}`;
}
