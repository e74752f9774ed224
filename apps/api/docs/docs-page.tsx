import type { ComponentChildren } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { exampleOf, nameOf, refsOf, type Schema, type Schemas, wordsOf } from './schema.js';

interface Content {
  content?: Record<string, { schema?: Schema }>;
}

interface Operation {
  operationId: string;
  summary: string;
  description?: string;
  tags: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: Content;
  responses: Record<string, Response>;
}

type Response = Content & { description: string; $ref?: string };

interface Document {
  info: { title: string; version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas; responses: Record<string, Response>; securitySchemes: Record<string, { description: string }> };
}

interface Route extends Operation {
  path: string;
  method: string;
}

/** The whole documentation as one page that works without JavaScript. */
export function docsPage(document: Document): string {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ ...operation, path, method })),
  );
  const tags = [...new Set(routes.map((route) => route.tags[0] ?? ''))].sort();
  return `<!doctype html>${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{document.info.title}</title>
        <link rel="stylesheet" href="/api/docs/style.css" />
      </head>
      <body>
        <a class="skip" href="#main">
          To the content
        </a>
        <header>
          <span class="mark">Buurtkas</span> <span>API, version {document.info.version}</span>
          <a href="/api/v1/openapi.json">openapi.json</a>
          <a href="/">To Buurtkas</a>
        </header>
        <div class="columns">
          <nav aria-label="Contents">
            <ContentsOf
              title="About"
              links={[
                ['about', 'How it works'],
                ['scopes', 'Scopes'],
              ]}
            />
            {tags.map((tag) => (
              <ContentsOf key={tag} title={tag} links={ofTag(routes, tag).map((route) => [route.operationId, route.summary])} />
            ))}
            <ContentsOf title="Objects" links={Object.keys(document.components.schemas).map((name) => [name, name])} />
          </nav>
          <main id="main">
            <h1 id="about">{document.info.title}</h1>
            <Prose text={document.info.description} />
            <h2 id="scopes">Scopes</h2>
            <Prose text={Object.values(document.components.securitySchemes)[0]?.description ?? ''} />
            {tags.map((tag) => (
              <section key={tag}>
                <h2>{tag}</h2>
                {ofTag(routes, tag).map((route) => (
                  <RouteOf key={route.operationId} route={route} components={document.components} />
                ))}
              </section>
            ))}
            <section>
              <h2>Objects</h2>
              {Object.entries(document.components.schemas).map(([name, schema]) => (
                <ObjectOf key={name} name={name} schema={schema} />
              ))}
            </section>
          </main>
        </div>
      </body>
    </html>,
  )}`;
}

const ORDER = ['get', 'post', 'put', 'delete'];

function ofTag(routes: readonly Route[], tag: string): Route[] {
  const own = routes.filter((route) => route.tags[0] === tag);
  return own.sort((a, b) => a.path.localeCompare(b.path) || ORDER.indexOf(a.method) - ORDER.indexOf(b.method));
}

