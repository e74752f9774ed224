import { createParamDecorator, type ExecutionContext, type Type as Class } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { badInput, Problem, type Words } from '../../../libs/core/index.js';
import { ParsePipe } from '../kit/index.js';

/** The fields of a body, and the file that came with them. */
export interface DecisionForm<T> {
  fields: T;
  document?: { name: string; bytes: Buffer };
}

/** The part of a form that is a file, and what is said of one that is too large. */
export interface FilePart {
  name: string;
  tooLarge: Words;
}

const unreadable = { nl: 'Dit formulier is niet te lezen.', en: 'This form cannot be read.' };
const pdf: FilePart = { name: 'document', tooLarge: { nl: 'Stuur een PDF van hoogstens 10 MB.', en: 'Send a PDF of at most 10 MB.' } };

const oneFile = (name: string): Words => ({ nl: `Stuur één bestand mee, als \`${name}\`.`, en: `Send one file along, as \`${name}\`.` });

/** A body that is JSON, or a form with the same fields and a file. */
export function FormBody(type: Class, file: FilePart = pdf): ParameterDecorator {
  const read = createParamDecorator(async (_: unknown, context: ExecutionContext) => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { fields, document } = request.isMultipart() ? await partsOf(request, file) : { fields: request.body, document: undefined };
    return { fields: new ParsePipe().transform(fields, { type: 'body', metatype: type }), document };
  });
  return read();
}

async function partsOf(request: FastifyRequest, { name, tooLarge }: FilePart): Promise<DecisionForm<Record<string, unknown>>> {
  const fields: Record<string, unknown> = {};
  let document: { name: string; bytes: Buffer } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields[part.fieldname] = part.value;
      else if (document || part.fieldname !== name) throw badInput(name, oneFile(name));
      else document = { name: part.filename ?? '', bytes: await part.toBuffer() };
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    const { statusCode } = error as { statusCode?: number };
    throw statusCode === 413 ? new Problem(413, 'too-large', tooLarge) : new Problem(400, 'bad-request', unreadable);
  }
  return { fields, document };
}
