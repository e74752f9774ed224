import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config, Database, forbidden, notFound, type Tx } from '../../../libs/core/index.js';
import {
  membershipIn,
  requirePermission,
  roleWords,
  sessionByToken,
  type Permission,
  type Role,
  type ViewerMembership,
} from '../../../libs/identity/index.js';
import { organisationById } from '../../../libs/relations/index.js';
import { municipalityBySlug } from '../../../libs/tenancy/index.js';
import {
  actorOf,
  type MemberContext,
  type MunicipalityContext,
  type PageContext,
  type PageMunicipality,
  type PageViewer,
} from './context.js';
import { languageOf, sessionToken, takeFlash } from './cookies.js';
import { homePath } from './nav.js';

/** Thrown for a page that needs a login; the visitor logs in and comes back to `path`. */
export class LoginNeeded extends Error {
  constructor(readonly path: string) {
    super('login needed');
  }
}

/** Makes the context of each page and opens its transaction. Every controller asks one of its three questions first. */
@Injectable()
export class Pages {
  constructor(
    readonly database: Database,
    readonly config: Config,
  ) {}

  /** For a page outside every municipality, for anyone. */
  async forAnyone(request: FastifyRequest, reply: FastifyReply): Promise<PageContext> {
    return this.context(request, reply, undefined, await this.viewer(request));
  }

  /** For a public page of the municipality in the address (`:gemeente`), for anyone. @throws Problem 404 for an unknown municipality */
  async inMunicipality(request: FastifyRequest, reply: FastifyReply): Promise<MunicipalityContext> {
    const municipality = await this.municipality(request);
    const viewer = await this.viewer(request);
    return this.member(request, reply, municipality, viewer, viewer && roleIn(viewer, municipality.id)) as Promise<MunicipalityContext>;
  }

  /**
   * For a page of one role (or of several) in the municipality in the address; with `permission` only for who has it.
   * @throws LoginNeeded for a visitor; Problem 404 for somebody who has no role in this municipality, 403 for another role there
   */
  async forRole(
    request: FastifyRequest,
    reply: FastifyReply,
    role: Role | readonly Role[],
    permission?: Permission,
  ): Promise<MemberContext> {
    const municipality = await this.municipality(request);
    const viewer = await this.viewer(request);
    const roles = [role].flat() as Role[];
    if (!viewer) throw new LoginNeeded(request.method === 'GET' ? request.url : `/${municipality.slug}/${homePath(roles[0] as Role)}`);
    const membership = roles.map((wanted) => membershipIn(viewer, municipality.id, wanted)).find(Boolean);
    if (!membership) throw refusal(viewer, municipality, roles);
    const ctx = (await this.member(request, reply, municipality, viewer, membership)) as MemberContext;
    if (permission) requirePermission(actorOf(ctx), permission);
    return ctx;
  }

  /** The transaction of a page: in its municipality, by its viewer. */
  async inside<T>(ctx: MunicipalityContext, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(ctx.municipality.id, work, actorOf(ctx));
  }

  /** Whatever can be known of a request that failed: the page that says so must not fail itself. */
  async forError(request: FastifyRequest, reply: FastifyReply): Promise<PageContext> {
    const slug = (request.params as Record<string, string> | undefined)?.gemeente;
    return (slug ? this.inMunicipality(request, reply) : this.forAnyone(request, reply))
      .catch(() => this.forAnyone(request, reply))
      .catch(() => this.context(request, reply, undefined, undefined));
  }

  private async municipality(request: FastifyRequest): Promise<PageMunicipality> {
    const slug = (request.params as Record<string, string>).gemeente ?? '';
    if (!/^[a-z0-9-]{1,120}$/.test(slug)) throw notFound();
    return this.database.shared((tx) => municipalityBySlug(tx, slug));
  }

  private async viewer(request: FastifyRequest): Promise<PageViewer | undefined> {
    const token = sessionToken(request);
    return token ? sessionByToken(this.database, token) : undefined;
  }

  private async member(
    request: FastifyRequest,
    reply: FastifyReply,
    municipality: PageMunicipality,
    viewer: PageViewer | undefined,
    membership: ViewerMembership | undefined,
  ): Promise<PageContext> {
    if (!viewer || !membership) return this.context(request, reply, municipality, viewer);
    const ids = viewer.memberships
      .filter((own) => own.municipalityId === municipality.id && own.organisationId)
      .map((own) => own.organisationId as string);
    const names =
      ids.length > 0 ? await this.database.transaction(municipality.id, (tx) => organisationNames(tx, ids)) : new Map<string, string>();
    const organisationName = names.get(membership.organisationId ?? '');
    return this.context(request, reply, municipality, { ...viewer, membership, organisationName, organisationNames: names });
  }

  private context(
    request: FastifyRequest,
    reply: FastifyReply,
    municipality: PageMunicipality | undefined,
    viewer: PageViewer | undefined,
  ): PageContext {
    let token: string | undefined;
    const query: Record<string, string> = {};
    for (const [name, value] of Object.entries((request.query ?? {}) as Record<string, unknown>)) {
      query[name] = String(Array.isArray(value) ? value[0] : value);
    }
    return {
      lang: languageOf(request),
      municipality,
      viewer,
      get csrfToken() {
        return (token ??= reply.generateCsrf());
      },
      path: request.url.split('?')[0] as string,
      query,
      flash: takeFlash(request, reply),
      now: this.database.clock.now(),
      publicUrl: this.config.PUBLIC_URL,
    };
  }
}

async function organisationNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const id of new Set(ids)) names.set(id, (await organisationById(tx, id)).name);
  return names;
}

/** The role a viewer has in a municipality when the page asks for none: the one they work in, or their first. */
function roleIn(viewer: PageViewer, municipalityId: string): ViewerMembership | undefined {
  const here = viewer.memberships.filter((membership) => membership.municipalityId === municipalityId);
  return here.find((membership) => membership.id === viewer.active?.id) ?? here[0];
}

function refusal(viewer: PageViewer, municipality: PageMunicipality, roles: Role[]): Error {
  const own = roleIn(viewer, municipality.id);
  if (!own) return notFound();
  const nl = roles.map((role) => roleWords[role].nl).join(' of ');
  const en = roles.map((role) => roleWords[role].en).join(' or ');
  return forbidden({
    nl: `Deze pagina is er voor wie hier ${nl} is. U werkt hier als ${roleWords[own.role].nl}.`,
    en: `This page is for who is ${en} here. You work here as ${roleWords[own.role].en}.`,
  });
}

/** A path on this site to go on to, as in `?terug=`; anything else (another site, nonsense, what fits no header) gives `otherwise`. */
export function safePath(path: unknown, otherwise: string): string {
  return typeof path === 'string' && /^\/(?!\/)[!-[\]-~]*$/.test(path) ? path : otherwise;
}
