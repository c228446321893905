// What stands below a page's bar: a notice for each thing that it is about, gone when that is over.

import { _ } from "./language.js";
import { refusalText } from "./refusal.js";
import {
  ELSEWHERE,
  NOT_OPENED,
  newerText,
  ODD,
  OPENS_LATER,
  overwrittenText,
  STAYS_OPEN,
  TROUBLE,
  UNKEPT,
  UNWRITTEN,
} from "./trouble.js";

const RELOAD = { label: _("Reload the page"), act: () => location.reload() };

export class Notices {
  #bar;
  #lasting;
  #isTroubled = false;

  /**
   * @param {import("./bar.js").Bar} bar
   * @param {string} lasting what is said as long as the page is open; '' for nothing
   */
  constructor(bar, lasting) {
    this.#bar = bar;
    this.#lasting = lasting;
  }

  /** That the server can't be reached; with nothing to say, that it can again. @param {string[]} sentences */
  connection(sentences) {
    this.#bar.alert(sentences, undefined, "connection");
  }

  /** How a run ended. @param {string} outcome */
  ran(outcome) {
    this.#isTroubled = outcome in TROUBLE;
    if (this.#isTroubled) this.#about("around");
    this.#bar.alert([this.#lasting, ...(TROUBLE[outcome] ?? [])].filter(Boolean));
  }

  /**
   * @param {import("./refusal.js").Verdict} verdict
   * @param {number} foreignCell number of the first cell whose code is not the course's
   * @param {() => void} trust asks whether to trust the page
   */
  refused(verdict, foreignCell, trust) {
    const offer =
      verdict === "foreign code" ? undefined : { label: _("Trust this page…"), act: trust };
    this.#bar.alert(refusalText(verdict, foreignCell), offer);
  }

  /** That JupyterLab wanted to say something that the course has no words of its own for. */
  around() {
    if (!this.#isTroubled) this.#about("around", ODD, RELOAD);
  }

  /**
   * Why nothing more is kept in this browser; '' where all is.
   * @param {import("./keeping.js").Why} why
   * @param {(() => void) | null} leave goes to the same page without Jupyter; null where there is none
   */
  kept(why, leave) {
    const here = { label: _("Go on here"), act: RELOAD.act };
    const plain = leave && { label: _("Open this page without Jupyter"), act: leave };
    if (why === "elsewhere") this.#about("keeping", ELSEWHERE, here);
    else if (why === "unkept") this.#about("keeping", UNKEPT, plain ?? undefined);
    else this.#about("keeping");
  }

  /** @param {string} copy where the version that is open is kept by whoever takes the newer one @param {() => void} take */
  newer(copy, take) {
    this.#about("edition", newerText(copy), { label: _("Take the newer one"), act: take });
  }

  /** That the page could not be written. @param {boolean} lost whether that is told already */
  unwritten(lost) {
    this.#about("writing", lost ? [] : UNWRITTEN);
  }

  /** What was amiss with the page, or around it, is over. */
  written() {
    for (const about of ["writing", "leaving", "around"]) this.#about(about);
  }

  /** @param {string} copy where another program's version was kept */
  overwrote(copy) {
    this.#about("file", overwrittenText(copy));
  }

  /** That the course could not be left. */
  staysOpen() {
    this.#about("leaving", STAYS_OPEN);
  }

  /** That another page could not be opened. @param {() => void} open tries it again */
  notOpened(open) {
    this.#about("leaving", NOT_OPENED, { label: _("Try again"), act: open });
  }

  /** That another page opens when the server can be reached. @returns {() => void} takes it away */
  opensLater() {
    this.#about("leaving", OPENS_LATER);
    return () => this.#about("leaving");
  }

  /** @param {string} about @param {string[]} [sentences] none to take the notice away @param {import("./bar.js").Offer} [offer] */
  #about(about, sentences = [], offer) {
    this.#bar.alert(sentences, offer, about);
  }
}
