import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

/** What came over HTTP, of what was asked. JSON is parsed, anything else is a text. */
export interface CameOverHttp {
  readonly method: string;
  /** With or without a query string. */
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}

type Json = { readonly [member: string]: unknown };
type Responses = { readonly [status: string]: { readonly $ref?: string } };

const PROBLEM = 'application/problem+json';
const DOCUMENT = 'openapi';

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
const pointer = (...names: readonly string[]): string => `#/${names.map(escaped).join('/')}`;
const memberAt = (document: Json, at: string): unknown =>
  at
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, name) => (inner as Json | undefined)?.[name.replaceAll('~1', '/').replaceAll('~0', '~')], document);

/**
 * Checks answers against the OpenAPI document of the services that gave them: each status, media type and member has to be declared.
 * @throws Error that names the address's template and what does not fit, in the function that it returns
 */
export const declaredAnswers = (published: object): ((came: CameOverHttp) => void) => {
  const ajv = addFormats.default(new Ajv2020({ allErrors: true, strict: false }));
  const document = published as Json;
  ajv.addSchema({ ...document, $id: DOCUMENT });
  const compiled = new Map<string, ValidateFunction>();
  const validator = (at: string): ValidateFunction => {
    const known = compiled.get(at) ?? ajv.compile({ $ref: `${DOCUMENT}${at}` });
    compiled.set(at, known);
    return known;
  };
  // The most literal template is the one that a router takes first.
  const templates = Object.keys(document['paths'] as Json)
    .map((template) => ({
      template,
      pattern: new RegExp(
        `^${template
          .replace(/[.]/g, '\\.')
          .replaceAll('{path}', '.+')
          .replace(/\{\w+\}/g, '[^/]+')}/?$`,
      ),
      open: template.split('{').length,
    }))
    .toSorted((a, b) => a.open - b.open);

  const check = (at: string, { method, status, body }: CameOverHttp, template: string): void => {
    const validate = validator(at);
    if (validate(body)) return;
    const wrong = (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
    throw new Error(`${method} ${template} was answered ${status} with what is not declared: ${wrong.join('; ')}`);
  };

  return (came) => {
    const { method, status, contentType } = came;
    if (method === 'HEAD') return; // It has no body, and the document does not name what every GET can do.
    const [mediaType = ''] = contentType.split(';');
    const path = came.path.split('?')[0] ?? '';
    const found = templates.find(({ template, pattern }) => pattern.test(path) && memberAt(document, pointer('paths', template, method.toLowerCase())));
    if (!found) {
      if (mediaType === PROBLEM) check(pointer('components', 'schemas', 'Problem'), came, path);
      return;
    }
    const responses = pointer('paths', found.template, method.toLowerCase(), 'responses');
    const declared = (memberAt(document, responses) as Responses)[status];
    if (!declared) throw new Error(`${method} ${found.template} was answered ${status}, which it does not declare.`);
    const content = `${declared.$ref ?? `${responses}/${status}`}/content`;
    const media = (memberAt(document, content) as Json | undefined)?.[mediaType] as Json | undefined;
    if (!media) throw new Error(`${method} ${found.template} was answered ${status} as ${mediaType}, which it does not declare.`);
    if (media['schema']) check(`${content}/${escaped(mediaType)}/schema`, came, found.template);
  };
};
