/** The language of what the views say themselves, and that of the course around it. */
import { catalog } from "./catalog.js";
import { translator } from "./translating.js";

export const { language } = catalog;
export const { _, n_ } = translator(catalog);

/** The language of what the course's authors wrote, which the bar, or the site's page, has found. */
export const contentLanguage = () =>
  globalThis.document?.documentElement?.dataset.wsContent ?? null;