function ContentsOf({ title, links }: { title: string; links: readonly (readonly string[])[] }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {links.map(([id, text]) => (
          <li key={id}>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function RouteOf({ route, components: { schemas, responses } }: { route: Route; components: Document['components'] }) {
  const body = route.requestBody?.content?.['application/json']?.schema;
  const good = Object.entries(route.responses).filter(([status]) => Number(status) < 400);
  const problems = Object.entries(route.responses).filter(([status]) => Number(status) >= 400);
  return (
    <article id={route.operationId}>
      <h3>{route.summary}</h3>
      <p class="route">
        <span class={`method ${route.method}`}>{route.method.toUpperCase()}</span> <code>{route.path}</code>
      </p>
      {route.description && <Prose text={route.description} />}
      <p class="access">{accessOf(route)}</p>
      {route.parameters && route.parameters.length > 0 && (
        <Fields
          caption={`Parameters: ${route.summary.toLowerCase()}`}
          rows={route.parameters.map(({ name, in: place, required = false, description, schema }) => {
            return { name, where: place, required, schema: { ...schema, description: description ?? schema.description } };
          })}
        />
      )}
      {body && <Sample title="Body" schema={body} schemas={schemas} />}
      {good.map(([status, response]) => (
        <Sample key={status} title={`Answer ${status}`} schema={Object.values(response.content ?? {})[0]?.schema ?? {}} schemas={schemas} />
      ))}
      {problems.length > 0 && (
        <ul class="problems">
          {problems.map(([status, { $ref = '' }]) => (
            <li key={status}>
              <strong>{status}</strong> {responses[$ref.split('/').at(-1) ?? '']?.description}
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function accessOf({ security }: Route): ComponentChildren {
  if (!security) return 'Open to everyone, without a token.';
  const scopes = [...new Set(security.flatMap((one) => Object.values(one).flat()))];
  if (scopes.length === 0) return 'With any token.';
  return (
    <>
      With a token that has the scope{' '}
      {scopes.map((scope, index) => (
        <>
          {index > 0 && ' or '}
          <code key={scope}>{scope}</code>
        </>
      ))}
      .
    </>
  );
}

function Sample({ title, schema, schemas }: { title: string; schema: Schema; schemas: Schemas }) {
  const names = [...new Set(refsOf(schema))];
  const example = names.length > 0 ? JSON.stringify(exampleOf(schema, schemas), null, 2) : undefined;
  return (
    <details>
      <summary>
        {title} {names.length > 0 && wordsOf(schema)}
      </summary>
      {example ? (
        <>
          <p>
            What each field is: <Kind schema={schema} />
          </p>
          <pre tabIndex={0}>
            <code>{example}</code>
          </pre>
        </>
      ) : (
        <p>A file.</p>
      )}
    </details>
  );
}

/** The kind of a field; the names of objects lead to them. */
function Kind({ schema }: { schema: Schema }) {
  const words = wordsOf(schema);
  const names = refsOf(schema);
  if (names.length === 0) return <>{words}</>;
  const parts = words.split(new RegExp(`\\b(${names.join('|')})\\b`));
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <a key={index} href={`#${part}`}>
            {part}
          </a>
        ) : (
          part
        ),
      )}
    </>
  );
}

interface Row {
  name: string;
  where?: string;
  required: boolean;
  schema: Schema;
}

function Fields({ caption, rows }: { caption: string; rows: readonly Row[] }) {
  return (
    <div class="table" tabIndex={0} role="region" aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, where, required, schema }) => (
            <tr key={name}>
              <th scope="row">
                <code>{name}</code>
                <small>
                  {where} {required ? '' : 'optional'}
                </small>
              </th>
              <td>
                <Kind schema={schema} />
              </td>
              <td>{inline(schema.description ?? '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ObjectOf({ name, schema }: { name: string; schema: Schema }) {
  const rows = Object.entries(schema.properties ?? {}).map(([field, one]) => ({
    name: field,
    required: schema.required?.includes(field) ?? false,
    schema: one,
  }));
  return (
    <article id={name}>
      <h3>{name}</h3>
      {schema.description && <Prose text={schema.description} />}
      {nameOf(schema) === undefined && rows.length > 0 && <Fields caption={`Fields of ${name}`} rows={rows} />}
      {rows.length === 0 && <p>Nothing: an empty object, or no body at all.</p>}
    </article>
  );
}

/** Paragraphs and lists with `code` and **bold**: as much of Markdown as the document uses. */
function Prose({ text }: { text: string }) {
  return (
    <>
      {text.split('\n\n').map((block, index) =>
        block.startsWith('- ') ? (
          <ul key={index}>
            {block.split('\n').map((item) => (
              <li key={item}>{inline(item.slice(2))}</li>
            ))}
          </ul>
        ) : (
          <p key={index}>{inline(block)}</p>
        ),
      )}
    </>
  );
}

function inline(text: string): ComponentChildren {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part, index) => {
    if (part.startsWith('`')) return <code key={index}>{part.slice(1, -1)}</code>;
    return part.startsWith('**') ? <strong key={index}>{part.slice(2, -2)}</strong> : part;
  });
}
