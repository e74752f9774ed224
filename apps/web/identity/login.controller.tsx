import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from '../../../libs/core/index.js';
import {
  listDemoRoles,
  logIn,
  logInAsDemoRole,
  logOut,
  ROLES,
  switchMembership,
  type DemoMunicipality,
  type LoggedIn,
} from '../../../libs/identity/index.js';
import { organisationById } from '../../../libs/relations/index.js';
import {
  clearSession,
  formValues,
  html,
  type PageContext,
  Pages,
  redirect,
  safePath,
  sessionToken,
  setSession,
  submit,
  text,
  type FormState,
} from '../kit/index.js';
import { homeOf, LoginPage, type DemoRoles } from './login-page.js';

/** Logging in and out, and going on in another role. */
@Controller()
export class LoginController {
  constructor(private readonly pages: Pages) {}

  @Get('inloggen')
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forAnyone(request, reply);
    await this.page(ctx, reply);
  }

  @Post('inloggen')
  async logIn(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const work = (form: FormState) => {
      // A password is taken as it was typed, spaces and all.
      const { wachtwoord } = form.values;
      const password = typeof wachtwoord === 'string' ? wachtwoord : '';
      return logIn(this.pages.database, { email: text(form, 'email'), password, ip: request.ip });
    };
    const result = await submit(request.body, work, { password: 'wachtwoord' });
    if (result.failed) {
      const ctx = await this.pages.forAnyone(request, reply);
      return this.page(ctx, reply, result.failed, result.failed.problem.status);
    }
    const { active } = result.value.session;
    await this.enter(request, reply, result.value);
    redirect(reply, safePath(formValues(request.body).terug, active ? homeOf(active) : '/'));
  }

  @Post('inloggen/proefrol')
  async tryRole(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { database, config } = this.pages;
    const form = { values: formValues(request.body) };
    const loggedIn = await logInAsDemoRole(database, config, text(form, 'lidmaatschap'));
    const { active } = loggedIn.session;
    if (!active) throw notFound();
    await this.enter(request, reply, loggedIn);
    redirect(reply, within(homeOf(active), safePath(form.values.terug, '')));
  }

  @Post('uitloggen')
  async logOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const token = sessionToken(request);
    if (token) await logOut(this.pages.database, token);
    clearSession(reply);
    redirect(reply, '/', { kind: 'done', words: { nl: 'U bent uitgelogd.', en: 'You are logged out.' } });
  }

  @Post('rol')
  async switchRole(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const id = text({ values: formValues(request.body) }, 'lidmaatschap');
    const membership = await switchMembership(this.pages.database, sessionToken(request) ?? '', id);
    redirect(reply, homeOf(membership));
  }

  /** Each login has a token of its own; what this browser had before ends, and so do the forms made with it. */
  private async enter(request: FastifyRequest, reply: FastifyReply, { token }: LoggedIn): Promise<void> {
    const before = sessionToken(request);
    if (before) await logOut(this.pages.database, before);
    clearSession(reply);
    setSession(reply, token);
  }

  private async page(ctx: PageContext, reply: FastifyReply, form?: FormState, status = 200): Promise<void> {
    const back = form?.values.terug ?? ctx.query.terug;
    const demo = await this.demoRoles();
    // Who came from a page of a municipality most likely wants to try a role there.
    demo.sort((a, b) => Number(isWithin(`/${b.slug}`, back)) - Number(isWithin(`/${a.slug}`, back)));
    html(reply, <LoginPage ctx={ctx} demo={demo} form={form} />, status);
  }

  private async demoRoles(): Promise<DemoRoles[]> {
    const offered = await listDemoRoles(this.pages.database, this.pages.config);
    const shown: DemoRoles[] = [];
    for (const demo of offered) {
      const roles = await this.namedRoles(demo);
      if (roles.length > 0) shown.push({ slug: demo.municipality.slug, municipality: demo.municipality.name, roles });
    }
    return shown;
  }

  private async namedRoles({ municipality, memberships }: DemoMunicipality): Promise<DemoRoles['roles']> {
    return this.pages.database.transaction(municipality.id, async (tx) => {
      const roles: DemoRoles['roles'] = [];
      for (const { id, role, organisationId, personName } of memberships) {
        roles.push({ membershipId: id, role, name: organisationId ? (await organisationById(tx, organisationId)).name : personName });
      }
      return roles.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
    });
  }
}

function isWithin(home: string, path: unknown): boolean {
  return typeof path === 'string' && (path === home || path.startsWith(`${home}/`) || path.startsWith(`${home}?`));
}

/** A role that is tried goes on to the page that asked for it when that page is this role's. */
function within(home: string, path: string): string {
  return isWithin(home, path) ? path : home;
}
