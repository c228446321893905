/** The texts of the views in the language of the bar; here the site's views find their catalog. */
import { LANGUAGE, loaded } from "../../lab/labextensions/withinscope/static/language.js";

const views = new URL("../../views/", import.meta.url);
export const catalog = await loaded(LANGUAGE, views.href);
