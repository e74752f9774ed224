import { applyDecorators, HttpCode, Param, type Type as Class } from '@nestjs/common';
import { ApiExtension, ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';
import { idFromPath } from '../../../libs/core/index.js';

/** What a route does and gives, for the document; and its status. */
export function Gives(type: Class, summary: string, { status = 200, about }: { status?: number; about?: string } = {}): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary, description: about }),
    ApiResponse({ status, description: summary, type }),
  );
}

/** The route gives a file of one of these types. */
export function GivesFile(summary: string, ...types: string[]): MethodDecorator {
  const content = Object.fromEntries(types.map((type) => [type, {}]));
  return applyDecorators(ApiOperation({ summary }), ApiResponse({ status: 200, description: summary, content }));
}

/** The route moves money: it is done once per key. */
export function Once(): MethodDecorator {
  return applyDecorators(
    ApiExtension('x-idempotent', true),
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      description:
        'Your own key for this request, for example a UUID: 1 to 200 visible characters. The same request with the same key gets the same answer, with `Idempotent-Replayed: true`.',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    }),
  );
}

/** The id in the address; what is no id is not found. */
export function PathId(): ParameterDecorator {
  return Param('id', { transform: (value: string) => idFromPath(value) });
}
