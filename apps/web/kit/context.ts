import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Actor, Lang, Words } from '../../../libs/core/index.js';
import type { Viewer, ViewerMembership } from '../../../libs/identity/index.js';

/** The municipality whose page this is. */
export interface PageMunicipality {
  id: string;
  slug: string;
  name: string;
  /** The name of its set of design tokens; the class `theme-<name>`. */
  theme: string;
  /** Whether its amounts are invented. */
  fictional: boolean;
}

/** Who looks at the page. */
export interface PageViewer extends Viewer {
  /** The role they act in on this page; undefined on pages of a municipality where they have none. */
  membership?: ViewerMembership | undefined;
  /** The name of the organisation they act for, when the role has one. */
  organisationName?: string | undefined;
  /** The names of the organisations of all their roles in this municipality, by id. */
  organisationNames?: ReadonlyMap<string, string> | undefined;
}

/** What is said once, on the next page: what happened and what comes next. */
export interface Flash {
  kind: 'done' | 'info' | 'problem';
  words: Words;
}

/** What every page knows of the request it answers. */
export interface PageContext {
  lang: Lang;
  municipality?: PageMunicipality | undefined;
  viewer?: PageViewer | undefined;
  /** Made when a form first asks for it, so that a page without a form sets no cookie. */
  readonly csrfToken: string;
  /** The path of the request, without the query. */
  path: string;
  query: Record<string, string>;
  flash?: Flash | undefined;
  now: Date;
  /** The address people type, without a slash at the end. */
  publicUrl: string;
}

/** A page inside a municipality, for somebody who may be there. */
export interface MemberContext extends PageContext {
  municipality: PageMunicipality;
  viewer: PageViewer & { membership: ViewerMembership };
}

/** A page inside a municipality, for anyone. */
export interface MunicipalityContext extends PageContext {
  municipality: PageMunicipality;
}

/** Text in the language of the page: of two texts (or pieces of a page), or of `Words`. */
export interface Translator {
  (words: Words): string;
  <T>(nl: T, en: T): T;
}

/** `const t = translator(ctx)`, then `t('Opnemen', 'Draw')`, `t(<>een <b>stuk</b></>, <>a <b>piece</b></>)` or `t(words)`. */
export function translator(ctx: { lang: Lang }): Translator {
  return <T>(first: T | Words, second?: T) => {
    if (second === undefined) return (first as Words)[ctx.lang];
    return ctx.lang === 'nl' ? first : second;
  };
}

/** Who acts, for the transaction of this page. A visitor acts as nobody, in no role. */
export function actorOf(ctx: PageContext): Actor {
  const membership = ctx.viewer?.membership;
  return {
    personId: ctx.viewer?.personId ?? null,
    role: membership?.role ?? 'visitor',
    organisationId: membership?.organisationId ?? null,
  };
}

/** The address of a path inside the municipality of this page: `pathIn(ctx, 'financien/budgetten')`. */
export function pathIn(ctx: PageContext, path = ''): string {
  if (!ctx.municipality) throw new Error('a page outside a municipality has no path in one');
  return `/${ctx.municipality.slug}${path === '' ? '' : `/${path}`}`;
}

const PageLanguage = createContext<Lang>('nl');

/** Hands the language to every part of the page, so that no part needs to be told. */
export const LanguageProvider = PageLanguage.Provider;

/** The language of the page, inside a part. */
export function useLang(): Lang {
  return useContext(PageLanguage);
}

/** The translator of the page, inside a part. */
export function useTranslator(): Translator {
  return translator({ lang: useLang() });
}
