import { readFileSync } from 'node:fs';
import { Controller, Get, Header, Injectable, Redirect } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Open } from '../kit/index.js';
import { docsPage } from './docs-page.js';

/** The OpenAPI document of this application and its page, made when they are first asked for. */
@Injectable()
export class ApiDocument {
  /** Set once the routes are known. */
  make?: () => OpenAPIObject;
  private made?: { json: string; page: string };

  get(): { json: string; page: string } {
    if (this.made) return this.made;
    if (!this.make) throw new Error('the document was asked for before the routes were known');
    const document = this.make();
    this.made = { json: JSON.stringify(document), page: docsPage(document as never) };
    return this.made;
  }
}

const CSS = readFileSync(new URL('./docs.css', import.meta.url), 'utf8');

/** The documentation: one page, one style sheet, the document itself. Nothing comes from elsewhere, and nothing is told to anybody. */
@ApiExcludeController()
@Controller('api')
export class DocsController {
  constructor(private readonly document: ApiDocument) {}

  @Get()
  @Open()
  @Redirect('/api/docs', 302)
  toDocs(): void {}

  @Get('docs')
  @Open()
  @Header('content-type', 'text/html; charset=utf-8')
  page(): string {
    return this.document.get().page;
  }

  @Get('docs/style.css')
  @Open()
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return CSS;
  }

  @Get('v1/openapi.json')
  @Open()
  @Header('content-type', 'application/json; charset=utf-8')
  json(): string {
    return this.document.get().json;
  }
}
