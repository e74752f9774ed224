import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idFromPath, type Tx } from '../../../libs/core/index.js';
import { type ApiToken, apiTokenById, createApiToken, listApiTokens, revokeApiToken } from '../../../libs/identity/index.js';
import { organisationById } from '../../../libs/relations/index.js';
import { type FormState, html, type MemberContext, Pages, pathIn, redirect, submit, text, texts } from '../kit/index.js';
import { type Connection, ConnectionMadePage, ConnectionsPage, NewConnectionPage, RevocationPage } from './connections-page.js';

const FIELDS = { name: 'naam', scopes: 'bevoegdheden', expiresOn: 'tot' };

/** Connections (koppelingen): the tokens with which other systems call the API. */
@Controller(':gemeente/financien/koppelingen')
export class ConnectionsController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const connections = await this.pages.inside(ctx, async (tx) => {
      const named: Connection[] = [];
      for (const token of await listApiTokens(tx)) named.push(await withOrganisation(tx, token));
      return named;
    });
    html(reply, <ConnectionsPage ctx={ctx} connections={connections} />);
  }

  @Get('nieuw')
  async askNew(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <NewConnectionPage ctx={await this.enter(request, reply)} />);
  }

  @Post('nieuw')
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const work = async (form: FormState) => {
      const asked = { name: text(form, 'naam'), scopes: texts(form, 'bevoegdheden'), expiresOn: text(form, 'tot') };
      return { name: asked.name, ...(await this.pages.inside(ctx, (tx) => createApiToken(tx, asked))) };
    };
    const result = await submit(request.body, work, FIELDS);
    if (result.failed) return void html(reply, <NewConnectionPage ctx={ctx} form={result.failed} />, result.failed.problem.status);
    // Answered at once and not after a redirect: the key is nowhere else to be had.
    html(reply, <ConnectionMadePage ctx={ctx} name={result.value.name} token={result.value.token} />, 201);
  }

  @Get(':id/intrekking')
  async askRevocation(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const connection = await this.pages.inside(ctx, async (tx) => withOrganisation(tx, await apiTokenById(tx, idFromPath(id))));
    if (connection.revokedAt) return void redirect(reply, pathIn(ctx, 'financien/koppelingen'));
    html(reply, <RevocationPage ctx={ctx} connection={connection} />);
  }

  @Post(':id/intrekking')
  async revoke(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.enter(request, reply);
    const { name } = await this.pages.inside(ctx, async (tx) => {
      await revokeApiToken(tx, idFromPath(id));
      return apiTokenById(tx, idFromPath(id));
    });
    redirect(reply, pathIn(ctx, 'financien/koppelingen'), {
      kind: 'done',
      words: { nl: `De koppeling ${name} is ingetrokken.`, en: `The connection ${name} is revoked.` },
    });
  }

  private enter(request: FastifyRequest, reply: FastifyReply): Promise<MemberContext> {
    return this.pages.forRole(request, reply, 'finance_officer', 'token.manage');
  }
}

async function withOrganisation(tx: Tx, token: ApiToken): Promise<Connection> {
  const organisation = token.organisationId ? (await organisationById(tx, token.organisationId)).name : undefined;
  return { ...token, organisation };
}
