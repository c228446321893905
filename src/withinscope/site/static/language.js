/** What the site itself says, in the language of the bar. */
import { LANGUAGE, loaded } from "../../lab/labextensions/withinscope/static/language.js";
import { translator } from "../../lab/labextensions/withinscope/static/translating.js";

export const { _, n_ } = translator(await loaded(LANGUAGE, import.meta.url));
