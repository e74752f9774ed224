import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { listMunicipalities } from '../../../libs/tenancy/index.js';
import { html, Pages } from '../kit/index.js';
import { AccessibilityPage } from './accessibility-page.js';
import { HelpPage } from './help-page.js';
import { LandingPage } from './landing-page.js';
import { PrivacyPage } from './privacy-page.js';

/** The pages outside every municipality, for anyone. */
@Controller()
export class PlatformController {
  constructor(private readonly pages: Pages) {}

  @Get()
  async landing(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const ctx = await this.pages.forAnyone(request, reply);
    const municipalities = await this.pages.database.shared(listMunicipalities);
    html(reply, <LandingPage ctx={ctx} municipalities={municipalities} />);
  }

  @Get('hulp')
  async help(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <HelpPage ctx={await this.pages.forAnyone(request, reply)} />);
  }

  @Get('toegankelijkheid')
  async accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <AccessibilityPage ctx={await this.pages.forAnyone(request, reply)} />);
  }

  @Get('privacy')
  async privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    html(reply, <PrivacyPage ctx={await this.pages.forAnyone(request, reply)} />);
  }
}
