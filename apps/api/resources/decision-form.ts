import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badInput, Problem } from '../../../libs/core/index.js';
import { ParsePipe } from '../kit/index.js';

/** The fields of a body, and the file that came with them. */
export interface DecisionForm<T> {
  fields: T;
  document?: { name: string; bytes: Buffer };
}

const oneDocument = { nl: 'Stuur één bestand mee, als `document`.', en: 'Send one file along, as `document`.' };
const unreadable = { nl: 'Dit formulier is niet te lezen.', en: 'This form cannot be read.' };
const tooLarge = { nl: 'Stuur een PDF van hoogstens 10 MB.', en: 'Send a PDF of at most 10 MB.' };

/** A body that is JSON, or a form with the same fields and a file. */
export function FormBody(type: Class): ParameterDecorator {
  const read = createParamDecorator(async (_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { fields, document } = request.isMultipart() ? await partsOf(request) : { fields: request.body, document: undefined };
    return { fields: new ParsePipe().transform(fields, { type: 'body', metatype: type }), document };
  });
  return read();
}

async function partsOf(request: FastifyRequest): Promise<DecisionForm<Record<string, unknown>>> {
  const fields: Record<string, unknown> = {};
  let document: { name: string; bytes: Buffer } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else if (document || part.fieldname !== 'document') throw badInput('document', oneDocument);
      else document = { name: part.filename ?? '', bytes: await part.toBuffer() };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { statusCode } = error as { statusCode?: number };
    throw statusCode === 413 ? new Problem(413, 'too-large', tooLarge) : new Problem(400, 'bad-request', unreadable);
  }
  return { fields, document };
}
