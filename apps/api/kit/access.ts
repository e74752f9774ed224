import { applyDecorators, type CanActivate, createParamDecorator, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database, Problem } from '../../../libs/core/index.js';
import { actorByToken, can, type Permission, requirePermission, type ScopedActor } from '../../../libs/identity/index.js';

const NEEDS = Symbol('needs');
export const TOKEN = 'token';

/** Who calls, and the request and reply of the call. */
export interface Call {
  municipalityId: string;
  actor: ScopedActor;
  request: FastifyRequest;
  reply: FastifyReply;
}

/** The route needs a token that may do one of these; without any, every token will do. */
export function Needs(...permissions: Permission[]): MethodDecorator {
  const documented = permissions.length > 0 ? permissions.map((permission) => ApiSecurity(TOKEN, [permission])) : [ApiSecurity(TOKEN)];
  return applyDecorators(SetMetadata(NEEDS, permissions), ...documented);
}

/** The route is for everyone: open data, or about the service itself. */
export function Open(): MethodDecorator {
  return SetMetadata(NEEDS, 'open');
}

const unauthorized = () =>
  new Problem(401, 'token-needed', {
    nl: 'Stuur een geldig token mee: Authorization: Bearer bk_…',
    en: 'Send a valid token along: Authorization: Bearer bk_…',
  });

/** Looks at every call. A route that says neither `Needs` nor `Open` lets nobody in. @throws Problem 401, 403 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly database: Database,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needs = this.reflector.get<readonly Permission[] | 'open' | undefined>(NEEDS, context.getHandler());
    if (needs === 'open') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { call?: Call }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const found = token ? await actorByToken(this.database, token) : undefined;
    if (!found || !needs) throw unauthorized();
    const { municipalityId, actor } = found;
    request.call = { municipalityId, actor, request, reply };
    reply.header('cache-control', 'no-store');
    if (needs.length > 0 && !needs.some((permission) => can(actor, permission))) requirePermission(actor, needs[0] as Permission);
    return true;
  }
}

/** The call, in a handler. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Call => {
  const { call } = context.switchToHttp().getRequest<{ call?: Call }>();
  if (!call) throw unauthorized();
  return call;
});
